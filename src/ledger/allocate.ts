// Where each cent of one adjudicated claim goes: payment first, then the adjustments in file order, claim level before lines.
import type { Account, Adjustment, ClaimPayment, EntryDraft, PayerOrder } from '../domain/index.js'
import { type Cents, sumCents, toCents } from '../values/index.js'
import { bundledAdjustments } from './bundle.js'
import { receivable } from './known-claim.js'
import type { LineMatch } from './lines.js'
import { claimRemarks } from './payer-order.js'
import { type AdjustmentTreatments, type Booking, bookingOf } from './treatments.js'

/** One amount that leaves the payer's receivable (positive) or comes back to it (negative), and where to. */
export interface Allocation {
  /** Our line number, 0 for the claim as a whole. */
  readonly line: number
  /** Service line of the payment that it stands in, from 1; absent at claim level. */
  readonly service?: number
  readonly booking: Booking | 'payment'
  readonly cents: Cents
  /** Absent for a payment. */
  readonly adjustment?: Adjustment
  /** Remark codes at the same level. */
  readonly remarks: readonly string[]
  /** REF*0K: the policy that a denial rests on. */
  readonly policy?: string
}

/**
 * Splits a balanced claim payment. The claim's own share of the payment is what CLP04 has beyond the lines' SVC03:
 * all of it without service lines, the negative of the claim's adjustments with them.
 * Invariant (R-CONS): the cents of all allocations add up to CLP03.
 */
export function allocate(payment: ClaimPayment, matches: readonly LineMatch[], treatments: AdjustmentTreatments): readonly Allocation[] {
  const bundled = bundledAdjustments(payment.services)
  const claimShare = toCents(payment.paidCents - sumCents(payment.services.map(({ paidCents }) => paidCents)))
  return [
    ...level(0, claimShare, payment.adjustments, claimRemarks(payment)),
    ...payment.services.flatMap((service, index) =>
      level(
        matches[index]?.line ?? 0,
        service.paidCents,
        service.adjustments,
        service.remarks.filter(({ qualifier }) => qualifier === 'HE').map(({ code }) => code),
        { service: index + 1, policy: service.references.find(({ qualifier }) => qualifier === '0K')?.value },
      ),
    ),
  ]

  function level(
    line: number,
    paidCents: Cents,
    adjustments: readonly Adjustment[],
    remarks: readonly string[],
    { service, policy }: { readonly service?: number; readonly policy?: string | undefined } = {},
  ): readonly Allocation[] {
    const common = { line, remarks, ...(service === undefined ? {} : { service }), ...(policy === undefined ? {} : { policy }) }
    const about = { status: payment.status, treatments, isLinePaid: paidCents > 0 }
    const adjusted = adjustments.map((adjustment) => ({
      adjustment,
      cents: adjustment.amountCents,
      booking: bookingOf(adjustment, { bundled: bundled.has(adjustment), ...about }),
      ...common,
    }))
    return [{ booking: 'payment' as const, cents: paidCents, ...common }, ...adjusted].filter(({ cents }) => cents !== 0)
  }
}

/** What the entries of one claim payment have in common. */
export interface EntryFrame {
  readonly claim: string
  readonly payerOrder: PayerOrder
  /** Where the patient's share goes: the next payer's receivable, or the patient's. */
  readonly patientAccount: Account
  /** CASH:REMIT, or SUSPENSE:CLAIM with its reference when the money has been waiting there. */
  readonly cash: { readonly account: Account; readonly ref?: string }
}

/** The entry of an allocation; undefined for a memo. A negative amount swaps debit and credit. */
export function toEntry({ booking, cents, line, service, adjustment, remarks }: Allocation, frame: EntryFrame): EntryDraft | undefined {
  if (booking === 'memo') return undefined
  const counter: Readonly<Record<typeof booking, Account>> = {
    payment: frame.cash.account,
    patient: frame.patientAccount,
    denied: 'AR:DENIED',
    bundle: 'ADJ:BUNDLE',
    contractual: 'ADJ:CONTRACTUAL',
  }
  const own = receivable(frame.payerOrder)
  const [dr, cr] = cents > 0 ? [counter[booking], own] : [own, counter[booking]]
  return {
    dr,
    cr,
    cents: toCents(Math.abs(cents)),
    claim: frame.claim,
    line,
    payerOrder: frame.payerOrder,
    why: adjustment === undefined ? 'payment' : `${adjustment.group}${adjustment.reason}`,
    ...(service === undefined ? {} : { service }),
    ...(adjustment === undefined ? {} : { group: adjustment.group, carc: adjustment.reason }),
    ...(remarks.length === 0 ? {} : { rarc: remarks }),
    ...(adjustment === undefined && frame.cash.ref !== undefined ? { ref: frame.cash.ref } : {}),
  }
}
