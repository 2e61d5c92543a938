// R-EFT-4: one deposit of several remittances (a batch of cheques, a lockbox). Only a person matches them; these are the offers.
import type { Cents } from '../values/index.js'

/** R-EFT-4: more than six together are no offer any more, but a coincidence. */
const mostItems = 6
const mostOffers = 20
/** Sums tried before the search is given up: enough for some forty remittances. */
const mostTries = 2_000_000

/** Groups of two to six whose amounts come to the deposit exactly, smallest groups first. */
export function subsetOffers<T extends { readonly paidCents: Cents }>(items: readonly T[], cents: Cents): readonly (readonly T[])[] {
  const usable = items.filter(({ paidCents }) => paidCents > 0 && paidCents < cents).toSorted((a, b) => b.paidCents - a.paidCents)
  const found: T[][] = []
  let tries = 0
  for (let size = 2; size <= mostItems; size++) search([], 0, cents, size)
  return found

  function search(chosen: readonly T[], from: number, left: number, size: number): void {
    for (let at = from; at <= usable.length - size; at++) {
      if (found.length >= mostOffers || ++tries > mostTries) return
      const item = usable[at]
      if (item === undefined || item.paidCents > left) continue
      // Largest first: what follows cannot come to what is left any more.
      if (item.paidCents * size < left) return
      if (size > 1) search([...chosen, item], at + 1, left - item.paidCents, size - 1)
      else if (item.paidCents === left) found.push([...chosen, item])
    }
  }
}
