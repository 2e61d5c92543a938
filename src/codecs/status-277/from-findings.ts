// Findings become a 277CA: which claims of an 837 are accepted, which are not, and what is wrong with them and their lines (005010X214).
import type { LineStatus, StatusCode, StatusInformation } from '../../domain/index.js'
import { allSegments, firstSegment, isLoop, type Loop, type Unit } from '../../schema/index.js'
import type { Finding, IsoDate } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import type { AnsweredClaim } from './answer-claims.js'
import type { ClaimAnswerTable } from './answer-table.js'
import { receiveClaim, type ReceivedClaim, type ReceivedLine } from './received-claim.js'

/** One finding in a claim with what is said of it. */
interface Reproach {
  readonly found: Finding
  readonly code: StatusCode
}

/** A level of the hierarchy (2000A, 2000B, 2000C) by the ordinal of its HL. */
interface Level {
  readonly kind: string
  readonly start: number
}

interface NotedClaim {
  readonly received: ReceivedClaim
  readonly levels: readonly Level[]
  readonly reproaches: Reproach[]
}

export interface JudgedSet {
  /** Errors that belong to no claim: they are the set's, and a 999 rejects it for them. */
  readonly setErrors: readonly Finding[]
  readonly claims: readonly AnsweredClaim[]
}

/** Hears the units of one 837 set as they come, and judges its claims when it has ended. */
export interface ClaimJudge {
  segment(segment: Segment): void
  unit(unit: Unit): void
  /** With all findings of the set; a claim with an error is rejected. `answeredOn` stands for days of service that cannot be read. */
  judge(findings: readonly Finding[], answeredOn: IsoDate): JudgedSet
}

const levelKinds: Readonly<Record<string, string>> = { '20': 'A', '22': 'B', '23': 'C' }

