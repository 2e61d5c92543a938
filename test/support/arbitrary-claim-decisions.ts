// What payers before the destination decided on an arbitrary claim: every amount is accounted for.
import * as fc from 'fast-check'
import type { InpatientDetails, LineAdjudication, OutpatientDetails, PriorAdjudication, PriorAdjustment } from '../../src/domain/index.js'
import { type Cents, sumCents, toCents } from '../../src/values/index.js'
import { after, cents, from, identifier, joined, optionalOf, type Season, some, units } from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

/** What a payer decided on a line; the line itself adds its procedure. */
export type LineDecision = Omit<LineAdjudication, 'procedure'>

/** What there is to decide. */
export interface Charged {
  readonly season: Season
  readonly charges: readonly Cents[]
  /** Tells MIA instead of MOA. */
  readonly isStay?: boolean
}

const outpatientDetails = some<OutpatientDetails & Pick<PriorAdjudication, 'remarks'>>({
  reimbursementRate: units,
  hcpcsPayableCents: cents,
  renalDiseaseCents: cents,
  professionalComponentCents: cents,
  remarks: fc.array(from('MA01', 'MA18', 'N522'), { minLength: 1, maxLength: 5 }),
})

const inpatient: Arbitrary<InpatientDetails> = optionalOf(
  {
    coveredDays: from('4', '12'),
    lifetimePsychiatricDays: from('3'),
    drgCents: cents,
    disproportionateShareCents: cents,
    mspPassThroughCents: cents,
    capitalCents: cents,
    capitalFederalDrgCents: cents,
    capitalHospitalDrgCents: cents,
    capitalDisproportionateShareCents: cents,
    oldCapitalCents: cents,
    capitalTeachingCents: cents,
    operatingHospitalDrgCents: cents,
    costReportDays: from('2'),
    operatingFederalDrgCents: cents,
    capitalOutlierCents: cents,
    indirectTeachingCents: cents,
    professionalComponentCents: cents,
    capitalExceptionCents: cents,
    remarks: fc.array(from('MA01', 'MA18', 'N522'), { minLength: 1, maxLength: 5 }),
  },
  'coveredDays',
)

type Told = Pick<PriorAdjudication, 'payerClaimNumber' | 'inpatient' | 'remarks'> & OutpatientDetails

/** Nothing yet, not billed, decided as a whole, or line by line. */
export function decisionOf(
  payerId: string,
  { season, charges, isStay = false }: Charged,
): Arbitrary<{ readonly adjudication?: PriorAdjudication; readonly byLine: readonly LineDecision[] }> {
  const told: Arbitrary<Told> = joined(
    some<Pick<PriorAdjudication, 'payerClaimNumber'>>({ payerClaimNumber: identifier }),
    (isStay ? some<Pick<PriorAdjudication, 'inpatient'>>({ inpatient }) : outpatientDetails) as Arbitrary<Told>,
  )
  const share = some<Pick<PriorAdjudication, 'remainingPatientCents'>>({ remainingPatientCents: cents })
  const total = sumCents(charges)
  const whole = fc.tuple(told, share, after(season, 100), reasons).map(([rest, owed, paidOn, why]) => ({
    adjudication: { ...rest, ...owed, paidOn, ...settle(total, why) },
    byLine: [],
  }))
  const line = (charge: Cents): Arbitrary<LineDecision> =>
    fc
      .tuple(units, after(season, 100), share, reasons, fc.option(from('1', '2'), { nil: undefined }))
      .map(([count, paidOn, owed, why, bundledInto]) => ({
        payerId,
        units: count,
        paidOn,
        ...owed,
        ...(bundledInto === undefined ? {} : { bundledInto }),
        ...settle(charge, why),
      }))
  const lines = fc.tuple(told, fc.tuple(...charges.map(line))).map(([rest, byLine]) => ({
    adjudication: { ...rest, adjustments: [], paidCents: sumCents(byLine.map(({ paidCents }) => paidCents)) },
    byLine,
  }))
  const notBilled = fc.record({
    adjudication: fc.record({ nonCoveredCents: cents, adjustments: fc.constant([]) }),
    byLine: fc.constant([]),
  })
  return fc.oneof(fc.constant({ byLine: [] }), notBilled, whole, lines)
}

interface Reasons {
  /** Quarters of the charge that are paid. */
  readonly quarters: number
  readonly why: readonly Omit<PriorAdjustment, 'amountCents'>[]
}

const reasonsUnder = (group: string, codes: readonly string[]) =>
  fc
    .tuple(fc.subarray([...codes]), fc.boolean())
    .map(([chosen, counted]) => chosen.map((reason) => ({ group, reason, ...(counted ? { quantity: '2' } : {}) })))

const reasons: Arbitrary<Reasons> = fc.record({
  quarters: fc.nat({ max: 4 }),
  why: fc
    .tuple(
      reasonsUnder('CO', ['45', '253', '97', '96', '50', '16', '29']),
      reasonsUnder('PR', ['1', '2', '3', '66', '100', '204']),
      reasonsUnder('OA', ['23', '94']),
    )
    .map((all) => all.flat()),
})

/** Paid and adjusted make the charge. No adjustment is of nothing; without a reason all is paid. */
function settle(charge: Cents, { quarters, why: given }: Reasons): Pick<LineDecision, 'paidCents' | 'adjustments'> {
  const paid = given.length === 0 ? charge : Math.floor((charge * quarters) / 4)
  const rest = charge - paid
  const used = given.slice(0, rest)
  const each = used.length === 0 ? 0 : Math.floor(rest / used.length)
  const adjustments = used.map((one, index) => ({ ...one, amountCents: toCents(index === 0 ? rest - each * (used.length - 1) : each) }))
  return { paidCents: toCents(paid), adjustments }
}
