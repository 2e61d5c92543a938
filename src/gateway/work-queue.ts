// Working the queue: what a person does with an item. A decision that means money moves it, in the same transaction.
import type { Account, WorkAction, WorkEvent } from '../domain/index.js'
import { type DenialScenario, nextPayerItem } from '../ledger/index.js'
import type { ClaimRecord, Store, WorkItem } from '../store/index.js'
import { dayOf, Fault, type IsoDate, toCents } from '../values/index.js'
import { denialStanding, type DenialStanding, type DenialWork, openDenials, refuserOf } from './denial-work.js'
import { moneyBehind } from './money-behind.js'
import type { GatewayParts } from './parts.js'

/** An item with what it takes to decide on it. */
export interface WorkFile extends Partial<DenialStanding> {
  readonly item: WorkItem
  readonly history: readonly WorkEvent[]
  /** What is still claimed from the payer although it refused (AR:DENIED of the claim), in cents. */
  readonly deniedCents?: number
}

/** What people do with items. Who asks keeps the audit trail. */
export interface WorkQueue {
  /** A Fault NOT_FOUND when there is no such item. */
  open(id: string): Promise<WorkFile>
  /** Open denials in sight, what is worth most per day first. */
  denials(scenario?: DenialScenario): Promise<readonly DenialWork[]>
  /** Gives the item to somebody; to nobody when `to` is left out. */
  assign(id: string, by: string, to?: string): Promise<void>
  note(id: string, by: string, text: string): Promise<void>
  /** Takes the item out of sight until a day, which must lie ahead; brings it back when `until` is left out. */
  snooze(id: string, by: string, until?: IsoDate): Promise<void>
  /**
   * Records what is to be done about the item, with the reason. Writing off, billing the patient and billing the next payer move
   * what the claim's payer refused out of AR:DENIED and end the item; the other actions leave it open until their answer comes.
   */
  decide(id: string, by: string, action: WorkAction, reason: string): Promise<WorkItem>
  /** Ends the item. A Fault REFUSED while it holds money about which nothing was decided (domain rules 7.1; I-4). */
  resolve(id: string, by: string, reason: string): Promise<void>
}

export type WorkParts = Pick<GatewayParts, 'store' | 'clock' | 'payerRules'>

export function createWorkQueue({ store, clock, payerRules = [] }: WorkParts): WorkQueue {
  return {
    open: async (id) => {
      const item = await find(store, id)
      const claim = item.claimId === undefined ? undefined : await store.claims.find(item.claimId)
      return {
        item,
        history: await store.workItems.history(id),
        ...(item.type === 'denial' ? await denialStanding({ store, clock, payerRules }, item, claim) : {}),
        ...(claim === undefined ? {} : { deniedCents: await deniedOf(claim) }),
      }
    },
    denials: (scenario) => openDenials({ store, clock, payerRules }, scenario),
    assign: (id, by, to) => record(id, { kind: 'assigned', by, ...(to === undefined ? {} : { value: to }) }),
    note: (id, by, text) => record(id, { kind: 'noted', by, text }),
    snooze: async (id, by, until) => {
      const today = dayOf(clock())
      if (until !== undefined && until <= today) throw new Fault('REFUSED', `the day must lie after today, ${today}`)
      await record(id, { kind: 'snoozed', by, ...(until === undefined ? {} : { value: until }) })
    },
    decide: (id, by, action, reason) =>
      store.transaction(async () => {
        const item = await lockedItem(id)
        await record(id, { kind: 'decided', by, value: action, text: reason })
        const cents = await move(item, action, reason)
        if (cents > 0) await store.workItems.resolve(id, { by, reason: `${action}: ${reason}`, at: clock() })
        return find(store, id)
      }),
    resolve: (id, by, reason) =>
      store.transaction(async () => {
        const held = await moneyBehind(store, await lockedItem(id))
        if (held !== undefined) throw new Fault('REFUSED', held)
        await store.workItems.resolve(id, { by, reason, at: clock() })
      }),
  }

  function record(id: string, event: Omit<Parameters<Store['workItems']['record']>[1], 'at'>): Promise<void> {
    return store.workItems.record(id, { ...event, at: clock() })
  }

  /** The item, with its claim locked: what the books hold of it stays as it is until the end of the transaction. */
  async function lockedItem(id: string): Promise<WorkItem> {
    const item = await find(store, id)
    if (item.claim !== undefined) await store.claims.lock([item.claim])
    return item
  }

  /** Moves what was refused, at most what the item is about, to where the action says; gives the cents moved. */
  async function move(item: WorkItem, action: WorkAction, reason: string): Promise<number> {
    if (!moving.has(action)) return 0
    const claim = item.claimId === undefined ? undefined : await store.claims.find(item.claimId)
    if (claim === undefined || item.type !== 'denial') throw new Fault('REFUSED', `${action} is for the denial of a claim that is here`)
    const cents = toCents(Math.min(item.cents ?? 0, await deniedOf(claim)))
    if (cents <= 0)
      throw new Fault('REFUSED', 'the claim holds no denied money any more: close the item with its reason (x12gw work resolve)')
    const next = action === 'bill-other-payer' ? coverageAfter(claim, await refuserOf(store, item)) : undefined
    if (action === 'bill-other-payer' && next === undefined) throw new Fault('REFUSED', 'the claim names no payer after this one')
    const to: Account = next !== undefined ? `AR:${next.order}` : action === 'write-off' ? 'ADJ:WRITEOFF' : 'AR:PATIENT'
    const key = `work-item:${item.id}:decided`
    const entry = { dr: to, cr: 'AR:DENIED', cents, claim: claim.patientControlNumber, why: `${action}: ${reason}` } as const
    await store.ledger.post({ key, at: clock(), claimId: claim.id, entries: [entry] })
    if (next !== undefined) {
      const proposal = nextPayerItem(claim.patientControlNumber, next.payerId, cents, false)
      await store.workItems.open({ ...proposal, key, claimId: claim.id, at: clock() })
    }
    return cents
  }

  async function deniedOf({ id }: ClaimRecord): Promise<number> {
    return (await store.ledger.balances({ claimId: id }))['AR:DENIED'] ?? 0
  }
}

/** Decisions that say who owes the money from now on, or that nobody does. */
const moving: ReadonlySet<WorkAction> = new Set<WorkAction>(['write-off', 'bill-patient', 'bill-other-payer'])

type BookedCoverage = ClaimRecord['claim']['coverages'][number]

/** The coverage whose turn comes after that of the account. */
function coverageAfter({ claim: { coverages } }: ClaimRecord, account: Account | undefined): BookedCoverage | undefined {
  const orders = ['P', 'S', 'T'] as const
  const after = orders.slice(orders.findIndex((order) => account === `AR:${order}`) + 1)
  return account === undefined ? undefined : coverages.find(({ order }) => after.some((later) => later === order))
}

async function find(store: Store, id: string): Promise<WorkItem> {
  const item = await store.workItems.find(id)
  if (item === undefined) throw new Fault('NOT_FOUND', `no work item ${id}`)
  return item
}
