// Work items end that were answered by what has come.
import type { WorkItemClosing } from '../domain/index.js'
import type { WorkItem, WorkItemQuery } from '../store/index.js'
import { grouped } from '../values/index.js'
import type { GatewayParts } from './parts.js'

/** What one arrival answers: items about its claim, or under a reference. */
export interface Answered {
  readonly closings: readonly WorkItemClosing[]
  readonly claimId: string | undefined
}

/** Resolves the open items that are meant; gives their ids, for each arrival its own. */
export async function closeItems(
  { store, clock }: Pick<GatewayParts, 'store' | 'clock'>,
  arrivals: readonly Answered[],
): Promise<readonly (readonly string[])[]> {
  const about = grouped(await itemsAbout(arrivals), ({ claimId = '' }) => claimId)
  const closed: string[][] = []
  const isClosed = new Set<string>()
  for (const { closings, claimId } of arrivals) {
    const mine: string[] = []
    for (const closing of closings) {
      const isOfClaim = closing.claim !== undefined && claimId !== undefined
      const items = isOfClaim ? (about.get(claimId) ?? []) : await allOpen({ type: closing.type })
      for (const item of items) {
        if (isClosed.has(item.id) || !isMeant(item, closing)) continue
        await store.workItems.resolve(item.id, { by: 'system', reason: closing.outcome, at: clock() })
        isClosed.add(item.id)
        mine.push(item.id)
      }
    }
    closed.push(mine)
  }
  return closed

  /** Open items about the claims of these arrivals, all at once. */
  async function itemsAbout(some: readonly Answered[]): Promise<readonly WorkItem[]> {
    const ofClaims = some.flatMap(({ closings, claimId }) =>
      closings.flatMap(({ type, claim }) => (claim === undefined || claimId === undefined ? [] : [{ type, claimId }])),
    )
    if (ofClaims.length === 0) return []
    return allOpen({ types: unique(ofClaims.map(({ type }) => type)), claimIds: unique(ofClaims.map(({ claimId }) => claimId)) })
  }

  async function allOpen(query: WorkItemQuery): Promise<readonly WorkItem[]> {
    const items: WorkItem[] = []
    let cursor: string | undefined
    do {
      const page = await store.workItems.list({ ...query, state: 'open', limit: 1000, ...(cursor === undefined ? {} : { cursor }) })
      items.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    return items
  }
}

function isMeant(item: WorkItem, { type, claim, ref }: WorkItemClosing): boolean {
  return item.type === type && (claim === undefined ? item.facts?.ref === ref : item.claim === claim)
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
