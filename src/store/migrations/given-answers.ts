// Answers that were given under an idempotency key.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables } from './table.js'

export class GivenAnswers1763900000042 implements MigrationInterface {
  readonly name = 'GivenAnswers1763900000042'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'given_answer',
      `id varchar(36) NOT NULL PRIMARY KEY,
      key_hash varchar(64) NOT NULL,
      fingerprint varchar(64) NOT NULL,
      answer longtext,
      at varchar(24) NOT NULL,
      UNIQUE (key_hash)`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'given_answer')
  }
}
