// Money that a person moves on a patient's account: what the patient paid or got back, what is written off, who is to owe it now.
// Each is one entry of the books, with its reason, and can be taken back by its mirror.
import type { Account, LedgerEntry } from '../domain/index.js'
import type { ClaimRecord } from '../store/index.js'
import { Fault, formatCents, toCents } from '../values/index.js'
import { enterByHand } from './enter-by-hand.js'
import type { GatewayParts } from './parts.js'

/** Who may owe a part of a claim. What a payer refused is decided in the work queue, where its denial waits. */
export const accountOwners = { patient: 'AR:PATIENT', primary: 'AR:P', secondary: 'AR:S', tertiary: 'AR:T' } as const satisfies Record<
  string,
  Account
>
export type AccountOwner = keyof typeof accountOwners

export const paymentMethods = ['cash', 'check', 'card', 'transfer', 'other'] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** An amount, the reason as it will stand in the books, and who does it, for the audit trail. */
interface Move {
  /** Above 0. */
  readonly cents: number
  readonly reason: string
  readonly by: string
}

/** Every act is about one claim, by its patient control number. Faults: NOT_FOUND for a claim that is not here, REFUSED as told. */
export interface AccountActs {
  /** The patient paid; more than is owed leaves a credit. CONFLICT for a payment with the same reference and amount as an earlier one. */
  pay(claim: string, payment: Move & { readonly method: PaymentMethod; readonly reference?: string }): Promise<LedgerEntry>
  /** The patient got money back: at most the credit there is. */
  refund(claim: string, refund: Move & { readonly reference?: string }): Promise<LedgerEntry>
  /** Nobody is to pay this: at most what that owner owes. */
  writeOff(claim: string, loss: Move & { readonly from: AccountOwner }): Promise<LedgerEntry>
  /** Somebody else is to owe it: at most what the first owner owes. */
  transfer(claim: string, transfer: Move & { readonly from: AccountOwner; readonly to: AccountOwner }): Promise<LedgerEntry>
  /** Books the mirror of an entry that a person made; `seq` is its running number, the audit trail keeps the reason. Not twice, and not of what a payer decided. */
  takeBack(claim: string, seq: number, act: Omit<Move, 'cents'>): Promise<LedgerEntry>
}

/** What was refused is settled where the refusal waits; a charge ends by voiding its claim. */
const notByHand: ReadonlySet<Account> = new Set(['AR:DENIED', 'REVENUE'])

export function createAccountActs({ store, clock }: Pick<GatewayParts, 'store' | 'clock'>): AccountActs {
  return {
    pay: (claim, { cents, reason, by, method, reference }) =>
      on(claim, async (record) => {
        const entries = await entriesOf(record)
        const twin = entries.find(
          (one) => one.dr === 'CASH:PATIENT' && one.ref === reference && one.cents === cents && !isUndone(one, entries),
        )
        if (reference !== undefined && twin !== undefined)
          throw new Fault('CONFLICT', `a payment of this amount under reference ${reference} is in the books already, as entry ${twin.seq}`)
        return book(record, { dr: 'CASH:PATIENT', cr: 'AR:PATIENT', cents, why: `patient payment (${method}): ${reason}`, reference, by })
      }),

    refund: (claim, { cents, reason, by, reference }) =>
      on(claim, async (record) => {
        const credit = 0 - (await owed(record, 'AR:PATIENT'))
        if (cents > credit) throw refused('refund', cents, credit, 'the credit of the patient on this claim')
        return book(record, { dr: 'AR:PATIENT', cr: 'CASH:PATIENT', cents, why: `refund to patient: ${reason}`, reference, by })
      }),

    writeOff: (claim, { cents, reason, by, from }) =>
      on(claim, async (record) => {
        await mustOwe(record, from, cents, 'write off')
        return book(record, { dr: 'ADJ:WRITEOFF', cr: accountOwners[from], cents, why: `write-off: ${reason}`, by })
      }),

    transfer: (claim, { cents, reason, by, from, to }) =>
      on(claim, async (record) => {
        if (from === to) throw new Fault('REFUSED', 'the amount is to go from one to another, and both are the same')
        if (to !== 'patient' && !record.claim.coverages.some(({ order }) => `AR:${order}` === accountOwners[to]))
          throw new Fault('REFUSED', `the claim names no ${to} payer`)
        await mustOwe(record, from, cents, 'transfer')
        return book(record, { dr: accountOwners[to], cr: accountOwners[from], cents, why: `transfer to ${to}: ${reason}`, by })
      }),

    takeBack: (claim, seq, { reason, by }) =>
      on(claim, async (record) => {
        const entries = await entriesOf(record)
        const entry = entries.find((one) => one.seq === seq)
        if (entry === undefined) throw new Fault('NOT_FOUND', `claim ${claim} has no entry ${seq}`)
        if (entry.remittanceId !== undefined || entry.reverses !== undefined || notByHand.has(entry.dr) || notByHand.has(entry.cr))
          throw new Fault(
            'REFUSED',
            'only what a person moved on the account is taken back here; a remittance is voided (x12gw remittances void)',
          )
        if (isUndone(entry, entries)) throw new Fault('REFUSED', `entry ${seq} was taken back already`)
        const { dr, cr, cents, why, ref } = entry
        return book(record, { dr: cr, cr: dr, cents, why, reference: ref, by, reverses: entry.id, note: reason })
      }),
  }

  /** With the claim locked: what it owes stays as it is until the entry is written. */
  function on(number: string, act: (record: ClaimRecord) => Promise<LedgerEntry>): Promise<LedgerEntry> {
    return store.transaction(async () => {
      await store.claims.lock([number])
      const [record] = await store.claims.byNumbers([number])
      if (record === undefined) throw new Fault('NOT_FOUND', 'no claim has this patient control number')
      return act(record)
    })
  }

  function book(record: ClaimRecord, { dr, cr, cents, why, reference, by, reverses, note }: Booking): Promise<LedgerEntry> {
    const links = { ...(reference === undefined ? {} : { ref: reference }), ...(reverses === undefined ? {} : { reverses }) }
    return enterByHand({ store, clock }, { dr, cr, cents: toCents(cents), why, claim: record.patientControlNumber, ...links }, by, note)
  }

  async function entriesOf({ id }: ClaimRecord): Promise<readonly LedgerEntry[]> {
    return (await store.ledger.entriesByClaim([id])).get(id) ?? []
  }

  async function owed({ id }: ClaimRecord, account: Account): Promise<number> {
    return (await store.ledger.balances({ claimId: id }))[account] ?? 0
  }

  async function mustOwe(record: ClaimRecord, from: AccountOwner, cents: number, act: string): Promise<void> {
    const balance = await owed(record, accountOwners[from])
    if (cents > balance)
      throw refused(act, cents, balance, `what the ${from === 'patient' ? 'patient' : `${from} payer`} owes on this claim`)
  }
}

interface Booking {
  readonly dr: Account
  readonly cr: Account
  readonly cents: number
  readonly why: string
  readonly reference?: string | undefined
  readonly by: string
  readonly reverses?: string
  /** Why, where the books do not say it: a mirror has the words of what it takes back. */
  readonly note?: string
}

function isUndone({ id }: LedgerEntry, entries: readonly LedgerEntry[]): boolean {
  return entries.some(({ reverses }) => reverses === id)
}

function refused(act: string, cents: number, most: number, what: string): Fault {
  return new Fault('REFUSED', `cannot ${act} ${formatCents(toCents(cents))}: ${what} is ${formatCents(toCents(Math.max(most, 0)))}`)
}
