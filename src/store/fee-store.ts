// Contract rates: one row for each service and day from which it holds, which a later import may correct.
import { createHash } from 'node:crypto'
import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import { rateKey } from '../domain/index.js'
import { newId } from '../values/index.js'
import { contractRateEntity, type ContractRateTable } from './entities/fees.js'
import { newestFirst, pageOf } from './paging.js'
import { insertAll } from './bulk.js'
import { changeById } from './rows.js'
import type { FeeStore } from './store.js'
import type { Session } from './transaction.js'

/** Keys asked for in one statement. */
const atOnce = 400

export function createFeeStore(session: Session): FeeStore {
  return {
    keep: (drafts, at) =>
      session.transaction(async (manager) => {
        const report = { added: 0, changed: 0, unchanged: 0 }
        for (let from = 0; from < drafts.length; from += atOnce) {
          const some = drafts.slice(from, from + atOnce).map((terms) => toTable(terms, at))
          const keys = some.map((row) => row.rateKey)
          const known = new Map(
            (await rates(manager).where('rate.rateKey IN (:...keys)', { keys }).getMany()).map((row) => [row.rateKey, row]),
          )
          const fresh = some.filter((row) => !known.has(row.rateKey))
          await insertAll(manager, contractRateEntity, fresh)
          report.added += fresh.length
          for (const { rateKey: key, terms } of some) {
            const before = known.get(key)
            if (before === undefined) continue
            const isSame = JSON.stringify(before.terms) === JSON.stringify(terms)
            if (!isSame) await changeById(manager, contractRateEntity, before.id, { terms, importedAt: at })
            report[isSame ? 'unchanged' : 'changed'] += 1
          }
        }
        return report
      }),

    list: (query) =>
      session.read(async (manager) => {
        const rows = rates(manager)
        if (query.payerId !== undefined) rows.where('rate.payerId = :payerId', { payerId: query.payerId })
        const page = await pageOf(rows, query, newestFirst('rate'))
        return { ...page, items: page.items.map(({ id, terms, importedAt }) => ({ ...terms, id, importedAt })) }
      }),

    ratesFor: (payerIds, procedures) =>
      session.read(async (manager) => {
        const rows = rates(manager)
          .where('rate.procedure IN (:...procedures)', { procedures })
          .andWhere('rate.payerId IN (:...payerIds)', { payerIds })
        return (await rows.getMany()).map(({ terms }) => terms)
      }),

    hasAny: () => session.read(async (manager) => (await rates(manager).limit(1).getOne()) !== null),
  }
}

function toTable(terms: ContractRateTable['terms'], importedAt: ContractRateTable['importedAt']): ContractRateTable {
  const { payerId, procedure, from } = terms
  const key = createHash('sha256').update(rateKey(terms)).digest('hex')
  return { id: newId(), rateKey: key, payerId, procedure, from, terms, importedAt }
}

function rates(manager: EntityManager): SelectQueryBuilder<ContractRateTable> {
  return manager.createQueryBuilder(contractRateEntity, 'rate')
}
