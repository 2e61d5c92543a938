// One claim as the payer settled it: loop 2100 of an 835 (005010X221A1) with its service lines, and the group (loop 2000) it stands in.
import type { ClaimGroup, ClaimPayment } from '../../domain/index.js'
import { firstSegment, type Loop, loopsIn, rangeOf, type Unit } from '../../schema/index.js'
import { type ByteRange, type Checked, finding } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import {
  asWritten,
  at,
  cents,
  day,
  decimal,
  elements,
  type LoopCodec,
  loopCodec,
  many,
  optional,
  readable,
  readOnce,
  segmentCodec,
  text,
  whole,
} from '../codec.js'
import { adjustments } from '../parts/adjustments.js'
import { anyContact } from '../parts/contact.js'
import { namedEntity } from '../parts/named-entity.js'
import { anyReference } from '../parts/reference.js'
import { amounts, dates, quantities, servicePayment } from './service-payment.js'

const claim = segmentCodec('CLP', {
  patientControlNumber: at(1, text),
  status: at(2, text),
  chargedCents: at(3, cents),
  paidCents: at(4, cents),
  patientResponsibilityCents: optional(at(5, cents)),
  filing: optional(at(6, text)),
  payerClaimNumber: optional(at(7, text)),
  facilityType: optional(at(8, text)),
  frequency: optional(at(9, text)),
  drg: optional(elements({ code: at(11, text), weight: optional(at(12, decimal)), dischargeFraction: optional(at(13, decimal)) })),
})

const claimPayment: LoopCodec<Omit<ClaimPayment, 'claimGroup'>> = loopCodec('2100', claim, {
  adjustments,
  patient: optional(namedEntity('QC')),
  insured: optional(namedEntity('IL')),
  correctedInsured: optional(namedEntity('74')),
  renderingProvider: optional(namedEntity('82')),
  crossoverCarrier: optional(namedEntity('TT')),
  correctedPriorityPayer: optional(namedEntity('PR')),
  otherSubscriber: optional(namedEntity('GB')),
  inpatient: optional(segmentCodec('MIA', asWritten(1, 24))),
  outpatient: optional(segmentCodec('MOA', asWritten(1, 9))),
  references: readable(anyReference()),
  dates,
  contacts: readable(anyContact),
  amounts,
  quantities,
  services: many(servicePayment),
})

/** Loop 2000 without its claims. */
export const claimGroup: LoopCodec<ClaimGroup> = loopCodec('2000', {
  number: segmentCodec('LX', at(1, text)),
  provider: optional(
    segmentCodec('TS3', {
      id: at(1, text),
      facilityType: at(2, text),
      fiscalPeriodEnd: at(3, day),
      claimCount: at(4, whole),
      chargedCents: at(5, cents),
      more: asWritten(6, 24),
    }),
  ),
  supplemental: optional(segmentCodec('TS2', asWritten(1, 19))),
})

const readClaimGroup = readOnce(claimGroup)

/**
 * Reads one claim payment with the group it stands in. Money is all or nothing: an unreadable amount, status or
 * adjustment leaves no value, so that the remittance cannot balance and is held.
 * An empty CLP, as some senders of capitation write it, gives the warning CLAIM_PAYMENT_EMPTY and no value.
 */
export function decodeClaimPayment({ loop, parents }: Pick<Unit, 'loop' | 'parents'>): Checked<ClaimPayment> {
  const clp = firstSegment(loop, 'CLP')
  if (clp !== undefined && isEmpty(clp))
    return { value: undefined, findings: [finding('CLAIM_PAYMENT_EMPTY', clp.at, '2100/CLP', {}, '2100')] }
  const payment = claimPayment.decode(loop)
  const around = parents.find(({ id }) => id === '2000')
  if (payment.value === undefined || around === undefined) return payment
  const group = readClaimGroup(around)
  const value = group.value === undefined ? payment.value : { claimGroup: group.value, ...payment.value }
  return { value, findings: [...payment.findings, ...group.findings] }
}

/** Writes loop 2100. Its group is written once for all claims in it: see `encodeRemittanceBody`. */
export function encodeClaimPayment(payment: ClaimPayment): Loop {
  return claimPayment.encode(payment)
}

/** Where each service line stands in the file, in the order of `services`. */
export function serviceRanges({ loop }: Pick<Unit, 'loop'>): (ByteRange & { readonly segment: number })[] {
  return loopsIn(loop, '2110').map(rangeOf)
}

function isEmpty(clp: Segment): boolean {
  return [1, 2, 3, 4].every((element) => clp.text(element) === '')
}
