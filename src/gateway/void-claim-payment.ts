// One claim payment is taken off its claim: its entries are mirrored, and its money waits in suspense to be linked again.
// The cash itself stays: BPR02 was paid, whoever it is for (I-2).
import { dependants, standingEntries, suspenseReference, throughCash } from '../ledger/index.js'
import type { ClaimPaymentRow, LedgerQuery, Store } from '../store/index.js'
import { Fault, newId, zeroCents } from '../values/index.js'
import { decisionOf, type StoredDecision, toKnownClaim } from './known-claims.js'
import { closeItems, type PersonAct, requireReason, reviewClaim, reviewDue, type RunParts, waitAgain } from './run-parts.js'

export interface VoidAct extends PersonAct {
  /** Void first what stands on it; without that a void that has dependants is refused. */
  readonly withDependants?: boolean
}

/** Also undoes "not ours". A Fault CONFLICT when it is booked nowhere, REFUSED when later claim payments stand on it. */
export async function voidClaimPayment(parts: RunParts, paymentId: string, act: VoidAct): Promise<void> {
  requireReason(act)
  const { store } = parts
  const seen = await findPayment(store, paymentId)
  const record = seen.claimId === undefined ? undefined : await store.claims.find(seen.claimId)
  await store.transaction(async () => {
    if (record !== undefined) await store.claims.lock([record.patientControlNumber])
    const row = await findPayment(store, paymentId)
    if (row.claimId !== seen.claimId) throw new Fault('CONFLICT', 'the claim payment was moved a moment ago; look at it again')
    await voidDependants(parts, new Set([row.id]), row.claimId === undefined ? [] : [row.claimId], act)
    await takeOff(parts, row, act)
  })
}

/** What stands on these payments is taken off as well, the latest first; refused unless the person asked for that. */
export async function voidDependants(parts: RunParts, taken: ReadonlySet<string>, claimIds: Iterable<string>, act: VoidAct): Promise<void> {
  const { store } = parts
  const found: ClaimPaymentRow[] = []
  for (const claimId of claimIds) {
    const record = await store.claims.find(claimId)
    if (record === undefined) continue
    const known = await toKnownClaim(store, record, record.document?.billing.npi)
    for (const { id } of dependants(known, taken).toReversed()) found.push(await findPayment(store, id))
  }
  if (found.length === 0) return
  if (act.withDependants !== true) {
    const named: string[] = []
    for (const { remittanceId, ordinal } of found.slice(0, 5)) {
      const trace = (await store.remittances.find(remittanceId))?.remittance.trace.number ?? remittanceId
      named.push(`claim payment ${ordinal} of remittance ${trace}`)
    }
    const more = found.length > named.length ? ` and ${found.length - named.length} more` : ''
    throw new Fault(
      'REFUSED',
      `later claim payments stand on what would be voided: ${named.join(', ')}${more}; void them first, or ask for them to be voided with it`,
    )
  }
  for (const row of found) await takeOff(parts, row, act)
}

async function takeOff(parts: RunParts, row: ClaimPaymentRow, { by, reason }: PersonAct): Promise<void> {
  const { store, clock } = parts
  const { id, remittanceId, claimId, payment, ordinal, source } = row
  const remittance = await store.remittances.find(remittanceId)
  const run = await store.runs.current(remittanceId)
  if (remittance === undefined || run === undefined || !['posted', 'memo', 'not-ours'].includes(row.state))
    throw new Fault('CONFLICT', `the claim payment is ${row.state}: there is nothing to void`)
  const ref = suspenseReference(payment, { remittance: remittance.remittance, treatments: parts.treatments, ordinal })
  const before = claimId === undefined ? {} : await store.ledger.balances({ claimId })
  const due = await store.ledger.balancesByReference('DUE:PAYER')
  const own = standingEntries(await allEntries(store, { remittanceId, claimPaymentId: id }))
  const entries = throughCash(own, { account: 'SUSPENSE:CLAIM', ref })
  const decision: StoredDecision = {
    disposition: { outcome: 'suspended', lines: [], memoCents: zeroCents, reverses: [], suspendedFor: 'claim-payment-voided' },
    match: { kind: 'voided', by, reason },
    notes: [],
  }
  if (!(await store.remittances.markPayment(id, { state: 'suspended', decision }, row.state)))
    throw new Fault('CONFLICT', 'the claim payment was moved a moment ago; look at it again')
  const key = `claim-payment:${id}:${run.id}:void:${newId()}`
  const ofClaim = claimId === undefined ? {} : { claimId }
  const links = { remittanceId, fileId: source.fileId }
  if (entries.length > 0)
    await store.ledger.post({ key, at: clock(), remittanceId, claimPaymentId: id, runId: run.id, source, ...ofClaim, entries })
  await closeItems(parts, { keyStart: `claim-payment:${id}` }, { by, reason })
  await waitAgain(parts, decisionOf(row)?.closed ?? [], key, remittanceId)
  await reviewDue(parts, entries, due, key, links)
  await store.workItems.open({
    type: 'claim-payment-voided',
    ...links,
    key: `${key}:voided`,
    at: clock(),
    cents: payment.paidCents,
    nextAction: 'link it to its claim again, or to another',
    facts: { ref, pcn: payment.patientControlNumber },
  })
  if (claimId !== undefined) await reviewClaim(parts, claimId, before, { ...links, key, event: '835 voided', detail: { run: run.id } })
  await store.audit.append({ at: clock(), actor: by, action: 'claim-payment.void', object: `payment:${id}` })
}

export async function findPayment(store: Store, id: string): Promise<ClaimPaymentRow> {
  const row = await store.remittances.findPayment(id)
  if (row === undefined) throw new Fault('NOT_FOUND', 'there is no such claim payment')
  return row
}

export async function allEntries(store: Store, query: Omit<LedgerQuery, 'limit' | 'cursor'>) {
  const found = []
  let page = await store.ledger.entries({ ...query, limit: 1000 })
  found.push(...page.items)
  while (page.next !== undefined) {
    page = await store.ledger.entries({ ...query, limit: 1000, cursor: page.next })
    found.push(...page.items)
  }
  return found
}
