// Remittances as they were read, and the books. What makes money move twice impossible is here: the unique keys.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables, refuseChanges, sourceColumns } from './table.js'

export class Money1763900000003 implements MigrationInterface {
  readonly name = 'Money1763900000003'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'remittance',
      `id varchar(36) NOT NULL PRIMARY KEY,
      set_id varchar(36) NOT NULL,
      file_id varchar(36) NOT NULL,
      remittance longtext NOT NULL,
      paid_cents bigint NOT NULL,
      trace_number varchar(255) NOT NULL,
      content_hash varchar(255) NOT NULL,
      payment_key varchar(255) NOT NULL,
      reissue_hash varchar(255) NOT NULL,
      state varchar(32) NOT NULL,
      held_for varchar(255),
      duplicate_of varchar(36),
      claim_count bigint NOT NULL,
      at varchar(24) NOT NULL,
      UNIQUE (set_id)`,
      ['payment_key', 'reissue_hash', 'state, id'],
    )
    await createTable(
      runner,
      'remittance_payment',
      `id varchar(36) NOT NULL PRIMARY KEY,
      payment_key varchar(255) NOT NULL,
      remittance_id varchar(36) NOT NULL,
      UNIQUE (payment_key),
      FOREIGN KEY (remittance_id) REFERENCES remittance (id)`,
    )
    await createTable(
      runner,
      'claim_payment',
      `id varchar(36) NOT NULL PRIMARY KEY,
      remittance_id varchar(36) NOT NULL,
      ordinal bigint NOT NULL,
      turn bigint NOT NULL,
      patient_control_number varchar(255) NOT NULL,
      payer_claim_number varchar(255),
      charged_cents bigint NOT NULL,
      paid_cents bigint NOT NULL,
      payment longtext NOT NULL,
      service_sources longtext NOT NULL,
      ${sourceColumns('source')},
      state varchar(32) NOT NULL,
      claim_id varchar(36),
      decision longtext,
      UNIQUE (remittance_id, ordinal),
      FOREIGN KEY (remittance_id) REFERENCES remittance (id)`,
      ['remittance_id, state, turn, ordinal', 'claim_id, id'],
    )
    await createTable(
      runner,
      'provider_adjustment',
      `id varchar(36) NOT NULL PRIMARY KEY,
      remittance_id varchar(36) NOT NULL,
      ordinal bigint NOT NULL,
      amount_cents bigint NOT NULL,
      adjustment longtext NOT NULL,
      ${sourceColumns('source')},
      state varchar(32) NOT NULL,
      UNIQUE (remittance_id, ordinal),
      FOREIGN KEY (remittance_id) REFERENCES remittance (id)`,
    )
    await createTable(
      runner,
      'posting',
      `id varchar(36) NOT NULL PRIMARY KEY,
      posting_key varchar(255) NOT NULL,
      at varchar(24) NOT NULL,
      claim_id varchar(36),
      remittance_id varchar(36),
      claim_payment_id varchar(36),
      UNIQUE (posting_key)`,
    )
    await createTable(
      runner,
      'ledger_entry',
      `id varchar(36) NOT NULL PRIMARY KEY,
      seq bigint NOT NULL,
      posting_id varchar(36) NOT NULL,
      at varchar(24) NOT NULL,
      dr varchar(32) NOT NULL,
      cr varchar(32) NOT NULL,
      cents bigint NOT NULL,
      patient_control_number varchar(255),
      line_number bigint,
      payer_order varchar(32),
      adjustment_group varchar(255),
      carc varchar(255),
      rarc longtext,
      why varchar(255) NOT NULL,
      ref varchar(255),
      claim_id varchar(36),
      remittance_id varchar(36),
      claim_payment_id varchar(36),
      ${sourceColumns('source')},
      reverses varchar(36),
      UNIQUE (seq),
      CHECK (cents > 0),
      CHECK (dr <> cr),
      FOREIGN KEY (posting_id) REFERENCES posting (id)`,
      ['posting_id', 'claim_id, seq', 'remittance_id, seq', 'dr, seq', 'cr, seq'],
    )
    await refuseChanges(runner, 'ledger_entry')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'remittance', 'remittance_payment', 'claim_payment', 'provider_adjustment', 'posting', 'ledger_entry')
  }
}
