// A claim in short: what the books need to know of it.
import type { Cents, IsoDate } from '../values/index.js'
import type { Claim, ServiceLine } from './claim.js'
import type { ClaimKind } from './claim-basics.js'
import type { Coverage, PayerOrder } from './coverage.js'

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
  /** Of a line of an institution that is no procedure, its revenue code: payers answer with that. */
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
    coverages: coveragesInBooks(coverages),
    lines: claim.lines.map((line, index) => toOpenLine(line, index + 1, claim)),
    chargeCents,
    ...(kind === 'dental' && claim.predetermination === true ? { predetermination: true } : {}),
  }
}

function toOpenLine(line: ServiceLine, number: number, claim: Claim): OpenLine {
  const { control, procedure, chargeCents } = line
  const revenueCode = 'revenueCode' in line ? line.revenueCode : undefined
  const serviceDate = line.from ?? onlyDayOf(claim)
  const code = procedure?.code ?? revenueCode
  return {
    number,
    ...(control === '' ? {} : { control }),
    ...(code === undefined ? {} : { procedure: code }),
    modifiers: procedure?.modifiers ?? [],
    ...(revenueCode === undefined ? {} : { revenueCode }),
    ...(serviceDate === undefined ? {} : { serviceDate }),
    ...(line.units === undefined ? {} : { units: Number(line.units) }),
    chargeCents,
  }
}

/** The day of all lines without one of their own; undefined when they may be of several days, or are only planned. */
function onlyDayOf(claim: Claim): IsoDate | undefined {
  if (claim.kind === 'professional') return undefined
  const { from, to } = claim.kind === 'institutional' ? claim.statement : { from: claim.from, to: claim.to ?? claim.from }
  return from === to ? from : undefined
}

const bookOrders: readonly PayerOrder[] = ['P', 'S', 'T']

/** The three payers that the books keep apart. One whose place is unknown takes the first free one; a fourth is not in them. */
function coveragesInBooks(coverages: readonly Coverage[]): OpenClaim['coverages'] {
  const taken = new Set(coverages.map(({ order }) => order))
  return coverages.flatMap(({ order: said, payer, memberId }) => {
    const order = said === 'U' ? bookOrders.find((place) => !taken.has(place)) : bookOrders.find((place) => place === said)
    if (order === undefined) return []
    taken.add(order)
    return { order, payerId: payer.id, memberId }
  })
}
