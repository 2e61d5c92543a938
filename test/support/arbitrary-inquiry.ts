// Status questions (276) and answers (277) as 005010X212 allows them; parties come from small pools, so that levels are shared.
import * as fc from 'fast-check'
import type {
  AnsweredInquiry,
  InquiredClaim,
  LevelAnswer,
  StatusAnswer,
  StatusInformation,
  StatusParties,
  StatusQuestion,
  StatusTransaction,
} from '../../src/domain/index.js'
import { organisation, person } from './arbitrary-party.js'
import { amountDue, day, decimal, digitString, example, identifier, oneOf, record, words } from './arbitrary-values.js'

export const statusTransaction: fc.Arbitrary<StatusTransaction> = record({
  reference: words(30),
  createdOn: day,
  createdAt: oneOf('0000', '0915', '235959'),
})

/** One of three of a kind, the same in every run. */
function pool<T>(kind: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.constantFrom(...[1, 2, 3].map((seed) => example(kind, seed)))
}

const providers = fc.oneof(organisation('FI', 'XX'), person('FI', 'XX'))
const dependent = record(
  { entityType: fc.constant('1' as const), last: words(60), first: words(35), middle: words(25), suffix: words(10) },
  { requiredKeys: ['entityType', 'last'] },
)

const parties: fc.Arbitrary<StatusParties> = record(
  {
    payer: pool(organisation('PI', 'XV')),
    receiver: pool(organisation('46')),
    providers: pool(fc.array(providers, { minLength: 1, maxLength: 2 })),
    subscriber: pool(person('MI', '24', 'II')),
    patient: pool(dependent),
  },
  { requiredKeys: ['payer', 'receiver', 'providers', 'subscriber'] },
)

const numbers = {
  payerClaimNumber: words(50),
  billType: digitString(3),
  patientControlNumber: words(38),
  prescription: words(50),
  clearinghouseNumber: words(50),
}
const service = {
  procedure: record({
    qualifier: oneOf('AD', 'HC', 'HP', 'IV', 'NU'),
    code: identifier(5, 5),
    modifiers: fc.array(identifier(2, 2), { maxLength: 4 }),
  }),
  chargedCents: amountDue,
  units: decimal,
  revenueCode: digitString(4),
  lineControlNumber: words(30),
  serviceFrom: day,
}

const inquiredClaim: fc.Arbitrary<Omit<InquiredClaim, 'trace'>> = record(
  {
    ...numbers,
    location: words(50),
    groupNumber: words(50),
    chargedCents: amountDue,
    serviceFrom: day,
    lines: fc.array(record(service, { requiredKeys: ['procedure', 'chargedCents', 'serviceFrom'] }), { maxLength: 2 }),
  },
  { requiredKeys: ['lines'] },
)

/** Questions with traces of their own: "T1", "T2", … */
export const statusQuestions: fc.Arbitrary<StatusQuestion[]> = fc
  .array(fc.tuple(parties, record({ birthDate: day, sex: oneOf('F', 'M') }, { requiredKeys: ['birthDate'] }), inquiredClaim), {
    minLength: 1,
    maxLength: 6,
  })
  .map((all) => all.map(([who, born, claim], index) => ({ ...who, ...born, claim: { ...claim, trace: `T${index + 1}` } })))

const status = record(
  {
    category: oneOf('A1', 'P1', 'R4', 'F1', 'F2', 'F4', 'E0', 'D0'),
    status: oneOf('0', '20', '65', '104', '294'),
    entity: oneOf('1P', 'IL', '36'),
  },
  { requiredKeys: ['category', 'status'] },
)
const codes = fc.array(status, { minLength: 1, maxLength: 3 })
const claimStatus: fc.Arbitrary<StatusInformation> = record(
  { codes, effectiveOn: day, chargedCents: amountDue, paidCents: amountDue, adjudicatedOn: day, paidOn: day, paymentNumber: words(16) },
  { requiredKeys: ['codes', 'effectiveOn'] },
)
const lineStatus: fc.Arbitrary<StatusInformation> = record({ codes, effectiveOn: day })

function atLeastOne<T>(some: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(some, { minLength: 1, maxLength: 2 })
}

const answeredInquiry: fc.Arbitrary<Omit<AnsweredInquiry, 'trace'>> = record(
  {
    ...numbers,
    statuses: atLeastOne(claimStatus),
    voucher: words(50),
    serviceFrom: day,
    lines: fc.array(
      record(
        { ...service, paidCents: amountDue, statuses: atLeastOne(lineStatus) },
        { requiredKeys: ['procedure', 'chargedCents', 'paidCents', 'units', 'serviceFrom', 'statuses'] },
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['statuses', 'lines'] },
)

const receiverStatus: LevelAnswer = {
  trace: 'ST0000000601',
  statuses: [{ codes: [{ category: 'E0', status: '24', entity: '41' }], effectiveOn: example(day) }],
}
const providerStatus: LevelAnswer = {
  trace: '0',
  statuses: [{ codes: [{ category: 'E0', status: '0', entity: '1P' }], effectiveOn: example(day) }],
}

/** Answers for claims, with traces of their own, and for receivers and providers that no claim follows. */
export const statusAnswers: fc.Arbitrary<StatusAnswer[]> = fc
  .tuple(
    fc.array(fc.tuple(parties, answeredInquiry), { minLength: 1, maxLength: 6 }),
    fc.array(pool(providers), { maxLength: 1 }),
    fc.boolean(),
  )
  .map(([claims, refused, isReceiverRefused]) => {
    const [first] = claims
    const { payer } = first?.[0] ?? example(parties)
    const lone = { ...example(organisation('46'), 9), last: 'ANOTHER RECEIVER' }
    return [
      ...claims.map(([who, claim], index): StatusAnswer => ({ ...who, claim: { ...claim, trace: `T${index + 1}` } })),
      ...refused.map((provider): StatusAnswer => ({ payer, receiver: lone, providers: [provider], providerAnswer: providerStatus })),
      ...(isReceiverRefused && refused.length === 0 ? [{ payer, receiver: lone, receiverAnswer: receiverStatus }] : []),
    ]
  })
