// The columns of the template for professional claims: what each says, and where it goes. docs/claims-csv.md is made from this.

/** text: as it stands; code: without dots and blanks; digits: its digits alone; day, money, number, yes: read as such; codes: several, parted by blanks. */
export type CellKind = 'text' | 'code' | 'digits' | 'day' | 'money' | 'number' | 'yes' | 'codes' | 'pointers'

export interface CsvColumn {
  readonly name: string
  /** JSON pointer in the claim, or of a line in the line. Columns of one object make it when any of them is filled. */
  readonly to: string
  readonly of: 'claim' | 'line'
  readonly kind: CellKind
  /** Always needed; "or": what stands for it when the cell is empty or the column missing. */
  readonly needed?: true
  readonly or?: string
  readonly says: string
  readonly example: string
}

const claim = (name: string, to: string, kind: CellKind, says: string, example: string, more: Partial<CsvColumn> = {}): CsvColumn => ({
  name,
  to,
  of: 'claim',
  kind,
  says,
  example,
  ...more,
})
const line = (name: string, to: string, kind: CellKind, says: string, example: string, more: Partial<CsvColumn> = {}): CsvColumn => ({
  ...claim(name, to, kind, says, example, more),
  of: 'line',
})
const needed = { needed: true } as const

function address(prefix: string, to: string, whose: string, isNeeded: boolean): CsvColumn[] {
  const need = isNeeded ? needed : {}
  return [
    claim(`${prefix}_address`, `${to}/line1`, 'text', `street of ${whose}`, '12 MILL STREET', need),
    claim(`${prefix}_address_2`, `${to}/line2`, 'text', 'second line of it', 'SUITE 4'),
    claim(`${prefix}_city`, `${to}/city`, 'text', 'city', 'AVON', need),
    claim(`${prefix}_state`, `${to}/state`, 'text', 'state, two letters', 'CT', need),
    claim(`${prefix}_zip`, `${to}/postalCode`, 'digits', 'ZIP code, of a billing provider with all nine digits', '06001-1234', need),
  ]
}

function person(prefix: string, to: string, whose: string, isNeeded: boolean): CsvColumn[] {
  const need = isNeeded ? needed : {}
  return [
    claim(`${prefix}_last_name`, `${to}/last`, 'text', `last name of ${whose}`, 'WATTS', need),
    claim(`${prefix}_first_name`, `${to}/first`, 'text', 'first name', 'IRENE'),
    claim(`${prefix}_middle_name`, `${to}/middle`, 'text', 'middle name or initial', 'J'),
    claim(`${prefix}_birth_date`, `${to}/birthDate`, 'day', 'day of birth', '1961-09-12', need),
    claim(`${prefix}_sex`, `${to}/sex`, 'text', 'F, M or U', 'F', need),
    ...address(prefix, `${to}/address`, whose, isNeeded),
  ]
}

function provider(role: string, index: number, whose: string): CsvColumn[] {
  const to = `/providers/${index}/provider`
  return [
    claim(`${role}_last_name`, `${to}/last`, 'text', `last name of ${whose}`, 'STONE'),
    claim(`${role}_first_name`, `${to}/first`, 'text', 'first name', 'IRIS'),
    claim(`${role}_npi`, `${to}/npi`, 'digits', 'NPI', '1999000015'),
    ...(role === 'rendering' ? [claim(`${role}_taxonomy`, `${to}/taxonomy`, 'text', 'taxonomy code', '207Q00000X')] : []),
  ]
}

/** Roles of `providers`, by their place in the columns. */
export const providerRoles = ['rendering', 'referring', 'supervising'] as const

export const claimNumber = 'claim_number'
const diagnoses = Array.from({ length: 12 }, (_, index) =>
  claim(
    `diagnosis_${index + 1}`,
    `/diagnoses/${index}/code`,
    'code',
    index === 0 ? 'principal diagnosis, ICD-10' : 'further diagnosis',
    'J06.9',
    {
      ...(index === 0 ? needed : {}),
    },
  ),
)

