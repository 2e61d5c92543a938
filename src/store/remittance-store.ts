// Remittances: read into staging unit by unit, settled as a whole, then taking effect one unit at a time.
import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import { Fault, grouped, newId } from '../values/index.js'
import { changeRows, inParts, insertAll, placesFor, selectAmong, selectRows } from './bulk.js'
import { boundedKey, present, wholeNumber } from './columns.js'
import {
  claimPaymentEntity,
  type ClaimPaymentTable,
  providerAdjustmentEntity,
  type ProviderAdjustmentTable,
  remittanceEntity,
  remittancePaymentEntity,
  type RemittanceTable,
} from './entities/remittances.js'
import { change, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { ClaimPaymentRow, ProviderAdjustmentRow, RemittanceRow, RemittanceState, RemittanceStore, StagedState } from './store.js'
import type { Session } from './transaction.js'

/** CLP02 of a reversal: it takes back, so it takes effect before what replaces it. */
const reversalStatus = '22'
/** Claim payments looked at in one statement. */
const marksAtOnce = 400

export function createRemittanceStore(session: Session): RemittanceStore {
  const select = (narrow: (rows: SelectQueryBuilder<RemittanceTable>) => SelectQueryBuilder<RemittanceTable>): Promise<RemittanceRow[]> =>
    session.read(async (manager) => (await narrow(remittances(manager)).orderBy('remittance.id').getMany()).map(toRemittance))

  const effective = (claimIds: readonly string[]): Promise<ReadonlyMap<string, readonly ClaimPaymentRow[]>> =>
    session.read(async (manager) => {
      const rest = "AND state NOT IN ('staged', 'held', 'voided') ORDER BY id"
      const rows = await selectAmong(manager, claimPaymentEntity, 'claim_id', claimIds, rest)
      return grouped(rows.map(toPayment), ({ claimId = '' }) => claimId)
    })

  return {
    begin: (draft) =>
      session.transaction(async (manager) => {
        const blank = { contentHash: '', paymentKey: '', reissueHash: '', state: 'staging' as const, claimCount: 0 }
        const { paidCents, trace } = draft.remittance
        const mine: RemittanceTable = { ...draft, ...blank, id: newId(), paidCents, traceNumber: trace.number }
        const { row, isNew } = await insertOnce(manager, remittanceEntity, mine, ['setId'])
        if (isNew || row.state !== 'staging') return { id: row.id, state: row.state }
        // Under a new id: whoever began before and is not dead but slow finds nothing to write to any more.
        await manager.delete(claimPaymentEntity, { remittanceId: row.id })
        await manager.delete(providerAdjustmentEntity, { remittanceId: row.id })
        await manager.delete(remittanceEntity, { id: row.id })
        await insertAll(manager, remittanceEntity, [mine])
        return { id: mine.id, state: mine.state }
      }),

    stage: (drafts) =>
      session.transaction(async (manager) => {
        await requireBegun(manager, drafts)
        await insertAll(
          manager,
          claimPaymentEntity,
          drafts.map((row): ClaimPaymentTable => {
            const { status, patientControlNumber, payerClaimNumber, chargedCents, paidCents } = row.payment
            const turn = status === reversalStatus ? 0 : 1
            const numbers = { patientControlNumber, ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }) }
            return { id: newId(), state: 'staged', turn, chargedCents, paidCents, ...numbers, ...row }
          }),
        )
      }),

    stageAdjustments: (drafts) =>
      session.transaction(async (manager) => {
        await requireBegun(manager, drafts)
        await insertAll(
          manager,
          providerAdjustmentEntity,
          drafts.map((row) => ({ ...row, id: newId(), state: 'staged' as const, amountCents: row.adjustment.amountCents })),
        )
      }),

    settle: (remittanceId, given) =>
      session.transaction(async (manager) => {
        const row = await remittances(manager).where('remittance.id = :remittanceId', { remittanceId }).getOne()
        if (row === null) throw begunElsewhere(remittanceId)
        if (takesEffect(row.state)) return { taken: true }
        const outcome = { ...given, ...bounded(given), contentHash: boundedKey(given.contentHash) }
        if (takesPayment(outcome.state)) {
          const holderId = await takePayment(manager, outcome.paymentKey, remittanceId)
          if (holderId !== remittanceId) {
            const holder = await remittances(manager).where('remittance.id = :holderId', { holderId }).getOneOrFail()
            return { taken: false, holder: toRemittance(holder) }
          }
        }
        const isThere = await change(manager, remittanceEntity, { id: remittanceId }, { heldFor: null, duplicateOf: null, ...outcome })
        if (!isThere) throw begunElsewhere(remittanceId)
        return { taken: takesPayment(outcome.state) }
      }),

    release: (id) =>
      session.transaction((manager) => change(manager, remittanceEntity, { id, state: 'awaiting-funds' }, { state: 'waiting' })),

    alike: ({ id, ...fingerprints }) =>
      select((rows) =>
        rows
          .where('remittance.id <> :id', { id })
          .andWhere("remittance.state <> 'staging'")
          .andWhere('(remittance.paymentKey = :paymentKey OR remittance.reissueHash = :reissueHash)', bounded(fingerprints)),
      ),

    nextStaged: (remittanceId, limit) =>
      session.read(async (manager) => {
        const next = "remittance_id = ? AND state = 'staged' ORDER BY turn, ordinal LIMIT ?"
        return (await selectRows(manager, claimPaymentEntity, next, [remittanceId, limit])).map(toPayment)
      }),

    nextStagedAdjustments: (remittanceId, limit) =>
      session.read(async (manager) => {
        const rows = adjustments(manager).where("adjustment.remittanceId = :remittanceId AND adjustment.state = 'staged'", { remittanceId })
        return (await rows.orderBy('adjustment.ordinal').limit(limit).getMany()).map(toAdjustment)
      }),

    markPayment: (id, { state, claimId, decision }, from = 'staged') =>
      session.transaction((manager) =>
        change(manager, claimPaymentEntity, { id, state: from }, { state, claimId: claimId ?? null, decision }),
      ),

    markPayments: (marks, from = 'staged') =>
      session.transaction(async (manager) => {
        const lock = manager.dataSource.options.type === 'better-sqlite3' ? '' : 'FOR UPDATE'
        const ids = marks.map(({ id }) => id)
        const moved = new Set<string>()
        for (const some of inParts(ids, marksAtOnce)) {
          const found = await manager.query<{ id: string }[]>(
            `SELECT id FROM claim_payment WHERE id IN (${placesFor(some)}) AND state = ? ORDER BY id ${lock}`,
            [...some, from],
          )
          for (const { id } of found) moved.add(id)
        }
        const changes = marks.filter(({ id }) => moved.has(id))
        await changeRows(
          manager,
          claimPaymentEntity,
          changes.map(({ id, state, claimId = null, decision }) => ({ id, to: { state, claimId, decision } })),
        )
        return moved
      }),

    noteRejections: (id, rejections) =>
      session.transaction(async (manager) => void (await change(manager, claimPaymentEntity, { id }, { rejections }))),

    markAdjustment: (id, state) =>
      session.transaction((manager) => change(manager, providerAdjustmentEntity, { id, state: 'staged' }, { state })),

    finish: (remittanceId) =>
      session.transaction(async (manager) => {
        const open = { remittanceId, state: 'staged' as const }
        const left = (await manager.countBy(claimPaymentEntity, open)) + (await manager.countBy(providerAdjustmentEntity, open))
        if (left > 0) throw new Fault('CONFLICT', `${left} units of remittance ${remittanceId} have not taken effect yet`)
        await change(manager, remittanceEntity, { id: remittanceId, state: 'waiting' }, { state: 'posted' })
      }),

    markVoided: (remittanceId) =>
      session.transaction(async (manager) => {
        if (!(await change(manager, remittanceEntity, { id: remittanceId, state: 'posted' }, { state: 'voided' }))) return false
        await manager.update(claimPaymentEntity, { remittanceId }, { state: 'voided' })
        await manager.update(providerAdjustmentEntity, { remittanceId }, { state: 'voided' })
        return true
      }),

    stageAgain: (remittanceId) =>
      session.transaction(async (manager) => {
        if (!(await change(manager, remittanceEntity, { id: remittanceId, state: 'voided' }, { state: 'waiting' }))) return false
        await manager.update(claimPaymentEntity, { remittanceId }, { state: 'staged', claimId: () => 'NULL', decision: () => 'NULL' })
        await manager.update(providerAdjustmentEntity, { remittanceId }, { state: 'staged' })
        return true
      }),

    find: async (id) => (await select((rows) => rows.where('remittance.id = :id', { id })))[0],

    findPayment: (id) =>
      session.read(async (manager) => {
        const row = await payments(manager).where('payment.id = :id', { id }).getOne()
        return row === null ? undefined : toPayment(row)
      }),

    list: (query) =>
      session.read(async (manager) => {
        const rows = remittances(manager)
        if (query.state !== undefined) rows.where('remittance.state = :state', { state: query.state })
        if (query.trace !== undefined) rows.andWhere('remittance.traceNumber = :trace', { trace: query.trace })
        const page = await pageOf(rows, query, newestFirst('remittance'))
        return { ...page, items: page.items.map(toRemittance) }
      }),

    payments: (remittanceId, query) =>
      session.read(async (manager) => {
        const rows = payments(manager).where('payment.remittanceId = :remittanceId', { remittanceId })
        const page = await pageOf(rows, query, { by: 'payment.ordinal', direction: 'ASC', of: ({ ordinal }) => ordinal })
        return { ...page, items: page.items.map(toPayment) }
      }),

    paymentCounts: (remittanceIds) =>
      session.read(async (manager) => {
        if (remittanceIds.length === 0) return []
        const rows = await manager.query<Record<'remittanceId' | 'state' | 'byHand' | 'payments' | 'cents', unknown>[]>(
          `SELECT remittance_id AS remittanceId, state, CASE WHEN decision LIKE ? THEN 1 ELSE 0 END AS byHand, COUNT(*) AS payments,
          SUM(ABS(paid_cents)) AS cents FROM claim_payment
          WHERE remittance_id IN (${remittanceIds.map(() => '?').join(', ')}) GROUP BY remittance_id, state, byHand`,
          // Text within the JSON has its quotation marks escaped, so that only the kind of match itself looks like this.
          ['%"kind":"by hand"%', ...remittanceIds],
        )
        return rows.map(({ remittanceId, state, byHand, payments: count, cents }) => ({
          remittanceId: String(remittanceId),
          state: state as StagedState,
          isByHand: wholeNumber(byHand) === 1,
          count: wholeNumber(count),
          cents: wholeNumber(cents),
        }))
      }),

    adjustments: (remittanceId) =>
      session.read(async (manager) => {
        const rows = adjustments(manager).where('adjustment.remittanceId = :remittanceId', { remittanceId })
        return (await rows.orderBy('adjustment.ordinal').getMany()).map(toAdjustment)
      }),

    paymentsOfClaim: async (claimId) => (await effective([claimId])).get(claimId) ?? [],
    paymentsOfClaims: effective,

    waiting: () => select((rows) => rows.where("remittance.state = 'waiting'")),
  }
}

