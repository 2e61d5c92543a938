// Proposed claims that a person rejected stay with the claim payment (R-MATCH-5).
import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumn, dropColumn } from './table.js'

export class MatchRejections1764700000071 implements MigrationInterface {
  readonly name = 'MatchRejections1764700000071'

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'claim_payment', 'rejections', 'longtext')
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumn(runner, 'claim_payment', 'rejections')
  }
}
