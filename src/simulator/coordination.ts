// What the payers before this one have settled of a claim, line by line: only the rest is left to pay.
import type { Claim, Coverage } from '../domain/index.js'
import { type Cents, sumCents, toCents, zeroCents } from '../values/index.js'
import type { ClaimedLine } from './claimed-line.js'

type Settled = readonly { readonly group: string; readonly reason: string; readonly amountCents: Cents }[]

/**
 * Of each line what earlier payers paid or took off, never more than its charge. What they decided for the claim as a whole
 * (2320) is spread over the lines from the first.
 */
export function settledBefore(claim: Claim, lines: readonly ClaimedLine[]): Cents[] {
  const earlier = claim.coverages.filter(({ order, adjudication }) => order !== claim.destination && adjudication !== undefined)
  let unspread = sumCents(earlier.map((coverage) => decidedForClaim(coverage, lines)))
  return lines.map(({ chargeCents, adjudications }) => {
    const own = sumCents(adjudications.flatMap(({ paidCents, adjustments }) => [paidCents, takenOff(adjustments)]))
    const room = Math.max(0, chargeCents - own)
    const share = Math.min(room, unspread)
    unspread = toCents(unspread - share)
    return toCents(Math.max(0, Math.min(own + share, chargeCents)))
  })
}

/** AMT*D counts what was paid for the lines too, so it is told by them where they have it (2430). */
function decidedForClaim({ payer, adjudication }: Coverage, lines: readonly ClaimedLine[]): Cents {
  const isByLine = lines.some(({ adjudications }) => adjudications.some(({ payerId }) => payerId === payer.id))
  const paid = isByLine ? zeroCents : (adjudication?.paidCents ?? zeroCents)
  return sumCents([paid, takenOff(adjudication?.adjustments ?? [])])
}

/** Without what is left to the patient, and without OA 23, in which a payer repeats what those before it did. */
function takenOff(adjustments: Settled): Cents {
  const own = adjustments.filter(({ group, reason }) => group !== 'PR' && !(group === 'OA' && reason === '23'))
  return sumCents(own.map(({ amountCents }) => amountCents))
}