function takesEffect(state: RemittanceState): boolean {
  return state === 'waiting' || state === 'posted'
}

/** What waits for its money has its payment key already: the same payment again is a duplicate of it. */
function takesPayment(state: RemittanceState): boolean {
  return takesEffect(state) || state === 'awaiting-funds'
}

/** Fingerprints that fit their columns: they may hold numbers of any length, as the file has them. */
function bounded({ paymentKey, reissueHash }: Pick<RemittanceRow, 'paymentKey' | 'reissueHash'>): {
  paymentKey: string
  reissueHash: string
} {
  return { paymentKey: boundedKey(paymentKey), reissueHash: boundedKey(reissueHash) }
}

/** Takes the payment for this remittance, for ever, unless another has it; gives the id of the one that has it. */
async function takePayment(manager: EntityManager, paymentKey: string, remittanceId: string): Promise<string> {
  const mine = { id: newId(), paymentKey, remittanceId }
  return (await insertOnce(manager, remittancePaymentEntity, mine, ['paymentKey'])).row.remittanceId
}

/** Staged units belong to the last that began; its row says who that is. */
async function requireBegun(manager: EntityManager, drafts: readonly { readonly remittanceId: string }[]): Promise<void> {
  for (const id of new Set(drafts.map(({ remittanceId }) => remittanceId)))
    if (!(await manager.existsBy(remittanceEntity, { id }))) throw begunElsewhere(id)
}

