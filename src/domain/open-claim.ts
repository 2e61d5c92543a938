// A claim in short: what the books need to know of it.
import type { Cents, IsoDate } from '../values/index.js'
import type { Claim, ClaimKind, PayerOrder } from './claim.js'

/** What the books need to know of a claim: also the format of `claims import` (open claims that another system sent). */
export interface OpenClaim {
  readonly patientControlNumber: string
  readonly kind: ClaimKind
  readonly patient: { readonly last: string; readonly first?: string; readonly birthDate?: IsoDate }
  readonly coverages: readonly { readonly order: PayerOrder; readonly payerId: string; readonly memberId: string }[]
  readonly lines: readonly OpenLine[]
  readonly chargeCents: Cents
  /** An estimate was asked for; nothing is owed. */
  readonly predetermination?: boolean
}

export interface OpenLine {
  readonly number: number
  readonly control?: string
  readonly procedure?: string
  readonly modifiers: readonly string[]
  readonly revenueCode?: string
  readonly serviceDate?: IsoDate
  readonly units?: number
  readonly chargeCents: Cents
}

/** The claim as the books see it. */
export function toOpenClaim(claim: Claim): OpenClaim {
  const { patientControlNumber, kind, patient, coverages, chargeCents } = claim
  return {
    patientControlNumber,
    kind,
    patient: {
      last: patient.last,
      ...(patient.first === undefined ? {} : { first: patient.first }),
      ...(patient.birthDate === undefined ? {} : { birthDate: patient.birthDate }),
    },
    coverages: coverages.map(({ order, payer, memberId }) => ({ order, payerId: payer.id, memberId })),
    lines: claim.lines.map((line, index) => ({
      number: index + 1,
      ...(line.control === '' ? {} : { control: line.control }),
      procedure: line.procedure.code,
      modifiers: line.procedure.modifiers,
      serviceDate: line.from,
      units: Number(line.units),
      chargeCents: line.chargeCents,
    })),
    chargeCents,
  }
}
