// The work that deposits make: one open item for each that belongs to no remittance, and for each remittance whose money is late.
import type { WorkItemType } from '../domain/index.js'
import type { WorkItem } from '../store/index.js'
import { Fault } from '../values/index.js'
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
