// A claim that breaks each edit: an example, what makes it fail, and where that is told. Asked of the edits themselves, and of the
// simulator, which must notice with eyes of its own.
import { toOpenClaim } from '../../src/domain/index.js'
import type { EditFacts } from '../../src/edits/index.js'
import { type Changes, exampleClaim, payerRules } from './edit-facts.js'

export interface EditRow {
  readonly edit: string
  readonly example: string
  /** What makes it fail. */
  readonly change?: Changes
  /** Pointer and path where it is told. */
  readonly at: readonly [pointer: string, path: string]
  /** What both claims share beyond the example. */
  readonly given?: Changes
  readonly facts?: Partial<EditFacts>
  /** Facts that make the unchanged claim fail. */
  readonly factsChange?: Partial<EditFacts>
}

export const visit = 'professional/office-visit'
const laboratory = 'professional/laboratory-tests'
const anaesthesia = 'professional/anesthesia-in-minutes'
const stay = 'institutional/inpatient-stay'
const outpatient = 'institutional/outpatient-emergency'
const fillings = 'dental/two-fillings'
const crown = 'dental/crown-that-replaces-one'
const secondary = 'professional/secondary-decided-by-line'
const line = { code: '/lines/0/procedure/code', modifiers: '/lines/0/procedure/modifiers' }
const sent = toOpenClaim(exampleClaim(visit, { '/patientControlNumber': 'EARLIER1' }))

