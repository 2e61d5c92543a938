// Which of our service lines a payer's service line speaks of: steps L1 to L5 of domain rule 2.3.
import { normalisedNumber, type OpenLine, type Procedure, type QualifiedDate, type ServicePayment } from '../domain/index.js'
import type { IsoDate } from '../values/index.js'

export interface LineMatch {
  /** Our line number; 0 when no line fits. */
  readonly line: number
  readonly step?: 'L1' | 'L2' | 'L3' | 'L4' | 'L5'
  /** Two or more lines were alike and were paired in order: their amounts are interchangeable. */
  readonly isTwin?: true
}

/**
 * One match per service, in the order of the services. L1 may give one line to several services (split or
 * unbundled lines carry the billed line's REF*6R); the other steps give each line once.
 */
export function matchLines(services: readonly ServicePayment[], lines: readonly OpenLine[]): readonly LineMatch[] {
  const matches: (LineMatch | undefined)[] = services.map((service) => byControl(service, lines))
  const taken = new Set(matches.map((match) => match?.line))
  for (const { step, fits } of steps) {
    services.forEach((service, index) => {
      if (matches[index] !== undefined) return
      const fitting = lines.filter((line) => !taken.has(line.number) && fits(service, line))
      const [first, ...others] = fitting
      if (first === undefined || !others.every((other) => isTwin(first, other))) return
      taken.add(first.number)
      matches[index] = { line: first.number, step, ...(others.length > 0 ? { isTwin: true as const } : {}) }
    })
  }
  return matches.map((match) => match ?? { line: 0 })
}

function byControl({ lineControlNumber }: ServicePayment, lines: readonly OpenLine[]): LineMatch | undefined {
  if (lineControlNumber === undefined) return undefined
  const exact = lines.filter(({ control }) => control === lineControlNumber)
  const fitting =
    exact.length > 0
      ? exact
      : lines.filter(({ control }) => control !== undefined && normalisedNumber(control) === normalisedNumber(lineControlNumber))
  const [only, ...others] = fitting
  return only === undefined || others.length > 0 ? undefined : { line: only.number, step: 'L1' }
}

const steps: readonly { readonly step: 'L2' | 'L3' | 'L4' | 'L5'; readonly fits: (service: ServicePayment, line: OpenLine) => boolean }[] =
  [
    { step: 'L2', fits: (service, line) => fitsBasics(service, line) && sameText(modifiersOf(service), line.modifiers) },
    { step: 'L3', fits: (service, line) => fitsBasics(service, line) && sameText(sorted(modifiersOf(service)), sorted(line.modifiers)) },
    { step: 'L4', fits: fitsBasics },
    // We sent no REF*6R: the payer then gives back our LX number.
    { step: 'L5', fits: ({ lineControlNumber }, line) => lineControlNumber !== undefined && Number(lineControlNumber) === line.number },
  ]

function fitsBasics(service: ServicePayment, line: OpenLine): boolean {
  const { code } = submitted(service)
  const fitsCode = code === line.procedure || code === line.revenueCode || (service.revenueCode ?? '') === line.procedure
  const date = serviceDate(service.dates)
  const fitsDate = date === undefined || line.serviceDate === undefined || date === line.serviceDate
  return fitsCode && fitsDate && Math.abs(service.chargedCents) === line.chargeCents
}

/** SVC06 when the payer changed the code, else SVC01. */
export function submitted({ procedure, submittedProcedure }: ServicePayment): Procedure {
  return submittedProcedure ?? procedure
}

/** DTM*472, or the beginning of DTM*150 to 151. */
export function serviceDate(dates: readonly QualifiedDate[]): IsoDate | undefined {
  return dates.find(({ qualifier }) => qualifier === '472' || qualifier === '150')?.date
}

function modifiersOf(service: ServicePayment): readonly string[] {
  return submitted(service).modifiers
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.toSorted((a, b) => (a < b ? -1 : 1))
}

function sameText(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}

function isTwin(a: OpenLine, b: OpenLine): boolean {
  return (
    a.procedure === b.procedure &&
    a.revenueCode === b.revenueCode &&
    sameText(a.modifiers, b.modifiers) &&
    a.serviceDate === b.serviceDate &&
    a.chargeCents === b.chargeCents
  )
}
