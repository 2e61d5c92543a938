// Expected against actual: what was paid too little or too much under the contract becomes one work item a line (domain rules 7.2). Pure.
import type { ContractRate, ServicePayment, WorkItemDraft } from '../domain/index.js'
import { type Cents, formatCents, toCents } from '../values/index.js'
import { actualAllowed, statedAllowed } from './actual.js'
import { expectedAllowed, type PricedLine } from './expected.js'

/** A line that the first payer decided and did not deny, with the services that speak of it. */
export interface DecidedLine {
  /** Our line number. */
  readonly number: number
  readonly line: PricedLine
  readonly services: readonly ServicePayment[]
}

export interface LineComparison {
  readonly number: number
  readonly payerId: string
  readonly procedure: string
  readonly expectedCents: Cents
  readonly actualCents: Cents
  /** Expected less actual: above 0 is paid too little. */
  readonly differenceCents: Cents
  /** AMT*B6 where it is not what the amounts come to: worth a remark, and nothing more. */
  readonly statedCents?: Cents
}

/** Up to a dollar, or one per cent, is rounding. */
const smallestCents = 100
const smallestPercent = 1

/** Lines without a rate are left out. */
export function compareLines(lines: readonly DecidedLine[], rates: readonly ContractRate[]): readonly LineComparison[] {
  return lines.flatMap(({ number, line, services }) => {
    const expectedCents = expectedAllowed(line, rates)
    if (expectedCents === undefined) return []
    const actualCents = actualAllowed(services)
    const stated = statedAllowed(services)
    return {
      number,
      payerId: line.payerId,
      procedure: line.procedure,
      expectedCents,
      actualCents,
      differenceCents: toCents(expectedCents - actualCents),
      ...(stated === undefined || stated === actualCents ? {} : { statedCents: stated }),
    }
  })
}

/** The item of one line; undefined where the difference is too small to speak of. */
export function contractItem(claim: string, found: LineComparison): WorkItemDraft | undefined {
  const { number, payerId, procedure, expectedCents, actualCents, differenceCents, statedCents } = found
  if (Math.abs(differenceCents) <= Math.max(smallestCents, (expectedCents * smallestPercent) / 100)) return undefined
  const isUnder = differenceCents > 0
  const amounts = `the contract allows ${formatCents(expectedCents)}, the payer allowed ${formatCents(actualCents)}`
  return {
    type: isUnder ? 'underpayment' : 'overpaid',
    claim,
    line: number,
    cents: Math.abs(differenceCents),
    nextAction: isUnder ? `${amounts}: ask the payer for the difference` : `${amounts}: expect a take-back`,
    facts: {
      payerId,
      procedure,
      expectedCents,
      actualCents,
      differenceCents,
      ...(statedCents === undefined ? {} : { statedCents }),
    },
  }
}
