// Practices, the exact bytes of every file, and what stands in them.
// Foreign keys hold what belongs together; ids of other tables are plain.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, dropTables } from './table.js'

export class Files1763900000001 implements MigrationInterface {
  readonly name = 'Files1763900000001'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'practice',
      `id varchar(36) NOT NULL PRIMARY KEY,
      npi varchar(32) NOT NULL,
      name varchar(255) NOT NULL,
      tax_id varchar(32) NOT NULL,
      created_at varchar(24) NOT NULL,
      UNIQUE (npi)`,
    )
    await createTable(
      runner,
      'file_content',
      `id varchar(36) NOT NULL PRIMARY KEY,
      master_key_id varchar(32) NOT NULL,
      wrapped_key longblob NOT NULL,
      open_since varchar(24)`,
      ['open_since'],
    )
    await createTable(
      runner,
      'file_chunk',
      `content_id varchar(36) NOT NULL,
      ordinal bigint NOT NULL,
      sealed longblob NOT NULL,
      PRIMARY KEY (content_id, ordinal),
      FOREIGN KEY (content_id) REFERENCES file_content (id)`,
    )
    await createTable(
      runner,
      'file',
      `id varchar(36) NOT NULL PRIMARY KEY,
      sha256 varchar(64) NOT NULL,
      size_bytes bigint NOT NULL,
      direction varchar(32) NOT NULL,
      name varchar(255) NOT NULL,
      partner_id varchar(255),
      source varchar(32) NOT NULL,
      first_at varchar(24) NOT NULL,
      state varchar(32) NOT NULL,
      receipts bigint NOT NULL,
      summary longtext,
      UNIQUE (direction, sha256),
      FOREIGN KEY (id) REFERENCES file_content (id)`,
      ['state, id'],
    )
    await createTable(
      runner,
      'file_receipt',
      `id varchar(36) NOT NULL PRIMARY KEY,
      file_id varchar(36) NOT NULL,
      name varchar(255) NOT NULL,
      source varchar(32) NOT NULL,
      partner_id varchar(255),
      at varchar(24) NOT NULL,
      FOREIGN KEY (file_id) REFERENCES file (id)`,
      ['file_id'],
    )
    await createTable(
      runner,
      'interchange',
      `id varchar(36) NOT NULL PRIMARY KEY,
      file_id varchar(36) NOT NULL,
      ordinal bigint NOT NULL,
      direction varchar(32) NOT NULL,
      partner_id varchar(255),
      control varchar(255) NOT NULL,
      sender_qualifier varchar(255) NOT NULL,
      sender_id varchar(255) NOT NULL,
      receiver_qualifier varchar(255) NOT NULL,
      receiver_id varchar(255) NOT NULL,
      isa_date varchar(255) NOT NULL,
      isa_time varchar(255) NOT NULL,
      usage_indicator varchar(255) NOT NULL,
      range_offset bigint NOT NULL,
      range_length bigint NOT NULL,
      verdict varchar(32) NOT NULL,
      acknowledged varchar(32),
      at varchar(24) NOT NULL,
      UNIQUE (file_id, ordinal),
      FOREIGN KEY (file_id) REFERENCES file (id)`,
      ['control, receiver_id', 'partner_id, id'],
    )
    await createTable(
      runner,
      'interchange_identity',
      `id varchar(36) NOT NULL PRIMARY KEY,
      identity varchar(255) NOT NULL,
      interchange_id varchar(36) NOT NULL,
      file_id varchar(36) NOT NULL,
      UNIQUE (identity),
      FOREIGN KEY (interchange_id) REFERENCES interchange (id)`,
    )
    await createTable(
      runner,
      'functional_group',
      `id varchar(36) NOT NULL PRIMARY KEY,
      interchange_id varchar(36) NOT NULL,
      ordinal bigint NOT NULL,
      functional_id varchar(255) NOT NULL,
      control varchar(255) NOT NULL,
      version varchar(255) NOT NULL,
      verdict varchar(32) NOT NULL,
      acknowledged varchar(32),
      UNIQUE (interchange_id, ordinal),
      FOREIGN KEY (interchange_id) REFERENCES interchange (id)`,
      ['control, functional_id'],
    )
    await createTable(
      runner,
      'transaction_set',
      `id varchar(36) NOT NULL PRIMARY KEY,
      file_id varchar(36) NOT NULL,
      interchange_id varchar(36) NOT NULL,
      group_id varchar(36) NOT NULL,
      ordinal bigint NOT NULL,
      type varchar(255) NOT NULL,
      guide varchar(255) NOT NULL,
      control varchar(255) NOT NULL,
      reference varchar(255),
      range_offset bigint NOT NULL,
      range_length bigint NOT NULL,
      segments bigint NOT NULL,
      units bigint NOT NULL,
      verdict varchar(32) NOT NULL,
      state varchar(32) NOT NULL,
      acknowledged varchar(32),
      UNIQUE (file_id, ordinal),
      FOREIGN KEY (group_id) REFERENCES functional_group (id)`,
      ['group_id', 'interchange_id', 'reference'],
    )
    await createTable(
      runner,
      'finding',
      `file_id varchar(36) NOT NULL,
      ordinal bigint NOT NULL,
      code varchar(255) NOT NULL,
      severity varchar(32) NOT NULL,
      finding longtext NOT NULL,
      PRIMARY KEY (file_id, ordinal),
      FOREIGN KEY (file_id) REFERENCES file (id)`,
      ['code'],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'interchange', 'interchange_identity', 'functional_group', 'transaction_set', 'finding')
    await dropTables(runner, 'practice', 'file_content', 'file_chunk', 'file', 'file_receipt')
  }
}
