// What a person says of a claim payment that waits in suspense: it is for this claim, or not ours at all. Both are recorded, with
// who and why, and teach nothing: the next payment like it is matched as if nothing had been said (domain rules 2.2).
import { postClaimPayment, suspenseReference } from '../ledger/index.js'
import type { ClaimPaymentRow, RemittanceRow } from '../store/index.js'
import { Fault, newId, toCents, zeroCents } from '../values/index.js'
import { decisionOf, type StoredDecision, toKnownClaim } from './known-claims.js'
import { closeItems, type PersonAct, requireReason, reviewDue, type RunParts } from './run-parts.js'
import { createEffects } from './take-effect.js'
import { findPayment } from './void-claim-payment.js'

/** Posts it to the claim with this patient control number (R-MATCH-2). REFUSED when the rules would suspend it there as well. */
export async function linkClaimPayment(parts: RunParts, paymentId: string, claim: string, act: PersonAct): Promise<void> {
  requireReason(act)
  const { store, clock, treatments } = parts
  await store.transaction(async () => {
    await store.claims.lock([claim])
    const [record] = await store.claims.byNumbers([claim])
    if (record === undefined) throw new Fault('NOT_FOUND', 'no claim has this patient control number')
    const { row, remittance, runId } = await waiting(parts, paymentId)
    const waitingFor = decisionOf(row)?.disposition.suspendedFor ?? 'unmatched-claim'
    const settled = postClaimPayment(row.payment, await toKnownClaim(store, record, record.document?.billing.npi), {
      remittance: remittance.remittance,
      treatments,
      ordinal: row.ordinal,
      waitingFor,
    })
    const { suspendedFor } = settled.disposition
    if (suspendedFor !== undefined) throw new Fault('REFUSED', `the payment cannot be posted to this claim: ${suspendedFor}`)
    await closeItems(parts, { keyStart: `claim-payment:${row.id}` }, act)
    // What a person says last is true: it is no longer rejected.
    const rejections = row.rejections?.filter(({ claim: rejected }) => rejected !== claim)
    if (rejections !== undefined) await store.remittances.noteRejections(row.id, rejections)
    const isFirst = await createEffects({ store, clock }).take({
      remittanceId: remittance.id,
      row,
      settled,
      claim: record,
      match: { kind: 'by hand', by: act.by, reason: act.reason },
      key: `claim-payment:${row.id}:${runId}:link:${newId()}`,
      runId,
    })
    if (!isFirst) throw moved()
    await store.audit.append({ at: clock(), actor: act.by, action: 'claim-payment.link', object: `payment:${row.id}` })
  })
}

/** Its money is owed back to the payer, under the payer's own number, so that a later take-back (WO) finds it. */
export async function disownClaimPayment(parts: RunParts, paymentId: string, act: PersonAct): Promise<void> {
  requireReason(act)
  const { store, clock, treatments } = parts
  await store.transaction(async () => {
    const { row, remittance, runId } = await waiting(parts, paymentId)
    const { paidCents } = row.payment
    const ref = suspenseReference(row.payment, { remittance: remittance.remittance, treatments, ordinal: row.ordinal })
    const decision: StoredDecision = {
      disposition: { outcome: 'suspended', lines: [], memoCents: zeroCents, reverses: [] },
      match: { kind: 'not ours', by: act.by, reason: act.reason },
      notes: [],
    }
    if (!(await store.remittances.markPayment(row.id, { state: 'not-ours', decision }, 'suspended'))) throw moved()
    const key = `claim-payment:${row.id}:${runId}:not-ours:${newId()}`
    await closeItems(parts, { keyStart: `claim-payment:${row.id}` }, act)
    if (paidCents !== 0) {
      const due = await store.ledger.balancesByReference('DUE:PAYER')
      const [dr, cr] = paidCents > 0 ? (['SUSPENSE:CLAIM', 'DUE:PAYER'] as const) : (['DUE:PAYER', 'SUSPENSE:CLAIM'] as const)
      const entry = { dr, cr, cents: toCents(Math.abs(paidCents)), why: 'not ours', ref }
      const of = { remittanceId: remittance.id, claimPaymentId: row.id, runId, source: row.source }
      await store.ledger.post({ key, at: clock(), ...of, entries: [entry] })
      await reviewDue(parts, [{ ...entry, why: 'PLB WO' }], due, key, { remittanceId: remittance.id, fileId: row.source.fileId })
    }
    await store.audit.append({ at: clock(), actor: act.by, action: 'claim-payment.not-ours', object: `payment:${row.id}` })
  })
}

/** The claim payment with its remittance; a Fault CONFLICT when it does not wait in suspense. */
export async function waiting(
  { store }: RunParts,
  paymentId: string,
): Promise<{ readonly row: ClaimPaymentRow; readonly remittance: RemittanceRow; readonly runId: string }> {
  const row = await findPayment(store, paymentId)
  const remittance = await store.remittances.find(row.remittanceId)
  const run = await store.runs.current(row.remittanceId)
  if (row.state !== 'suspended' || remittance === undefined || run === undefined)
    throw new Fault(
      'CONFLICT',
      `the claim payment is ${row.state}: only one that waits in suspense can be linked, disowned or lose a proposal`,
    )
  return { row, remittance, runId: run.id }
}

export function moved(): Fault {
  return new Fault('CONFLICT', 'the claim payment was moved a moment ago; look at it again')
}
