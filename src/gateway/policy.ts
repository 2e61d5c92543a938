// What a finding does to the transaction set it stands in, when the partner's profile does not say.
import { decisionOf, type FindingDecision, type Partner } from '../domain/index.js'
import type { Guide, SchemaRegistry } from '../schema/index.js'
import type { Finding, FindingCode } from '../values/index.js'

/** Of what comes in, only these make a set unusable: with them nobody knows whether all of it is there. */
const fatal: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'FILE_EMPTY',
  'FILE_NOT_X12',
  'ISA_MALFORMED',
  'DELIMITERS_CONFLICT',
  'SEGMENT_TOO_LONG',
  'SEGMENT_UNTERMINATED',
  'SEGMENT_ID_INVALID',
  'INTERCHANGE_UNCLOSED',
  'INTERCHANGE_CONTROL_MISMATCH',
  'GROUP_COUNT_WRONG',
  'GROUP_UNCLOSED',
  'GROUP_CONTROL_MISMATCH',
  'TRANSACTION_SET_COUNT_WRONG',
  'TRANSACTION_SET_UNCLOSED',
  'TRANSACTION_SET_CONTROL_MISMATCH',
  'TRANSACTION_SET_CONTROL_REPEATED',
  'SEGMENT_COUNT_WRONG',
  'GUIDE_UNKNOWN',
  'TRANSACTION_SET_MISPLACED',
])

/**
 * Decides for files that come in: a payer's sloppy code does not keep the practice from its money, a lost segment does.
 * The profile's word goes first; everything is recorded in any case.
 */
export function decideIncoming(partner: Partner | undefined): (finding: Finding) => FindingDecision | undefined {
  return (found) => (partner && decisionOf(partner, found)) ?? (found.severity === 'error' && !fatal.has(found.code) ? 'warn' : undefined)
}

/** Decides for claims that go out: whatever is an error is not sent, unless the profile allows it. */
export function decideOutgoing(partner: Partner | undefined): (finding: Finding) => FindingDecision | undefined {
  return (found) => partner && decisionOf(partner, found)
}

/** The guide as this partner wants it: changed by its companion guide, where it has one. */
export function guidesOf(schemas: SchemaRegistry, partner: Partner | undefined): (guide: Guide) => Guide {
  const changed = (partner?.companions ?? []).flatMap((id) => schemas.companion(id) ?? [])
  return (guide) => changed.find(({ id }) => id === guide.id) ?? guide
}
