// What a claim, a line and another coverage may say beyond the usual, each part valid under the guide.
import * as fc from 'fast-check'
import type {
  BillingDetails,
  ClaimDetails,
  CoverageDetails,
  LineDetails,
  OutpatientDetails,
  PayerProviderIds,
  Person,
} from '../../src/domain/index.js'
import { address, cents, contact, day, from, identifier, number, references, units, words } from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>
type Details<T> = { readonly [K in keyof T]-?: Arbitrary<Exclude<T[K], undefined>> }

/** Parts that may be there: each one in some of the values. */
function some<T extends object>(parts: Details<T>): Arbitrary<T> {
  return fc.record(parts, { requiredKeys: [] }) as Arbitrary<T>
}

const list = <T>(item: Arbitrary<T>, maxLength: number) => fc.array(item, { minLength: 1, maxLength })
const optionalOf = <T extends object, K extends keyof T>(parts: { [P in keyof T]: Arbitrary<T[P]> }, ...requiredKeys: K[]) =>
  fc.record(parts, { requiredKeys })

const attachment = fc.oneof(
  fc.record({ type: from('OZ', '03', 'B4'), how: from('EL', 'FX', 'BM'), control: identifier }),
  fc.record({ type: from('OZ', '04'), how: from('AA') }),
)
const contract = optionalOf(
  { type: from('01', '09'), amountCents: cents, percent: units, code: identifier, discountPercent: units, version: identifier },
  'type',
)
const transport = optionalOf(
  { pounds: units, reason: from('A', 'D'), miles: units, roundTripPurpose: words, stretcherPurpose: words },
  'reason',
  'miles',
)
const condition = <const C extends string>(category: C, codes: readonly string[], most: number) =>
  fc.record({
    category: from(category),
    applies: category === '75' ? fc.constant(true) : fc.boolean(),
    codes: fc.subarray([...codes], { minLength: 1, maxLength: most }),
  })
const ambulance = condition('07', ['01', '04', '05', '06', '07', '08', '09', '12'], 5)
const repricing = {
  method: from('01', '14'),
  allowedCents: cents,
  savingsCents: cents,
  organization: identifier,
  rate: units,
  approvedGroup: identifier,
  approvedCents: cents,
  rejectReason: from('T1', 'T6'),
  compliance: from('1', '5'),
  exception: from('1', '6'),
}
const pickUp = address
const dropOff = optionalOf({ name: words, address }, 'address')
const fixedFormat = list(words, 3)

export const claimDetails = some<ClaimDetails>({
  attachments: list(attachment, 3),
  contract,
  fixedFormat,
  transport,
  spinalManipulation: optionalOf({ condition: from('A', 'M'), description: words, moreDescription: words }, 'condition'),
  conditions: fc
    .subarray([0, 1, 2, 3], { minLength: 1 })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(
          (index) =>
            [
              ambulance,
              condition('E1', ['L1', 'L2', 'L3', 'L4', 'L5'], 5),
              condition('75', ['IH'], 1),
              condition('ZZ', ['AV', 'NU', 'S2', 'ST'], 3),
            ][index] as typeof ambulance,
        ),
      ),
    ),
  anesthesiaFor: list(identifier, 2),
  conditionCodes: list(from('09', 'A1', '17'), 24),
  repricing: optionalOf(repricing, 'method', 'allowedCents'),
  pickUp,
  dropOff,
})

const answer = optionalOf({ question: from('1', '2A'), yesNo: from('Y', 'N', 'W'), text: words, day, percent: units }, 'question', 'yesNo')
export const lineDetails = some<LineDetails>({
  equipment: fc.record({
    code: from('E0601', 'K0001'),
    days: units,
    rentalCents: cents,
    purchaseCents: cents,
    rentalUnit: from('1', '4', '6'),
  }),
  // Of certificates of medical necessity (CT) there is one at most.
  attachments: fc
    .tuple(list(attachment, 3), fc.option(fc.record({ type: from('CT'), how: from('AD') }), { nil: undefined }))
    .map(([all, certificate]) => (certificate === undefined ? all : [...all, certificate])),
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
  repricing: optionalOf(
    {
      ...repricing,
      approvedProcedure: fc.record({ qualifier: from('HC'), code: from('99213', 'G0008') }),
      approvedUnits: fc.record({ unit: from('UN', 'MJ'), units }),
    },
    'method',
    'allowedCents',
  ),
  pickUp,
  dropOff,
  forms: list(
    fc.record({
      list: from('AS', 'UT'),
      form: identifier,
      answers: fc.uniqueArray(answer, { minLength: 1, maxLength: 3, selector: ({ question }) => question }),
    }),
    2,
  ),
  copayExempt: from(true),
})

const ids = (role: PayerProviderIds['role'], entityTypes: readonly ('1' | '2')[], qualifiers: readonly string[]) =>
  fc.record({ role: from(role), entityType: from(...entityTypes), references: references(...qualifiers) })
const everyId = fc.tuple(
  ids('referring', ['1'], ['0B', '1G', 'G2']),
  ids('primaryCare', ['1'], ['0B', '1G', 'G2']),
  ids('rendering', ['1', '2'], ['0B', 'LU']),
  ids('serviceFacility', ['2'], ['0B', 'G2', 'LU']),
  ids('supervising', ['1'], ['0B', 'LU']),
  ids('billing', ['1', '2'], ['G2', 'LU']),
)
export const coverageDetails = some<CoverageDetails>({
  patientSignatureSource: from('P'),
  authorization: identifier,
  referral: identifier,
  claimAdjustmentIndicator: from('Y'),
  providerIds: everyId.chain((all) => fc.subarray(all, { minLength: 1 })),
})

export const billingDetails = some<BillingDetails>({
  currency: from('CAD', 'MXN'),
  secondContact: contact,
  payToPlan: optionalOf(
    {
      name: words,
      id: identifier,
      idQualifier: from('XV'),
      address,
      reference: fc.record({ qualifier: from('2U', 'FY', 'NF'), value: identifier }),
      taxId: number(9),
    },
    'name',
    'id',
    'address',
    'taxId',
  ),
})

/** Of a patient alone. */
export const vitals = some<Pick<Person, 'diedOn' | 'pounds' | 'pregnant'>>({ diedOn: day, pounds: units, pregnant: from(true) })

export const outpatientDetails = some<OutpatientDetails>({
  reimbursementRate: units,
  hcpcsPayableCents: cents,
  renalDiseaseCents: cents,
  professionalComponentCents: cents,
})
