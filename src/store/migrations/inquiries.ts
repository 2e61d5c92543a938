// Questions about claims (276), and what is known of each claim from asking.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumns, createTable, dropColumns, dropTables, sourceColumns } from './table.js'

export class Inquiries1764300000021 implements MigrationInterface {
  readonly name = 'Inquiries1764300000021'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'claim_inquiry',
      `id varchar(36) NOT NULL PRIMARY KEY,
      claim_id varchar(36) NOT NULL,
      set_id varchar(36) NOT NULL,
      partner_id varchar(255) NOT NULL,
      trace varchar(255) NOT NULL,
      payer_id varchar(255) NOT NULL,
      provider_id varchar(255) NOT NULL,
      submission_set_id varchar(36),
      state varchar(32) NOT NULL,
      ${sourceColumns('source')},
      at varchar(24) NOT NULL,
      UNIQUE (set_id, trace),
      FOREIGN KEY (claim_id) REFERENCES claim (id)`,
      ['claim_id', 'trace', 'partner_id, state'],
    )
    await addColumns(runner, 'claim', { inquiry_state: 'varchar(32)', inquiry_at: 'varchar(24)' })
    await addColumns(runner, 'claim_event', { inquiry_state: 'varchar(32)' })
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, 'claim_event', 'inquiry_state')
    await dropColumns(runner, 'claim', 'inquiry_state', 'inquiry_at')
    await dropTables(runner, 'claim_inquiry')
  }
}
