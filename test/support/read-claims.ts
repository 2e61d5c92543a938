// Reads a whole 837 set into claims, with everything that the guide and the codecs find in it.
import { decodeClaim, decodeSubmission } from '../../src/codecs/index.js'
import { type Claim, claimGuides, type ClaimKind, type SubmissionHeader } from '../../src/domain/index.js'
import type { Checked, Finding } from '../../src/values/index.js'
import type { Segment } from '../../src/x12/index.js'
import { guideOf, readSet } from './read-set.js'

export interface ReadClaims {
  readonly claims: readonly Claim[]
  readonly header: SubmissionHeader | undefined
  readonly decoded: readonly Checked<Claim>[]
  /** What the guide and the codecs found. */
  readonly findings: readonly Finding[]
  /** What the codecs alone found. */
  readonly unreadable: readonly Finding[]
}

export function readClaims(kind: ClaimKind, segments: readonly Segment[]): ReadClaims {
  const { units, rest, findings } = readSet(guideOf(claimGuides[kind], '837'), segments)
  const decoded: readonly Checked<Claim>[] = units.map((unit) => decodeClaim(unit, kind))
  const header = decodeSubmission(rest)
  const unreadable = [...decoded.flatMap((each) => each.findings), ...header.findings]
  return {
    claims: decoded.flatMap(({ value }) => value ?? []),
    header: header.value,
    decoded,
    findings: [...findings, ...units.flatMap((unit) => unit.findings), ...unreadable],
    unreadable,
  }
}
