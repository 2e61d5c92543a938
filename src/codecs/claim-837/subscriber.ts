// 2000B: the destination payer and the subscriber it covers.
import { type Coverage, coverageOrders } from '../../domain/index.js'
import {
  at,
  constant,
  type ElementPart,
  elements,
  loopCodec,
  type LoopCodec,
  oneOf,
  optional,
  otherThan,
  segmentCodec,
  segments,
  text,
  toPlaced,
} from '../codec.js'
import { address } from '../parts/address.js'
import { referencesUnder } from '../parts/reference.js'
import { demographics, further, home, subscriberName, vitals } from './person.js'

export const coverageOrder = oneOf(...coverageOrders)

/** SBR03 to SBR09: what a coverage says of its policy. */
export const policy = {
  group: optional(at(3, text)),
  groupName: optional(at(4, text)),
  mspReason: optional(at(5, text)),
  filing: optional(at(9, text)),
}

/** NM1 of a payer by its identifier, PI unless said otherwise. */
export function payerNameAs(role: string) {
  return segmentCodec(
    'NM1',
    elements(constant(2, '2'), constant(8, 'PI'), { name: at(3, text), id: at(9, text), idQualifier: optional(otherThan('PI', 8, text)) }),
    { 1: role },
  )
}

export const payerName = payerNameAs('PR')

export const payerAddress = { address: optional(address) }
export const payerReferences = { references: optional(referencesUnder('2U', 'EI', 'FY', 'NF')) }

const payer = loopCodec(
  '2010BB',
  { payer: segments(payerName, payerAddress, payerReferences) },
  { billingProviderIds: optional(referencesUnder('G2', 'LU')) },
)

const self = '18'

/** SBR02 is 18 or empty. Not read: what stands beneath decides whether the patient is the subscriber, and a dependent's relationship stands in 2000C. */
const selfMark: ElementPart<Pick<Coverage, 'relationship'>> = {
  isIn: () => false,
  read: () => ({ relationship: self }),
  write: (coverage) => (isSelf(coverage) ? [toPlaced(2, self)] : []),
}

/** 2000B without its HL, as the coverage of a subscriber who is the patient. */
export const subscriberLevel: LoopCodec<Coverage> = loopCodec(
  '2000B',
  segmentCodec('SBR', elements({ order: at(1, coverageOrder) }, selfMark, policy)),
  { subscriber: segments(optional(segmentCodec('PAT', vitals))) },
  loopCodec('2010BA', subscriberName, { subscriber: segments(home, demographics, further) }),
  payer,
)

export function isSelf({ relationship }: Pick<Coverage, 'relationship'>): boolean {
  return relationship === self
}
