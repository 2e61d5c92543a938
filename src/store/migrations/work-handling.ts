// What people do with work items: who has one, when it comes back, what was decided; and the record of all that.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumn, createTable, dropColumn, dropTables, refuseChanges } from './table.js'

export class WorkHandling1764400000021 implements MigrationInterface {
  readonly name = 'WorkHandling1764400000021'

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'work_item', 'assigned_to', 'varchar(255)')
    await addColumn(runner, 'work_item', 'snoozed_until', 'varchar(10)')
    await addColumn(runner, 'work_item', 'decided_action', 'varchar(32)')
    await createTable(
      runner,
      'work_event',
      `id varchar(36) NOT NULL PRIMARY KEY,
      item_id varchar(36) NOT NULL,
      kind varchar(32) NOT NULL,
      at varchar(24) NOT NULL,
      actor varchar(255) NOT NULL,
      event_value varchar(255),
      event_text longtext,
      FOREIGN KEY (item_id) REFERENCES work_item (id)`,
      ['item_id, id'],
    )
    await refuseChanges(runner, 'work_event')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'work_event')
    for (const column of ['assigned_to', 'snoozed_until', 'decided_action']) await dropColumn(runner, 'work_item', column)
  }
}
