// What the payers have agreed to allow. One row for each service and day from which a rate holds: the unique key.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables } from './table.js'

export class Fees1764500000051 implements MigrationInterface {
  readonly name = 'Fees1764500000051'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'contract_rate',
      `id varchar(36) NOT NULL PRIMARY KEY,
      rate_key varchar(64) NOT NULL,
      payer_id varchar(255) NOT NULL,
      procedure_code varchar(32) NOT NULL,
      effective_from varchar(10) NOT NULL,
      terms longtext NOT NULL,
      imported_at varchar(24) NOT NULL,
      UNIQUE (rate_key)`,
      ['procedure_code, payer_id', 'payer_id, procedure_code, effective_from, id'],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'contract_rate')
  }
}
