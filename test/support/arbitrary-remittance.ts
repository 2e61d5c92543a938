// Remittances as 005010X221A1 allows them: every situational part comes and goes, every repeat stays within its limit.
import * as fc from 'fast-check'
import type {
  Adjustment,
  ClaimGroup,
  ClaimPayment,
  Procedure,
  ProviderAdjustment,
  QualifiedDate,
  Reference,
  Remittance,
  RemittanceContact,
  ServicePayment,
  SupplementalAmount,
  SupplementalQuantity,
} from '../../src/domain/index.js'
import { address, organisation, person } from './arbitrary-party.js'
import { amount, amountDue, day, decimal, digitString, identified, identifier, oneOf, record, words } from './arbitrary-values.js'

const phone = record({ qualifier: oneOf('TE', 'FX'), value: digitString(10) })
const extension = record({ qualifier: oneOf('EX'), value: digitString(4) })
const numbers = fc.oneof(fc.tuple(phone), fc.tuple(phone, phone), fc.tuple(phone, phone, extension))

const claimsOffice: fc.Arbitrary<RemittanceContact> = record(
  { function: fc.constant('CX'), name: words(60), numbers },
  { requiredKeys: ['function', 'numbers'] },
)
const technicalContact: fc.Arbitrary<RemittanceContact> = record(
  { function: fc.constant('BL'), name: words(60), numbers: fc.tuple(phone.filter(({ qualifier }) => qualifier === 'TE')) },
  { requiredKeys: ['function', 'numbers'] },
)
const webSite: fc.Arbitrary<RemittanceContact> = record({
  function: fc.constant('IC'),
  numbers: fc.tuple(record({ qualifier: fc.constant('UR'), value: identifier(40).map((name) => `${name}.EXAMPLE`) })),
})

const bankAccount = record({
  bankQualifier: oneOf('01', '04'),
  bankId: digitString(9),
  accountQualifier: fc.constant('DA'),
  account: digitString(10),
})

function references(max: number, ...qualifiers: readonly string[]): fc.Arbitrary<Reference[]> {
  return fc.array(record({ qualifier: oneOf(...qualifiers), value: words(50) }), { maxLength: max })
}

export const remittance: fc.Arbitrary<Remittance> = record(
  {
    handling: oneOf('C', 'D', 'H', 'I', 'P', 'U', 'X'),
    paidCents: amountDue,
    creditOrDebit: oneOf('C', 'D'),
    method: oneOf('ACH', 'BOP', 'CHK', 'FWT', 'NON'),
    format: oneOf('CCP', 'CTX'),
    sender: bankAccount,
    originatingCompany: record({ id: digitString(10), supplementalCode: identifier(9, 9) }, { requiredKeys: ['id'] }),
    receiver: bankAccount,
    effectiveOn: day,
    trace: record(
      { number: words(50), payerIdentifier: digitString(10), supplementalCode: words(50) },
      { requiredKeys: ['number', 'payerIdentifier'] },
    ),
    currency: oneOf('USD', 'CAD'),
    receiverId: words(50),
    softwareVersion: words(50),
    producedOn: day,
    payer: fc
      .record({
        name: words(60),
        plan: fc.oneof(fc.constant({}), record({ idQualifier: fc.constant('XV'), id: identifier(20, 2) })),
        address,
        references: references(4, '2U', 'EO', 'HI', 'NF'),
        contacts: fc
          .tuple(
            fc.array(claimsOffice, { maxLength: 1 }),
            fc.array(technicalContact, { minLength: 1, maxLength: 3 }),
            fc.array(webSite, { maxLength: 1 }),
          )
          .map((lists) => lists.flat()),
      })
      .map(({ plan, ...payer }) => ({ ...payer, ...plan })),
    payee: fc
      .tuple(
        record(
          {
            name: words(60),
            address,
            references: references(6, '0B', 'D3', 'PQ', 'TJ'),
            delivery: record({ method: oneOf('BM', 'EM', 'FT', 'OL'), name: words(60), address: words(80) }, { requiredKeys: ['method'] }),
          },
          { requiredKeys: ['name', 'references'] },
        ),
        identified('FI', 'XV', 'XX'),
      )
      .map(([payee, id]) => ({ ...payee, ...id })),
  },
  { requiredKeys: ['handling', 'paidCents', 'creditOrDebit', 'method', 'effectiveOn', 'trace', 'payer', 'payee'] },
)

