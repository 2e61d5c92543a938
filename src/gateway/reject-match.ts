// A person says that a claim payment is not for a claim that was proposed for it: it is never proposed for it again, also when the
// remittance is judged once more (R-MATCH-5). It moves no money: what is left is proposed, and a person links it.
import { leaveUnmatched, matchClaim } from '../ledger/index.js'
import type { ClaimPaymentRow, RemittanceRow } from '../store/index.js'
import { Fault, newId } from '../values/index.js'
import { decisionOf, describeMatch, findCandidates, recallClaims } from './known-claims.js'
import { moved, waiting } from './link-claim-payment.js'
import { closeItems, type PersonAct, requireReason, type RunParts } from './run-parts.js'
import { findPayment } from './void-claim-payment.js'

/** `claim`: a patient control number that is proposed. Linking the payment to it on purpose stays possible, and ends the rejection. */
export async function rejectMatch(parts: RunParts, paymentId: string, claim: string, act: PersonAct): Promise<void> {
  requireReason(act)
  const { store, clock } = parts
  const proposed = proposedFor(await findPayment(store, paymentId))
  await store.transaction(async () => {
    // Two who reject different proposals of one payment wait for each other.
    await store.claims.lock(proposed)
    const { row, remittance, runId } = await waiting(parts, paymentId)
    if (!proposedFor(row).includes(claim)) throw new Fault('REFUSED', 'this claim is not proposed for the claim payment')
    const rejections = [...(row.rejections ?? []), { claim, by: act.by, reason: act.reason, at: clock() }]
    const { decision, workItems } = await judgeWithout(parts, { ...row, rejections }, remittance)
    if (!(await store.remittances.markPayment(row.id, { state: 'suspended', decision }, 'suspended'))) throw moved()
    await store.remittances.noteRejections(row.id, rejections)
    const about = { keyStart: `claim-payment:${row.id}` }
    const [before] = (await store.workItems.list({ ...about, state: 'open', limit: 1 })).items
    await closeItems(parts, about, { ...act, reason: `proposal rejected: ${act.reason}` })
    const links = { remittanceId: remittance.id, fileId: row.source.fileId }
    for (const draft of workItems) {
      const key = `claim-payment:${row.id}:${runId}:reject:${newId()}`
      const { item } = await store.workItems.open({ ...draft, ...links, key, at: clock() })
      if (before?.assignedTo !== undefined)
        await store.workItems.record(item.id, { kind: 'assigned', at: clock(), by: act.by, value: before.assignedTo })
    }
    await store.audit.append({ at: clock(), actor: act.by, action: 'claim-payment.reject', object: `payment:${row.id}` })
  })
}

/** The claims that are proposed for a claim payment, by their patient control numbers. */
export function proposedFor(row: ClaimPaymentRow): readonly string[] {
  return row.state === 'suspended' ? (decisionOf(row)?.match.candidates ?? []) : []
}

/** What the cascade finds now. One that would match is only proposed: to reject something books nothing. */
async function judgeWithout({ store, treatments }: RunParts, row: ClaimPaymentRow, { remittance }: RemittanceRow) {
  const [records = []] = await findCandidates(store, [row])
  const books = await recallClaims(store, records, ({ document }) => document?.billing.npi)
  const known = [...books.values()].map((claim) => claim.known)
  const found = matchClaim(row.payment, remittance, known)
  const left = found.kind === 'matched' ? { kind: 'unmatched-claim' as const, proposals: [found.match] } : found
  const { disposition, workItems, notes } = leaveUnmatched(row.payment, left, { remittance, treatments, ordinal: row.ordinal })
  return { decision: { disposition, match: describeMatch(left), notes }, workItems }
}
