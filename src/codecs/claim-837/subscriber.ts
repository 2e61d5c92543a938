// 2000B: the destination payer and the subscriber it covers.
import type { Coverage, PayerOrder, Person } from '../../domain/index.js'
import { at, constant, elements, loopCodec, oneOf, optional, otherThan, segmentCodec, segments, text, type ValueOf } from '../codec.js'
import { address } from '../parts/address.js'
import { referencesUnder } from '../parts/reference.js'
import { demographics, home, subscriberName } from './person.js'

export const payerOrder = oneOf<PayerOrder>('P', 'S', 'T')

/** SBR03 to SBR09: what a coverage says of its policy. */
export const policy = {
  group: optional(at(3, text)),
  groupName: optional(at(4, text)),
  mspReason: optional(at(5, text)),
  filing: optional(at(9, text)),
}

/** NM1*PR: a payer by its identifier, PI unless said otherwise. */
export const payerName = segmentCodec(
  'NM1',
  elements(constant(2, '2'), constant(8, 'PI'), { name: at(3, text), id: at(9, text), idQualifier: optional(otherThan('PI', 8, text)) }),
  { 1: 'PR' },
)

export const payerAddress = { address: optional(address) }
export const payerReferences = { references: optional(referencesUnder('2U', 'EI', 'FY', 'NF')) }

const payer = loopCodec(
  '2010BB',
  { payer: segments(payerName, payerAddress, payerReferences) },
  { billingProviderIds: optional(referencesUnder('G2', 'LU')) },
)

const self = '18'

/** 2000B without its HL. SBR02 is 18 or empty: a dependent's relationship stands in 2000C. */
export const subscriberLevel = loopCodec(
  '2000B',
  segmentCodec('SBR', { order: at(1, payerOrder), self: optional(at(2, oneOf(self))), ...policy }),
  { subscriber: loopCodec('2010BA', subscriberName, home, demographics) },
  payer,
)
type SubscriberLevel = ValueOf<typeof subscriberLevel>

/** The destination's coverage, out of 2000B and PAT01. Without a 2000C the patient is the subscriber, whether SBR02 says so or not. */
export function toDestination({ subscriber, self: _self, ...rest }: SubscriberLevel, relationship: string = self): Coverage {
  const { memberId, ...person } = subscriber
  return { ...rest, memberId, relationship, subscriber: person }
}

/** 2000B of a claim: under relationship 18 the subscriber is the patient. */
export function toSubscriberLevel({ subscriber, memberId, ...rest }: Coverage, patient: Person): SubscriberLevel {
  return isSelf(rest) ? { ...rest, self, subscriber: { ...patient, memberId } } : { ...rest, subscriber: { ...subscriber, memberId } }
}

export function isSelf({ relationship }: Pick<Coverage, 'relationship'>): boolean {
  return relationship === self
}
