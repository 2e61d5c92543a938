// Professional claims that hold together: any of them can be written under the guide and reads back equal. All people are invented.
import * as fc from 'fast-check'
import type {
  BillingProvider,
  Claim,
  ClaimProvider,
  Contact,
  Coverage,
  LineAdjudication,
  LineProvider,
  PayerOrder,
  Person,
  PriorAdjudication,
  PriorAdjustment,
  Procedure,
  Provider,
  Reference,
  ServiceFacility,
  ServiceLine,
  SubmissionHeader,
} from '../../src/domain/index.js'
import { addDays, sumCents } from '../../src/values/index.js'
import { billingDetails, claimDetails, coverageDetails, lineDetails, outpatientDetails, vitals } from './arbitrary-claim-details.js'
import {
  address,
  cents,
  contact,
  day,
  digits,
  firstDay,
  from,
  identifier,
  letters,
  npi,
  number,
  references,
  textOf,
  units,
  word,
  words,
} from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

function joined<A extends object, B extends object>(first: Arbitrary<A>, second: Arbitrary<B>): Arbitrary<A & B> {
  return fc.tuple(first, second).map(([a, b]) => ({ ...a, ...b }))
}

const telephoneNumber = fc.record({ qualifier: from('TE'), value: number(10) })
/** A telephone with its extension, for those who may have no more. */
const telephone: Arbitrary<Contact> = fc.record(
  {
    name: words,
    numbers: fc.oneof(fc.tuple(telephoneNumber), fc.tuple(telephoneNumber, fc.record({ qualifier: from('EX'), value: number(4) }))),
  },
  { requiredKeys: ['numbers'] },
)

const givenNames = { first: word, middle: from('A', 'LEE'), suffix: from('JR', 'III') }

const person: Arbitrary<Person> = fc.record(
  { last: word, ...givenNames, address, birthDate: day, sex: from('F', 'M', 'U'), references: references('SY', 'Y4'), contact: telephone },
  { requiredKeys: ['last', 'address', 'birthDate', 'sex'] },
)

/** Of another payer's subscriber only name, address and social security number are told. */
const otherPerson: Arbitrary<Person> = fc.record(
  { last: word, ...givenNames, address, references: references('SY') },
  { requiredKeys: ['last', 'address'] },
)

const organisation: Arbitrary<Person> = fc.record({ last: words, entityType: from('2'), address }, { requiredKeys: ['last', 'entityType'] })

const asPerson = { entityType: from('1'), last: word, ...givenNames, npi }
const asOrganisation = { entityType: from('2'), last: words, npi }

const human = fc.record(asPerson, { requiredKeys: ['entityType', 'last'] })
const company = fc.record(asOrganisation, { requiredKeys: ['entityType', 'last'] })
const unnamed = fc.record({ entityType: from('1', '2'), last: from(''), npi }, { requiredKeys: ['entityType', 'last'] })

const billing: Arbitrary<BillingProvider> = fc
  .record(
    {
      who: fc.oneof(human, company),
      address,
      taxId: number(9),
      taxIdQualifier: from('EI', 'SY'),
      taxonomy: from('207Q00000X', '363L00000X'),
      references: references('0B', '1G'),
      payTo: address,
      contact,
    },
    { requiredKeys: ['who', 'address', 'taxId', 'taxIdQualifier'] },
  )
  .map(({ who, ...rest }) => ({ ...who, ...rest }))
  .chain((usual) => joined(fc.constant(usual), billingDetails))
  .map(({ secondContact, ...rest }) => (rest.contact === undefined || secondContact === undefined ? rest : { ...rest, secondContact }))

function provider(naming: Arbitrary<Provider>, ...qualifiers: readonly string[]): Arbitrary<Provider> {
  return fc
    .record({ naming, references: references(...qualifiers) }, { requiredKeys: ['naming'] })
    .map(({ naming: name, ...rest }) => ({ ...name, ...rest }))
}

const rendering = fc
  .record({ who: provider(fc.oneof(human, company), '0B', 'LU'), taxonomy: from('207Q00000X', '363L00000X') }, { requiredKeys: ['who'] })
  .map(({ who, ...rest }) => ({ ...who, ...rest }))

const inRole = {
  referring: provider(human, '0B', '1G', 'G2'),
  primaryCare: provider(human, '0B', '1G', 'G2'),
  rendering,
  supervising: provider(human, '0B', '1G', 'G2', 'LU'),
  ordering: provider(human, '0B', '1G', 'G2'),
  purchased: provider(unnamed, '0B', '1G', 'G2'),
} satisfies Record<LineProvider['role'], Arbitrary<Provider>>

