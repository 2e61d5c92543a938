// The entries of a claim payment, found without reading the whole ledger.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addIndex, dropIndex } from './table.js'

export class PaymentEntries1764600000011 implements MigrationInterface {
  readonly name = 'PaymentEntries1764600000011'

  async up(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'ledger_entry', 'claim_payment_id')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'ledger_entry', 'claim_payment_id')
  }
}
