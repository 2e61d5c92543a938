// Lines of professional claims that hold together.
import * as fc from 'fast-check'
import type { ProfessionalClaim, ProfessionalLine } from '../../src/domain/index.js'
import { lineCharge, whenAny } from './arbitrary-claim-basics.js'
import { attachmentsOf, condition, contract, fixedFormat, lineRepricingOf } from './arbitrary-claim-details.js'
import { atLine, company, human, lineFacility, providersIn, unnamed } from './arbitrary-claim-parties.js'
import {
  address,
  after,
  before,
  cents,
  contact,
  from,
  identifier,
  list,
  number,
  optionalOf,
  references,
  type Season,
  some,
  units,
  words,
} from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

export const transport: Arbitrary<NonNullable<ProfessionalClaim['transport']>> = optionalOf(
  { pounds: units, reason: from('A', 'D'), miles: units, roundTripPurpose: words, stretcherPurpose: words },
  'reason',
  'miles',
)

export const ambulance = condition('07', ['01', '04', '05', '06', '07', '08', '09', '12'], 5)
/** The number of a laboratory. */
export const certificate = fc.tuple(number(2), number(7)).map(([state, rest]) => `${state}D${rest}`)

/** A service in units, or anaesthesia in minutes. */
const service = fc.oneof(
  fc.record({ procedure: procedureOf('99213', 'J1885'), unit: from('UN'), units }),
  fc.record({ procedure: procedureOf('00100'), unit: from('MJ'), units: from('1', '45', '120') }),
)

function procedureOf(...codes: readonly string[]) {
  return optionalOf(
    {
      qualifier: from('HC'),
      code: from(...codes),
      modifiers: fc.subarray(['25', 'GT', '59', 'AI', 'KX'], { maxLength: 4 }),
      description: words,
    },
    'qualifier',
    'code',
    'modifiers',
  )
}

const drug = fc.oneof(
  fc.record({ ndc: number(11), quantity: units, unit: from('UN', 'ML'), prescription: identifier }),
  fc.record({ ndc: number(11), quantity: units, unit: from('F2', 'GR', 'ME'), linkNumber: identifier }),
  fc.record({ ndc: identifier, qualifier: from('UK', 'EN'), quantity: units, unit: from('UN') }),
)

const answer = (when: Season) =>
  optionalOf({ question: from('1', '2A'), yesNo: from('Y', 'N', 'W'), text: words, day: before(when), percent: units }, 'question', 'yesNo')

const details = (when: Season) =>
  some({
    equipment: fc.record({ code: from('E0601'), days: units, rentalCents: cents, purchaseCents: cents, rentalUnit: from('1', '4', '6') }),
    // Of certificates of medical necessity (CT) there is one at most.
    attachments: fc
      .tuple(attachmentsOf('OZ', '03'), fc.boolean())
      .map(([all, isCertified]) => (isCertified ? [...all, { type: 'CT', how: 'AD' }] : all)),
    transport,
    equipmentNeed: fc.record({ type: from('I', 'R', 'S'), months: from('6', '12') }),
    conditions: fc
      .tuple(ambulance, condition('70', ['65'], 1), condition('09', ['38', 'ZV'], 2))
      .chain((all) => fc.subarray(all, { minLength: 1 })),
    patientCount: from('2', '3'),
    obstetricUnits: from('1', '4'),
    measurements: list(fc.record({ reference: from('OG', 'TR'), qualifier: from('HT', 'R1', 'R4'), value: units }), 5),
    contract,
    payerReferences: list(fc.record({ qualifier: from('G1', '9F'), value: identifier, payerId: identifier }), 4),
    salesTaxCents: cents,
    postageCents: cents,
    fixedFormat,
    goals: words,
    thirdPartyNote: words,
    purchase: fc.record({ providerId: identifier, chargeCents: cents }),
    repricing: lineRepricingOf('professional'),
    pickUp: address,
    dropOff: optionalOf({ name: words, address }, 'address'),
    forms: list(
      fc.record({
        list: from('AS', 'UT'),
        form: identifier,
        answers: fc.uniqueArray(answer(when), { minLength: 1, maxLength: 3, selector: ({ question }) => question }),
      }),
      2,
    ),
    copayExempt: from(true),
    placeOfService: from('12', '22'),
    emergency: from(true),
    epsdt: from(true),
    familyPlanning: from(true),
    drug,
    clia: certificate,
    authorization: identifier,
    referral: identifier,
    references: references('9B', '9D', 'EW', 'F4', 'BT').chain((all) =>
      certificate.map((laboratory) => all.map((one) => (one.qualifier === 'F4' ? { ...one, value: laboratory } : one))),
    ),
    dates: some({
      prescription: before(when),
      recertification: before(when),
      therapyBegin: before(when),
      lastCertification: before(when),
      lastSeen: before(when),
      hemoglobinTest: before(when),
      shipped: before(when),
      lastXray: before(when),
      initialTreatment: before(when),
    }),
    note: words,
    serviceFacility: lineFacility,
  })