const adjustments: fc.Arbitrary<Adjustment[]> = fc.array(
  record(
    {
      group: oneOf('CO', 'OA', 'PI', 'PR'),
      reason: oneOf('1', '2', '3', '16', '23', '45', '94', '97', '253', 'A1', 'B13'),
      amountCents: amount,
      quantity: decimal,
    },
    { requiredKeys: ['group', 'reason', 'amountCents'] },
  ),
  { maxLength: 20 },
)

/** The elements of a segment whose figures are kept as written, without empty ones at the end. */
function figures(count: number, filled: ReadonlyMap<number, fc.Arbitrary<string>>): fc.Arbitrary<string[]> {
  const elements = Array.from({ length: count }, (_, index) => {
    const some = filled.get(index + 1)
    return some === undefined ? fc.constant('') : fc.oneof(fc.constant(''), some)
  })
  return fc.tuple(...elements).map((texts) => texts.slice(0, texts.findLastIndex((text) => text !== '') + 1))
}

function positions(from: number, to: number, value: fc.Arbitrary<string>): [number, fc.Arbitrary<string>][] {
  return Array.from({ length: to - from + 1 }, (_, index) => [from + index, value])
}

const remark = oneOf('MA01', 'MA18', 'N381')
const inpatient = fc
  .tuple(
    decimal,
    figures(
      23,
      new Map([...positions(1, 3, decimal), [4, remark], ...positions(5, 18, decimal), ...positions(19, 22, remark), [23, decimal]]),
    ),
  )
  .map(([coveredDays, more]) => [coveredDays, ...more])
const outpatient = figures(9, new Map([...positions(1, 2, decimal), ...positions(3, 7, remark), ...positions(8, 9, decimal)])).filter(
  (texts) => texts.length > 0,
)

function procedure(withDescription: boolean): fc.Arbitrary<Procedure> {
  const parts = {
    qualifier: oneOf('AD', 'ER', 'HC', 'HP', 'IV', 'NU', 'WK'),
    code: identifier(5, 5),
    modifiers: fc.array(identifier(2, 2), { maxLength: 4 }),
  }
  const required = ['qualifier', 'code', 'modifiers'] as const
  return withDescription
    ? record({ ...parts, description: words(80) }, { requiredKeys: [...required] })
    : record(parts, { requiredKeys: [...required] })
}

function amounts(...qualifiers: readonly string[]): fc.Arbitrary<SupplementalAmount[]> {
  return fc.array(record({ qualifier: oneOf(...qualifiers), amountCents: amount }), { maxLength: 6 })
}

function quantities(...qualifiers: readonly string[]): fc.Arbitrary<SupplementalQuantity[]> {
  return fc.array(record({ qualifier: oneOf(...qualifiers), quantity: decimal }), { maxLength: 6 })
}

function dates(...choices: readonly (readonly string[])[]): fc.Arbitrary<QualifiedDate[]> {
  return fc
    .tuple(oneOf(...choices.map((_, index) => String(index))), day, day)
    .map(([choice, first, second]) =>
      (choices[Number(choice)] ?? []).map((qualifier, index) => ({ qualifier, date: index === 0 ? first : second })),
    )
}

const servicePayment: fc.Arbitrary<ServicePayment> = record(
  {
    procedure: procedure(false),
    chargedCents: amount,
    paidCents: amount,
    revenueCode: digitString(4),
    unitsPaid: decimal,
    submittedProcedure: procedure(true),
    submittedUnits: decimal,
    dates: dates([], ['472'], ['150'], ['150', '151']),
    adjustments,
    lineControlNumber: words(30),
    references: references(5, '1S', 'APC', 'BB', 'E9', 'G1', 'G3', 'LU', 'RB').chain((own) =>
      fc
        .tuple(references(4, '0B', '1A', 'HPI', 'SY', 'TJ'), references(3, '0K'))
        .map(([rendering, policies]) => [...own, ...rendering, ...policies]),
    ),
    amounts: amounts('B6', 'KH', 'T', 'T2', 'ZK'),
    quantities: quantities('ZK', 'ZL', 'ZM', 'ZN', 'ZO'),
    remarks: fc.array(record({ qualifier: oneOf('HE', 'RX'), code: oneOf('M62', 'N290', 'N381') }), { maxLength: 4 }),
  },
  { requiredKeys: ['procedure', 'chargedCents', 'paidCents', 'dates', 'adjustments', 'references', 'amounts', 'quantities', 'remarks'] },
)

