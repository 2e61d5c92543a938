// Money and remittances find each other, whichever came first; what does not fit becomes one work item, and late money another.
import type { DepositState } from '../domain/index.js'
import { type AwaitedRemittance, type Decision, dueDay, type OpenDeposit, reassociate, waitsForMoney } from '../reassociation/index.js'
import type { DepositRow, NewWorkItem, RemittanceRow } from '../store/index.js'
import { createBusinessCalendar, Fault, type IsoDate, localTime } from '../values/index.js'
import { createPostFunded } from './await-funds.js'
import { closeItems, depositItems, endItems, openDepositItem, openItems } from './deposit-items.js'
import { arrive, link } from './deposit-links.js'
import type { GatewayParts } from './parts.js'

export interface Reassociate {
  /** Looks at every deposit that belongs to no remittance, and posts what waited for its money; gives the number matched now. Repeating it is harmless. */
  settle(): Promise<number>
  /** Posts what waited for money that is there, and what a crash left on the way into the books. */
  postFunded(): Promise<number>
  /** Opens an item for each remittance whose money is late by now, and ends those whose money is awaited no longer. */
  review(): Promise<{ readonly opened: number; readonly closed: number }>
  /** What `settle` would decide, were these deposits here too. */
  foresee(deposits: readonly OpenDeposit[]): Promise<readonly Decision[]>
}

type Parts = Pick<GatewayParts, 'store' | 'clock' | 'calendar' | 'bank' | 'treatments'>

/** Days of American banks end in New York. */
const bankTimeZone = 'America/New_York'

const stateOf = { none: 'unmatched', propose: 'proposed', differs: 'differs', match: 'matched' } as const satisfies Record<
  Decision['kind'],
  DepositState
>

