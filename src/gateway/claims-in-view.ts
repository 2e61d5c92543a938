// The claims that a batch of claim payments may be about: read at once, and kept true while the payments take effect one after the other.
import { type ClaimPayment, normalisedNumber } from '../domain/index.js'
import { payerClaimNumbersOf } from '../ledger/index.js'
import type { ClaimPaymentRow, ClaimRecord, Store } from '../store/index.js'
import { type ClaimInBooks, findCandidates, recallClaims } from './known-claims.js'

export interface ClaimsInView {
  /** What this payment may be about. */
  of(row: ClaimPaymentRow): readonly ClaimInBooks[]
  /** May a payment before it have changed what is read here of its claims? Then that one must be written, and this one's read again. */
  isStale(row: ClaimPaymentRow): boolean
  refresh(row: ClaimPaymentRow): Promise<void>
  /** A payment takes effect for this claim, which may learn the payer's number by it. */
  touch(claimId: string, payment: ClaimPayment): void
}

/** In a transaction: the claims are locked until it ends. */
export async function viewClaims(
  store: Store,
  rows: readonly ClaimPaymentRow[],
  npiOf: (record: ClaimRecord) => string | undefined,
): Promise<ClaimsInView> {
  const candidates = new Map<string, readonly string[]>()
  const books = new Map<string, ClaimInBooks>()
  const touched = new Set<string>()
  const learned = new Set<string>()
  await look(rows)

  return {
    of: (row) => idsOf(row).flatMap((id) => books.get(id) ?? []),
    isStale: (row) => idsOf(row).some((id) => touched.has(id)) || (isFoundByLearned(row) && !isFoundByNumber(row)),
    refresh: (row) => look([row]),
    touch: (claimId, { payerClaimNumber }) => {
      touched.add(claimId)
      if (payerClaimNumber !== undefined) learned.add(payerClaimNumber)
    },
  }

  function idsOf({ id }: ClaimPaymentRow): readonly string[] {
    return candidates.get(id) ?? []
  }

  /** Then no number of the payer is asked for. */
  function isFoundByNumber(row: ClaimPaymentRow): boolean {
    const number = normalisedNumber(row.payment.patientControlNumber)
    return number !== '' && idsOf(row).some((id) => normalisedNumber(books.get(id)?.record.patientControlNumber ?? '') === number)
  }

  function isFoundByLearned({ payment }: ClaimPaymentRow): boolean {
    return payerClaimNumbersOf(payment).some((number) => learned.has(number))
  }

  async function look(some: readonly ClaimPaymentRow[]): Promise<void> {
    const found = await findAndLock(some)
    for (const [index, { id }] of some.entries())
      candidates.set(
        id,
        (found[index] ?? []).map((record) => record.id),
      )
    for (const [id, claim] of await recallClaims(store, found.flat(), npiOf)) {
      books.set(id, claim)
      touched.delete(id)
    }
  }

  /** Two remittances about one claim wait for each other: neither may miss what the other one books. */
  async function findAndLock(some: readonly ClaimPaymentRow[]): Promise<readonly (readonly ClaimRecord[])[]> {
    const numbers = new Set(some.map(({ payment }) => payment.patientControlNumber))
    await store.claims.lock([...numbers])
    const found = await findCandidates(store, some)
    const others = found.flat().filter(({ patientControlNumber }) => !numbers.has(patientControlNumber))
    if (others.length === 0) return found
    await store.claims.lock(others.map(({ patientControlNumber }) => patientControlNumber))
    return findCandidates(store, some)
  }
}