function begunElsewhere(remittanceId: string): Fault {
  return new Fault('CONFLICT', `remittance ${remittanceId} was begun again by another process, which goes on with it`)
}

function remittances(manager: EntityManager): SelectQueryBuilder<RemittanceTable> {
  return manager.createQueryBuilder(remittanceEntity, 'remittance')
}

function payments(manager: EntityManager): SelectQueryBuilder<ClaimPaymentTable> {
  return manager.createQueryBuilder(claimPaymentEntity, 'payment')
}

function adjustments(manager: EntityManager): SelectQueryBuilder<ProviderAdjustmentTable> {
  return manager.createQueryBuilder(providerAdjustmentEntity, 'adjustment')
}

export function toRemittance(row: RemittanceTable): RemittanceRow {
  const { paidCents: _cents, traceNumber: _trace, ...remittance } = present(row)
  return remittance
}

function toPayment(row: ClaimPaymentTable): ClaimPaymentRow {
  const {
    turn: _turn,
    patientControlNumber: _own,
    payerClaimNumber: _payers,
    chargedCents: _charged,
    paidCents: _paid,
    ...rest
  } = present(row)
  return rest
}

function toAdjustment(row: ProviderAdjustmentTable): ProviderAdjustmentRow {
  const { amountCents: _, ...adjustment } = present(row)
  return adjustment
}
