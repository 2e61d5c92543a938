// A deposit as people look at it: three-way, the bank's money against the remittances against what is posted to claims.
import type { DepositState } from '../domain/index.js'
import { subsetOffers, waitsForMoney } from '../reassociation/index.js'
import type { DepositRow, RemittanceRow, Store } from '../store/index.js'
import { type Cents, daysBetween, type IsoDate, sumCents, toCents } from '../values/index.js'
import { findDeposit } from './match-deposit.js'
import { proveRemittance } from './prove.js'

export interface DepositView {
  readonly id: string
  readonly fileId: string
  readonly line: number
  readonly direction: 'credit' | 'debit'
  readonly cents: Cents
  readonly postedOn: IsoDate
  readonly company?: string
  readonly trace?: string
  readonly state: DepositState
}

export interface PaidRemittance {
  readonly remittanceId: string
  readonly trace: string
  readonly payer?: string
  readonly bpr02Cents: Cents
  readonly feeCents: Cents
  readonly rule: string
  readonly by: string
  readonly claims: number
  /** Of BPR02: on accounts of claims and of the practice, and waiting for a person. */
  readonly postedCents: Cents
  readonly suspendedCents: Cents
}

export interface Offer {
  /** R-EFT-4 for several together. */
  readonly rule: string
  readonly remittanceIds: readonly string[]
  readonly traces: readonly string[]
}

export interface DepositDetail extends DepositView {
  readonly remittances: readonly PaidRemittance[]
  /** The deposit and its fees less the BPR02 of its remittances: 0 once matched. */
  readonly differenceCents: Cents
  /** BPR02 of its remittances less what is posted to claims and accounts: 0 once nothing is in suspense. */
  readonly unpostedCents: Cents
  /** What a person may match it with. */
  readonly offers: readonly Offer[]
}

/** Days around the deposit within which remittances are offered together with others. */
const offerDays = 30

export function toDepositView(row: DepositRow): DepositView {
  const { id, fileId, at, direction, cents, postedOn, companyName, companyId, trace, state } = row
  const company = companyName ?? companyId
  return {
    id,
    fileId,
    line: at.line,
    direction,
    cents,
    postedOn,
    ...(company === undefined ? {} : { company }),
    ...(trace === undefined ? {} : { trace: trace.number }),
    state,
  }
}

export async function describeDeposit(store: Store, id: string): Promise<DepositDetail> {
  const deposit = await findDeposit(store, id)
  const remittances = await paidBy(store, deposit)
  const bpr02 = sumCents(remittances.map(({ bpr02Cents }) => bpr02Cents))
  return {
    ...toDepositView(deposit),
    remittances,
    differenceCents: toCents(deposit.cents + sumCents(remittances.map(({ feeCents }) => feeCents)) - bpr02),
    unpostedCents: toCents(bpr02 - sumCents(remittances.map(({ postedCents }) => postedCents))),
    offers: ['unmatched', 'proposed', 'differs'].includes(deposit.state) ? await offersFor(store, deposit) : [],
  }
}

async function paidBy(store: Store, { id }: DepositRow): Promise<readonly PaidRemittance[]> {
  const paid: PaidRemittance[] = []
  for (const { remittanceId, undoneAt, feeCents, rule, by } of await store.deposits.matches({ depositId: id })) {
    const row = undoneAt === undefined ? await store.remittances.find(remittanceId) : undefined
    if (row === undefined) continue
    const { trace, payer, paidCents } = row.remittance
    const { postedCents, suspendedCents } = await proveRemittance(store, row)
    paid.push({
      remittanceId,
      trace: trace.number,
      ...(payer.name === undefined ? {} : { payer: payer.name }),
      bpr02Cents: paidCents,
      feeCents,
      rule,
      by,
      claims: row.claimCount,
      postedCents,
      suspendedCents,
    })
  }
  return paid
}

/** Its candidates one by one, then (R-EFT-4) groups that come to it exactly. */
async function offersFor(store: Store, { cents, postedOn, candidates, state }: DepositRow): Promise<readonly Offer[]> {
  const awaited = (await store.deposits.awaited()).filter(({ remittance }) => waitsForMoney(remittance))
  const alone = state === 'proposed' ? awaited.filter(({ id }) => candidates.includes(id)).map((row) => offer('R-EFT-3', [row])) : []
  const near = awaited.filter(({ remittance }) => Math.abs(daysBetween(remittance.effectiveOn, postedOn)) <= offerDays)
  const groups = subsetOffers(
    near.map((row) => ({ row, paidCents: row.remittance.paidCents })),
    cents,
  )
  return [
    ...alone,
    ...groups.map((group) =>
      offer(
        'R-EFT-4',
        group.map(({ row }) => row),
      ),
    ),
  ]
}

function offer(rule: string, rows: readonly RemittanceRow[]): Offer {
  return { rule, remittanceIds: rows.map(({ id }) => id), traces: rows.map(({ remittance }) => remittance.trace.number) }
}
