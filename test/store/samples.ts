// Invented values for the store's tests.
import type { Claim, ClaimPayment, OpenClaim, ProviderAdjustment, Remittance } from '../../src/domain/index.js'
import type { Arrival, ClaimRecord, InterchangeRow, SetRow, Store } from '../../src/store/index.js'
import type { Instant, IsoDate } from '../../src/values/index.js'
import { toCents } from '../../src/values/index.js'

export const at = '2026-11-23T12:00:00.000Z' as Instant
export const later = '2026-11-23T12:05:00.000Z' as Instant
export const day = '2026-11-01' as IsoDate

export const arrival: Arrival = { name: 'in.edi', direction: 'in', source: 'api', at }

export const source = { fileId: 'file-1', sha256: 'ab'.repeat(32), set: 1, segment: 17, offset: 812, length: 44 }

export function bytesOf(text: string): Uint8Array[] {
  return [Buffer.from(text)]
}

export async function keepText(store: Store, text: string, change: Partial<Arrival> = {}): Promise<string> {
  return (await store.files.keep({ ...arrival, ...change }, bytesOf(text))).file.id
}

export function interchange(fileId: string, change: Partial<Omit<InterchangeRow, 'id'>> = {}): Omit<InterchangeRow, 'id' | 'verdict'> {
  return {
    fileId,
    ordinal: 1,
    direction: 'in',
    control: '000000001',
    senderQualifier: 'ZZ',
    senderId: 'ACORN',
    receiverQualifier: 'ZZ',
    receiverId: 'OAK',
    date: '261123',
    time: '1200',
    usage: 'P',
    range: { offset: 0, length: 106 },
    at,
    ...change,
  }
}

export function transactionSet(
  ids: Pick<SetRow, 'fileId' | 'interchangeId' | 'groupId'>,
  change: Partial<SetRow> = {},
): Omit<SetRow, 'id' | 'verdict' | 'state' | 'segments' | 'units'> {
  return { ...ids, ordinal: 1, type: '837', guide: '005010X222A1', control: '0001', range: { offset: 150, length: 0 }, ...change }
}

export function openClaim(patientControlNumber: string, memberId = 'M1'): OpenClaim {
  return {
    patientControlNumber,
    kind: 'professional',
    patient: { last: 'WILLOW', first: 'ANN' },
    coverages: [{ order: 'P', payerId: 'P1', memberId }],
    lines: [{ number: 1, modifiers: [], chargeCents: toCents(10_000) }],
    chargeCents: toCents(10_000),
  }
}

export function claimRecord(
  practiceId: string,
  patientControlNumber: string,
  change: Partial<ClaimRecord> = {},
): Omit<ClaimRecord, 'id' | 'updatedAt'> {
  return {
    practiceId,
    patientControlNumber,
    submissionState: 'Ready',
    state: 'submitted',
    chargeCents: toCents(10_000),
    claim: openClaim(patientControlNumber),
    createdAt: at,
    ...change,
  }
}

/** Holds all that is kept of a claim; the store looks at none of it. */
export const document = {
  kind: 'professional',
  patientControlNumber: 'A-1',
  lines: [],
  note: { code: 'ADD', text: 'naïve ☂ 𝄞' },
} as unknown as Claim

export const remittance: Remittance = {
  handling: 'I',
  paidCents: toCents(8_000),
  creditOrDebit: 'C',
  method: 'ACH',
  effectiveOn: day,
  trace: { number: 'T-1', payerIdentifier: '1999999999' },
  payer: { name: 'ACORN HEALTH', references: [], contacts: [] },
  payee: { references: [] },
}

export function claimPayment(patientControlNumber: string, change: Partial<ClaimPayment> = {}): ClaimPayment {
  return {
    patientControlNumber,
    status: '1',
    chargedCents: toCents(10_000),
    paidCents: toCents(8_000),
    payerClaimNumber: 'ICN-1',
    adjustments: [{ group: 'CO', reason: '45', amountCents: toCents(2_000) }],
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    services: [],
    ...change,
  }
}

export const providerAdjustment: ProviderAdjustment = {
  providerId: '1234567893',
  fiscalPeriodEnd: day,
  reason: 'L6',
  amountCents: toCents(-24),
}

export async function addPractice(store: Store, npi = '1234567893'): Promise<string> {
  return (await store.practices.save({ name: 'Oak Street Family Practice', npi, taxId: '123456789' }, at)).id
}

/** All pages of a listing, two rows at a time. */
export async function allPages<T>(
  list: (paging: { limit: number; cursor?: string }) => Promise<{ readonly items: readonly T[]; readonly next?: string }>,
): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    if (page.next === undefined) return items
    cursor = page.next
  }
}

/** The value without some of its properties. */
export function without<T extends object, K extends keyof T>(value: T, ...keys: K[]): Omit<T, K> {
  const rest = { ...value }
  for (const key of keys) delete rest[key]
  return rest
}
