// Money that waits for a person in the books, by what it waits as, and since when (domain rules 7.5, "suspense age").
import type { LedgerEntry } from '../domain/index.js'
import { dayOf, type IsoDate, toCents } from '../values/index.js'
import type { Suspended } from './figures.js'

const accounts: ReadonlySet<string> = new Set(['SUSPENSE:CLAIM', 'SUSPENSE:PLB'])

export interface SuspenseBook {
  /** In posting order. */
  add(entry: LedgerEntry): void
  /** What is open, by remittance; under undefined what names none. */
  open(): ReadonlyMap<string | undefined, readonly Suspended[]>
}

/** Of claim payments and provider adjustments; each ages from the day since which it waits without a break. */
export function createSuspenseBook(day: IsoDate): SuspenseBook {
  const waiting = new Map<string, { remittanceId: string | undefined; cents: number; since: IsoDate }>()
  return {
    add({ dr, cr, cents, at, claimPaymentId, ref = '', remittanceId }) {
      const on = dayOf(at)
      if (on > day) return
      for (const [account, moved] of [
        [cr, cents],
        [dr, 0 - cents],
      ] as const) {
        if (!accounts.has(account)) continue
        const key = `${account} ${claimPaymentId ?? ref}`
        const before = waiting.get(key)
        const isOpen = before !== undefined && before.cents !== 0
        waiting.set(key, {
          remittanceId: before?.remittanceId ?? remittanceId,
          cents: (before?.cents ?? 0) + moved,
          since: isOpen ? before.since : on,
        })
      }
    },
    open() {
      const found = new Map<string | undefined, Suspended[]>()
      for (const { remittanceId, cents, since } of waiting.values())
        if (cents !== 0) found.set(remittanceId, [...(found.get(remittanceId) ?? []), { cents: toCents(cents), since }])
      return found
    },
  }
}
