// Claims that wait for their partner's next batch.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables } from './table.js'

export class HeldClaims1763900000041 implements MigrationInterface {
  readonly name = 'HeldClaims1763900000041'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'held_claim',
      `claim_id varchar(36) NOT NULL PRIMARY KEY,
      partner_id varchar(255) NOT NULL,
      at varchar(24) NOT NULL,
      FOREIGN KEY (claim_id) REFERENCES claim (id)`,
      ['partner_id, at'],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'held_claim')
  }
}
