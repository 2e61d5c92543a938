// What the ledger's rules need to know of a claim, gathered from the store.
import type { ClaimPayment } from '../domain/index.js'
import { candidateKeys, type Disposition, type KnownClaim, minPrefixLength, recallClaim } from '../ledger/index.js'
import type { ClaimPaymentRow, ClaimRecord, Store } from '../store/index.js'

/** What is stored with a claim payment that has taken effect. */
export interface StoredDecision {
  readonly disposition: Disposition
  /** Step of the matching cascade, or why no claim was found; with what agreed and what did not. */
  readonly match: {
    readonly kind: string
    readonly step?: string
    readonly agrees?: readonly string[]
    readonly differs?: readonly string[]
    readonly candidates?: readonly string[]
    /** Who linked it by hand, and why; then it teaches nothing: its payer's number finds no later payment. */
    readonly by?: string
    readonly reason?: string
  }
  readonly notes: readonly unknown[]
  /** Work items that it closed: they wait again should it be voided. */
  readonly closed?: readonly string[]
  /** Numbers of the entries, first and last, of earlier payments that waited for this one and were booked with it. */
  readonly released?: readonly { readonly from: number; readonly to: number }[]
}

export function decisionOf({ decision }: ClaimPaymentRow): StoredDecision | undefined {
  return decision as StoredDecision | undefined
}

/** Every claim that this payment may be about, by the first kind of key under which there is any. */
export async function findCandidates(store: Store, payment: ClaimPayment): Promise<readonly ClaimRecord[]> {
  const keys = candidateKeys(payment)
  const lookups = [
    () => store.claims.byNumbers([keys.number]),
    () => (keys.normalised === '' ? [] : store.claims.byNormalisedNumbers([keys.normalised])),
    () => store.claims.byPayerClaimNumbers(keys.payerClaimNumbers),
    () => (keys.normalised.length < minPrefixLength ? [] : store.claims.byNumberPrefix(keys.normalised)),
    () => store.claims.byMember(keys.memberIds),
  ]
  for (const look of lookups) {
    const found = await look()
    if (found.length > 0) return found
  }
  return []
}

/** The claim with its balances and every earlier claim payment that was booked to it. */
export async function toKnownClaim(store: Store, record: ClaimRecord, billingNpi: string | undefined): Promise<KnownClaim> {
  const { id, claim, state, payerClaimNumber } = record
  const payments = (await store.remittances.paymentsOfClaim(id)).flatMap((row) => {
    const { disposition, match } = decisionOf(row) ?? {}
    if (disposition === undefined || disposition.outcome === 'suspended') return []
    return [{ id: row.id, payment: row.payment, disposition, isByHand: match?.by !== undefined }]
  })
  const learned = payments.filter(({ isByHand }) => !isByHand)
  const numbers = [payerClaimNumber, ...learned.map(({ payment }) => payment.payerClaimNumber)]
  return recallClaim({
    id,
    claim,
    state,
    ...(billingNpi === undefined ? {} : { billingNpi }),
    payerClaimNumbers: [...new Set(numbers.filter((number) => number !== undefined))],
    payments,
    entries: await entriesOf(store, id),
  })
}

async function entriesOf(store: Store, claimId: string) {
  const found = []
  let page = await store.ledger.entries({ claimId, limit: 1000 })
  found.push(...page.items)
  while (page.next !== undefined) {
    page = await store.ledger.entries({ claimId, limit: 1000, cursor: page.next })
    found.push(...page.items)
  }
  return found
}