export const csvColumns: readonly CsvColumn[] = [
  claim(
    claimNumber,
    '/patientControlNumber',
    'text',
    'your number of the claim (CLM01); rows of one number are one claim',
    'CSV00001',
    needed,
  ),
  claim('frequency', '/frequency', 'text', '1 original, 7 replacement, 8 void', '1', { or: '1' }),
  claim(
    'payer_claim_number',
    '/originalPayerClaimNumber',
    'text',
    "the payer's number of the claim that is replaced or voided",
    '2026123456',
  ),
  claim('place_of_service', '/placeOfService', 'text', 'place of service code', '11', needed),
  claim(
    'billing_name',
    '/billing/last',
    'text',
    'name of the billing practice; of a person the last name',
    'RIVERBEND FAMILY PRACTICE',
    needed,
  ),
  claim('billing_first_name', '/billing/first', 'text', 'first name, when a person bills', 'IRIS'),
  claim('billing_npi', '/billing/npi', 'digits', 'its NPI', '1234567893', needed),
  claim('billing_taxonomy', '/billing/taxonomy', 'text', 'its taxonomy code', '207Q00000X'),
  claim('billing_tax_id', '/billing/taxId', 'digits', 'its tax id', '91-2345678', needed),
  claim('billing_tax_id_type', '/billing/taxIdQualifier', 'text', 'EI employer number, SY social security number', 'EI', { or: 'EI' }),
  ...address('billing', '/billing/address', 'the billing practice, no post office box', true),
  ...providerRoles.flatMap((role, index) =>
    provider(role, index, `the ${role} provider${role === 'rendering' ? ', when not the billing one' : ''}`),
  ),
  claim('payer_id', '/coverages/0/payer/id', 'text', 'payer id, as the clearinghouse lists it; it decides the partner', '60001', needed),
  claim('payer_name', '/coverages/0/payer/name', 'text', 'name of the payer', 'ACORN HEALTH PLAN', needed),
  claim(
    'filing_code',
    '/coverages/0/filing',
    'text',
    'claim filing indicator: CI commercial, BL Blue Cross, MB Medicare B, MC Medicaid …',
    'CI',
    { or: 'CI' },
  ),
  claim('member_id', '/coverages/0/memberId', 'text', 'member id of the subscriber', 'W100000801', needed),
  claim('group_number', '/coverages/0/group', 'text', 'group number', 'GRP0071'),
  claim(
    'relationship',
    '/coverages/0/relationship',
    'text',
    'of the patient to the subscriber: 18 self, 01 spouse, 19 child, G8 other',
    '18',
    { or: '18' },
  ),
  ...person('patient', '/patient', 'the patient', true),
  ...person('subscriber', '/coverages/0/subscriber', 'the subscriber, when not the patient', false),
  ...diagnoses,
  claim('prior_authorization', '/authorization', 'text', 'prior authorization number', 'AUTH0001'),
  claim('referral_number', '/referral', 'text', 'referral number', 'REF0001'),
  claim('clia', '/clia', 'text', 'CLIA number, for laboratory tests', '07D0000001'),
  claim('patient_paid', '/patientPaidCents', 'money', 'what the patient paid', '20.00'),
  claim('assignment', '/assignment', 'text', 'A assigned, B for laboratory only, C not', 'A', { or: 'A' }),
  claim('benefits_assigned', '/benefitsAssigned', 'text', 'Y, N or W', 'Y', { or: 'Y' }),
  claim('release', '/release', 'text', 'release of information: Y or I', 'Y', { or: 'Y' }),
  claim('signature_on_file', '/signatureOnFile', 'yes', "provider's signature on file: Y or N", 'Y', { or: 'Y' }),
  line('service_date', '/from', 'day', 'day of service, or the first of them', '2026-09-14', needed),
  line('service_date_to', '/to', 'day', 'last day, when there are several', '2026-09-15'),
  line('procedure', '/procedure/code', 'text', 'CPT or HCPCS code', '99213', needed),
  line('modifiers', '/procedure/modifiers', 'codes', 'up to four, parted by blanks', '25 59'),
  line('units', '/units', 'number', 'how many', '1', { or: '1' }),
  line('unit_type', '/unit', 'text', 'UN units, MJ minutes', 'UN', { or: 'UN' }),
  line(
    'charge',
    '/chargeCents',
    'money',
    'charge of the line in dollars; the sum of the lines is the charge of the claim',
    '150.00',
    needed,
  ),
  line('diagnosis_pointers', '/diagnosisPointers', 'pointers', 'which of the diagnoses, the first is the primary: 1 2 or AB', '1', {
    or: '1',
  }),
  line('line_control', '/control', 'text', 'your number of the line; else the claim number with L1, L2 …', 'CSV00001L1'),
  line('line_place_of_service', '/placeOfService', 'text', "when not the claim's", '22'),
  line('ndc', '/drug/ndc', 'digits', 'NDC of a drug, eleven digits', '00000-0000-00'),
  line('ndc_quantity', '/drug/quantity', 'number', 'its quantity', '1'),
  line('ndc_unit', '/drug/unit', 'text', 'F2, GR, ME, ML or UN', 'ML'),
  line('line_note', '/note', 'text', 'a note on the line', 'SEE RECORD'),
]
