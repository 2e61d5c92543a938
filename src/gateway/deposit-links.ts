// A deposit pays its remittances, or does so no longer: state, link, books and work items move together, in one database transaction.
import { arrivalEntry, matchEntries, mirrored } from '../reassociation/index.js'
import type { DepositMatch, DepositRow, RemittanceRow } from '../store/index.js'
import { Fault, newId, zeroCents } from '../values/index.js'
import { releaseFunded } from './await-funds.js'
import { closeItems, depositItems } from './deposit-items.js'
import type { GatewayParts } from './parts.js'

type Parts = Pick<GatewayParts, 'store' | 'clock'>

export interface Linking {
  /** R-EFT rule, "hand" or "card". */
  readonly rule: string
  readonly by: string
  /** R-EFT-7; of the only remittance. */
  readonly feeCents?: DepositMatch['feeCents']
}

/** Must run inside a transaction, and gives it up with a Fault CONFLICT when the deposit or a remittance has moved in the meantime. */
export async function link(
  { store, clock }: Parts,
  deposit: DepositRow,
  remittances: readonly RemittanceRow[],
  how: Linking,
): Promise<void> {
  const source = deposit.state === 'new' ? 'CASH:BANK' : 'SUSPENSE:BANK'
  const at = clock()
  if (!(await store.deposits.move(deposit.id, deposit.state, 'matched', []))) throw moved(deposit.id)
  for (const row of remittances) {
    const { id: remittanceId, remittance } = row
    const match = { id: newId(), depositId: deposit.id, remittanceId, cents: remittance.paidCents, feeCents: how.feeCents ?? zeroCents }
    if (!(await store.deposits.link({ ...match, source, rule: how.rule, by: how.by, matchedAt: at })))
      throw new Fault('CONFLICT', `remittance ${remittanceId} is paid by another deposit`)
    await store.ledger.post({
      key: `deposit-match:${match.id}`,
      at,
      entries: matchEntries({ ...match, source, trace: remittance.trace.number }),
    })
    await closeItems({ store, clock }, { type: 'eft-missing', remittanceId }, 'its money is there')
    if (row.state === 'awaiting-funds') await releaseFunded({ store, clock }, row)
  }
  await closeItems({ store, clock }, { types: depositItems, depositId: deposit.id }, 'matched to the cent')
}

/** Must run inside a transaction. The money goes (back) to SUSPENSE:BANK; the links stay, as undone, and are never made again by themselves. */
export async function unlink({ store, clock }: Parts, deposit: DepositRow): Promise<DepositRow> {
  const at = clock()
  if (!(await store.deposits.move(deposit.id, 'matched', 'unmatched'))) throw moved(deposit.id)
  for (const { id, undoneAt, source } of await store.deposits.matches({ depositId: deposit.id })) {
    if (undoneAt !== undefined) continue
    if (!(await store.deposits.unlink(id, at))) throw moved(deposit.id)
    const { entries } = await postedUnder({ store, clock }, `deposit-match:${id}`)
    await store.ledger.post({ key: `deposit-unmatch:${id}`, at, entries: mirrored(entries) })
    if (source === 'CASH:BANK') await arrive({ store, clock }, deposit)
  }
  return { ...deposit, state: 'unmatched' }
}

/** Books a deposit that nobody owns yet; once for ever. */
export async function arrive({ store, clock }: Parts, { id, cents, trace, references }: DepositRow): Promise<void> {
  await store.ledger.post({ key: `deposit:${id}`, at: clock(), entries: [arrivalEntry(cents, trace?.number ?? references[0])] })
}

/** Must run inside a transaction. The money has left the bank again, or was none of a payer's: as if it had not come. */
export async function takeBack(parts: Parts, deposit: DepositRow): Promise<void> {
  const { store, clock } = parts
  const open = deposit.state === 'matched' ? await unlink(parts, deposit) : deposit
  if (!(await store.deposits.move(open.id, open.state, 'taken-back', []))) throw moved(open.id)
  const { entries } = await postedUnder(parts, `deposit:${open.id}`)
  await store.ledger.post({ key: `deposit-taken-back:${open.id}`, at: clock(), entries: mirrored(entries) })
  await closeItems(parts, { types: [...depositItems, 'bank-return'], depositId: open.id }, 'taken back')
}

/** The key was used: the books answer with what stands under it. */
function postedUnder({ store, clock }: Parts, key: string): ReturnType<typeof store.ledger.post> {
  return store.ledger.post({ key, at: clock(), entries: [] })
}

function moved(depositId: string): Fault {
  return new Fault('CONFLICT', `deposit ${depositId} has been matched or undone in the meantime; look at it again`)
}
