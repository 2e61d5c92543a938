// Taking back: a payer's reversal (CLP02 = 22) is the mirror of our own entries, never the rules run backwards (R-REV-1 to 7).
import type { Account, ClaimPayment, EntryDraft, PayerOrder } from '../domain/index.js'
import { allAdjustments } from './balance.js'
import { type KnownClaim, type PostedAdjudication, type PostedEntry, standingAdjudications } from './known-claim.js'

export function isReversal({ status }: ClaimPayment): boolean {
  return status === '22'
}

export type OriginalSearch =
  | { readonly kind: 'found'; readonly original: PostedAdjudication }
  | { readonly kind: 'reversal-without-original' }
  | { readonly kind: 'ambiguous-reversal'; readonly originals: readonly PostedAdjudication[] }
  | { readonly kind: 'reversal-mismatch'; readonly original: PostedAdjudication }

/** R-REV-3: by payer claim number, else by the original's number in REF*F8, else by the amounts. Only what still stands can be taken back. */
export function findOriginal(reversal: ClaimPayment, known: KnownClaim, order: PayerOrder): OriginalSearch {
  const standing = standingAdjudications(known, order)
  const originals = reversal.references.filter(({ qualifier }) => qualifier === 'F8').map(({ value }) => value)
  const searches: readonly ((payment: ClaimPayment) => boolean)[] = [
    ({ payerClaimNumber }) => payerClaimNumber !== undefined && payerClaimNumber === reversal.payerClaimNumber,
    ({ payerClaimNumber }) => payerClaimNumber !== undefined && originals.includes(payerClaimNumber),
    (payment) => isExactNegative(reversal, payment),
  ]
  for (const search of searches) {
    const found = standing.filter(({ payment }) => search(payment))
    const exact = found.filter(({ payment }) => isExactNegative(reversal, payment))
    const [original] = exact
    if (original !== undefined) return exact.length === 1 ? { kind: 'found', original } : { kind: 'ambiguous-reversal', originals: exact }
    // R-REV-4: the number is right, the amounts are not.
    const [near] = found
    if (near !== undefined)
      return found.length === 1 ? { kind: 'reversal-mismatch', original: near } : { kind: 'ambiguous-reversal', originals: found }
  }
  return { kind: 'reversal-without-original' }
}

/** Paid and adjusted amounts negated; the charge then is too, since both payments balance. */
function isExactNegative(reversal: ClaimPayment, original: ClaimPayment): boolean {
  const taken = adjustmentTotals(reversal)
  const given = adjustmentTotals(original)
  return (
    reversal.paidCents === 0 - original.paidCents &&
    taken.size === given.size &&
    [...given].every(([reason, cents]) => taken.get(reason) === 0 - cents)
  )
}

/** Cents by group and reason over claim and lines, without those that come to nothing: "CO45" is 6000. */
export function adjustmentTotals(payment: ClaimPayment): ReadonlyMap<string, number> {
  const totals = new Map<string, number>()
  for (const { group, reason, amountCents } of allAdjustments(payment)) {
    totals.set(`${group}${reason}`, (totals.get(`${group}${reason}`) ?? 0) + amountCents)
  }
  return new Map([...totals].filter(([, cents]) => cents !== 0))
}

/** Where the cash side of a mirrored entry goes. */
export interface CashSide {
  readonly account: Account
  readonly ref?: string
}

/**
 * The adjudication's own entries with sides swapped, each naming what it takes back. Cash goes through `cash`, the
 * account of the payment that reverses. Entries that took back something earlier stay: that was not this payment's money.
 */
export function mirror({ entries }: Pick<PostedAdjudication, 'entries'>, cash: CashSide): readonly EntryDraft[] {
  return throughCash(
    entries.filter(({ reverses }) => reverses === undefined),
    cash,
  )
}

/** The same, also of what took back something earlier: that stands again. What only moved cash into suspense, or out of it, stays. */
export function throughCash(entries: readonly PostedEntry[], cash: CashSide): readonly EntryDraft[] {
  return entries
    .filter(({ dr, cr }) => !(isCash(dr) && isCash(cr)))
    .map((entry) => {
      const swapped = mirrorEntry(entry)
      const movesCash = isCash(entry.dr) || isCash(entry.cr)
      const { ref: _, ...rest } = swapped
      return {
        ...rest,
        dr: isCash(swapped.dr) ? cash.account : swapped.dr,
        cr: isCash(swapped.cr) ? cash.account : swapped.cr,
        ...(movesCash ? (cash.ref === undefined ? {} : { ref: cash.ref }) : entry.ref === undefined ? {} : { ref: entry.ref }),
      }
    })
}

/** The exact opposite of an entry in the books. */
export function mirrorEntry({ id, dr, cr, cents, claim, line, payerOrder, group, carc, rarc, why, ref }: PostedEntry): EntryDraft {
  return {
    dr: cr,
    cr: dr,
    cents,
    ...(claim === undefined ? {} : { claim }),
    ...(line === undefined ? {} : { line }),
    ...(payerOrder === undefined ? {} : { payerOrder }),
    ...(group === undefined ? {} : { group }),
    ...(carc === undefined ? {} : { carc }),
    ...(rarc === undefined ? {} : { rarc }),
    why,
    ...(ref === undefined ? {} : { ref }),
    reverses: id,
  }
}

function isCash(account: Account): boolean {
  return account === 'CASH:REMIT' || account === 'SUSPENSE:CLAIM'
}
