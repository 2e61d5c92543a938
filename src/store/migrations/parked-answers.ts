// Answers that wait for what they answer.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables } from './table.js'

export class ParkedAnswers1764300000011 implements MigrationInterface {
  readonly name = 'ParkedAnswers1764300000011'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'parked_answer',
      `id varchar(36) NOT NULL PRIMARY KEY,
      kind varchar(32) NOT NULL,
      answers varchar(255) NOT NULL,
      sender_id varchar(255) NOT NULL,
      file_id varchar(36) NOT NULL,
      set_ordinal bigint NOT NULL,
      byte_offset bigint NOT NULL,
      state varchar(32) NOT NULL,
      attempts bigint NOT NULL,
      next_attempt_at varchar(24) NOT NULL,
      parked_at varchar(24) NOT NULL,
      applied_at varchar(24),
      UNIQUE (file_id, set_ordinal, byte_offset),
      FOREIGN KEY (file_id) REFERENCES file (id)`,
      ['state, next_attempt_at'],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'parked_answer')
  }
}
