// Which claims wait for a batch: a row each, gone in the transaction that writes the batch.
import type { Instant } from '../values/index.js'
import { insertAll } from './bulk.js'
import { wholeNumber } from './columns.js'
import { heldClaimEntity } from './entities/claims.js'
import { pageOf } from './paging.js'
import type { HeldClaimStore } from './store.js'
import type { Session } from './transaction.js'

export function createHeldClaimStore(session: Session): HeldClaimStore {
  return {
    hold: (held) =>
      session.transaction(async (manager) => {
        await manager.delete(heldClaimEntity, { claimId: held.claimId })
        await insertAll(manager, heldClaimEntity, [held])
      }),

    release: (claimIds) =>
      session.transaction(async (manager) => {
        for (const claimId of claimIds) await manager.delete(heldClaimEntity, { claimId })
      }),

    list: ({ partnerId, ...paging }) =>
      session.read((manager) => {
        const rows = manager.createQueryBuilder(heldClaimEntity, 'held').where('held.partnerId = :partnerId', { partnerId })
        return pageOf(rows, paging, { by: 'held.claimId', direction: 'DESC', of: ({ claimId }) => claimId })
      }),

    summary: () =>
      session.read(async (manager) => {
        const rows = await manager
          .createQueryBuilder(heldClaimEntity, 'held')
          .select('held.partnerId', 'partnerId')
          .addSelect('COUNT(*)', 'count')
          .addSelect('MIN(held.at)', 'oldestAt')
          .groupBy('held.partnerId')
          .orderBy('held.partnerId')
          .getRawMany<{ partnerId: string; count: unknown; oldestAt: Instant }>()
        return rows.map(({ partnerId, count, oldestAt }) => ({ partnerId, count: wholeNumber(count), oldestAt }))
      }),

    take: (partnerId, until, limit) =>
      session.transaction(async (manager) => {
        const rows = manager
          .createQueryBuilder(heldClaimEntity, 'held')
          .where('held.partnerId = :partnerId AND held.at <= :until', { partnerId, until })
          .orderBy('held.at')
          .addOrderBy('held.claimId')
          .limit(limit)
        if (manager.dataSource.options.type !== 'better-sqlite3') rows.setLock('pessimistic_write')
        return (await rows.getMany()).map(({ claimId }) => claimId)
      }),
  }
}
