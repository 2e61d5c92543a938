// A person lets a remittance post: one that is held, is judged again; one that was voided, posts again in a new run.
import { createRemittanceBalance, holdFor } from '../ledger/index.js'
import type { RemittanceRow, Store } from '../store/index.js'
import { Fault } from '../values/index.js'
import { createPostRemittance } from './post-remittance.js'
import { closeItems, type RunParts } from './run-parts.js'
import { settleRemittance } from './settle-remittance.js'
import { voidRemittance } from './void-remittance.js'

export interface PostAct {
  readonly by: string
  /** Needed for all but a remittance that only waits to be looked at. */
  readonly reason?: string
  /** Of one that looks like an earlier payment: the same payment issued again, whose posting it takes over, or another one. */
  readonly as?: 'reissue' | 'separate'
}

/** Safe to repeat after a crash: what waits goes on. A Fault CONFLICT when it is posted already, REFUSED when it may not post. */
export async function postByHand(parts: RunParts, remittanceId: string, act: PostAct): Promise<void> {
  const { store } = parts
  const seen = await find(store, remittanceId)
  if (seen.state === 'posted' || seen.state === 'duplicate' || seen.state === 'staging')
    throw new Fault('CONFLICT', `the remittance is ${seen.state}`)
  if (seen.state !== 'waiting') {
    if (seen.heldFor !== 'posting-review' && (act.reason ?? '').trim() === '') throw new Fault('REFUSED', 'this needs a reason')
    await store.transaction(() => (seen.state === 'voided' ? postAgain(parts, seen, act) : judgeAgain(parts, seen, act)))
  }
  const row = await find(store, remittanceId)
  if (row.state === 'waiting') await createPostRemittance(parts)(row)
}

async function postAgain({ store, clock }: RunParts, row: RemittanceRow, act: PostAct): Promise<void> {
  const reissues = (await store.remittances.alike(row)).filter(
    ({ state, reissueHash }) => (state === 'posted' || state === 'waiting') && reissueHash === row.reissueHash,
  )
  if (reissues.length > 0 && row.remittance.paidCents > 0 && act.as !== 'separate')
    throw new Fault('REFUSED', `remittance ${reissues[0]?.remittance.trace.number} took its place; void that one first`)
  if (!(await store.remittances.stageAgain(row.id))) throw new Fault('CONFLICT', 'the remittance is posted again already')
  await store.runs.begin(row.id, 'by-person', toRunAct(act, clock()))
  await store.audit.append({ at: clock(), actor: act.by, action: 'remittance.post', object: `remittance:${row.id}` })
}

async function judgeAgain(parts: RunParts, row: RemittanceRow, act: PostAct): Promise<void> {
  const { store, clock } = parts
  const { id, heldFor, contentHash: content, reissueHash: reissue } = row
  if (heldFor === 'unreadable-file') throw new Fault('REFUSED', 'its file is not whole or cannot be read: ask the payer for it again')
  if (heldFor === 'possible-reissue') {
    if (act.as === undefined) throw new Fault('REFUSED', 'say which it is: a reissue of the earlier payment, or a separate payment')
    if (act.as === 'reissue') await takeOver(parts, row, act)
  }
  // Closed first: should something else hold it now, that opens an item of its own.
  await closeItems(parts, { remittanceId: id }, { by: act.by, reason: act.reason ?? 'looked at and posted' })
  const run = { mode: 'by-person' as const, ...toRunAct(act, clock()), isSeparate: act.as !== undefined }
  const { held } = await settleRemittance(parts, { ...row, content, reissue }, await holdAgain(store, row), run)
  if (held !== undefined) throw new Fault('REFUSED', `it is still held (${held.type}): ${held.nextAction ?? ''}`)
  await store.audit.append({ at: clock(), actor: act.by, action: 'remittance.post', object: `remittance:${id}` })
}

/** The new trace takes over the posting of the old one: CASH:REMIT moves from the one to the other, the claims stay as they are. */
async function takeOver(parts: RunParts, row: RemittanceRow, { by }: PostAct): Promise<void> {
  const reason = `issued again as ${row.remittance.trace.number}`
  for (const other of await parts.store.remittances.alike(row))
    if (other.state === 'posted' && other.reissueHash === row.reissueHash) await voidRemittance(parts, other.id, { by, reason })
}

/** Judged by what is true today: a practice may have been added since. */
async function holdAgain(store: Store, row: RemittanceRow) {
  const balance = createRemittanceBalance()
  let cursor: string | undefined
  do {
    const page = await store.remittances.payments(row.id, { limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    for (const { payment } of page.items) balance.add(payment)
    cursor = page.next
  } while (cursor !== undefined)
  for (const { adjustment } of await store.remittances.adjustments(row.id)) balance.addProviderAdjustment(adjustment)
  return holdFor(row.remittance, balance.close(row.remittance), await store.practices.list())
}

async function find(store: Store, id: string): Promise<RemittanceRow> {
  const row = await store.remittances.find(id)
  if (row === undefined) throw new Fault('NOT_FOUND', 'there is no such remittance')
  return row
}

function toRunAct({ by, reason }: PostAct, at: ReturnType<RunParts['clock']>) {
  return { by, at, ...(reason === undefined ? {} : { reason }) }
}
