// Two goings of a remittance into the books side by side, and two remittances under one trace claim by claim.
import type { ClaimPayment, LedgerEntry } from '../domain/index.js'
import { adjustmentTotals } from '../ledger/index.js'
import type { Store } from '../store/index.js'
import { Fault } from '../values/index.js'
import { mustBeOurs } from './quarantine.js'
import { allEntries } from './void-claim-payment.js'

/** One booking that the two do not have in common, or not with the same cents. */
export interface RunDifference extends Pick<LedgerEntry, 'dr' | 'cr' | 'claim' | 'line' | 'why' | 'ref'> {
  readonly firstCents: number
  readonly secondCents: number
}

/** Empty when both booked the same. */
export async function compareRuns(store: Store, firstId: string, secondId: string): Promise<readonly RunDifference[]> {
  const differences = new Map<string, RunDifference>()
  for (const [side, id] of [['firstCents', firstId] as const, ['secondCents', secondId] as const]) {
    if ((await store.runs.find(id)) === undefined) throw new Fault('NOT_FOUND', `there is no posting run ${id}`)
    for (const { dr, cr, claim, line, why, ref, cents } of await allEntries(store, { runId: id })) {
      const about = { dr, cr, why, ...(claim === undefined ? {} : { claim }), ...(line === undefined ? {} : { line }) }
      const booking = { ...about, ...(ref === undefined ? {} : { ref }) }
      const key = JSON.stringify([dr, cr, claim, line, why, ref])
      const found = differences.get(key) ?? { ...booking, firstCents: 0, secondCents: 0 }
      differences.set(key, { ...found, [side]: found[side] + cents })
    }
  }
  return [...differences.values()].filter(({ firstCents, secondCents }) => firstCents !== secondCents)
}

/** What a remittance says of one claim. */
export interface ClaimFigures {
  readonly status: string
  readonly chargedCents: number
  readonly paidCents: number
  /** Cents by group and reason: "CO45". */
  readonly adjustments: Readonly<Record<string, number>>
}

export interface ClaimDifference {
  readonly claim: string
  readonly payerClaimNumber?: string
  readonly first?: ClaimFigures
  readonly second?: ClaimFigures
}

/** For remittance-conflict and possible-reissue: the claims on which the two do not agree. */
export async function compareRemittances(store: Store, firstId: string, secondId: string): Promise<readonly ClaimDifference[]> {
  const [first, second] = [await figuresOf(store, firstId), await figuresOf(store, secondId)]
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((key) => {
    const [a, b] = [first.get(key), second.get(key)]
    if (JSON.stringify(a?.figures) === JSON.stringify(b?.figures)) return []
    const { patientControlNumber: claim = '', payerClaimNumber } = (a ?? b)?.payment ?? {}
    return {
      claim,
      ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
      ...(a === undefined ? {} : { first: a.figures }),
      ...(b === undefined ? {} : { second: b.figures }),
    }
  })
}

interface Figured {
  readonly payment: ClaimPayment
  readonly figures: ClaimFigures
}

/** By claim, the payer's number and the how-manieth of these (fingerprint F5). */
async function figuresOf(store: Store, remittanceId: string): Promise<Map<string, Figured>> {
  const figures = new Map<string, Figured>()
  const row = await store.remittances.find(remittanceId)
  if (row !== undefined) mustBeOurs(row)
  let cursor: string | undefined
  do {
    const page = await store.remittances.payments(remittanceId, { limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    for (const { payment } of page.items) {
      const { status, chargedCents, paidCents } = payment
      const adjustments = Object.fromEntries([...adjustmentTotals(payment)].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      for (let nth = 1; ; nth++) {
        const key = JSON.stringify([payment.patientControlNumber, payment.payerClaimNumber, nth])
        if (figures.has(key)) continue
        figures.set(key, { payment, figures: { status, chargedCents, paidCents, adjustments } })
        break
      }
    }
    cursor = page.next
  } while (cursor !== undefined)
  return figures
}
