// Claims, their time lines and the numbers they were sent under.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables, refuseChanges, sourceColumns } from './table.js'

export class Claims1763900000002 implements MigrationInterface {
  readonly name = 'Claims1763900000002'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'claim',
      `id varchar(36) NOT NULL PRIMARY KEY,
      practice_id varchar(36) NOT NULL,
      patient_control_number varchar(255) NOT NULL,
      normalised_number varchar(255) NOT NULL,
      submission_state varchar(32) NOT NULL,
      state varchar(32) NOT NULL,
      payer_claim_number varchar(255),
      charge_cents bigint NOT NULL,
      partner_id varchar(255),
      claim longtext NOT NULL,
      document longtext,
      ${sourceColumns('origin')},
      created_at varchar(24) NOT NULL,
      updated_at varchar(24) NOT NULL,
      UNIQUE (practice_id, patient_control_number),
      FOREIGN KEY (practice_id) REFERENCES practice (id)`,
      ['patient_control_number', 'normalised_number', 'payer_claim_number', 'submission_state, id', 'state, id', 'partner_id, id'],
    )
    await createTable(
      runner,
      'claim_member',
      `claim_id varchar(36) NOT NULL,
      member_id varchar(255) NOT NULL,
      PRIMARY KEY (claim_id, member_id),
      FOREIGN KEY (claim_id) REFERENCES claim (id)`,
      ['member_id'],
    )
    await createTable(
      runner,
      'claim_event',
      `claim_id varchar(36) NOT NULL,
      seq bigint NOT NULL,
      at varchar(24) NOT NULL,
      event varchar(255) NOT NULL,
      submission_state varchar(32),
      state varchar(32),
      detail longtext,
      ${sourceColumns('source')},
      PRIMARY KEY (claim_id, seq),
      FOREIGN KEY (claim_id) REFERENCES claim (id)`,
    )
    await createTable(
      runner,
      'submission',
      `id varchar(36) NOT NULL PRIMARY KEY,
      claim_id varchar(36) NOT NULL,
      set_id varchar(36) NOT NULL,
      partner_id varchar(255) NOT NULL,
      interchange_control varchar(255) NOT NULL,
      group_control varchar(255) NOT NULL,
      set_control varchar(255) NOT NULL,
      batch_reference varchar(255) NOT NULL,
      ${sourceColumns('source')},
      at varchar(24) NOT NULL,
      UNIQUE (set_id, claim_id),
      FOREIGN KEY (claim_id) REFERENCES claim (id)`,
      ['claim_id'],
    )
    await refuseChanges(runner, 'claim_event')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'claim', 'claim_member', 'claim_event', 'submission')
  }
}
