// Work items, outbox, running numbers, pickups, jobs, API keys and the audit chain.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables, refuseChanges } from './table.js'

export class Operations1763900000004 implements MigrationInterface {
  readonly name = 'Operations1763900000004'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'work_item',
      `id varchar(36) NOT NULL PRIMARY KEY,
      item_key varchar(255) NOT NULL,
      type varchar(255) NOT NULL,
      patient_control_number varchar(255),
      line_number bigint,
      cents bigint,
      next_action varchar(255),
      facts longtext,
      state varchar(32) NOT NULL,
      opened_at varchar(24) NOT NULL,
      claim_id varchar(36),
      remittance_id varchar(36),
      file_id varchar(36),
      resolved_by varchar(255),
      resolved_for longtext,
      resolved_at varchar(24),
      UNIQUE (item_key)`,
      ['state, id', 'claim_id, id', 'remittance_id, id', 'file_id, id'],
    )
    await createTable(
      runner,
      'outbox',
      `id varchar(36) NOT NULL PRIMARY KEY,
      outbox_key varchar(255) NOT NULL,
      partner_id varchar(255) NOT NULL,
      kind varchar(32) NOT NULL,
      file_id varchar(36) NOT NULL,
      name varchar(255) NOT NULL,
      size_bytes bigint NOT NULL,
      state varchar(32) NOT NULL,
      attempts bigint NOT NULL,
      next_attempt_at varchar(24) NOT NULL,
      last_error longtext,
      created_at varchar(24) NOT NULL,
      sent_at varchar(24),
      UNIQUE (outbox_key),
      FOREIGN KEY (file_id) REFERENCES file (id)`,
      ['partner_id, state, next_attempt_at', 'file_id'],
    )
    await createTable(runner, 'counter', 'name varchar(255) NOT NULL PRIMARY KEY, last bigint NOT NULL')
    await createTable(
      runner,
      'pickup',
      `id varchar(36) NOT NULL PRIMARY KEY,
      partner_id varchar(255) NOT NULL,
      path_hash varchar(64) NOT NULL,
      path longtext NOT NULL,
      size_bytes bigint NOT NULL,
      modified_ms bigint NOT NULL,
      sha256 varchar(64) NOT NULL,
      file_id varchar(36) NOT NULL,
      is_removed int NOT NULL,
      at varchar(24) NOT NULL,
      UNIQUE (partner_id, path_hash, size_bytes, modified_ms),
      FOREIGN KEY (file_id) REFERENCES file (id)`,
    )
    await createTable(
      runner,
      'job_slot',
      `id varchar(36) NOT NULL PRIMARY KEY,
      job varchar(255) NOT NULL,
      slot varchar(255) NOT NULL,
      at varchar(24) NOT NULL,
      UNIQUE (job, slot)`,
    )
    await createTable(
      runner,
      'api_key',
      `id varchar(36) NOT NULL PRIMARY KEY,
      name varchar(255) NOT NULL,
      scopes longtext NOT NULL,
      created_at varchar(24) NOT NULL,
      revoked_at varchar(24),
      secret_hash varchar(64) NOT NULL`,
    )
    await createTable(
      runner,
      'audit_event',
      `seq bigint NOT NULL PRIMARY KEY,
      at varchar(24) NOT NULL,
      actor varchar(255) NOT NULL,
      action varchar(255) NOT NULL,
      object varchar(255),
      detail longtext,
      link varchar(64) NOT NULL`,
    )
    await refuseChanges(runner, 'audit_event')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'work_item', 'outbox', 'counter', 'pickup', 'job_slot', 'api_key', 'audit_event')
  }
}
