// Posting runs, and the run of every entry. What was posted before there were runs is the first run of its remittance, under its id.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumn, addIndex, createTable, dropColumn, dropIndex, dropTables, refuseChanges } from './table.js'

export class PostingRuns1764300000041 implements MigrationInterface {
  readonly name = 'PostingRuns1764300000041'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'posting_run',
      `id varchar(36) NOT NULL PRIMARY KEY,
      remittance_id varchar(36) NOT NULL,
      run_number bigint NOT NULL,
      run_mode varchar(32) NOT NULL,
      state varchar(32) NOT NULL,
      acted_by varchar(255) NOT NULL,
      reason longtext,
      at varchar(24) NOT NULL,
      voids varchar(36),
      UNIQUE (remittance_id, run_number),
      UNIQUE (voids),
      FOREIGN KEY (remittance_id) REFERENCES remittance (id)`,
    )
    await runner.query(
      `INSERT INTO posting_run (id, remittance_id, run_number, run_mode, state, acted_by, at)
       SELECT id, id, 1, 'automatic', CASE state WHEN 'posted' THEN 'posted' ELSE 'posting' END, 'system', at
       FROM remittance WHERE state IN ('posted', 'waiting') AND id NOT IN (SELECT remittance_id FROM posting_run)`,
    )
    await addColumn(runner, 'posting', 'run_id', 'varchar(36)')
    await addColumn(runner, 'ledger_entry', 'run_id', 'varchar(36)')
    await addIndex(runner, 'ledger_entry', 'run_id, seq')
    await addIndex(runner, 'ledger_entry', 'reverses')
    await runner.query('DROP TRIGGER IF EXISTS ledger_entry_no_update')
    for (const table of ['posting', 'ledger_entry'])
      await runner.query(`UPDATE ${table} SET run_id = remittance_id WHERE run_id IS NULL AND remittance_id IS NOT NULL`)
    await refuseChanges(runner, 'ledger_entry')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'ledger_entry', 'reverses')
    await dropIndex(runner, 'ledger_entry', 'run_id, seq')
    for (const table of ['ledger_entry', 'posting']) await dropColumn(runner, table, 'run_id')
    await dropTables(runner, 'posting_run')
  }
}