function providersIn<Role extends LineProvider['role']>(roles: readonly Role[], minLength: number) {
  return fc
    .subarray([...roles], { minLength })
    .chain((some) => fc.tuple(...some.map((role) => inRole[role].map((who) => ({ role, provider: who })))))
}

/** At a line, a number may be that of another payer. */
const ofPayers = fc.option(identifier, { nil: undefined })
function underPayer<T extends { readonly references?: readonly Reference[] }>(who: T, payerId: string | undefined): T {
  if (who.references === undefined || payerId === undefined) return who
  return { ...who, references: who.references.map((one) => ({ ...one, payerId })) }
}

/** Of the ordering provider alone address and telephone are told. */
const whereabouts = fc.record({ address, contact }, { requiredKeys: [] })

const claimProviders: Arbitrary<readonly ClaimProvider[]> = providersIn(['referring', 'primaryCare', 'rendering', 'supervising'], 0)
const lineProviders: Arbitrary<readonly LineProvider[]> = providersIn(
  ['rendering', 'purchased', 'supervising', 'ordering', 'referring', 'primaryCare'],
  1,
)
  .chain((all) => whereabouts.map((where) => all.map((one) => (one.role === 'ordering' ? { ...one, ...where } : one))))
  .chain((all) => ofPayers.map((payerId) => all.map((one) => ({ ...one, provider: underPayer(one.provider, payerId) }))))

const serviceFacility: Arbitrary<ServiceFacility> = fc.record(
  { name: words, npi, address, references: references('G2', 'LU') },
  { requiredKeys: ['name', 'address'] },
)

/** At the claim a facility may be called, at a line not. */
const claimFacility = joined(serviceFacility, fc.record({ contact: telephone }, { requiredKeys: [] }))

const procedure: Arbitrary<Procedure> = fc.record(
  {
    qualifier: from('HC'),
    code: from('99213', '93000', '72148', 'G0008'),
    modifiers: fc.subarray(['25', '59', 'LT', 'GT']),
    description: words,
  },
  { requiredKeys: ['qualifier', 'code', 'modifiers'] },
)

const adjustments: Arbitrary<readonly PriorAdjustment[]> = fc
  .array(
    fc.record(
      { group: from('CO', 'OA', 'PR'), reason: from('45', '253', '2', '1'), amountCents: cents, quantity: units },
      { requiredKeys: ['group', 'reason', 'amountCents'] },
    ),
    { maxLength: 9 },
  )
  .map((list) => list.sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0)))

const adjudication: Arbitrary<PriorAdjudication> = joined(
  fc.record(
    {
      adjustments,
      paidCents: cents,
      remainingPatientCents: cents,
      nonCoveredCents: cents,
      paidOn: day,
      payerClaimNumber: identifier,
      remarks: fc.subarray(['MA01', 'MA18', 'N130', 'N30', 'M15'], { minLength: 1 }),
    },
    { requiredKeys: ['adjustments', 'paidCents'] },
  ),
  outpatientDetails,
)

const payer: Arbitrary<Coverage['payer']> = fc.record(
  { id: identifier, name: words, idQualifier: from('XV'), address, references: references('2U', 'FY', 'NF') },
  { requiredKeys: ['id', 'name'] },
)

const policy = {
  payer,
  memberId: identifier,
  group: identifier,
  groupName: words,
  filing: from('CI', 'MB', 'MC', '12'),
  mspReason: from('12', '47'),
}
const policyKeys = ['payer', 'memberId'] as const

/** A payer that is not the destination: of its subscriber only name and address are on the wire. */
const otherCoverage = (order: PayerOrder): Arbitrary<Coverage> =>
  joined(
    fc.record(
      {
        order: fc.constant(order),
        ...policy,
        relationship: from('18', '01', '19', 'G8'),
        subscriber: otherPerson,
        adjudication,
        benefitsAssigned: from('Y', 'N', 'W'),
        release: from('Y', 'I'),
      },
      { requiredKeys: ['order', ...policyKeys, 'relationship', 'subscriber', 'benefitsAssigned', 'release'] },
    ),
    coverageDetails,
  )

