// Many claims of all three kinds, as a billing company with several practices and many payers hands them in: made from the written examples.
import { readFileSync } from 'node:fs'
import { isNpi } from '../../src/values/index.js'

export interface JsonClaim {
  readonly kind: string
  readonly patientControlNumber: string
  readonly billing: { readonly npi: string; readonly last: string }
  readonly patient: object
  readonly coverages: readonly { readonly payer: { readonly id: string }; readonly subscriber: object }[]
  readonly lines: readonly object[]
  readonly chargeCents: number
}

const examples = ['professional/office-visit', 'institutional/outpatient-emergency', 'dental/cleaning', 'professional/dependent-child'].map(
  (name) => (JSON.parse(readFileSync(`samples/claims/${name}.json`, 'utf8')) as JsonClaim[])[0] as JsonClaim,
)

/** Payer ids "80000" and on. */
export function payerId(index: number): string {
  return String(80_000 + index)
}

function npiOf(index: number): string {
  const nine = `15550${String(index).padStart(4, '0')}`
  return (
    '0123456789'
      .split('')
      .map((check) => nine + check)
      .find(isNpi) ?? nine
  )
}

/**
 * Claims `from` to `from + count`: kinds in turn (every fourth for a dependent child), each billing provider sending all kinds to all
 * payers, and two claims in a row for each patient.
 */
export function mixedClaims(
  count: number,
  { from = 0, payers = 40, billers = 12 }: { readonly from?: number; readonly payers?: number; readonly billers?: number } = {},
): JsonClaim[] {
  return Array.from({ length: count }, (_, index): JsonClaim => {
    const n = from + index
    const example = examples[n % examples.length] as JsonClaim
    const number = `MX${String(n).padStart(6, '0')}`
    const person = Math.floor(n / (examples.length * 2)) * examples.length + (n % examples.length)
    const biller = person % billers
    const member = `M${String(person).padStart(8, '0')}`
    return {
      ...example,
      patientControlNumber: number,
      billing: { ...example.billing, npi: npiOf(biller), last: `PRACTICE NUMBER ${biller}` },
      coverages: example.coverages.map((coverage) => ({
        ...coverage,
        memberId: member,
        payer: { id: payerId(person % payers), name: `PAYER ${person % payers}` },
      })),
      lines: example.lines.map((line, position) => ({ ...line, control: `${number}L${position + 1}` })),
    }
  })
}
