// Edits on the patient and on what the payer knows the patient by: E-DOB, E-MEMBER, E-SUBREL.
import type { Claim } from '../domain/index.js'
import { type IsoDate, toIsoDate } from '../values/index.js'
import { type Edit, edit, warning } from './edit.js'
import { destinationOf, patientLoop, serviceSpan } from './places.js'

const longestLifeYears = 120
/** Medicare beneficiary identifier. Source: CMS, "Understanding the MBI format"; letters without S, L, O, I, B, Z. */
const mbi = /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/
/** Claim filing indicators (SBR09) of Medicare parts A and B. */
export const medicareFilings: ReadonlySet<string> = new Set(['MA', 'MB'])

function birthOf(claim: Claim) {
  return { pointer: '/patient/birthDate', path: `${patientLoop(claim)}/DMG02` }
}

function yearsBefore(day: IsoDate, years: number): IsoDate {
  const text = `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`
  return toIsoDate(text) ?? (text.replace('02-29', '02-28') as IsoDate)
}

export const patientEdits: readonly Edit[] = [
  edit(
    'edit-birth-in-past',
    'E-DOB',
    'the patient is not born yet; correct the date of birth',
    function* (claim, { today }) {
      if (claim.patient.birthDate !== undefined && claim.patient.birthDate > today) yield birthOf(claim)
    },
    { same: ['birth-of-subscriber-in-the-past', 'birth-of-patient-in-the-past'] },
  ),
  edit(
    'edit-birth-age',
    'E-DOB',
    'the patient is older than {years} years; correct the date of birth, perhaps its century',
    function* (claim, { today }) {
      const { birthDate } = claim.patient
      if (birthDate !== undefined && birthDate < yearsBefore(today, longestLifeYears))
        yield { ...birthOf(claim), detail: { years: longestLifeYears } }
    },
  ),
  edit(
    'edit-birth-before-service',
    'E-DOB',
    'a service lies before the birth of the patient; correct the date of service or of birth',
    function* (claim) {
      const span = serviceSpan(claim)
      if (span !== undefined && claim.patient.birthDate !== undefined && claim.patient.birthDate > span.first) yield birthOf(claim)
    },
    { same: ['service-after-birth-of-subscriber', 'service-after-birth-of-patient', 'statement-after-birth'] },
  ),
  edit(
    'edit-death-before-service',
    'E-DOB',
    'a service lies after the death of the patient; correct the date of service or of death',
    function* (claim) {
      const { diedOn } = claim.patient
      const span = serviceSpan(claim)
      if (span !== undefined && diedOn !== undefined && diedOn < span.first)
        yield { pointer: '/patient/diedOn', path: `${patientLoop(claim) === '2010BA' ? '2000B' : '2000C'}/PAT06` }
    },
    warning,
  ),
  edit(
    'edit-member-missing',
    'E-MEMBER',
    'a subscriber who is a person has a member number; enter it as on the card',
    function* (claim) {
      const { value, pointer } = destinationOf(claim)
      if (value.memberId === '' && value.subscriber.entityType === undefined && value.filing !== 'WC')
        yield { pointer: `${pointer}/memberId`, path: '2010BA/NM109' }
    },
    { same: ['member-number-of-person'] },
  ),
  edit(
    'edit-member-signs',
    'E-MEMBER',
    'a member number holds letters and digits only, as on the card; remove blanks and signs',
    function* ({ coverages, destination }) {
      for (const [index, { memberId, order }] of coverages.entries())
        if (/[^A-Za-z0-9]/.test(memberId))
          yield { pointer: `/coverages/${index}/memberId`, path: `${order === destination ? '2010BA' : '2330A'}/NM109` }
    },
    { ...warning, same: ['member-number-without-blanks'] },
  ),
  edit(
    'edit-member-medicare',
    'E-MEMBER',
    'a Medicare number has eleven characters in the form of the card (1EG4TE5MK72), not that of the old cards; correct it',
    function* (claim) {
      const { value, pointer } = destinationOf(claim)
      if (medicareFilings.has(value.filing ?? '') && value.memberId !== '' && !mbi.test(value.memberId))
        yield { pointer: `${pointer}/memberId`, path: '2010BA/NM109' }
    },
    { same: ['member-number-of-medicare'] },
  ),
  edit(
    'edit-member-of-payer',
    'E-MEMBER',
    'the member number has not the form that this payer gives its numbers (memberId of its rules in the settings); copy it from the card',
    function* (claim, { payer }) {
      const { value, pointer } = destinationOf(claim)
      if (payer?.memberId !== undefined && value.memberId !== '' && !new RegExp(`^(?:${payer.memberId})$`).test(value.memberId))
        yield { pointer: `${pointer}/memberId`, path: '2010BA/NM109' }
    },
  ),
  edit(
    'edit-self-is-subscriber',
    'E-SUBREL',
    'the relationship is 18 (self), yet patient and subscriber differ in name, birth or sex; make them the same, or correct the relationship',
    function* (claim) {
      const { value, pointer } = destinationOf(claim)
      const { last, first, birthDate, sex } = value.subscriber
      const { patient } = claim
      const agrees = <T>(own: T, theirs: T | undefined) => theirs === undefined || own === theirs
      const isSame =
        patient.last === last && agrees(patient.first, first) && agrees(patient.birthDate, birthDate) && agrees(patient.sex, sex)
      if (value.relationship === '18' && !isSame) yield { pointer: `${pointer}/subscriber`, path: '2010BA/NM103' }
    },
  ),
  edit(
    'edit-dependent-is-another',
    'E-SUBREL',
    'the relationship is not 18 (self), yet patient and subscriber have the same name and birth; correct the relationship',
    function* (claim) {
      const { value, pointer } = destinationOf(claim)
      const { last, first, birthDate } = value.subscriber
      const { patient } = claim
      const isSame = patient.last === last && patient.first === first && birthDate !== undefined && patient.birthDate === birthDate
      if (value.relationship !== '18' && isSame) yield { pointer: `${pointer}/relationship`, path: '2000C/PAT01' }
    },
    warning,
  ),
]
