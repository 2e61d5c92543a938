// A whole posting run is taken back: a voided cheque, a returned EFT, a mistake of ours (domain rules section 3, "void payment").
// Every entry is mirrored, none is deleted. It is one database transaction, so that nobody ever sees half of it: it is rare, and a
// person waits for it.
import type { EntryDraft, LedgerEntry, PostingRun } from '../domain/index.js'
import { mirrorEntry } from '../ledger/index.js'
import type { ClaimPaymentRow, Store } from '../store/index.js'
import { Fault } from '../values/index.js'
import { decisionOf } from './known-claims.js'
import { closeItems, requireReason, reviewClaim, reviewDue, type RunParts, waitAgain } from './run-parts.js'
import { type VoidAct, voidDependants } from './void-claim-payment.js'

const pageSize = 500

/** Gives the run that took it back. A Fault CONFLICT when it is not posted, REFUSED when later claim payments stand on it. */
export async function voidRemittance(parts: RunParts, remittanceId: string, act: VoidAct): Promise<PostingRun> {
  requireReason(act)
  const { store } = parts
  const seen = await claimsOf(store, await paymentsOf(store, remittanceId))
  return store.transaction(async () => {
    await store.claims.lock(seen.numbers)
    const remittance = await store.remittances.find(remittanceId)
    const run = await store.runs.current(remittanceId)
    if (remittance === undefined) throw new Fault('NOT_FOUND', 'there is no such remittance')
    if (run?.state !== 'posted') throw new Fault('CONFLICT', `the remittance is ${remittance.state}: there is no posting to void`)
    const deposit = (await store.deposits.paying([remittanceId])).get(remittanceId)
    if (deposit !== undefined)
      throw new Fault(
        'REFUSED',
        `deposit ${deposit} pays it: take that match back first (x12gw deposits unmatch), or the money has no remittance`,
      )
    const rows = await paymentsOf(store, remittanceId)
    const claimIds = (await claimsOf(store, rows)).ids
    if (claimIds.some((id) => !seen.ids.includes(id)))
      throw new Fault('CONFLICT', 'a claim payment was linked a moment ago; look at the remittance again')
    await voidDependants(parts, new Set(rows.map(({ id }) => id)), claimIds, act)
    return takeBack(parts, remittance.fileId, run, rows, claimIds, act)
  })
}

async function takeBack(
  parts: RunParts,
  fileId: string,
  run: PostingRun,
  rows: readonly ClaimPaymentRow[],
  claimIds: readonly string[],
  { by, reason }: VoidAct,
): Promise<PostingRun> {
  const { store, clock } = parts
  const { remittanceId } = run
  const voiding = await store.runs.void(run, { by, reason, at: clock() })
  const before = await store.ledger.balancesByClaim(claimIds)
  const due = await store.ledger.balancesByReference('DUE:PAYER')
  const mirrored = await mirrorRun(parts, run, voiding)
  if (!(await store.remittances.markVoided(remittanceId)))
    throw new Fault('CONFLICT', 'the remittance was changed a moment ago; look at it again')
  const key = `void:${voiding.id}`
  const links = { remittanceId, fileId }
  await closeItems(parts, { remittanceId }, { by, reason })
  for (const row of rows) await waitAgain(parts, decisionOf(row)?.closed ?? [], key, remittanceId)
  await reviewDue(parts, mirrored, due, key, links)
  for (const claimId of claimIds)
    await reviewClaim(parts, claimId, before.get(claimId) ?? {}, { ...links, key, event: '835 voided', detail: { run: voiding.id } })
  await store.audit.append({ at: clock(), actor: by, action: 'remittance.void', object: `remittance:${remittanceId}` })
  return voiding
}

/** Each entry of the run the other way round, in the void's own run; gives those that moved what is due to payers. */
async function mirrorRun({ store, clock }: RunParts, run: PostingRun, voiding: PostingRun): Promise<readonly EntryDraft[]> {
  const dueToPayers: EntryDraft[] = []
  let count = 0
  let cursor: string | undefined
  do {
    const page = await store.ledger.entries({ runId: run.id, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
    for (const [first, ...more] of groupedByPayment(page.items)) {
      if (first === undefined) continue
      const { claimId, claimPaymentId } = first
      const entries = [first, ...more].map((entry) => ({
        ...mirrorEntry(entry),
        ...(entry.source === undefined ? {} : { source: entry.source }),
      }))
      await store.ledger.post({
        key: `void:${voiding.id}:${++count}`,
        at: clock(),
        remittanceId: run.remittanceId,
        runId: voiding.id,
        ...(claimId === undefined ? {} : { claimId }),
        ...(claimPaymentId === undefined ? {} : { claimPaymentId }),
        entries,
      })
      dueToPayers.push(...entries.filter(({ dr, cr }) => dr === 'DUE:PAYER' || cr === 'DUE:PAYER'))
    }
    cursor = page.next
  } while (cursor !== undefined)
  return dueToPayers
}

/** Runs of entries of the same payment and claim, in order. */
function groupedByPayment(entries: readonly LedgerEntry[]): readonly LedgerEntry[][] {
  const groups: LedgerEntry[][] = []
  for (const entry of entries) {
    const group = groups.at(-1)
    const first = group?.[0]
    // Provider adjustments are of no payment and no claim.
    if (first !== undefined && first.claimPaymentId === entry.claimPaymentId && first.claimId === entry.claimId) group?.push(entry)
    else groups.push([entry])
  }
  return groups
}

async function paymentsOf(store: Store, remittanceId: string): Promise<readonly ClaimPaymentRow[]> {
  const rows: ClaimPaymentRow[] = []
  let cursor: string | undefined
  do {
    const page = await store.remittances.payments(remittanceId, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return rows
}

async function claimsOf(store: Store, rows: readonly ClaimPaymentRow[]): Promise<{ ids: readonly string[]; numbers: readonly string[] }> {
  const ids = [...new Set(rows.flatMap(({ claimId }) => claimId ?? []))]
  const numbers: string[] = []
  for (const id of ids) numbers.push(...[(await store.claims.find(id))?.patientControlNumber].filter((number) => number !== undefined))
  return { ids, numbers }
}