/** In the order of the catalogue. */
export const editRows: readonly EditRow[] = [
  { edit: 'edit-npi-form', example: visit, change: { '/billing/npi': '1234567890' }, at: ['/billing/npi', '2010AA/NM109'] },
  {
    edit: 'edit-npi-missing',
    example: visit,
    change: { '/providers/0/provider/npi': undefined },
    at: ['/providers/0/provider/npi', '2310B/NM109'],
  },
  {
    edit: 'edit-npi-of-person',
    example: visit,
    change: { '/providers/0/provider/entityType': '2' },
    at: ['/providers/0/provider/entityType', '2310B/NM102'],
  },
  { edit: 'edit-tin-form', example: visit, change: { '/billing/taxId': '91-2345678' }, at: ['/billing/taxId', '2010AA/REF02'] },
  { edit: 'edit-tin-invented', example: visit, change: { '/billing/taxId': '123456789' }, at: ['/billing/taxId', '2010AA/REF02'] },
  {
    edit: 'edit-tin-of-organisation',
    example: visit,
    change: { '/billing/taxIdQualifier': 'SY' },
    at: ['/billing/taxIdQualifier', '2010AA/REF01'],
  },
  { edit: 'edit-name-letters', example: visit, change: { '/patient/last': '?' }, at: ['/patient/last', '2010BA/NM103'] },
  { edit: 'edit-name-test', example: visit, change: { '/patient/last': 'TEST' }, at: ['/patient/last', '2010BA/NM103'] },
  {
    edit: 'edit-birth-in-past',
    example: visit,
    change: { '/patient/birthDate': '2026-10-07' },
    at: ['/patient/birthDate', '2010BA/DMG02'],
  },
  { edit: 'edit-birth-age', example: visit, change: { '/patient/birthDate': '1906-10-05' }, at: ['/patient/birthDate', '2010BA/DMG02'] },
  {
    edit: 'edit-birth-before-service',
    example: 'professional/dependent-child',
    change: { '/patient/birthDate': '2026-09-15' },
    at: ['/patient/birthDate', '2010CA/DMG02'],
  },
  {
    edit: 'edit-death-before-service',
    example: visit,
    change: { '/patient/diedOn': '2026-09-13' },
    at: ['/patient/diedOn', '2000B/PAT06'],
  },
  { edit: 'edit-service-in-past', example: visit, change: { '/lines/0/from': '2026-10-07' }, at: ['/lines/0/from', '2400/DTP03'] },
  { edit: 'edit-days-in-order', example: visit, change: { '/lines/0/to': '2026-09-13' }, at: ['/lines/0/to', '2400/DTP03'] },
  { edit: 'edit-event-before-service', example: visit, change: { '/dates': { onset: '2026-09-15' } }, at: ['/dates/onset', '2300/DTP03'] },
  {
    edit: 'edit-admission-before-visit',
    example: 'professional/inpatient-visits',
    change: { '/dates/admission': '2026-09-08' },
    at: ['/dates/admission', '2300/DTP03'],
  },
  {
    edit: 'edit-line-within-statement',
    example: outpatient,
    change: { '/lines/0/from': '2026-09-17' },
    at: ['/lines/0/from', '2400/DTP03'],
  },
  { edit: 'edit-charge-sum', example: visit, change: { '/chargeCents': 15001 }, at: ['/chargeCents', '2300/CLM02'] },
  { edit: 'edit-charge-negative', example: stay, change: { '/lines/1/chargeCents': -1 }, at: ['/lines/1/chargeCents', '2400/SV203'] },
  { edit: 'edit-charge-zero', example: visit, change: { '/chargeCents': 0 }, at: ['/chargeCents', '2300/CLM02'] },
  { edit: 'edit-units-positive', example: fillings, change: { '/lines/0/units': '0' }, at: ['/lines/0/units', '2400/SV306'] },
  { edit: 'edit-units-decimals', example: visit, change: { '/lines/0/units': '1.0001' }, at: ['/lines/0/units', '2400/SV104'] },
  { edit: 'edit-minutes-whole', example: anaesthesia, change: { '/lines/0/units': '75.5' }, at: ['/lines/0/units', '2400/SV104'] },
  { edit: 'edit-diagnosis-form', example: visit, change: { '/diagnoses/0/code': 'J06.9' }, at: ['/diagnoses/0/code', '2300/HI01-2'] },
  { edit: 'edit-diagnosis-once', example: visit, change: { '/diagnoses/1': { code: 'J069' } }, at: ['/diagnoses/1/code', '2300/HI02-2'] },
  {
    edit: 'edit-diagnosis-external-first',
    example: visit,
    change: { '/diagnoses/0/code': 'W010XXA' },
    at: ['/diagnoses/0/code', '2300/HI01-2'],
  },
  {
    edit: 'edit-pointer-known',
    example: visit,
    change: { '/lines/0/diagnosisPointers': [1, 2] },
    at: ['/lines/0/diagnosisPointers/1', '2400/SV107-2'],
  },
  { edit: 'edit-diagnosis-unused', example: visit, change: { '/diagnoses/1': { code: 'E119' } }, at: ['/diagnoses/1', '2300/HI02-2'] },
  { edit: 'edit-procedure-form', example: visit, change: { [line.code]: '9921X' }, at: [line.code, '2400/SV101-2'] },
  { edit: 'edit-revenue-code', example: stay, change: { '/lines/0/revenueCode': '0001' }, at: ['/lines/0/revenueCode', '2400/SV201'] },
  { edit: 'edit-modifier-form', example: visit, change: { [line.modifiers]: ['2S', 'x'] }, at: [`${line.modifiers}/1`, '2400/SV101-4'] },
  { edit: 'edit-modifier-once', example: visit, change: { [line.modifiers]: ['25', '25'] }, at: [`${line.modifiers}/1`, '2400/SV101-4'] },
  { edit: 'edit-modifier-order', example: visit, change: { [line.modifiers]: ['GP', '59'] }, at: [`${line.modifiers}/1`, '2400/SV101-4'] },
  {
    edit: 'edit-modifier-of-visit',
    example: 'professional/visit-with-procedure',
    change: { '/lines/1/procedure/modifiers': ['25'] },
    at: ['/lines/1/procedure/modifiers/0', '2400/SV101-3'],
  },
  { edit: 'edit-modifier-sides', example: visit, change: { [line.modifiers]: ['LT', 'RT'] }, at: [line.modifiers, '2400/SV101-3'] },
  { edit: 'edit-place-known', example: visit, change: { '/placeOfService': '88' }, at: ['/placeOfService', '2300/CLM05-1'] },
  {
    edit: 'edit-inpatient-admission',
    example: 'professional/inpatient-visits',
    change: { '/dates/admission': undefined },
    at: ['/dates/admission', '2300/DTP'],
  },
  {
    edit: 'edit-telehealth-modifier',
    example: 'professional/telehealth-visit',
    change: { [line.modifiers]: [] },
    at: [line.modifiers, '2400/SV101-3'],
  },
  {
    edit: 'edit-telehealth-place',
    example: 'professional/telehealth-visit',
    change: { '/placeOfService': '11' },
    at: ['/placeOfService', '2300/CLM05-1'],
  },
  {
    edit: 'edit-unlisted-description',
    example: visit,
    change: { [line.code]: '64999' },
    at: ['/lines/0/procedure/description', '2400/SV101-7'],
  },
  {
    edit: 'edit-address-box',
    example: visit,
    change: { '/billing/address/line2': 'PMB 12' },
    at: ['/billing/address/line2', '2010AA/N302'],
  },
  {
    edit: 'edit-address-zip-nine',
    example: visit,
    change: { '/billing/address/postalCode': '06001' },
    at: ['/billing/address/postalCode', '2010AA/N403'],
  },
  {
    edit: 'edit-address-zip-empty',
    example: visit,
    change: { '/billing/address/postalCode': '060019998' },
    at: ['/billing/address/postalCode', '2010AA/N403'],
  },
  {
    edit: 'edit-address-zip-of-state',
    example: visit,
    change: { '/patient/address/state': 'NY' },
    at: ['/patient/address/postalCode', '2010BA/N403'],
  },
  { edit: 'edit-member-missing', example: visit, change: { '/coverages/0/memberId': '' }, at: ['/coverages/0/memberId', '2010BA/NM109'] },
  {
    edit: 'edit-member-signs',
    example: secondary,
    change: { '/coverages/0/memberId': 'W1 00' },
    at: ['/coverages/0/memberId', '2330A/NM109'],
  },
  {
    edit: 'edit-member-medicare',
    example: stay,
    change: { '/coverages/0/memberId': '123456789A' },
    at: ['/coverages/0/memberId', '2010BA/NM109'],
  },
  {
    edit: 'edit-member-of-payer',
    example: visit,
    facts: { payer: payerRules({ memberId: 'W\\d{9}' }) },
    change: { '/coverages/0/memberId': 'W1000008012' },
    at: ['/coverages/0/memberId', '2010BA/NM109'],
  },
  {
    edit: 'edit-payer-route',
    example: visit,
    facts: { reachedPayers: ['60001'] },
    change: { '/coverages/0/payer/id': '60009' },
    at: ['/coverages/0/payer/id', '2010BB/NM109'],
  },
  {
    edit: 'edit-payer-of-tests',
    example: visit,
    facts: { payer: payerRules({ isTest: true }), usage: 'T' },
    factsChange: { usage: 'P' },
    at: ['/coverages/0/payer/id', '2010BB/NM109'],
  },
  {
    edit: 'edit-self-is-subscriber',
    example: visit,
    change: { '/patient/birthDate': '1961-09-21' },
    at: ['/coverages/0/subscriber', '2010BA/NM103'],
  },
  {
    edit: 'edit-dependent-is-another',
    example: visit,
    change: { '/coverages/0/relationship': '19' },
    at: ['/coverages/0/relationship', '2000C/PAT01'],
  },
  { edit: 'edit-prior-payer', example: visit, change: { '/destination': 'S', '/coverages/0/order': 'S' }, at: ['/coverages', '2320/SBR'] },
  {
    edit: 'edit-prior-decision',
    example: 'professional/secondary-decided-by-claim',
    change: { '/coverages/0/adjudication': undefined },
    at: ['/coverages/0/adjudication', '2320/AMT'],
  },
  { edit: 'edit-line-balance', example: secondary, change: { '/lines/0/chargeCents': 1 }, at: ['/lines/0/adjudications/0', '2430/SVD02'] },
  {
    edit: 'edit-claim-balance',
    example: 'professional/secondary-decided-by-claim',
    change: { '/chargeCents': 1 },
    at: ['/coverages/0/adjudication', '2320/AMT02'],
  },
  {
    edit: 'edit-patient-share-once',
    example: secondary,
    change: { '/coverages/0/adjudication/remainingPatientCents': 100, '/lines/0/adjudications/0/remainingPatientCents': 100 },
    at: ['/coverages/0/adjudication/remainingPatientCents', '2320/AMT02'],
  },
  {
    edit: 'edit-original-number',
    example: 'professional/void',
    change: { '/originalPayerClaimNumber': undefined },
    at: ['/originalPayerClaimNumber', '2300/REF'],
  },
  {
    edit: 'edit-medicare-takes-originals',
    example: 'professional/chiropractic-adjustment',
    change: { '/frequency': '7' },
    at: ['/frequency', '2300/CLM05-3'],
  },
  {
    edit: 'edit-clia-missing',
    example: laboratory,
    given: { '/lines/1/clia': undefined },
    change: { '/lines/1/placeOfService': '11', '/clia': undefined, '/placeOfService': '22' },
    at: ['/lines/1/clia', '2400/REF'],
  },
  { edit: 'edit-clia-form', example: laboratory, change: { '/lines/1/clia': '07D765432' }, at: ['/lines/1/clia', '2400/REF02'] },
  { edit: 'edit-clia-waived', example: visit, change: { [line.modifiers]: ['QW'] }, at: [`${line.modifiers}/0`, '2400/SV101-3'] },
  {
    edit: 'edit-ndc-form',
    example: 'professional/injection-with-drug',
    change: { '/lines/1/drug/ndc': '0003-0293-05' },
    at: ['/lines/1/drug/ndc', '2410/LIN03'],
  },
  {
    edit: 'edit-ndc-quantity',
    example: 'professional/injection-with-drug',
    change: { '/lines/1/drug/quantity': '0' },
    at: ['/lines/1/drug/quantity', '2410/CTP04'],
  },
  {
    edit: 'edit-ndc-missing',
    example: 'professional/injection-with-drug',
    change: { '/lines/1/drug': undefined },
    at: ['/lines/1/drug', '2410/LIN'],
  },
  {
    edit: 'edit-ndc-required',
    example: 'professional/injection-with-drug',
    facts: { payer: payerRules({ needsDrugNumber: true }) },
    change: { '/lines/1/drug': undefined },
    at: ['/lines/1/drug', '2410/LIN'],
  },
  {
    edit: 'edit-authorization',
    example: visit,
    facts: { payer: payerRules({ authorization: ['705*', '99214'] }) },
    change: { [line.code]: '70551' },
    at: ['/lines/0/authorization', '2400/REF'],
  },
  {
    edit: 'edit-referrer-missing',
    example: 'professional/mammography',
    change: { '/providers': [] },
    at: ['/lines/0/providers', '2400/NM1'],
  },
  {
    edit: 'edit-referrer-of-medicare',
    example: 'professional/equipment-rented',
    change: { '/lines/0/providers': undefined },
    at: ['/lines/0/providers', '2400/NM1'],
  },
  {
    edit: 'edit-referrer-is-somebody',
    example: laboratory,
    change: { '/providers/0/provider/last': 'Self' },
    at: ['/providers/0/provider/last', '2310A/NM103'],
  },
  { edit: 'edit-anaesthesia-minutes', example: anaesthesia, change: { '/lines/0/unit': 'UN' }, at: ['/lines/0/unit', '2400/SV103'] },
  { edit: 'edit-anaesthesia-length', example: anaesthesia, change: { '/lines/0/units': '1441' }, at: ['/lines/0/units', '2400/SV104'] },
  { edit: 'edit-anaesthesia-status', example: anaesthesia, change: { [line.modifiers]: ['QK'] }, at: [line.modifiers, '2400/SV101-3'] },
  {
    edit: 'edit-accident-state',
    example: 'professional/car-accident',
    change: { '/accident/state': undefined },
    at: ['/accident/state', '2300/CLM11-4'],
  },
  {
    edit: 'edit-accident-date',
    example: 'dental/car-accident',
    change: { '/dates/accident': undefined },
    at: ['/dates/accident', '2300/DTP'],
  },
  {
    edit: 'edit-accident-at-work',
    example: 'professional/injury-at-work',
    change: { '/coverages/0/filing': 'CI' },
    at: ['/coverages/0/filing', '2000B/SBR09'],
  },
  { edit: 'edit-stay-admission', example: stay, change: { '/admission': undefined }, at: ['/admission', '2300/DTP'] },
  {
    edit: 'edit-stay-admitting-diagnosis',
    example: stay,
    change: { '/admittingDiagnosis': undefined },
    at: ['/admittingDiagnosis', '2300/HI'],
  },
  { edit: 'edit-stay-attending', example: stay, change: { '/providers': [] }, at: ['/providers', '2310A/NM1'] },
  {
    edit: 'edit-stay-present-on-admission',
    example: stay,
    change: { '/diagnoses/1/presentOnAdmission': undefined },
    at: ['/diagnoses/1/presentOnAdmission', '2300/HI01-9'],
  },
  { edit: 'edit-bill-type', example: stay, change: { '/facilityType': '011' }, at: ['/facilityType', '2300/CLM05-1'] },
  {
    edit: 'edit-values-not-negative',
    example: stay,
    given: { '/values': [{ code: '80', amount: '4' }] },
    change: { '/values/0/amount': '-4' },
    at: ['/values/0/amount', '2300/HI01-5'],
  },
  {
    edit: 'edit-occurrence-in-life',
    example: stay,
    given: { '/occurrences': [{ code: '11', on: '2026-09-09' }] },
    change: { '/occurrences/0/on': '1950-01-01' },
    at: ['/occurrences/0/on', '2300/HI01-4'],
  },
  {
    edit: 'edit-covered-days',
    example: stay,
    given: { '/values': [{ code: '80', amount: '4' }] },
    change: { '/values/0/amount': '5' },
    at: ['/values/0/amount', '2300/HI01-5'],
  },
  { edit: 'edit-tooth-form', example: fillings, change: { '/lines/1/teeth/0/tooth': '33' }, at: ['/lines/1/teeth/0/tooth', '2400/TOO02'] },
  {
    edit: 'edit-surface-known',
    example: fillings,
    change: { '/lines/1/teeth/0/surfaces': ['M', 'X'] },
    at: ['/lines/1/teeth/0/surfaces/1', '2400/TOO03-2'],
  },
  {
    edit: 'edit-area-known',
    example: 'dental/scaling-of-two-quadrants',
    change: { '/lines/0/oralCavity': ['11'] },
    at: ['/lines/0/oralCavity/0', '2400/SV304-1'],
  },
  { edit: 'edit-prosthesis-said', example: crown, change: { '/lines/0/prosthesis': undefined }, at: ['/lines/0/prosthesis', '2400/SV305'] },
  { edit: 'edit-replacement-prior', example: crown, change: { '/lines/0/dates': {} }, at: ['/lines/0/dates/priorPlacement', '2400/DTP'] },
  {
    edit: 'edit-service-sent-before',
    example: visit,
    facts: { history: [sent] },
    given: { '/lines/0/from': '2026-09-15' },
    change: { '/lines/0/from': '2026-09-14' },
    at: ['/lines/0', '2400/LX01'],
  },
  {
    edit: 'edit-line-repeated',
    example: laboratory,
    given: { '/lines/1/procedure/modifiers': ['91'] },
    change: { '/lines/0/procedure/modifiers': [], '/lines/1/procedure': { qualifier: 'HC', code: '80053', modifiers: [] } },
    at: ['/lines/1', '2400/LX01'],
  },
  {
    edit: 'edit-filing-late',
    example: visit,
    facts: { payer: payerRules({ filingDays: 22 }) },
    factsChange: { payer: payerRules({ filingDays: 21 }) },
    at: ['/lines/0/from', '2400/DTP03'],
  },
  {
    edit: 'edit-filing-soon',
    example: visit,
    facts: { payer: payerRules({ filingDays: 37 }) },
    factsChange: { payer: payerRules({ filingDays: 36 }) },
    at: ['/lines/0/from', '2400/DTP03'],
  },
  {
    edit: 'edit-claim-number-form',
    example: visit,
    change: { '/patientControlNumber': 'exp-1' },
    at: ['/patientControlNumber', '2300/CLM01'],
  },
  {
    edit: 'edit-claim-number-length',
    example: visit,
    change: { '/patientControlNumber': 'EXP000000000000000001' },
    at: ['/patientControlNumber', '2300/CLM01'],
  },
  {
    edit: 'edit-line-number-once',
    example: laboratory,
    change: { '/lines/1/control': 'EXP00006L1' },
    at: ['/lines/1/control', '2400/REF02'],
  },
  { edit: 'edit-character', example: visit, change: { '/billing/address/city': 'AVÓN' }, at: ['/billing/address/city', '2010AA'] },
  { edit: 'edit-character-delimiter', example: visit, change: { '/lines/0/note': 'A*B' }, at: ['/lines/0/note', '2400'] },
]