const destinationCoverage = (order: PayerOrder, patient: Person): Arbitrary<Coverage> =>
  fc.oneof(
    fc.record(
      {
        order: fc.constant(order),
        ...policy,
        billingProviderIds: references('G2', 'LU'),
        relationship: from('18'),
        subscriber: fc.constant(patient),
      },
      { requiredKeys: ['order', ...policyKeys, 'relationship', 'subscriber'] },
    ),
    fc.record(
      {
        order: fc.constant(order),
        ...policy,
        billingProviderIds: references('G2', 'LU'),
        relationship: from('01', '19', '20', 'G8'),
        subscriber: fc.oneof(person, organisation),
      },
      { requiredKeys: ['order', ...policyKeys, 'relationship', 'subscriber'] },
    ),
  )

function lineAdjudication(payerIds: readonly string[]): Arbitrary<LineAdjudication> {
  return fc.record(
    {
      payerId: from(...payerIds),
      paidCents: cents,
      procedure,
      units,
      bundledInto: from('1', '2'),
      adjustments,
      paidOn: day,
      remainingPatientCents: cents,
    },
    { requiredKeys: ['payerId', 'paidCents', 'procedure', 'units', 'adjustments', 'paidOn'] },
  )
}

const drug = fc.oneof(
  fc.record({ ndc: number(11), quantity: units, unit: from('UN', 'ML'), prescription: identifier }),
  fc.record({ ndc: number(11), quantity: units, unit: from('F2', 'GR', 'ME'), linkNumber: identifier }),
)

const lineFacility = serviceFacility.chain((facility) => ofPayers.map((payerId) => underPayer(facility, payerId)))

const lineDates = fc.record(
  {
    prescription: day,
    recertification: day,
    therapyBegin: day,
    lastCertification: day,
    lastSeen: day,
    hemoglobinTest: day,
    shipped: day,
    lastXray: day,
    initialTreatment: day,
  },
  { requiredKeys: ['lastSeen'] },
)

function line(control: string, diagnoses: number, otherPayers: readonly string[]): Arbitrary<ServiceLine> {
  const adjudications = otherPayers.length === 0 ? fc.constant([]) : fc.array(lineAdjudication(otherPayers), { minLength: 1, maxLength: 2 })
  return (
    fc
      .record(
        {
          control: fc.constant(control),
          procedure,
          chargeCents: cents,
          units,
          unit: from('UN', 'MJ'),
          from: day,
          span: fc.integer({ min: 0, max: 20 }),
          diagnosisPointers: fc.subarray(
            Array.from({ length: diagnoses }, (_, index) => index + 1),
            { minLength: 1, maxLength: Math.min(4, diagnoses) },
          ),
          placeOfService: from('12', '22'),
          emergency: from(true),
          epsdt: from(true),
          familyPlanning: from(true),
          drug,
          clia: identifier,
          authorization: identifier,
          referral: identifier,
          references: references('9B', '9D', 'EW', 'F4', 'BT'),
          dates: lineDates,
          note: words,
          providers: lineProviders,
          serviceFacility: lineFacility,
          adjudications,
        },
        { requiredKeys: ['control', 'procedure', 'chargeCents', 'units', 'unit', 'from', 'diagnosisPointers'] },
      )
      .map(({ span, adjudications: before = [], ...rest }) => ({
        ...rest,
        ...(span === undefined ? {} : { to: addDays(rest.from, span) }),
        ...(before.length === 0 ? {} : { adjudications: before }),
      }))
      .chain((usual) => joined(fc.constant(usual), lineDetails))
      // NTE*DCP stands in place of NTE*ADD.
      .map(({ goals, ...rest }) => (goals === undefined || rest.note !== undefined ? rest : { ...rest, goals }))
  )
}

const claimDates = fc.record(
  {
    onset: day,
    initialTreatment: day,
    lastSeen: day,
    acute: day,
    accident: day,
    lastMenstrualPeriod: day,
    lastXray: day,
    disabilityFrom: fc.constant(addDays(firstDay, 20_000)),
    disabilityTo: day.map((it) => addDays(it, 20_000)),
    lastWorked: day,
    returnToWork: day,
    admission: day,
    discharge: day,
    assumedCare: day,
    relinquishedCare: day,
    visionPrescription: day,
    firstContact: day,
    repricerReceived: day,
  },
  { requiredKeys: ['onset'] },
)

