// Claims are found by the last name of the patient and the charge, when a payer gives back no number that we know.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { type OpenClaim, patientKey } from '../../domain/index.js'
import { addColumn, addIndex, dropColumn, dropIndex } from './table.js'

const rowsAtOnce = 500

export class PatientKeys1764500000021 implements MigrationInterface {
  readonly name = 'PatientKeys1764500000021'

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'claim', 'patient_key', 'varchar(255)')
    await addIndex(runner, 'claim', 'patient_key')
    for (;;) {
      const rows = await runner.manager.query<{ id: string; claim: string }[]>(
        `SELECT id, claim FROM claim WHERE patient_key IS NULL LIMIT ${rowsAtOnce}`,
      )
      if (rows.length === 0) return
      for (const { id, claim } of rows) {
        const { patient, chargeCents } = JSON.parse(claim) as OpenClaim
        await runner.manager.query('UPDATE claim SET patient_key = ? WHERE id = ?', [
          patientKey(patient.last, chargeCents).slice(0, 255),
          id,
        ])
      }
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'claim', 'patient_key')
    await dropColumn(runner, 'claim', 'patient_key')
  }
}
