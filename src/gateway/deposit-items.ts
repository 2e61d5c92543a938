// The work that deposits make: one open item for each that belongs to no remittance, and for each remittance whose money is late.
import type { WorkItemDraft, WorkItemType } from '../domain/index.js'
import { type Decision, dueDay } from '../reassociation/index.js'
import type { DepositRow, RemittanceRow, WorkItem } from '../store/index.js'
import { type BusinessCalendar, createBusinessCalendar, Fault, newId } from '../values/index.js'
import type { GatewayParts } from './parts.js'

/** Items about a deposit; which of them is open follows from its state. */
export const depositItems = ['era-missing', 'eft-match-proposed', 'eft-amount-differs'] as const satisfies readonly WorkItemType[]

export interface ItemsOf {
  readonly type?: WorkItemType
  readonly types?: readonly WorkItemType[]
  readonly remittanceId?: string
  /** The fact `deposit` of an item. */
  readonly depositId?: string
}

type Parts = Pick<GatewayParts, 'store' | 'clock'>

export async function openItems({ store }: Pick<Parts, 'store'>, { depositId, ...query }: ItemsOf): Promise<readonly WorkItem[]> {
  const found: WorkItem[] = []
  let cursor: string | undefined
  do {
    const page = await store.workItems.list({ ...query, state: 'open', limit: 1000, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return depositId === undefined ? found : found.filter(({ facts }) => facts?.deposit === depositId)
}

/** Must run inside a transaction: an item that somebody else has ended gives it up. */
export async function closeItems(parts: Parts, of: ItemsOf, reason: string): Promise<void> {
  for (const { id } of await openItems(parts, of)) await parts.store.workItems.resolve(id, { by: 'system', reason, at: parts.clock() })
}

/** Outside of a transaction; gives the number that were still open. */
export async function endItems({ store, clock }: Parts, items: readonly WorkItem[], reason: string): Promise<number> {
  let ended = 0
  for (const { id } of items) {
    try {
      await store.workItems.resolve(id, { by: 'system', reason, at: clock() })
      ended += 1
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'CONFLICT') throw error
    }
  }
  return ended
}

/** Must run inside the transaction that moves the deposit: the move is made once, so the item needs no key that comes again. */
export async function openDepositItem(
  { store, clock, calendar = createBusinessCalendar() }: Parts & Pick<GatewayParts, 'calendar'>,
  deposit: DepositRow,
  kind: Decision['kind'],
  remittances: readonly RemittanceRow[],
): Promise<void> {
  const item = itemFor(deposit, kind, remittances, calendar)
  await store.workItems.open({ ...item, key: `${item.type}:${deposit.id}:${newId()}`, at: clock(), fileId: deposit.fileId })
}

function itemFor(
  deposit: DepositRow,
  kind: Decision['kind'],
  remittances: readonly RemittanceRow[],
  calendar: BusinessCalendar,
): WorkItemDraft {
  const { id, cents, postedOn, trace } = deposit
  const facts = { deposit: id, postedOn, ...(trace === undefined ? {} : { trace: trace.number }) }
  if (kind === 'propose')
    return {
      type: 'eft-match-proposed',
      cents,
      nextAction: 'look at the candidates with `x12gw deposits show` and confirm one with `x12gw deposits match`',
      facts: { ...facts, candidates: remittances.map(({ remittance }) => remittance.trace.number) },
    }
  const [remittance] = remittances
  if (kind === 'differs' && remittance !== undefined) {
    const bpr02Cents = remittance.remittance.paidCents
    return {
      type: 'eft-amount-differs',
      cents: cents - bpr02Cents,
      nextAction: 'ask the payer why it paid another amount than BPR02; nothing is matched until the difference is zero',
      facts: { ...facts, depositCents: cents, bpr02Cents },
    }
  }
  const dueOn = dueDay(postedOn, undefined, calendar)
  return {
    type: 'era-missing',
    cents,
    nextAction: `wait for the 835 until ${dueOn}, then ask the payer for it; money of no payer: x12gw deposits take-back`,
    facts: { ...facts, dueOn },
  }
}
