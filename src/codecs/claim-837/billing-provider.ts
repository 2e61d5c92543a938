// 2000A: who bills, where the money goes, how to reach them.
import type { BillingProvider, PayToAddress, PayToPlan } from '../../domain/index.js'
import {
  at,
  constant,
  elements,
  loopCodec,
  type LoopCodec,
  type LoopPart,
  many,
  mapped,
  oneOf,
  optional,
  otherThan,
  segmentCodec,
  text,
} from '../codec.js'
import { address } from '../parts/address.js'
import { contactCodec } from '../parts/contact.js'
import { givenNames } from '../parts/name.js'
import { anyReference, referenceCodec, referencesUnder } from '../parts/reference.js'
import { npi, taxonomyCodec } from './providers.js'
import { payerNameAs } from './subscriber.js'

/** Up to two PER. */
const contacts: LoopPart<Pick<BillingProvider, 'contact' | 'secondContact'>> = mapped(many(contactCodec('IC')), {
  decode: ([contact, secondContact]) => ({ ...(contact && { contact }), ...(secondContact && { secondContact }) }),
  encode: ({ contact, secondContact }) => [contact, secondContact].filter((one) => one !== undefined),
})

const name = loopCodec(
  '2010AA',
  segmentCodec('NM1', { entityType: at(2, oneOf('1', '2')), last: at(3, text), ...givenNames, npi }, { 1: '85' }),
  { address },
  segmentCodec('REF', { taxIdQualifier: at(1, oneOf('EI', 'SY')), taxId: at(2, text) }, { 1: ['EI', 'SY'] }),
  { references: optional(referencesUnder('0B', '1G')) },
  contacts,
)

/** Another address of the same provider; it has no name of its own. */
const payTo: LoopCodec<PayToAddress> = loopCodec(
  '2010AB',
  segmentCodec('NM1', elements(constant(2, '2'), { entityType: optional(otherThan('2', 2, oneOf('1'))) }), { 1: '87' }),
  address,
)

/** Only a health plan that paid in another's place has this: subrogation. */
const payToPlan: LoopCodec<PayToPlan> = loopCodec(
  '2010AC',
  payerNameAs('PE'),
  { address },
  { reference: optional(anyReference({ 1: ['2U', 'FY', 'NF'] })), taxId: referenceCodec('EI') },
)

/** 2000A without its HL. */
export const billingProvider: LoopCodec<BillingProvider> = loopCodec(
  '2000A',
  { taxonomy: optional(taxonomyCodec('BI')), currency: optional(segmentCodec('CUR', at(2, text), { 1: '85' })) },
  name,
  { payTo: optional(payTo), payToPlan: optional(payToPlan) },
)