export function createReassociate(parts: Parts): Reassociate {
  const { store, clock, calendar = createBusinessCalendar(), bank } = parts
  const rules = { calendar, payers: bank?.payers ?? [] }

  const postFunded = createPostFunded(parts)

  return { settle, postFunded, review, foresee }

  async function settle(): Promise<number> {
    const matched = await matchAll()
    await postFunded()
    return matched
  }

  async function matchAll(): Promise<number> {
    const open = await unsettled()
    if (open.length === 0) return 0
    const awaited = await store.deposits.awaited()
    const [rows, remittances] = [new Map(open.map((row) => [row.id, row])), new Map(awaited.map((row) => [row.id, row]))]
    const decisions = reassociate(await toOpenDeposits(open), awaited.map(toAwaited), rules)
    let matched = 0
    for (const decision of decisions) {
      const deposit = rows.get(decision.depositId)
      const meant = decision.remittanceIds.flatMap((id) => remittances.get(id) ?? [])
      if (deposit !== undefined && (await apply(deposit, decision, meant)) && decision.kind === 'match') matched += 1
    }
    return matched
  }

  async function foresee(deposits: readonly OpenDeposit[]): Promise<readonly Decision[]> {
    const known = await toOpenDeposits(await unsettled())
    const decisions = reassociate([...known, ...deposits], (await store.deposits.awaited()).map(toAwaited), rules)
    return decisions.slice(known.length)
  }

  function unsettled(): Promise<readonly DepositRow[]> {
    return store.deposits.inStates(['new', 'unmatched', 'proposed', 'differs'])
  }

  async function toOpenDeposits(rows: readonly DepositRow[]): Promise<OpenDeposit[]> {
    const refused = await store.deposits.undone()
    return rows.map((row) => ({ ...row, refused: refused.get(row.id) ?? [] }))
  }

  /** The state that the deposit was seen in decides: of two processes one goes on, the other finds it moved. */
  async function apply(deposit: DepositRow, decision: Decision, remittances: readonly RemittanceRow[]): Promise<boolean> {
    try {
      return await store.transaction(async () => {
        if (decision.kind !== 'match') return wait(deposit, decision, remittances)
        await link(parts, deposit, remittances, { rule: decision.rule ?? 'R-EFT-1', by: 'system' })
        return true
      })
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'CONFLICT') throw error
      return false
    }
  }

  /** Money that waits for its remittance stands in SUSPENSE:BANK, with one open item that says what to do. */
  async function wait(deposit: DepositRow, { kind, remittanceIds }: Decision, remittances: readonly RemittanceRow[]): Promise<boolean> {
    const to = stateOf[kind]
    const isSame = deposit.state === to
    if (isSame && remittanceIds.join() === deposit.candidates.join()) return false
    if (!(await store.deposits.move(deposit.id, deposit.state, to, remittanceIds))) return false
    if (isSame) return true
    if (deposit.state === 'new') await arrive(parts, deposit)
    await closeItems(parts, { types: depositItems, depositId: deposit.id }, 'it stands otherwise now')
    await openDepositItem({ store, clock, calendar }, deposit, kind, remittances)
    return true
  }

  async function review(): Promise<{ readonly opened: number; readonly closed: number }> {
    const late = await lateRemittances()
    let opened = 0
    for (const row of late) {
      const { id, remittance, fileId } = row
      const times = (await store.deposits.matches({ remittanceId: id })).length
      // Voided and posted again, it is asked about anew.
      const again = (await store.runs.current(id))?.number ?? 1
      const isNew = await openMissing(`eft-missing:${id}:${times}${again > 1 ? `:run-${again}` : ''}`, {
        type: 'eft-missing',
        at: clock(),
        remittanceId: id,
        fileId,
        cents: remittance.paidCents,
        nextAction: 'ask the payer where the payment is; or match it with `x12gw deposits match` when the bank shows it otherwise',
        facts: { trace: remittance.trace.number, method: remittance.method, effectiveOn: remittance.effectiveOn, dueOn: dueOn(row) },
      })
      if (isNew) opened += 1
    }
    const lateIds = new Set(late.map(({ id }) => id))
    const over = (await openItems(parts, { type: 'eft-missing' })).filter(({ remittanceId }) => !lateIds.has(remittanceId ?? ''))
    return { opened, closed: await endItems(parts, over, 'the money is awaited no longer') }
  }

  /** One that a person has ended is not opened again; one that ended because the money was not awaited for a while (voided, proposed) is. */
  async function openMissing(key: string, draft: Omit<NewWorkItem, 'key'>): Promise<boolean> {
    const { item, isNew } = await store.workItems.open({ ...draft, key })
    if (isNew || item.state === 'open') return isNew
    const end = (await store.workItems.history(item.id)).at(-1)
    return end?.by === 'system' && openMissing(`eft-missing:after:${item.id}`, draft)
  }

  /** Only of days that bank files tell of: who imports none, or began to lately, is not told that all money is missing. */
  async function lateRemittances(): Promise<readonly RemittanceRow[]> {
    const firstDay = await store.deposits.firstDay()
    if (firstDay === undefined) return []
    const today = localTime(clock(), bankTimeZone).day
    const spoken = new Set((await store.deposits.inStates(['proposed', 'differs'])).flatMap(({ candidates }) => candidates))
    return (await store.deposits.awaited()).filter(
      (row) => waitsForMoney(row.remittance) && !spoken.has(row.id) && dueOn(row) >= firstDay && today > dueOn(row),
    )
  }

  function dueOn({ remittance: { effectiveOn, format } }: RemittanceRow): IsoDate {
    return dueDay(effectiveOn, format, calendar)
  }
}

export function toAwaited({ id, remittance }: RemittanceRow): AwaitedRemittance {
  const { trace, payer, originatingCompany, paidCents, method, format, effectiveOn } = remittance
  return {
    id,
    trace,
    paidCents,
    method,
    effectiveOn,
    ...(payer.name === undefined ? {} : { payerName: payer.name }),
    ...(originatingCompany?.id === undefined ? {} : { companyId: originatingCompany.id }),
    ...(format === undefined ? {} : { format }),
  }
}
