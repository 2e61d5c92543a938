// People as the 837 names them: subscribers and patients.
import { at, constant, day, decimal, defaulted, elements, mark, oneOf, optional, otherThan, segmentCodec, tagged, text } from '../codec.js'
import { address } from '../parts/address.js'
import { contactCodec } from '../parts/contact.js'
import { givenNames } from '../parts/name.js'
import { referencesUnder } from '../parts/reference.js'

const name = elements(constant(2, '1'), { entityType: optional(otherThan('1', 2, oneOf('2'))), last: at(3, text), ...givenNames })

/** NM1*QC: the patient, when not the subscriber. */
export const patientName = segmentCodec('NM1', name, { 1: 'QC' })

/** NM1*IL: a subscriber with the payer's number for the member; empty when the claim has none. */
export const subscriberName = segmentCodec(
  'NM1',
  {
    subscriber: name,
    memberId: defaulted(tagged(8, ['MI', 'II'], at(9, text)), ''),
    memberIdQualifier: optional(otherThan('MI', 8, text)),
  },
  { 1: 'IL' },
)

export const home = { address: optional(address) }

/** PAT05 to PAT09: what is told of a patient. */
export const vitals = {
  diedOn: optional(tagged(5, 'D8', at(6, day))),
  pounds: optional(tagged(7, '01', at(8, decimal))),
  pregnant: optional(at(9, mark)),
}

/** REF and PER after the name: further numbers, and whom to call. */
export const further = { references: optional(referencesUnder('SY', '1W', 'Y4')), contact: optional(contactCodec('IC')) }

/** DMG, left out when neither birth date nor sex is known. */
export const demographics = optional(
  segmentCodec('DMG', { birthDate: optional(tagged(1, 'D8', at(2, day))), sex: optional(at(3, oneOf('F', 'M', 'U'))) }),
)
