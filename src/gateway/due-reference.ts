// R-PLB-3: a payer may name a claim where the books name another of its numbers; here the claims that a reference speaks of are found.
import type { ProviderAdjustment } from '../domain/index.js'
import { isDueToPayer, referenceWords } from '../ledger/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import type { Cents } from '../values/index.js'

/**
 * The numbers of each claim that the reference names: ours, and those its payers gave it. Asked only where something is due and not under
 * this very reference; otherwise none is needed.
 */
export async function claimsSpokenOf(
  store: Store,
  { reason, reference }: ProviderAdjustment,
  due: ReadonlyMap<string, Cents>,
): Promise<readonly (readonly string[])[]> {
  if (!isDueToPayer(reason) || reference === undefined || due.size === 0 || due.has(reference)) return []
  const words = [...referenceWords(reference)]
  const records = [...(await store.claims.byNumbers(words)), ...(await store.claims.byPayerClaimNumbers(words))]
  const claims = new Map(records.map((record) => [record.id, record]))
  return Promise.all([...claims.values()].map((record) => numbersOf(store, record)))
}

/** All numbers that a claim is known by: ours, and those its payers gave it. */
export async function numbersOf(store: Store, { id, patientControlNumber, payerClaimNumber }: ClaimRecord): Promise<readonly string[]> {
  const given = (await store.remittances.paymentsOfClaim(id)).map(({ payment }) => payment.payerClaimNumber)
  return [...new Set([patientControlNumber, payerClaimNumber, ...given])].filter((number) => number !== undefined)
}
