// Money at the bank. What makes a deposit count twice, or a remittance be paid twice, impossible is here: the unique keys.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables } from './table.js'

export class Deposits1764300000031 implements MigrationInterface {
  readonly name = 'Deposits1764300000031'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'deposit',
      `id varchar(36) NOT NULL PRIMARY KEY,
      deposit_key varchar(255) NOT NULL,
      file_id varchar(36) NOT NULL,
      line_number bigint NOT NULL,
      byte_offset bigint NOT NULL,
      byte_length bigint NOT NULL,
      direction varchar(32) NOT NULL,
      cents bigint NOT NULL,
      posted_on varchar(32) NOT NULL,
      company_name varchar(255),
      company_id varchar(255),
      trace_number varchar(255),
      payer_identifier varchar(255),
      bank_references longtext NOT NULL,
      description varchar(255) NOT NULL,
      state varchar(32) NOT NULL,
      candidates longtext NOT NULL,
      imported_at varchar(24) NOT NULL,
      UNIQUE (deposit_key),
      CHECK (cents > 0),
      FOREIGN KEY (file_id) REFERENCES file (id)`,
      ['state, id', 'posted_on'],
    )
    await createTable(
      runner,
      'deposit_match',
      `id varchar(36) NOT NULL PRIMARY KEY,
      deposit_id varchar(36) NOT NULL,
      remittance_id varchar(36) NOT NULL,
      taken_id varchar(36),
      cents bigint NOT NULL,
      fee_cents bigint NOT NULL,
      source_account varchar(32) NOT NULL,
      rule varchar(32) NOT NULL,
      matched_by varchar(255) NOT NULL,
      matched_at varchar(24) NOT NULL,
      undone_at varchar(24),
      UNIQUE (taken_id),
      CHECK (cents > 0),
      FOREIGN KEY (deposit_id) REFERENCES deposit (id),
      FOREIGN KEY (remittance_id) REFERENCES remittance (id)`,
      ['deposit_id', 'remittance_id'],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'deposit', 'deposit_match')
  }
}
