// 2000A: who bills, where the money goes, how to reach them.
import type { BillingProvider } from '../../domain/index.js'
import { at, constant, elements, loopCodec, type LoopCodec, oneOf, optional, segmentCodec, text } from '../codec.js'
import { address } from '../parts/address.js'
import { contactCodec } from '../parts/contact.js'
import { givenNames } from '../parts/name.js'
import { referencesUnder } from '../parts/reference.js'
import { npi, taxonomyCodec } from './providers.js'

const name = loopCodec(
  '2010AA',
  segmentCodec('NM1', { entityType: at(2, oneOf('1', '2')), last: at(3, text), ...givenNames, npi }, { 1: '85' }),
  { address },
  segmentCodec('REF', { taxIdQualifier: at(1, oneOf('EI', 'SY')), taxId: at(2, text) }, { 1: ['EI', 'SY'] }),
  { references: optional(referencesUnder('0B', '1G')), contact: optional(contactCodec('IC')) },
)

/** Another address of the same provider; it has no name of its own. */
const payTo = loopCodec('2010AB', segmentCodec('NM1', elements(constant(2, '2')), { 1: '87' }), address)

/** 2000A without its HL. */
export const billingProvider: LoopCodec<BillingProvider> = loopCodec('2000A', { taxonomy: optional(taxonomyCodec('BI')) }, name, {
  payTo: optional(payTo),
})
