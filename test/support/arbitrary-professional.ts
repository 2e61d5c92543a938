// Professional claims that hold together: any of them can be written under 005010X222A1 without a finding and reads back equal.
import * as fc from 'fast-check'
import type { Coverage, ProfessionalClaim, ProfessionalLine } from '../../src/domain/index.js'
import { addDays, sumCents } from '../../src/values/index.js'
import { accidentOf, basics, frequency, numbersOf, practitionerParts, shareOf, whenAny, withVitals } from './arbitrary-claim-basics.js'
import { coveragesOf } from './arbitrary-claim-coverages.js'
import type { LineDecision } from './arbitrary-claim-decisions.js'
import { attachmentsOf, condition, diagnosesOf, repricingOf, screening, twoCharacters } from './arbitrary-claim-details.js'
import { billingOf, company, human, personOf, providersIn, serviceFacility } from './arbitrary-claim-parties.js'
import {
  address,
  after,
  before,
  from,
  identifier,
  joined,
  optionalOf,
  type Season,
  season,
  some,
  telephone,
  units,
  words,
} from './arbitrary-claim-values.js'
import { ambulance, certificate, professionalLine, transport } from './arbitrary-professional-line.js'

type Arbitrary<T> = fc.Arbitrary<T>

function datesOf(when: Season): Arbitrary<NonNullable<ProfessionalClaim['dates']>> {
  const past = before(when)
  return some({
    onset: past,
    initialTreatment: past,
    lastSeen: past,
    acute: past,
    accident: past,
    lastMenstrualPeriod: past,
    lastXray: past,
    disabilityFrom: past,
    disabilityTo: after(when),
    lastWorked: past,
    returnToWork: after(when),
    admission: past,
    discharge: after(when),
    assumedCare: past,
    relinquishedCare: after(when),
    visionPrescription: past,
    firstContact: past,
    repricerReceived: after(when),
  })
}

const conditions = fc.tuple(ambulance, condition('E1', ['L1', 'L2', 'L3', 'L4', 'L5'], 5), condition('75', ['IH'], 1), screening)

const details = some({
  patientSignatureSource: from('P'),
  clia: certificate,
  medicalRecord: identifier,
  attachments: attachmentsOf('OZ', '03', 'B4'),
  conditions: conditions.chain((all) => fc.subarray(all, { minLength: 1 })),
  conditionCodes: twoCharacters(24),
  anesthesiaFor: fc.array(identifier, { minLength: 1, maxLength: 2 }),
  repricing: repricingOf('professional'),
  references: numbersOf('4N', 'F5', 'EW', '9A', '9C', 'LX', 'P4', '1J'),
  notes: fc.record({ code: from('ADD', 'CER', 'DCP', 'DGN', 'TPO'), text: words }).map((note) => [note]),
  spinalManipulation: optionalOf({ condition: from('A', 'C', 'M'), description: words, moreDescription: words }, 'condition'),
  transport,
  dropOff: optionalOf({ name: words, address }, 'address'),
})

const providers = providersIn(
  {
    referring: { who: human, qualifiers: ['0B', '1G', 'G2'] },
    primaryCare: { who: human, qualifiers: ['0B', '1G', 'G2'] },
    rendering: { who: fc.oneof(human, company), qualifiers: ['0B', 'LU'], specialty: 'optional' },
    supervising: { who: human, qualifiers: ['0B', '1G', 'G2', 'LU'] },
  },
  { follow: { primaryCare: 'referring' } },
)

const facility = joined(serviceFacility, some({ contact: telephone }))

