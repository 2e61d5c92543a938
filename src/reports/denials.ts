// Denials by payer and reason (domain rules 7.1, 7.5): of the claims that a payer decided for the first time, how many it refused, and why.
import type { Column } from '../export/index.js'
import type { AdjustmentTreatments } from '../ledger/index.js'
import { asOf, type ClaimBook, firstDecision, firstPayerOf } from './claim-book.js'
import { isIn, type Period } from './figure-catalogue.js'
import { rated, Tally } from './tally.js'

export interface DenialRow {
  readonly payer: string
  /** CAS01 and the CARC: "CO197". */
  readonly reason: string
  readonly category: string
  readonly claims: number
  readonly cents: number
  readonly adjudicatedClaims: number
  readonly value?: number
}

export const denialColumns: readonly Column<DenialRow>[] = [
  { name: 'payer', kind: 'text', isRequired: true, says: 'first payer of the claim', of: ({ payer }) => payer },
  { name: 'reason', kind: 'text', isRequired: true, says: 'CAS01 and CARC', of: ({ reason }) => reason },
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

export function createDenials(period: Period, treatments: AdjustmentTreatments): DenialReport {
  const adjudicated = new Tally<'claims'>()
  const reasons = new Map<string, { payer: string; reason: string; carc: string; claims: number; cents: number }>()
  return {
    add({ record, entries }) {
      const decision = firstDecision(asOf(entries, period.to), treatments)
      if (decision === undefined || !isIn(period, decision.on)) return
      const payer = firstPayerOf(record)
      adjudicated.add(payer, 'claims', 0, 1)
      const seen = new Set<string>()
      for (const { group, carc, cents } of decision.denials) {
        const reason = `${group}${carc}`
        const key = `${payer} ${reason}`
        const sum = reasons.get(key) ?? { payer, reason, carc, claims: 0, cents: 0 }
        reasons.set(key, { ...sum, claims: sum.claims + (seen.has(key) ? 0 : 1), cents: sum.cents + cents })
        seen.add(key)
      }
    },
    rows: () =>
      [...reasons.values()]
        .toSorted((a, b) => b.cents - a.cents || (a.payer + a.reason < b.payer + b.reason ? -1 : 1))
        .map(({ carc, ...sum }) => {
          const adjudicatedClaims = adjudicated.of(sum.payer, 'claims').denominator
          const value = rated({ numerator: sum.claims, denominator: adjudicatedClaims }, 100)
          const category = treatments.carc[carc]?.category ?? ''
          return { ...sum, category, adjudicatedClaims, ...(value === undefined ? {} : { value }) }
        }),
  }
}
