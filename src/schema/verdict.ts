// What becomes of a transaction set, a group, an interchange: the words that acknowledgements and reports share.
import { type Finding, type FindingCodeEntry, findingCodes } from '../values/index.js'

export type Verdict = 'accepted' | 'accepted-with-errors' | 'partially-accepted' | 'rejected'

/**
 * The worst a level's own findings ask for: an error rejects. A warning about something acknowledgements have a code for
 * (an error that the partner's profile lets pass) is accepted with errors; other warnings are only advice.
 */
export function verdictOf(finding: Finding): Verdict {
  if (finding.severity === 'error') return 'rejected'
  const { ack }: FindingCodeEntry = findingCodes[finding.code]
  return finding.severity === 'warning' && ack !== null ? 'accepted-with-errors' : 'accepted'
}

/** Keeps the worse of two verdicts on the same thing. */
export function worse(one: Verdict, other: Verdict): Verdict {
  return ranks.indexOf(one) >= ranks.indexOf(other) ? one : other
}

/** A level from its own findings and the verdicts on what it holds. */
export function verdictOver(own: Verdict, inner: readonly Verdict[]): Verdict {
  if (own === 'rejected') return own
  const rejected = inner.filter((verdict) => verdict === 'rejected').length
  if (rejected > 0 && rejected === inner.length) return 'rejected'
  if (rejected > 0) return 'partially-accepted'
  return inner.reduce(worse, own)
}

const ranks: readonly Verdict[] = ['accepted', 'accepted-with-errors', 'partially-accepted', 'rejected']
