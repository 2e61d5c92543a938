// Taking back: a payer's reversal (CLP02 = 22) is the mirror of our own entries, never the rules run backwards (R-REV-1 to 7).
import type { Account, ClaimPayment, EntryDraft, PayerOrder } from '../domain/index.js'
import { allAdjustments } from './balance.js'
import { type KnownClaim, type PostedAdjudication, standingAdjudications } from './known-claim.js'

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

/**
 * The adjudication's own entries with sides swapped, each naming what it takes back. Cash goes through `cash`, the
 * account of the payment that reverses. Entries that took back something earlier stay: that was not this payment's money.
 */
export function mirror({ entries }: PostedAdjudication, cash: { readonly account: Account; readonly ref?: string }): readonly EntryDraft[] {
  return entries
    .filter(({ reverses }) => reverses === undefined)
    .map(({ id, dr, cr, cents, claim, line, payerOrder, group, carc, rarc, why }) => {
      const movesCash = [dr, cr].some(isCash)
      return {
        dr: isCash(cr) ? cash.account : cr,
        cr: isCash(dr) ? cash.account : dr,
        cents,
        ...(claim === undefined ? {} : { claim }),
        ...(line === undefined ? {} : { line }),
        ...(payerOrder === undefined ? {} : { payerOrder }),
        ...(group === undefined ? {} : { group }),
        ...(carc === undefined ? {} : { carc }),
        ...(rarc === undefined ? {} : { rarc }),
        why,
        ...(movesCash && cash.ref !== undefined ? { ref: cash.ref } : {}),
        reverses: id,
      }
    })
}

function isCash(account: Account): boolean {
  return account === 'CASH:REMIT' || account === 'SUSPENSE:CLAIM'
}
