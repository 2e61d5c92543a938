// Writes 835 files for tests: whole interchanges with right counts, of claims that `openClaim` makes.
import { encodeRemittanceBody } from '../../src/codecs/index.js'
import type { OpenClaim } from '../../src/domain/index.js'
import type { ReadRemittance } from './read-remittance.js'
import { written } from './read-set.js'

export interface PaidClaim {
  readonly number: string
  /** In cents; the rest of the charge is CO 45. */
  readonly chargeCents: number
  readonly paidCents: number
  readonly last?: string
  /** CLP02. */
  readonly status?: string
  /** CO 45 when it shall not be the rest of the charge. */
  readonly contractualCents?: number
  /** CLP07; made of the number when left out. */
  readonly payerClaimNumber?: string
  readonly memberId?: string
}

export interface RemittanceShape {
  readonly trace: string
  readonly claims: readonly PaidClaim[]
  /** BPR02; the sum of what is paid when left out. */
  readonly bpr02Cents?: number
  /** NPI and tax id. */
  readonly payee?: readonly [string, string]
  /** Further segments before N1*PR. */
  readonly header?: readonly string[]
  /** PLB segments. */
  readonly trailer?: readonly string[]
}

export interface InterchangeShape {
  readonly control?: string
  readonly sender?: string
  readonly receiver?: string
  readonly version?: string
  readonly functionalId?: string
  readonly lineEnd?: string
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2).replace(/\.?0+$/, '')
}

/** The segments between ST and SE. */
export function remittanceSet({
  trace,
  claims,
  bpr02Cents,
  payee = ['1234567893', '912345678'],
  header = [],
  trailer = [],
}: RemittanceShape): string[] {
  const paid = bpr02Cents ?? claims.reduce((sum, { paidCents }) => sum + paidCents, 0)
  return [
    `BPR*I*${dollars(paid)}*C*ACH*CCP*01*123456780*DA*5550001*1987654321**01*987654320*DA*7770009*20261103`,
    `TRN*1*${trace}*1987654321`,
    ...header,
    'DTM*405*20261102',
    'N1*PR*ACORN HEALTH PLAN',
    'N3*100 PAYER PLAZA',
    'N4*HARTFORD*CT*061030001',
    'REF*2U*60001',
    'PER*BL*EDI HELP DESK*TE*8005550100',
    `N1*PE*RIVERBEND FAMILY PRACTICE*XX*${payee[0]}`,
    `REF*TJ*${payee[1]}`,
    'LX*1',
    ...claims.flatMap(paidClaim),
    ...trailer,
  ]
}

function paidClaim(claim: PaidClaim): string[] {
  const { number, chargeCents, paidCents, last = 'ALVAREZ', memberId = 'W1', status = '1', contractualCents } = claim
  const payerClaimNumber = claim.payerClaimNumber ?? `ICN${number}`
  const contractual = contractualCents ?? chargeCents - paidCents
  return [
    `CLP*${number}*${status}*${dollars(chargeCents)}*${dollars(paidCents)}**12*${payerClaimNumber}*11*1`,
    `NM1*QC*1*${last}*ANA****MI*${memberId}`,
    `SVC*HC:99201*${dollars(chargeCents)}*${dollars(paidCents)}**1`,
    'DTM*472*20261005',
    ...(contractual === 0 ? [] : [`CAS*CO*45*${dollars(contractual)}`]),
    `REF*6R*${number}L1`,
  ]
}

/** One interchange of one group; each set is what stands between ST and SE. */
export function interchange(sets: readonly (readonly string[])[], shape: InterchangeShape = {}): string {
  const { control = '000000101', sender = '60001', receiver = 'RIVERBEND', lineEnd = '\n' } = shape
  const { version = '005010X221A1', functionalId = 'HP' } = shape
  return [
    `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*${receiver.padEnd(15)}*261102*0915*^*00501*${control}*0*T*:`,
    `GS*${functionalId}*${sender}*${receiver}*20261102*0915*${Number(control)}*X*${version}`,
    ...sets.flatMap((body, index) => {
      const number = String(index + 1).padStart(4, '0')
      return [`ST*835*${number}`, ...body, `SE*${body.length + 2}*${number}`]
    }),
    `GE*${sets.length}*${Number(control)}`,
    `IEA*1*${control}`,
  ]
    .map((segment) => `${segment}~${lineEnd}`)
    .join('')
}

/** A file with one remittance. */
export function remittanceFile(remittance: RemittanceShape, shape: InterchangeShape = {}): string {
  return interchange([remittanceSet(remittance)], shape)
}

/** The file that holds these remittances, written by our own codec. */
export function fileOf(remittances: readonly ReadRemittance[], shape: InterchangeShape = {}): string {
  const sets = remittances.map(({ remittance, payments, adjustments }) => [...encodeRemittanceBody(remittance, payments, adjustments)])
  return interchange(
    sets.map((segments) => segments.map(written)),
    shape,
  )
}

/** What the payer pays of these claims: four fifths, and the rest is contractual. */
export function fourFifthsOf(claims: readonly OpenClaim[]): PaidClaim[] {
  return claims.map(({ patientControlNumber: number, chargeCents }) => ({ number, chargeCents, paidCents: (chargeCents / 5) * 4 }))
}
