// What the ledger's rules need to know of a claim, gathered from the store.
import { type LedgerEntry, normalisedNumber, patientKey } from '../domain/index.js'
import {
  type CandidateKeys,
  candidateKeys,
  type Disposition,
  isCut,
  type KnownClaim,
  type MatchDecision,
  recallClaim,
} from '../ledger/index.js'
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

/** What the screen tells of a match: names and amounts are looked up by those allowed to. */
export function describeMatch(decision: MatchDecision): StoredDecision['match'] {
  if (decision.kind === 'matched') {
    const { step, agrees, differs } = decision.match
    return { kind: decision.kind, step, agrees, differs }
  }
  return { kind: decision.kind, candidates: decision.proposals.map(({ known }) => known.claim.patientControlNumber) }
}

/** One kind of number or name that claims are looked up by. */
interface Lookup {
  find(store: Store, keys: readonly CandidateKeys[]): Promise<readonly ClaimRecord[]>
  fits(keys: CandidateKeys, record: ClaimRecord): boolean
}

const lookups: readonly Lookup[] = [
  {
    find: (store, keys) => store.claims.byNumbers(keys.map(({ number }) => number)),
    fits: ({ number }, record) => record.patientControlNumber === number,
  },
  {
    find: (store, keys) => store.claims.byNormalisedNumbers(keys.map(({ normalised }) => normalised)),
    fits: ({ normalised }, record) => normalised !== '' && normalisedNumber(record.patientControlNumber) === normalised,
  },
  {
    find: (store, keys) => store.claims.byPayerClaimNumbers(keys.flatMap(({ payerClaimNumbers }) => payerClaimNumbers)),
    fits: ({ payerClaimNumbers }, { payerClaimNumber }) => payerClaimNumber !== undefined && payerClaimNumbers.includes(payerClaimNumber),
  },
  {
    find: (store, keys) => store.claims.byNumberPrefixes(keys.map(({ normalised }) => normalised)),
    fits: ({ normalised }, record) => isCut(normalised, normalisedNumber(record.patientControlNumber)),
  },
  {
    // Neither posts, both are proposed: what the member id finds may be another claim of the family.
    find: async (store, keys) => [
      ...(await store.claims.byMember(keys.flatMap(({ memberIds }) => memberIds))),
      ...(await store.claims.byPatientKeys(keys.map((each) => each.patientKey))),
    ],
    fits: ({ memberIds, patientKey: key }, { claim, chargeCents }) =>
      claim.coverages.some(({ memberId }) => memberIds.includes(memberId)) ||
      (key !== '' && patientKey(claim.patient.last, chargeCents) === key),
  },
]

/** For each payment every claim that it may be about, by the first kind of key under which there is any that nobody rejected (R-MATCH-5). */
export async function findCandidates(
  store: Store,
  rows: readonly Pick<ClaimPaymentRow, 'payment' | 'rejections'>[],
): Promise<readonly (readonly ClaimRecord[])[]> {
  const found = rows.map(({ payment, rejections = [] }) => ({
    keys: candidateKeys(payment),
    rejected: new Set(rejections.map(({ claim }) => claim)),
    records: [] as readonly ClaimRecord[],
  }))
  for (const { find, fits } of lookups) {
    const open = found.filter(({ records }) => records.length === 0)
    if (open.length === 0) break
    const records = await find(
      store,
      open.map(({ keys }) => keys),
    )
    const known = [...new Map(records.map((record) => [record.id, record])).values()]
    if (known.length > 0)
      for (const each of open)
        each.records = known.filter((record) => fits(each.keys, record) && !each.rejected.has(record.patientControlNumber))
  }
  return found.map(({ records }) => records)
}

/** A claim as the ledger's rules look at it, and what that was made of. */
export interface ClaimInBooks {
  readonly record: ClaimRecord
  readonly known: KnownClaim
  /** Every claim payment of it that has taken effect, those that wait in suspense among them. */
  readonly payments: readonly ClaimPaymentRow[]
}

/** The claims with their balances and every earlier claim payment that was booked to them, by id. */
export async function recallClaims(
  store: Store,
  records: readonly ClaimRecord[],
  npiOf: (record: ClaimRecord) => string | undefined,
): Promise<ReadonlyMap<string, ClaimInBooks>> {
  const byId = new Map(records.map((record) => [record.id, record]))
  const payments = await store.remittances.paymentsOfClaims([...byId.keys()])
  const entries = await store.ledger.entriesByClaim([...byId.keys()])
  return new Map(
    [...byId].map(([id, record]) => {
      const rows = payments.get(id) ?? []
      return [id, { record, payments: rows, known: recall(record, npiOf(record), rows, entries.get(id) ?? []) }]
    }),
  )
}

/** The same for one. */
export async function toKnownClaim(store: Store, record: ClaimRecord, billingNpi: string | undefined): Promise<KnownClaim> {
  const found = (await recallClaims(store, [record], () => billingNpi)).get(record.id)
  if (found === undefined) throw new TypeError('a claim is gone right after it was asked for')
  return found.known
}

function recall(
  { id, claim, state, payerClaimNumber }: ClaimRecord,
  billingNpi: string | undefined,
  rows: readonly ClaimPaymentRow[],
  entries: readonly LedgerEntry[],
): KnownClaim {
  const payments = rows.flatMap((row) => {
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
    entries,
  })
}
