// People as the 837 names them: subscribers and patients.
import { at, constant, day, defaulted, elements, oneOf, optional, otherThan, segmentCodec, tagged, text } from '../codec.js'
import { address } from '../parts/address.js'
import { givenNames } from '../parts/name.js'

const name = elements(constant(2, '1'), { entityType: optional(otherThan('1', 2, oneOf('2'))), last: at(3, text), ...givenNames })

/** NM1*QC: the patient, when not the subscriber. */
export const patientName = segmentCodec('NM1', name, { 1: 'QC' })

/** NM1*IL: a subscriber with the payer's number for the member; empty when the claim has none. */
export const subscriberName = segmentCodec(
  'NM1',
  { subscriber: name, memberId: defaulted(tagged(8, ['MI', 'II'], at(9, text)), '') },
  { 1: 'IL' },
)

export const home = { address: optional(address) }

/** DMG, left out when neither birth date nor sex is known. */
export const demographics = optional(
  segmentCodec('DMG', { birthDate: optional(tagged(1, 'D8', at(2, day))), sex: optional(at(3, oneOf('F', 'M', 'U'))) }),
)