export const professionalClaim: Arbitrary<ProfessionalClaim> = season.chain((when) =>
  fc
    .tuple(
      joined(joined(basics, frequency), practitionerParts(['11', '21'], ['02', '09'])),
      details,
      fc.record({ dates: datesOf(when), accident: accidentOf(when), pickUp: address, units }),
      fc.record({ providers, serviceFacility: fc.option(facility, { nil: undefined }), billing: billingOf('professional') }),
      withVitals(personOf('professional'), when),
      diagnosesOf(when, 1, 12),
    )
    .chain(([parts, further, { dates, accident, pickUp }, people, patient, diagnoses]) => {
      const line = professionalLine(parts.patientControlNumber, when, diagnoses.length)
      return fc.tuple(line(1), fc.option(line(2)), fc.option(line(3))).chain(([first, ...rest]) => {
        const lines = [first, ...rest.flatMap((each) => each ?? [])]
        const charges = lines.map(({ chargeCents }) => chargeCents)
        const chargeCents = sumCents(charges)
        return fc
          .tuple(coveragesOf({ kind: 'professional', patient, season: when, charges }), shareOf(chargeCents))
          .map(([{ decisions, ...covered }, patientPaidCents]): ProfessionalClaim => {
            const { serviceFacility: where, ...others } = people
            const { accident: cause, accidentOn } = accident
            return obeying(
              {
                kind: 'professional',
                ...parts,
                ...further,
                ...others,
                ...covered,
                ...(where === undefined ? {} : { serviceFacility: where }),
                ...(cause === undefined ? {} : { accident: cause }),
                ...(patientPaidCents === undefined ? {} : { patientPaidCents }),
                patient,
                diagnoses,
                dates: { ...withoutAccident(dates), ...(accidentOn === undefined ? {} : { accident: accidentOn }) },
                lines: lines.map((each, index) => decided(each, decisions[index] ?? [])),
                chargeCents,
              },
              pickUp,
              when,
            )
          })
      })
    }),
)

function withoutAccident({
  accident: _accident,
  ...rest
}: NonNullable<ProfessionalClaim['dates']>): NonNullable<ProfessionalClaim['dates']> {
  return rest
}

function decided(line: ProfessionalLine, decisions: readonly LineDecision[]): ProfessionalLine {
  return {
    ...line,
    ...whenAny(
      'adjudications',
      decisions.map((one) => ({ ...one, procedure: line.procedure })),
    ),
  }
}

/** What one part of a claim demands of the others. */
function obeying(claim: ProfessionalClaim, pickUp: NonNullable<ProfessionalClaim['pickUp']>, when: Season): ProfessionalClaim {
  const { dates: given = {}, references, transport: trip, dropOff, conditions: told = [], spinalManipulation, ...rest } = claim
  const paying = claim.coverages.find(({ order }) => order === claim.destination) as Coverage
  const isCarried = trip !== undefined
  const asksScreening = claim.lines.some(({ epsdt }) => epsdt === true)
  const dates = obeyingDates(given, claim, when)
  return {
    ...rest,
    ...(Object.keys(dates).length === 0 ? {} : { dates }),
    ...(spinalManipulation === undefined ? {} : { spinalManipulation }),
    ...(trip === undefined ? {} : { transport: trip, pickUp, dropOff: dropOff ?? { address: pickUp } }),
    ...(!isCarried && dropOff !== undefined ? { dropOff } : {}),
    ...whenAny(
      'references',
      references?.filter(({ qualifier }) => qualifier !== 'F5' || paying.filing === 'MB'),
    ),
    ...whenAny('conditions', [
      ...(isCarried && told.every(({ category }) => category !== '07') ? [{ category: '07', applies: true, codes: ['01'] }] : []),
      ...told,
      ...(asksScreening && told.every(({ category }) => category !== 'ZZ') ? [{ category: 'ZZ', applies: false, codes: ['NU'] }] : []),
    ]),
  }
}

type Dates = NonNullable<ProfessionalClaim['dates']>

function obeyingDates(given: Dates, { placeOfService, patient, repricing, spinalManipulation }: ProfessionalClaim, { day }: Season): Dates {
  const { lastMenstrualPeriod, repricerReceived, admission, acute, ...rest } = given
  const isStay = placeOfService === '21' || rest.discharge !== undefined
  const admittedOn = admission ?? (isStay ? addDays(day, -3) : undefined)
  const acuteOn = acute ?? (spinalManipulation === undefined ? undefined : addDays(day, -9))
  return {
    ...rest,
    ...(admittedOn === undefined ? {} : { admission: admittedOn }),
    ...(acuteOn === undefined ? {} : { acute: acuteOn }),
    ...(lastMenstrualPeriod === undefined || patient.sex === 'M' ? {} : { lastMenstrualPeriod }),
    ...(repricerReceived === undefined || repricing === undefined ? {} : { repricerReceived }),
  }
}
