// What payers postponed to take back (PLB WO, FB) is awaited like an answer: late after some days, and then somebody asks (R-PLB-2).
import { usualRecoveryDays } from '../domain/index.js'
import { openPayerBalances, payerIdsOf } from '../ledger/index.js'
import type { Store, WorkItem } from '../store/index.js'
import { createBusinessCalendar, formatCents, localTime, zeroCents } from '../values/index.js'
import type { GatewayParts } from './parts.js'
import { dueDay, type Wait, zoneOf } from './waits.js'
import { allEntries } from './void-claim-payment.js'

type Parts = Pick<GatewayParts, 'store' | 'clock' | 'calendar' | 'recoveryDays'>

/** One wait for each reference under which something is due. */
export async function recoveryWaits({
  store,
  clock,
  calendar = createBusinessCalendar(),
  recoveryDays: days = usualRecoveryDays,
}: Parts): Promise<readonly Wait[]> {
  const owed = [...(await store.ledger.balancesByReference('DUE:PAYER')).values()].some((balance) => balance < 0)
  if (!owed) return []
  const waits: Wait[] = []
  const zone = zoneOf(undefined)
  for (const { ref, cents, since, remittanceId } of openPayerBalances(await allEntries(store, { account: 'DUE:PAYER' }))) {
    const dueOn = dueDay({ since, days, inBusinessDays: false }, zone, calendar)
    if (dueOn === undefined) continue
    const row = remittanceId === undefined ? undefined : await store.remittances.find(remittanceId)
    const [payerId] = row === undefined ? [] : payerIdsOf(row.remittance)
    waits.push({
      key: `recovery:${ref}:${since}`,
      answer: 'recovery',
      waitsFor: 'payer',
      owes: payerId === undefined ? 'payer' : `payer ${payerId}`,
      since,
      dueOn,
      isLate: localTime(clock(), zone).day > dueOn,
      claims: 0,
      reference: ref,
      amountCents: cents,
      ...(payerId === undefined ? {} : { payerId }),
    })
  }
  return waits
}

/**
 * The item that was opened with the balance says once that it is late, and is in sight again. Where a person has ended it although
 * the balance is still there, it is asked about once more. Gives whether an item was opened.
 */
export async function followUp({ store, clock }: Parts, wait: Wait): Promise<boolean> {
  const { reference: ref = '', amountCents: cents = zeroCents, since, dueOn, key } = wait
  const said = `open since ${since.slice(0, 10)}, not taken back by ${dueOn}`
  const open = await openItemOf(store, ref)
  if (open !== undefined) {
    const isTold = (await store.workItems.history(open.id)).some(({ by, text }) => by === 'system' && text === said)
    if (isTold) return false
    await store.workItems.record(open.id, { kind: 'noted', by: 'system', at: clock(), text: said })
    if (open.snoozedUntil !== undefined) await store.workItems.record(open.id, { kind: 'snoozed', by: 'system', at: clock(), text: said })
    return false
  }
  const { isNew } = await store.workItems.open({
    type: 'open-payer-balance',
    key: `overdue:${key}`,
    at: clock(),
    cents,
    nextAction: `${said}: ask the payer how it will recover ${formatCents(cents).replaceAll(',', '')}, or pay the overpayment letter`,
    facts: { ref, since, dueOn },
  })
  return isNew
}

async function openItemOf(store: Store, ref: string): Promise<WorkItem | undefined> {
  let cursor: string | undefined
  do {
    const query = { state: 'open' as const, type: 'open-payer-balance', limit: 500 }
    const page = await store.workItems.list({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    const found = page.items.find(({ facts }) => facts?.ref === ref)
    if (found !== undefined) return found
    cursor = page.next
  } while (cursor !== undefined)
  return undefined
}