const providers = providersIn(
  {
    rendering: { who: fc.oneof(human, company), qualifiers: ['0B', 'LU'], specialty: 'optional' },
    purchased: { who: unnamed, qualifiers: ['0B', '1G', 'G2'] },
    supervising: { who: human, qualifiers: ['0B', '1G', 'G2', 'LU'] },
    ordering: { who: human, qualifiers: ['0B', '1G', 'G2'] },
    referring: { who: human, qualifiers: ['0B', '1G', 'G2'] },
    primaryCare: { who: human, qualifiers: ['0B', '1G', 'G2'] },
  },
  { follow: { primaryCare: 'referring' } },
).chain((all) =>
  // Of the ordering provider alone address and telephone are told.
  fc
    .record({ address, contact }, { requiredKeys: [] })
    .map((where) => all.map((one) => (one.role === 'ordering' ? { ...one, ...where } : one))),
)

/** The line with this number. */
export function professionalLine(claim: string, when: Season, diagnoses: number): (number: number) => Arbitrary<ProfessionalLine> {
  return (ordinal) =>
    fc
      .tuple(
        service,
        details(when),
        fc.record(
          {
            from: after(when),
            to: after(when),
            diagnosisPointers: fc.subarray(
              Array.from({ length: diagnoses }, (_, index) => index + 1),
              { minLength: 1, maxLength: Math.min(4, diagnoses) },
            ),
            chargeCents: lineCharge,
          },
          { requiredKeys: ['from', 'diagnosisPointers', 'chargeCents'] },
        ),
        atLine(providers),
      )
      .map(([given, further, { to, ...usual }, who]) =>
        obeying({
          control: `${claim}L${ordinal}`,
          ...given,
          ...further,
          ...usual,
          ...(to === undefined || to < usual.from ? {} : { to }),
          ...who,
        }),
      )
}

/** What one part of a line demands of the others. */
function obeying(line: ProfessionalLine): ProfessionalLine {
  const { goals, transport: trip, patientCount, purchase, conditions: told = [], pickUp, dropOff, dates: given, ...rest } = line
  const seller = rest.providers?.find(({ role }) => role === 'purchased')?.provider
  const isCertified = told.some(({ category }) => category === '07')
  const places = pickUp !== undefined && dropOff !== undefined ? { pickUp, dropOff } : {}
  const isCarried = trip !== undefined && isCertified && 'pickUp' in places
  const { recertification, ...others } = given ?? {}
  const { equipmentNeed } = rest
  const revisedOn = equipmentNeed === undefined || equipmentNeed.type === 'I' ? undefined : (recertification ?? rest.from)
  const dates = {
    ...others,
    ...(revisedOn === undefined ? {} : { recertification: revisedOn }),
    ...(equipmentNeed === undefined ? {} : { therapyBegin: others.therapyBegin ?? rest.from }),
  }
  return {
    ...rest,
    ...places,
    ...(isCarried ? { transport: trip, ...(patientCount === undefined ? {} : { patientCount }) } : {}),
    ...whenAny('conditions', told),
    ...(Object.keys(dates).length === 0 ? {} : { dates }),
    // NTE*DCP stands in place of NTE*ADD.
    ...(goals === undefined || rest.note !== undefined ? {} : { goals }),
    ...(seller === undefined
      ? {}
      : {
          purchase: { chargeCents: purchase?.chargeCents ?? rest.chargeCents, providerId: seller.npi ?? purchase?.providerId ?? 'SELLER' },
        }),
  }
}
