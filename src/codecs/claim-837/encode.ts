// Claims become one transaction set from BHT on: numbered levels of billing provider, subscriber and patient, claims beneath.
import type { Claim, ClaimKind, Coverage, SubmissionHeader } from '../../domain/index.js'
import { allSegments, type Loop } from '../../schema/index.js'
import { type Segment, segment } from '../../x12/index.js'
import { billingProvider } from './billing-provider.js'
import { dentalBody } from './dental.js'
import { submissionHeader } from './header.js'
import { institutionalBody } from './institutional.js'
import { patientLevel } from './patient.js'
import { professionalBody } from './professional.js'
import { isSelf, subscriberLevel } from './subscriber.js'

/** The guide's most claims beneath one 2000B or 2000C; further ones get a level of their own. */
const maxClaimsPerLevel = 100

/** The loops above a claim, without HL: 2000A, 2000B, and 2000C for a dependent. */
export interface ClaimLevels {
  readonly billing: Loop
  readonly subscriber: Loop
  readonly patient?: Loop
}

/** Who bills, who is covered, who is the patient. */
export function toClaimLevels(claim: Claim): ClaimLevels {
  const { billing, patient } = claim
  const paying = destinationOf(claim)
  return {
    billing: billingProvider.encode(billing),
    // Under relationship 18 the subscriber is the patient.
    subscriber: subscriberLevel.encode(isSelf(paying) ? { ...paying, subscriber: patient } : paying),
    ...(isSelf(paying) ? {} : { patient: patientLevel.encode({ relationship: paying.relationship, patient }) }),
  }
}

/** The claim's own 2300. Throws a RangeError when a list is longer than the guide has places for. */
export function toClaimLoop(claim: Claim): Loop {
  const paying = destinationOf(claim)
  const others = claim.coverages.filter((coverage) => coverage !== paying)
  const coverages = others.map((coverage) => withClaimConsent(coverage, claim))
  if (claim.kind === 'institutional') return institutionalBody.encode({ ...claim, coverages })
  return claim.kind === 'dental' ? dentalBody.encode({ ...claim, coverages }) : professionalBody.encode({ ...claim, coverages })
}

function destinationOf({ coverages, destination }: Claim): Coverage {
  const paying = coverages.find(({ order }) => order === destination)
  if (paying === undefined) throw new RangeError(`no coverage has order ${destination}`)
  return paying
}

/** OI03 and OI06 are required of every other payer; what the claim says holds where the coverage says nothing. */
function withClaimConsent(coverage: Coverage, { benefitsAssigned, release }: Claim): Coverage {
  return { benefitsAssigned, release, ...coverage }
}

/** A level of the hierarchy with what stands beneath it: levels, or claims. */
interface Level {
  readonly loop: Loop
  readonly levels: Map<string, Level>
  readonly claims: Claim[]
}

/**
 * Writes claims of one kind as the segments of one 837 transaction set from BHT on; ST and SE are the envelope writer's.
 * Claims are grouped by billing provider, subscriber and patient, in the order of their first appearance.
 * Throws a RangeError when kinds are mixed, no coverage is the destination, or a list is longer than the guide has places for.
 */
export function* encodeClaims(claims: Iterable<Claim>, header: SubmissionHeader): Generator<Segment> {
  yield* allSegments(submissionHeader.encode(header))
  let count = 0
  function* write({ loop: own, levels, claims: mine }: Level, code: '20' | '22' | '23', parent: string): Generator<Segment> {
    const number = String(++count)
    yield segment('HL', [number, parent, code, levels.size > 0 ? '1' : '0'])
    yield* allSegments(own)
    for (const claim of mine) yield* allSegments(toClaimLoop(claim))
    for (const level of levels.values()) yield* write(level, code === '20' ? '22' : '23', number)
  }
  for (const level of arrange(claims).values()) yield* write(level, '20', '')
}

function arrange(claims: Iterable<Claim>): Map<string, Level> {
  const top = new Map<string, Level>()
  let kind: ClaimKind | undefined
  for (const claim of claims) {
    kind ??= claim.kind
    if (claim.kind !== kind) throw new RangeError(`a ${claim.kind} claim in a transaction set of ${kind} ones`)
    const { billing, subscriber, patient } = toClaimLevels(claim)
    const insured = levelOf(levelOf(top, billing).levels, subscriber, patient === undefined)
    const bearer = patient === undefined ? insured : levelOf(insured.levels, patient, true)
    bearer.claims.push(claim)
  }
  return top
}

/** The level that says the same, or a new one; a level that `bearsClaims` only while it has room for one more. */
function levelOf(levels: Map<string, Level>, own: Loop, bearsClaims = false): Level {
  const saying = [...allSegments(own)].map(toKey).join('~')
  for (let copy = 0; ; copy++) {
    const key = `${saying}#${copy}`
    const found = levels.get(key) ?? { loop: own, levels: new Map<string, Level>(), claims: [] }
    if (bearsClaims && found.claims.length >= maxClaimsPerLevel) continue
    levels.set(key, found)
    return found
  }
}

function toKey(each: Segment): string {
  return JSON.stringify([each.id, Array.from({ length: each.elementCount }, (_, index) => each.element(index + 1))])
}
