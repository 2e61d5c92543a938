// Short ways to write claims and remittances for tests of the money rules.
import { readFileSync } from 'node:fs'
import type { OpenClaim, PayerOrder } from '../../src/domain/index.js'
import type { AdjustmentTreatments } from '../../src/ledger/index.js'
import { type IsoDate, toCents } from '../../src/values/index.js'
import { type ReadRemittance, readRemittance } from './read-remittance.js'

export const treatments = JSON.parse(readFileSync('schemas/codes/adjustment-treatment.json', 'utf8')) as AdjustmentTreatments

export interface ClaimShape {
  /** Charges of the lines, in dollars; the procedures are 99201, 99202, … */
  readonly charges: readonly number[]
  readonly payers?: readonly string[]
  readonly kind?: OpenClaim['kind']
  readonly last?: string
  readonly date?: string
}

const orders: readonly PayerOrder[] = ['P', 'S', 'T']

/** A claim of ALVAREZ, member W1, payer 60001, on 2026-10-05. */
export function openClaim(number: string, shape: ClaimShape): OpenClaim {
  const { charges, payers = ['60001'], kind = 'professional', last = 'ALVAREZ', date = '2026-10-05' } = shape
  return {
    patientControlNumber: number,
    kind,
    patient: { last, first: 'ANA' },
    coverages: payers.map((payerId, index) => ({ order: orders[index] ?? 'T', payerId, memberId: `W${index + 1}` })),
    lines: charges.map((charge, index) => ({
      number: index + 1,
      control: `${number}L${index + 1}`,
      procedure: String(99201 + index),
      modifiers: [],
      serviceDate: date as IsoDate,
      units: 1,
      chargeCents: toCents(charge * 100),
    })),
    chargeCents: toCents(charges.reduce((sum, charge) => sum + charge, 0) * 100),
  }
}

export interface EraShape {
  readonly trace?: string
  readonly payer?: string
  /** BPR02 in dollars; computed from CLP and PLB when left out. */
  readonly paid?: number
  readonly method?: string
  readonly payee?: string
  readonly currency?: string
}

/** A remittance with this body ("CLP*…~SVC*…~", one string per segment or more). */
export function era(
  body: readonly string[],
  { trace = 'T1', payer = '60001', paid, method = 'ACH', payee = '1234567893' }: EraShape = {},
): ReadRemittance {
  const text = (bpr02: number): string =>
    [
      'ST*835*0001',
      `BPR*I*${bpr02}*C*${method}************20261103`,
      `TRN*1*${trace}*1987654321`,
      'DTM*405*20261102',
      'N1*PR*ACORN HEALTH PLAN',
      `REF*2U*${payer}`,
      `N1*PE*RIVERBEND*XX*${payee}`,
      'LX*1',
      ...body,
      'SE*9*0001',
    ].join('~')
  if (paid !== undefined) return readRemittance(text(paid))
  const { payments, adjustments } = readRemittance(text(0))
  const cents =
    payments.reduce((sum, { paidCents }) => sum + paidCents, 0) - adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0)
  return readRemittance(text(cents / 100))
}

/** The patient that `openClaim` makes. */
export const alvarez = 'NM1*QC*1*ALVAREZ*ANA****MI*W1'
