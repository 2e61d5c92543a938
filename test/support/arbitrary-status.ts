// Claim acknowledgements as 005010X214 allows them, from a bare refusal of the batch to lines with several statuses.
import * as fc from 'fast-check'
import type { ClaimStatus, ClaimStatusReport, LineStatus, ProviderStatus, StatusInformation, StatusTotals } from '../../src/domain/index.js'
import { organisation, person } from './arbitrary-party.js'
import { amountDue, day, decimal, digitString, identifier, oneOf, record, words } from './arbitrary-values.js'

const statusCode = record(
  {
    category: oneOf('A0', 'A1', 'A2', 'A3', 'A6', 'A7', 'A8'),
    status: oneOf('19', '20', '21', '164', '562'),
    entity: oneOf('40', '41', 'PR'),
  },
  { requiredKeys: ['category', 'status'] },
)
const codes = fc.array(statusCode, { minLength: 1, maxLength: 3 })

const batchStatus: fc.Arbitrary<StatusInformation> = record({
  codes,
  effectiveOn: day,
  action: oneOf('WQ', 'U'),
  chargedCents: amountDue,
})
const providerStatusInformation: fc.Arbitrary<StatusInformation> = record({ codes, action: oneOf('WQ', 'U'), chargedCents: amountDue })
const claimStatusInformation: fc.Arbitrary<StatusInformation> = record(
  { codes, effectiveOn: day, action: oneOf('WQ', 'U'), chargedCents: amountDue, text: words(264) },
  { requiredKeys: ['codes', 'effectiveOn', 'action', 'chargedCents'] },
)
const lineStatusInformation: fc.Arbitrary<StatusInformation> = record(
  { codes, effectiveOn: day, action: fc.constant('U'), text: words(264) },
  { requiredKeys: ['codes', 'action'] },
)

function atLeastOne<T>(some: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(some, { minLength: 1, maxLength: 3 })
}

const totals: fc.Arbitrary<StatusTotals> = record(
  { acceptedCount: fc.nat({ max: 9999 }), rejectedCount: fc.nat({ max: 9999 }), acceptedCents: amountDue, rejectedCents: amountDue },
  { requiredKeys: [] },
)

export const statusReport: fc.Arbitrary<ClaimStatusReport> = record({
  reference: words(30),
  createdOn: day,
  createdAt: oneOf('0000', '0915', '235959'),
  source: fc.tuple(organisation('46', 'FI', 'PI', 'XV'), oneOf('PR', 'AY')).map(([entity, role]) => ({ ...entity, role })),
  sourceTrace: words(50),
  receivedOn: day,
  processedOn: day,
  receiver: organisation('46'),
  batchReference: words(50),
  statuses: atLeastOne(batchStatus),
  totals,
})

/** With or without its loop 2200C. */
export const providerStatus: fc.Arbitrary<ProviderStatus> = fc
  .tuple(
    fc.oneof(organisation('FI', 'XX'), person('FI', 'XX')),
    fc.oneof(
      record({
        trace: words(50),
        statuses: atLeastOne(providerStatusInformation),
        references: fc.array(record({ qualifier: oneOf('0B', '1G', 'G2', 'LU', 'TJ'), value: words(50) }), { maxLength: 3 }),
        totals,
      }),
      fc.constant({ statuses: [], references: [], totals: {} }),
    ),
  )
  .map(([provider, rest]) => ({ provider, ...rest }))

/** Service dates: none where none is needed, one day, or a range that does not run backwards. */
function serviceDates(isRequired: boolean): fc.Arbitrary<Pick<LineStatus, 'serviceFrom' | 'serviceTo'>> {
  const one = day.map((serviceFrom) => ({ serviceFrom }))
  const range = fc.tuple(day, day).map(([a, b]) => (a <= b ? { serviceFrom: a, serviceTo: b } : { serviceFrom: b, serviceTo: a }))
  return isRequired ? fc.oneof(one, range) : fc.oneof(fc.constant({}), one, range)
}

const lineStatus: fc.Arbitrary<LineStatus> = fc
  .tuple(
    record(
      {
        procedure: record({
          qualifier: oneOf('AD', 'HC', 'HP', 'IV', 'NU'),
          code: identifier(5, 5),
          modifiers: fc.array(identifier(2, 2), { maxLength: 4 }),
        }),
        chargedCents: amountDue,
        revenueCode: digitString(4),
        units: decimal,
        statuses: atLeastOne(lineStatusInformation),
        lineControlNumber: words(30),
        prescription: words(50),
      },
      { requiredKeys: ['procedure', 'chargedCents', 'statuses', 'lineControlNumber'] },
    ),
    serviceDates(false),
  )
  .map(([line, dates]) => ({ ...line, ...dates }))

/** A claim without its provider. */
export const claimStatus: fc.Arbitrary<ClaimStatus> = fc
  .tuple(
    record(
      {
        patient: person('II', 'MI'),
        patientControlNumber: words(20),
        statuses: atLeastOne(claimStatusInformation),
        payerClaimNumber: words(50),
        clearinghouseNumber: words(50),
        billType: digitString(3),
        lines: fc.array(lineStatus, { maxLength: 3 }),
      },
      { requiredKeys: ['patient', 'patientControlNumber', 'statuses', 'lines'] },
    ),
    serviceDates(true),
  )
  .map(([claim, dates]) => ({ ...claim, ...dates }))
