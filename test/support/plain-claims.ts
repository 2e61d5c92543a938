// One plain claim of each kind, to change one thing of, and what stands on the wire of claims.
import { encodeClaims } from '../../src/codecs/index.js'
import type { Claim, Coverage, DentalClaim, InstitutionalClaim, SubmissionHeader } from '../../src/domain/index.js'
import { type IsoDate, toCents, toIsoDate } from '../../src/values/index.js'
import { written } from './read-set.js'

export const day = (text: string): IsoDate => toIsoDate(text) as IsoDate

export const header: SubmissionHeader = {
  purpose: '00',
  reference: 'BT1',
  createdOn: day('2026-10-06'),
  createdAt: '0930',
  use: 'CH',
  submitter: {
    entityType: '2',
    last: 'RIVERBEND',
    id: 'RB',
    contacts: [{ name: 'OFFICE', numbers: [{ qualifier: 'TE', value: '8605550123' }] }],
  },
  receiver: { name: 'ACORN CLEARING', id: 'ACORNEDI' },
}

export const wires = (...claims: readonly Claim[]): string[] => [...encodeClaims(claims, header)].map(written)

export const home = { line1: '8 ELM ROAD', city: 'AVON', state: 'CT', postalCode: '06001' }
export const ana = { last: 'ALVAREZ', first: 'ANA', address: home, birthDate: day('1980-02-14'), sex: 'F' as const }
export const primary: Coverage = {
  order: 'P',
  payer: { id: '60001', name: 'ACORN HEALTH PLAN' },
  filing: 'CI',
  memberId: 'W100000001',
  relationship: '18',
  subscriber: ana,
}
export const secondary: Coverage = {
  ...primary,
  order: 'S',
  payer: { id: '60002', name: 'CEDAR SUPPLEMENT' },
  subscriber: { last: 'ALVAREZ', first: 'ANA' },
  benefitsAssigned: 'Y',
  release: 'Y',
}
export const billing = {
  entityType: '2' as const,
  last: 'RIVERBEND FAMILY PRACTICE',
  npi: '1234567893',
  address: { line1: '12 MILL STREET', city: 'AVON', state: 'CT', postalCode: '060011234' },
  taxId: '912345678',
  taxIdQualifier: 'EI' as const,
}
export const hale = { entityType: '1' as const, last: 'HALE', first: 'MIRIAM', npi: '1999000163' }

const common = {
  patientControlNumber: 'RB1',
  frequency: '1',
  billing,
  patient: ana,
  coverages: [primary],
  destination: 'P' as const,
  assignment: 'A',
  benefitsAssigned: 'Y',
  release: 'Y',
}

export const stay: InstitutionalClaim = {
  ...common,
  kind: 'institutional',
  chargeCents: toCents(1020000),
  facilityType: '11',
  statement: { from: day('2026-09-10'), to: day('2026-09-14') },
  admission: { on: day('2026-09-10'), at: '0815' },
  dischargeHour: '1130',
  admissionType: '1',
  admissionSource: '1',
  patientStatus: '01',
  diagnoses: [{ code: 'I5023', presentOnAdmission: 'Y' }],
  admittingDiagnosis: { code: 'R0602' },
  providers: [{ role: 'attending', provider: hale }],
  lines: [{ control: 'RB1L1', revenueCode: '0120', chargeCents: toCents(1020000), unit: 'DA', units: '4' }],
}

export const cleaning: DentalClaim = {
  ...common,
  kind: 'dental',
  chargeCents: toCents(9500),
  placeOfService: '11',
  signatureOnFile: true,
  from: day('2026-10-05'),
  providers: [],
  lines: [{ control: 'RB1L1', procedure: { qualifier: 'AD', code: 'D1110', modifiers: [] }, chargeCents: toCents(9500) }],
}
