// Denials by payer and reason (domain rules 7.1, 7.5): of the claims that a payer decided for the first time, how many it refused, and why.
import type { Column } from '../export/index.js'
import { type AdjustmentTreatments, denialKind, type DenialScenario } from '../ledger/index.js'
import { asOf, type ClaimBook, firstDecision, firstPayerOf } from './claim-book.js'
import { isIn, type Period } from './figure-catalogue.js'
import { rated, Tally } from './tally.js'

export interface DenialRow {
  readonly payer: string
  /** CORE 360 business scenario. */
  readonly scenario: DenialScenario
  /** CAS01 and the CARC: "CO197"; with the category absent where a row is a whole scenario. */
  readonly reason?: string
  readonly category?: string
  readonly claims: number
  readonly cents: number
  readonly adjudicatedClaims: number
  readonly value?: number
}

export const denialColumns: readonly Column<DenialRow>[] = [
  { name: 'payer', kind: 'text', isRequired: true, says: 'first payer of the claim', of: ({ payer }) => payer },
  { name: 'scenario', kind: 'text', isRequired: true, says: 'CORE 360 business scenario', of: ({ scenario }) => scenario },
  { name: 'reason', kind: 'text', says: 'CAS01 and CARC', of: ({ reason }) => reason },
  { name: 'category', kind: 'text', says: 'kind of denial', of: ({ category }) => category },
  { name: 'claims', kind: 'whole', isRequired: true, says: 'claims refused for it', of: ({ claims }) => claims },
  { name: 'cents', kind: 'whole', isRequired: true, says: 'cents refused for it', of: ({ cents }) => cents },
  {
    name: 'adjudicated_claims',
    kind: 'whole',
    isRequired: true,
    says: 'claims that were first adjudicated',
    of: ({ adjudicatedClaims }) => adjudicatedClaims,
  },
  { name: 'value', kind: 'text', says: 'claims in per cent of these', of: ({ value }) => value?.toFixed(1) },
]

export interface DenialReport {
  add(book: ClaimBook): void
  /** The most expensive reason first. */
  rows(): readonly DenialRow[]
}

/** A row a reason, or a row a CORE 360 business scenario. */
export type DenialGrouping = 'reason' | 'scenario'

interface Sums extends Pick<DenialRow, 'payer' | 'scenario' | 'reason' | 'category'> {
  claims: number
  cents: number
}

export function createDenials(period: Period, treatments: AdjustmentTreatments, grouping: DenialGrouping = 'reason'): DenialReport {
  const adjudicated = new Tally<'claims'>()
  const sums = new Map<string, Sums>()
  return {
    add({ record, entries }) {
      const decision = firstDecision(asOf(entries, period.to), treatments)
      if (decision === undefined || !isIn(period, decision.on)) return
      const payer = firstPayerOf(record)
      adjudicated.add(payer, 'claims', 0, 1)
      const seen = new Set<string>()
      for (const { group, carc, cents } of decision.denials) {
        const kind = kindOf(group, carc)
        const key = JSON.stringify([payer, kind])
        const sum = sums.get(key) ?? { payer, ...kind, claims: 0, cents: 0 }
        sums.set(key, { ...sum, claims: sum.claims + (seen.has(key) ? 0 : 1), cents: sum.cents + cents })
        seen.add(key)
      }
    },
    rows: () =>
      [...sums.values()]
        .toSorted((a, b) => b.cents - a.cents || (orderOf(a) < orderOf(b) ? -1 : 1))
        .map((sum) => {
          const adjudicatedClaims = adjudicated.of(sum.payer, 'claims').denominator
          const value = rated({ numerator: sum.claims, denominator: adjudicatedClaims }, 100)
          return { ...sum, adjudicatedClaims, ...(value === undefined ? {} : { value }) }
        }),
  }

  function kindOf(group: string, carc: string): Pick<DenialRow, 'scenario' | 'reason' | 'category'> {
    const category = treatments.carc[carc]?.category ?? ''
    const { scenario } = denialKind(category)
    return grouping === 'scenario' ? { scenario } : { scenario, reason: `${group}${carc}`, category }
  }
}

function orderOf({ payer, scenario, reason = '' }: Sums): string {
  return `${payer} ${scenario} ${reason}`
}
