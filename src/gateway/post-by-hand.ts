// A person lets a remittance post: one that is held, is judged again; one that was voided, posts again in a new run.
import { createRemittanceBalance, holdFor } from '../ledger/index.js'
import type { RemittanceRow, Store } from '../store/index.js'
import { Fault } from '../values/index.js'
import { awaitFunds } from './await-funds.js'
import type { GatewayParts } from './parts.js'
import { createPostRemittance } from './post-remittance.js'
import { closeItems, type RunParts } from './run-parts.js'
import { holdsPayment, settleRemittance } from './settle-remittance.js'
import { voidRemittance } from './void-remittance.js'

export type PostParts = RunParts & Pick<GatewayParts, 'payerRules' | 'posting'>

export interface PostAct {
  readonly by: string
  /** Needed for all but a remittance that only waits to be looked at. */
  readonly reason?: string
  /** Of one that looks like an earlier payment: the same payment issued again, whose posting it takes over, or another one. */
  readonly as?: 'reissue' | 'separate'
}

/** Safe to repeat after a crash: what waits goes on. A Fault CONFLICT when it is posted already, REFUSED when it may not post. */
export async function postByHand(parts: PostParts, remittanceId: string, act: PostAct): Promise<void> {
  const { store } = parts
  const seen = await find(store, remittanceId)
  if (seen.state === 'posted' || seen.state === 'duplicate' || seen.state === 'staging')
    throw new Fault('CONFLICT', `the remittance is ${seen.state}`)
  if (seen.state !== 'waiting') {
    requireWhy(parts, seen, act)
    await store.transaction(() => (seen.state === 'voided' ? postAgain(parts, seen, act) : judgeAgain(parts, seen, act)))
  }
  const row = await find(store, remittanceId)
  if (row.state === 'waiting') await createPostRemittance(parts)(row)
}

/** Looking at it needs none; posting it before its money is there does. */
function requireWhy(parts: PostParts, { heldFor, remittance }: RemittanceRow, { reason = '' }: PostAct): void {
  if (reason.trim() !== '') return
  if (heldFor !== 'posting-review') throw new Fault('REFUSED', 'this needs a reason')
  if (awaitFunds(remittance, parts) !== undefined)
    throw new Fault('REFUSED', 'its money is not there yet, and the settings ask for it: this needs a reason')
}

async function postAgain({ store, clock }: RunParts, row: RemittanceRow, act: PostAct): Promise<void> {
  const reissues = (await store.remittances.alike(row)).filter(
    ({ state, reissueHash }) => holdsPayment.has(state) && reissueHash === row.reissueHash,
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
  // That money is missing stays true.
  const items = row.state === 'awaiting-funds' ? { keyStart: `awaiting-funds:${id}` } : { remittanceId: id }
  await closeItems(parts, items, { by: act.by, reason: act.reason ?? 'looked at and posted' })
  const run = { mode: 'by-person' as const, ...toRunAct(act, clock()), isSeparate: act.as !== undefined }
  const { held } = await settleRemittance(parts, { ...row, content, reissue }, await holdAgain(store, row), run)
  if (held !== undefined) throw new Fault('REFUSED', `it is still held (${held.type}): ${held.nextAction ?? ''}`)
  await store.audit.append({ at: clock(), actor: act.by, action: 'remittance.post', object: `remittance:${id}` })
}

/** The new trace takes over from the old one: its posting, CASH:REMIT moving from the one to the other, or its wait for money that never came. */
async function takeOver(parts: RunParts, row: RemittanceRow, { by }: PostAct): Promise<void> {
  const reason = `issued again as ${row.remittance.trace.number}`
  for (const other of await parts.store.remittances.alike(row))
    if (other.reissueHash !== row.reissueHash) continue
    else if (other.state === 'posted') await voidRemittance(parts, other.id, { by, reason })
    else if (other.state === 'awaiting-funds') {
      await closeItems(parts, { remittanceId: other.id }, { by, reason })
      await parts.store.remittances.settle(other.id, { ...other, state: 'duplicate', duplicateOf: row.id })
    }
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
