// A service line as a payer looks at it, whatever the kind of its claim; and the claim's days, place, payer and providers.
import type { Claim, Coverage, LineAdjudication, Procedure, Provider, ServiceLine } from '../domain/index.js'
import type { Cents, IsoDate } from '../values/index.js'

export interface ClaimedLine {
  /** The line as it was sent. */
  readonly line: ServiceLine
  /** What is decided on: a procedure, or the revenue code (NU) of a line without one. */
  readonly procedure: Procedure
  /** Beside a procedure only. */
  readonly revenueCode?: string
  readonly chargeCents: Cents
  readonly units: string
  readonly from?: IsoDate
  readonly to?: IsoDate
  readonly control: string
  readonly adjudications: readonly Pick<LineAdjudication, 'payerId' | 'paidCents' | 'adjustments'>[]
}

export function claimedLines(claim: Claim): ClaimedLine[] {
  return claim.lines.map((line): ClaimedLine => {
    const { control, chargeCents, units = '1', procedure, adjudications = [] } = line
    const revenueCode = 'revenueCode' in line ? line.revenueCode : undefined
    const { from, to } = daysOf(line, claim)
    return {
      line,
      procedure: procedure ?? { qualifier: 'NU', code: revenueCode ?? '', modifiers: [] },
      ...(procedure === undefined || revenueCode === undefined ? {} : { revenueCode }),
      chargeCents,
      units,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined || to === from ? {} : { to }),
      control,
      adjudications,
    }
  })
}

interface Days {
  readonly from?: IsoDate | undefined
  readonly to?: IsoDate | undefined
}

function daysOf(line: ServiceLine, claim: Claim): Days {
  if (line.from !== undefined) return { from: line.from, to: 'to' in line ? line.to : undefined }
  return claim.kind === 'dental' ? { from: claim.from, to: claim.to } : {}
}

/** First and last day of service; undefined when none is told, as of what is only planned. */
export function serviceDays(claim: Claim): { readonly from: IsoDate; readonly to: IsoDate } | undefined {
  if (claim.kind === 'institutional') return claim.statement
  const days = claimedLines(claim)
    .flatMap(({ from, to }) => [from, to ?? from])
    .filter((day) => day !== undefined)
    .toSorted()
  const [from, to] = [days[0], days.at(-1)]
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** CLM05-1: place of service, or the first two digits of the bill type. */
export function facilityOf(claim: Claim): string {
  return claim.kind === 'institutional' ? claim.facilityType : claim.placeOfService
}

/** The cover that the claim is sent under. */
export function destinationOf({ coverages, destination }: Claim): Coverage | undefined {
  return coverages.find(({ order }) => order === destination)
}

/** A stay in a hospital or nursing facility, paid as a whole: the bill types 11, 18, 21, 41 and 61. */
export function isStay(claim: Claim): boolean {
  return claim.kind === 'institutional' && /^(?:[1246]1|18)$/.test(claim.facilityType)
}

/** Those of a role, of the claim and of its lines. */
export function providersOf(claim: Claim, wanted: string): Provider[] {
  return [claim, ...claim.lines].flatMap(({ providers = [] }) =>
    providers.flatMap(({ role, provider }): Provider[] => (role === wanted ? [provider] : [])),
  )
}