export function createClaimJudge(table: ClaimAnswerTable): ClaimJudge {
  const levels: Level[] = []
  const claims: NotedClaim[] = []
  /** Errors told inside a claim: they are that claim's. */
  const inClaims = new Set<Finding>()
  return {
    segment(each) {
      const kind = each.id === 'HL' ? levelKinds[each.text(3)] : undefined
      if (kind !== undefined) levels.push({ kind, start: each.at.segment })
    },
    unit(unit) {
      const errors = unit.findings.filter(isError)
      for (const found of errors) inClaims.add(found)
      claims.push({
        received: receiveClaim(unit),
        levels: unit.parents.flatMap(levelOf),
        reproaches: errors.map((found) => ({ found, code: codeFor(table, found, unit.loop) })),
      })
    },
    judge(findings, answeredOn) {
      const setErrors: Finding[] = []
      for (const found of findings) {
        // Beyond these findings claims may be wrong of which nothing was told: then none can be called accepted.
        if (found.code === 'FINDINGS_CUT') setErrors.push(found)
        if (!isError(found) || inClaims.has(found)) continue
        const concerned = claimsBelow(found, levels, claims)
        if (concerned.length === 0) setErrors.push(found)
        for (const { reproaches } of concerned) reproaches.push({ found, code: codeFor(table, found, undefined) })
      }
      return { setErrors, claims: claims.map((claim) => toAnswer(claim, table, answeredOn)) }
    },
  }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

function levelOf({ id, children: [first] }: Loop): Level[] {
  const [, kind] = /^2000([ABC])$/.exec(id) ?? []
  return kind === undefined || first === undefined || isLoop(first) || first.id !== 'HL' ? [] : [{ kind, start: first.at.segment }]
}

/** The claims that stand below the provider, subscriber or patient this was found of; none when it was found elsewhere. */
function claimsBelow(found: Finding, levels: readonly Level[], claims: readonly NotedClaim[]): readonly NotedClaim[] {
  const { loop = '', at, code } = found
  const [, kind] = /^20[01]0([ABC])/.exec(loop) ?? []
  if (kind === undefined || isOfHierarchy(found)) return []
  // What is missing shows at the segment that comes instead, which may begin the next level.
  const ordinal = code.endsWith('_MISSING') ? at.segment - 1 : at.segment
  const level = levels.findLast((each) => each.kind === kind && each.start <= ordinal)
  return level === undefined ? [] : claims.filter((claim) => claim.levels.some((each) => each.kind === kind && each.start === level.start))
}

/** Wrong in the levels themselves: which claims there are is not certain then. */
function isOfHierarchy({ code, path }: Finding): boolean {
  return code.startsWith('HIERARCHY_') || path.endsWith('/HL') || (code === 'LOOP_MISSING' && /^2[03]00/.test(path))
}

function codeFor(table: ClaimAnswerTable, found: Finding, inside: Loop | undefined): StatusCode {
  const segment = inside && [...allSegments(inside)].find((each) => each.at.segment === found.at.segment)
  const loop = inside && loopAt(inside, found)
  return table.statusOf(found, (element) => segment?.text(element) ?? '', firstSegment(loop, 'NM1')?.text(1) ?? '')
}

/** The loop inside the claim that the finding stands in. */
function loopAt(inside: Loop, found: Finding): Loop | undefined {
  for (const child of inside.children) {
    const deeper = isLoop(child) ? loopAt(child, found) : undefined
    if (deeper !== undefined) return deeper
  }
  return inside.id === found.loop && inside.children.some((child) => !isLoop(child) && child.at.segment === found.at.segment)
    ? inside
    : undefined
}

function toAnswer({ received, reproaches }: NotedClaim, table: ClaimAnswerTable, answeredOn: IsoDate): AnsweredClaim {
  const { patientControlNumber, chargeCents, billing, payer, patient, billType, from, to, lines } = received
  const isAccepted = reproaches.length === 0
  const lineOf = ({ found }: Reproach) =>
    lines.find(({ first, last, procedure }) => procedure !== undefined && first <= found.at.segment && found.at.segment <= last)
  const own = reproaches.filter((each) => lineOf(each) === undefined).map(({ code }) => code)
  const codes = isAccepted ? [{ category: 'A2', status: '20', entity: 'PR' }] : own.length > 0 ? own : [table.lines]
  return {
    billing,
    ...(payer === undefined ? {} : { payer }),
    isAccepted,
    chargeCents,
    status: {
      patient,
      patientControlNumber,
      statuses: inThrees(codes).map((three) => ({
        codes: three,
        effectiveOn: answeredOn,
        action: isAccepted ? 'WQ' : 'U',
        chargedCents: chargeCents,
      })),
      ...(billType === undefined ? {} : { billType }),
      serviceFrom: from ?? answeredOn,
      ...(to === undefined ? {} : { serviceTo: to }),
      lines: lines.flatMap((line) => {
        const wrong = reproaches.filter((each) => lineOf(each) === line).map(({ code }) => code)
        return wrong.length === 0 || line.procedure === undefined ? [] : [toLine({ ...line, procedure: line.procedure }, wrong)]
      }),
    },
  }
}

function toLine(line: ReceivedLine & Pick<LineStatus, 'procedure'>, codes: readonly StatusCode[]): LineStatus {
  const { procedure, chargeCents, revenueCode, units, control, from, to } = line
  return {
    procedure,
    chargedCents: chargeCents,
    ...(revenueCode === undefined ? {} : { revenueCode }),
    ...(units === undefined ? {} : { units }),
    statuses: inThrees(codes).map((three): StatusInformation => ({ codes: three, action: 'U' })),
    lineControlNumber: control,
    ...(from === undefined ? {} : { serviceFrom: from }),
    ...(to === undefined ? {} : { serviceTo: to }),
  }
}

/** An STC holds three statuses; the same one is said once. */
function inThrees(codes: readonly StatusCode[]): StatusCode[][] {
  const different = [...new Map(codes.map((code) => [JSON.stringify(code), code])).values()]
  const threes: StatusCode[][] = []
  for (let i = 0; i < different.length; i += 3) threes.push(different.slice(i, i + 3))
  return threes
}