const summary = new Map<number, fc.Arbitrary<string>>([
  [8, decimal],
  [10, decimal],
  ...positions(12, 13, decimal),
  ...positions(15, 19, decimal),
])

export const claimGroup: fc.Arbitrary<ClaimGroup> = record(
  {
    number: fc.integer({ min: 1, max: 999_999 }).map(String),
    provider: record({
      id: words(50),
      facilityType: digitString(2),
      fiscalPeriodEnd: day,
      claimCount: fc.integer({ min: 1, max: 9999 }),
      chargedCents: amountDue,
      more: figures(19, summary),
    }),
    supplemental: figures(19, new Map(positions(1, 19, decimal))).filter((texts) => texts.length > 0),
  },
  { requiredKeys: ['number'] },
)

/** A claim payment without its group. */
export const claimPayment: fc.Arbitrary<ClaimPayment> = record(
  {
    patientControlNumber: words(20),
    status: oneOf('1', '2', '3', '4', '19', '20', '21', '22', '23', '25'),
    chargedCents: amount,
    paidCents: amount,
    patientResponsibilityCents: amount,
    filing: oneOf('12', '13', 'HM', 'MA', 'MB', 'MC'),
    payerClaimNumber: words(30),
    facilityType: digitString(2),
    frequency: oneOf('1', '7', '8'),
    drg: record({ code: digitString(3), weight: decimal, dischargeFraction: decimal }, { requiredKeys: ['code'] }),
    adjustments,
    patient: person('34', 'HN', 'II', 'MI', 'MR'),
    insured: person('FI', 'II', 'MI'),
    correctedInsured: person('C'),
    renderingProvider: fc.oneof(person('FI', 'XX'), organisation('FI', 'XX')),
    crossoverCarrier: organisation('PI', 'XV'),
    correctedPriorityPayer: organisation('PI', 'XV'),
    otherSubscriber: person('FI', 'II', 'MI'),
    inpatient,
    outpatient,
    references: fc
      .tuple(references(5, '1L', '1W', '28', 'EA', 'F8', 'G1'), references(10, '0B', '1A', '1G', 'G2'))
      .map((lists) => lists.flat()),
    dates: fc.tuple(dates([], ['232'], ['233'], ['232', '233']), dates([], ['036']), dates([], ['050'])).map((lists) => lists.flat()),
    contacts: fc.array(claimsOffice, { maxLength: 2 }),
    amounts: amounts('AU', 'D8', 'F5', 'I', 'T'),
    quantities: quantities('CA', 'CD', 'LA', 'ZK'),
    services: fc.array(servicePayment, { maxLength: 5 }),
  },
  {
    requiredKeys: [
      'patientControlNumber',
      'status',
      'chargedCents',
      'paidCents',
      'filing',
      'payerClaimNumber',
      'adjustments',
      'patient',
      'references',
      'dates',
      'contacts',
      'amounts',
      'quantities',
      'services',
    ],
  },
)

/** Claim payments in their groups, neighbours sharing one, as they stand in a transaction set. */
export const claimPayments: fc.Arbitrary<ClaimPayment[]> = fc
  .array(fc.tuple(claimGroup, fc.array(claimPayment, { minLength: 1, maxLength: 3 })), { maxLength: 3 })
  .map((groups) =>
    groups.flatMap(([group, payments], index) =>
      payments.map((payment) => ({ ...payment, claimGroup: { ...group, number: String(index + 1) } })),
    ),
  )

export const providerAdjustments: fc.Arbitrary<ProviderAdjustment[]> = fc
  .array(
    fc.tuple(
      identifier(10, 10),
      day,
      fc.array(
        record(
          { reason: oneOf('WO', 'FB', '72', 'L6', 'CT', 'IR', 'CS'), reference: words(50), amountCents: amount },
          { requiredKeys: ['reason', 'amountCents'] },
        ),
        { minLength: 1, maxLength: 14 },
      ),
    ),
    { maxLength: 3 },
  )
  .map((providers) =>
    providers.flatMap(([providerId, fiscalPeriodEnd, list]) => list.map((one) => ({ providerId, fiscalPeriodEnd, ...one }))),
  )
