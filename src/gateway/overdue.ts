// A missing answer is a waiting state with an owner; once it is late it becomes one work item, which ends when the answer comes.
import type { ExpectedAnswer, WorkItemType } from '../domain/index.js'
import type { Page, Paging, WorkItem } from '../store/index.js'
import { Fault } from '../values/index.js'
import { followUp, recoveryWaits } from './late-recoveries.js'
import type { GatewayParts } from './parts.js'
import { findWaits, orderOf, type Wait, type WaitParts } from './waits.js'

const itemTypes: Record<ExpectedAnswer, WorkItemType> = {
  ta1: 'overdue-ta1',
  '999': 'overdue-999',
  'clearinghouse-277ca': 'overdue-clearinghouse-277ca',
  'payer-277ca': 'overdue-payer-277ca',
  status: 'overdue-status',
  '277': 'overdue-277',
  '835': 'overdue-835',
}

const nextActions: Record<ExpectedAnswer, string> = {
  ta1: 'ask the partner whether the interchange arrived; if not, send the identical bytes again',
  '999': 'ask the partner for the 999 of this functional group',
  'clearinghouse-277ca': 'ask the clearinghouse what became of this batch',
  'payer-277ca': 'ask the clearinghouse whether the payer has these claims',
  status: 'ask the payer how the claim stands: x12gw claims inquire, its portal or the telephone',
  '277': 'ask the partner for the 277; the claim may be asked about again (x12gw claims inquire), or by telephone',
  '835': 'ask the payer for the decision; mind the days of timely filing',
}

export interface OverdueReview {
  readonly waits: readonly Wait[]
  /** Work items opened and ended by this look. */
  readonly opened: number
  readonly closed: number
}

export interface WaitQuery extends Paging {
  readonly isLate?: boolean
  readonly partnerId?: string
  /** The payer that owes the decision. */
  readonly payerId?: string
}

export interface Overdue {
  /** Looks at everything that waits: opens an item for what is late now, and ends those whose answer has come. Repeating it is harmless. */
  review(): Promise<OverdueReview>
  /** What is awaited, the first that is due first; changes nothing. */
  list(query: WaitQuery): Promise<Page<Wait>>
  /** Ends the items whose answer has come; opens none. */
  closeAnswered(): Promise<number>
}

export function createOverdue(parts: WaitParts & Pick<GatewayParts, 'recoveryDays'>): Overdue {
  const { store, clock } = parts

  return {
    review: async () => {
      const waits = await allWaits()
      let opened = 0
      for (const wait of waits) if (wait.isLate && (await open(wait))) opened += 1
      return { waits, opened, closed: await close(await openItems(), waits) }
    },
    list: async ({ limit, cursor, isLate, partnerId, payerId }) => {
      const waits = await allWaits()
      const wanted = (wait: Wait): boolean =>
        (isLate === undefined || wait.isLate === isLate) &&
        (partnerId === undefined || wait.partnerId === partnerId) &&
        (payerId === undefined || wait.payerId === payerId)
      return pageOfWaits(waits.filter(wanted), limit, cursor)
    },
    closeAnswered: async () => {
      const items = await openItems()
      const fileIds = items.flatMap(({ fileId }) => fileId ?? [])
      const claimIds = items.flatMap(({ claimId }) => claimId ?? [])
      return items.length === 0 ? 0 : close(items, await findWaits(parts, { fileIds: [...new Set(fileIds)], claimIds }))
    },
  }

  async function allWaits(): Promise<readonly Wait[]> {
    const waits = [...(await findWaits(parts)), ...(await recoveryWaits(parts))]
    return waits.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  }

  /** The key decides: an item that a person has ended is not opened again for the same silence. */
  async function open(wait: Wait): Promise<boolean> {
    if (wait.answer === 'recovery') return followUp(parts, wait)
    const { key, answer, claim, claimId, fileId, isLate: _isLate, waitsFor: _owner, payerId: _owing, ...facts } = wait
    const { isNew } = await store.workItems.open({
      type: itemTypes[answer],
      key: `overdue:${key}`,
      at: clock(),
      ...(claim === undefined ? {} : { claim }),
      ...(claimId === undefined ? {} : { claimId }),
      ...(fileId === undefined ? {} : { fileId }),
      nextAction: nextActions[answer],
      facts: { ...facts, ref: key },
    })
    return isNew
  }

  async function openItems(): Promise<readonly WorkItem[]> {
    const found: WorkItem[] = []
    let cursor: string | undefined
    do {
      const page = await store.workItems.list({
        state: 'open',
        types: Object.values(itemTypes),
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      })
      found.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    return found
  }

  async function close(items: readonly WorkItem[], waits: readonly Wait[]): Promise<number> {
    const late = new Set(waits.flatMap(({ key, isLate }) => (isLate ? [key] : [])))
    let closed = 0
    for (const { id, facts } of items) {
      if (late.has(String(facts?.ref))) continue
      try {
        await store.workItems.resolve(id, { by: 'system', reason: 'it is awaited no longer: an answer has come', at: clock() })
        closed += 1
      } catch (error) {
        // Somebody else has ended it in the meantime.
        if (!(error instanceof Fault) || error.code !== 'CONFLICT') throw error
      }
    }
    return closed
  }
}

/** A page by key, as the listings of the store are: what comes and goes meanwhile shifts nothing. */
function pageOfWaits(waits: readonly Wait[], limit = 50, cursor?: string): Page<Wait> {
  const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString()
  if (cursor !== undefined && !/^\d{4}-\d\d-\d\d /.test(after))
    throw new Fault('ARGUMENT_INVALID', 'this cursor was not given by a listing; leave it out to begin at the start')
  const left = waits.filter((wait) => orderOf(wait) > after)
  const items = left.slice(0, limit)
  const last = items.at(-1)
  return left.length > limit && last !== undefined ? { items, next: Buffer.from(orderOf(last)).toString('base64url') } : { items }
}
