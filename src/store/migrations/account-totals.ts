// The totals of all accounts, from an index alone: the listing of patient accounts shows them on every page.
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addIndex, dropIndex } from './table.js'

export class AccountTotals1764800000011 implements MigrationInterface {
  readonly name = 'AccountTotals1764800000011'

  async up(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'ledger_entry', 'dr, cr, cents')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'ledger_entry', 'dr, cr, cents')
  }
}
