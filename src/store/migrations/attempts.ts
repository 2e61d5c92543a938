// Attempts: each sending of a claim to one payer under a number of its own.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables } from './table.js'

export class Attempts1764300000005 implements MigrationInterface {
  readonly name = 'Attempts1764300000005'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'claim_attempt',
      `id varchar(36) NOT NULL PRIMARY KEY,
      claim_id varchar(36) NOT NULL,
      payer_order varchar(32) NOT NULL,
      attempt_number bigint NOT NULL,
      frequency varchar(32) NOT NULL,
      replaces varchar(255),
      partner_id varchar(255) NOT NULL,
      file_id varchar(36) NOT NULL,
      at varchar(24) NOT NULL,
      UNIQUE (claim_id, payer_order, attempt_number),
      FOREIGN KEY (claim_id) REFERENCES claim (id)`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'claim_attempt')
  }
}
