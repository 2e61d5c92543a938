// 837 files for the simulator's tests, written with the project's own encoder; people and numbers are invented.
import { encodeClaims } from '../../src/codecs/index.js'
import { type Claim, claimGuides, type PriorAdjudication, type ProfessionalClaim, type ProfessionalLine } from '../../src/domain/index.js'
import { type IsoDate, sumCents, toCents } from '../../src/values/index.js'
import { writeInterchange } from '../../src/x12/index.js'

export interface ClaimShape {
  readonly number: string
  /** Charge of each line. */
  readonly charges?: readonly number[]
  readonly payer?: { readonly id: string; readonly name: string }
  readonly isDependent?: boolean
}

const acorn = { id: '60001', name: 'ACORN HEALTH PLAN' }
const day = '2026-10-05' as IsoDate

export function claimOf({ number, charges = [15000], payer = acorn, isDependent = false }: ClaimShape): ProfessionalClaim {
  const subscriber = {
    last: 'ALVAREZ',
    first: 'ANA',
    birthDate: '1980-02-14' as IsoDate,
    sex: 'F' as const,
    address: { line1: '8 ELM ROAD', city: 'AVON', state: 'CT', postalCode: '06001' },
  }
  const lines = charges.map(
    (charge, index): ProfessionalLine => ({
      control: `${number}L${index + 1}`,
      procedure: { qualifier: 'HC', code: index === 0 ? '99213' : String(97109 + index), modifiers: [] },
      chargeCents: toCents(charge),
      units: '1',
      unit: 'UN',
      from: day,
      diagnosisPointers: [1],
    }),
  )
  return {
    kind: 'professional',
    patientControlNumber: number,
    frequency: '1',
    billing: {
      entityType: '2',
      last: 'RIVERBEND FAMILY PRACTICE',
      npi: '1234567893',
      taxonomy: '207Q00000X',
      address: { line1: '12 MILL STREET', city: 'AVON', state: 'CT', postalCode: '060011234' },
      taxId: '912345678',
      taxIdQualifier: 'EI',
    },
    patient: isDependent ? { ...subscriber, first: 'BEN' } : subscriber,
    coverages: [
      {
        order: 'P',
        payer: { ...payer, idQualifier: 'PI' },
        filing: 'CI',
        // Each its own member, or a payer takes the next one for a duplicate.
        memberId: `W1${number.replaceAll(/\W/g, '')}`,
        relationship: isDependent ? '19' : '18',
        subscriber,
      },
    ],
    destination: 'P',
    chargeCents: sumCents(lines.map(({ chargeCents }) => chargeCents)),
    placeOfService: '11',
    diagnoses: [{ code: 'J069' }],
    signatureOnFile: true,
    assignment: 'A',
    benefitsAssigned: 'Y',
    release: 'Y',
    providers: [
      { role: 'rendering', provider: { entityType: '1', last: 'STONE', first: 'IRIS', npi: '1999000015', taxonomy: '207Q00000X' } },
    ],
    lines,
  }
}

/** The same claim for a secondary payer, after the primary paid and left a share to the patient. */
export function asSecondary(claim: ProfessionalClaim, paid: number, contractual: number, patientShare: number): ProfessionalClaim {
  const [primary] = claim.coverages
  const [line] = claim.lines
  if (primary === undefined || line === undefined) throw new Error('the claim has no coverage or no line')
  const adjudication: PriorAdjudication = { paidCents: toCents(paid), adjustments: [] }
  const adjustments = [
    { group: 'CO', reason: '45', amountCents: toCents(contractual) },
    { group: 'PR', reason: '2', amountCents: toCents(patientShare) },
  ]
  return {
    ...claim,
    destination: 'S',
    coverages: [
      { ...primary, adjudication },
      { ...primary, order: 'S', payer: { id: '60002', name: 'BIRCH SUPPLEMENT', idQualifier: 'PI' } },
    ],
    lines: [
      {
        ...line,
        adjudications: [
          { payerId: primary.payer.id, paidCents: toCents(paid), procedure: line.procedure, units: '1', adjustments, paidOn: day },
        ],
      },
    ],
  }
}

/** One interchange with a transaction set per list of claims. */
export function submissionOf(control: string, ...sets: (readonly Claim[])[]): Buffer {
  return writtenOf(control, 'T', sets)
}

/** As `submissionOf`, in a file for production; all claims are of one kind. */
export function productionOf(control: string, ...sets: (readonly Claim[])[]): Buffer {
  return writtenOf(control, 'P', sets)
}

function writtenOf(control: string, usage: string, sets: (readonly Claim[])[]): Buffer {
  const version = claimGuides[sets[0]?.[0]?.kind ?? 'professional']
  const header = {
    control,
    sender: { qualifier: 'ZZ', id: 'RIVERBEND' },
    receiver: { qualifier: 'ZZ', id: 'ACORNEDI' },
    date: '261006',
    time: '0915',
    usage,
    acknowledgementRequested: true,
  }
  const { value } = writeInterchange({ header }, (writer) => {
    const group = { senderId: 'RIVERBEND', receiverId: 'ACORNEDI', date: '20261006', time: '0915', control: String(Number(control)) }
    writer.startGroup({ ...group, functionalId: 'HC', version })
    for (const [index, claims] of sets.entries()) {
      writer.startSet({ type: '837', control: String(index + 1), version })
      for (const segment of encodeClaims(claims, submissionHeader(`BT${control}${index}`))) writer.segment(segment)
    }
  })
  if (value === undefined) throw new Error('the submission cannot be written')
  return Buffer.from(value)
}

function submissionHeader(reference: string): Parameters<typeof encodeClaims>[1] {
  return {
    purpose: '00',
    reference,
    createdOn: day,
    createdAt: '0930',
    use: 'CH',
    submitter: {
      entityType: '2',
      last: 'RIVERBEND FAMILY PRACTICE',
      id: 'RIVERBEND',
      contacts: [{ name: 'BILLING OFFICE', numbers: [{ qualifier: 'TE', value: '8605550123' }] }],
    },
    receiver: { name: 'ACORN CLEARING', id: 'ACORNEDI' },
  }
}