/** Two of them have values of their own. */
const claimReferences = references('4N', 'F5', 'EW', '9A', '9C', 'LX', 'P4', '1J').map((all) =>
  all.map((one) => (one.qualifier === '4N' ? { ...one, value: '7' } : one.qualifier === 'F5' ? { ...one, value: 'Y' } : one)),
)

const claimParts = fc.record(
  {
    patientControlNumber: textOf([...letters, ...digits], 8, 17),
    frequency: from('1', '7', '8'),
    originalPayerClaimNumber: identifier,
    placeOfService: from('11', '21'),
    signatureOnFile: fc.boolean(),
    assignment: from('A', 'B', 'C'),
    benefitsAssigned: from('Y', 'N', 'W'),
    release: from('Y', 'I'),
    patientSignatureSource: from('P'),
    accident: fc.record(
      { causes: fc.subarray(['AA', 'EM', 'OA'], { minLength: 1, maxLength: 2 }), state: from('CT', 'NY'), country: from('CA') },
      { requiredKeys: ['causes'] },
    ),
    specialProgram: from('02', '09'),
    delayReason: from('1', '11'),
    dates: claimDates,
    providers: claimProviders,
    serviceFacility: claimFacility,
    authorization: identifier,
    referral: identifier,
    clia: identifier,
    medicalRecord: identifier,
    intermediaryNumber: identifier,
    references: claimReferences,
    patientPaidCents: cents,
    note: fc.record({ code: from('ADD', 'CER', 'DCP', 'DGN', 'TPO'), text: words }),
  },
  {
    requiredKeys: [
      'patientControlNumber',
      'frequency',
      'placeOfService',
      'signatureOnFile',
      'assignment',
      'benefitsAssigned',
      'release',
      'providers',
    ],
  },
)

const diagnoses = fc
  .uniqueArray(from('J069', 'I10', 'R9431', 'E119', 'Z0000', 'M545', 'N390', 'K219', 'F329', 'G4733', 'L309', 'H6690'), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((codes) =>
    fc.boolean().map((isOld) => codes.map((code, index) => (isOld ? { code, qualifier: index === 0 ? 'BK' : 'BF' } : { code }))),
  )

const orders: readonly PayerOrder[] = ['P', 'S', 'T']

function coverages(patient: Person): Arbitrary<{ readonly coverages: readonly Coverage[]; readonly destination: PayerOrder }> {
  return fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.nat({ max: 2 }))
    .map(([count, index]) => ({ some: orders.slice(0, count), destination: orders[index % count] as PayerOrder }))
    .chain(({ some, destination }) =>
      fc
        .tuple(...some.map((order) => (order === destination ? destinationCoverage(order, patient) : otherCoverage(order))))
        .map((all) => ({ coverages: all, destination })),
    )
}

/** A claim in the form in which `decodeClaim` gives it: coverages in payment order, providers in the guide's order, no empty parts. */
export const arbitraryClaim: Arbitrary<Claim> = fc
  .tuple(claimParts, claimDetails, billing, joined(person, vitals), diagnoses)
  .chain(([parts, further, billingProvider, patient, codes]) =>
    coverages(patient).chain((covered) => {
      const others = covered.coverages.filter(({ order }) => order !== covered.destination).map(({ payer: { id } }) => id)
      return fc
        .integer({ min: 1, max: 4 })
        .chain((count) =>
          fc.tuple(
            ...Array.from({ length: count }, (_, index) => line(`${parts.patientControlNumber}L${index + 1}`, codes.length, others)),
          ),
        )
        .map(
          (lines): Claim => ({
            kind: 'professional',
            ...parts,
            ...further,
            ...covered,
            billing: billingProvider,
            patient,
            diagnoses: codes,
            lines,
            chargeCents: sumCents(lines.map(({ chargeCents }) => chargeCents)),
          }),
        )
    }),
  )

export const arbitraryHeader: Arbitrary<SubmissionHeader> = fc.record({
  purpose: from('00', '18'),
  reference: identifier,
  createdOn: day,
  createdAt: from('0915', '235959'),
  use: from('CH', 'RP', '31'),
  submitter: fc.oneof(
    fc.record({ entityType: from('2'), last: words, id: identifier, contacts: fc.array(contact, { minLength: 1, maxLength: 2 }) }),
    fc.record({
      entityType: from('1'),
      last: word,
      first: word,
      middle: word,
      id: identifier,
      contacts: fc.array(contact, { minLength: 1, maxLength: 2 }),
    }),
  ),
  receiver: fc.record({ name: words, id: identifier }),
})
