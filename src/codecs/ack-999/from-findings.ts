// Findings become a 999: which sets of a group are accepted, which are not, and where each error stands (005010X231A1).
import type { ElementError, GroupAcknowledgement, SegmentError, TransactionSetAcknowledgement } from '../../domain/index.js'
import type { Verdict } from '../../schema/index.js'
import { type Finding, findingCodes, type FindingCodeEntry } from '../../values/index.js'
import type { GroupHeader, SetHeader } from '../../x12/index.js'

/** One received set with what was found in it. */
export interface CheckedSet {
  readonly header: SetHeader
  readonly verdict: Verdict
  readonly findings: readonly Finding[]
  /** Of an 837: which segments belong to which claim, so that an error names its claim (CTX). */
  readonly places?: readonly ClaimPlace[]
}

/** Segments of one claim with its subscriber and patient, first and last ordinal (ST = 1). */
export interface ClaimPlace {
  readonly from: number
  readonly to: number
  readonly patientControlNumber: string
}

/** One received group, with what was found at its own level. */
export interface CheckedGroup {
  readonly header: GroupHeader
  readonly findings: readonly Finding[]
  readonly sets: readonly CheckedSet[]
}

/** AK102 of a group and AK202 of a set that came without a number, and the reasons (AK905, IK502) that say so. */
const noGroupNumber = { control: '0', reason: '6' }
const noSetNumber = { control: '0000', reason: '7' }
/** IK304: the segment has errors in its elements. */
const hasElementErrors = '8'
/** IK502: one or more segments are in error. */
const hasSegmentErrors = '5'
/** IK502 of a set that is rejected for what acknowledgements have no word for, such as a balance. */
const hasGuideErrors = 'I5'
/** IK301 of a segment whose identifier is none: two or three characters must stand there. */
const unreadableId = '???'
/** What CTX01-2 and AK203 can hold. Any other claim number or version is left out: a part of it would name another. */
const nameable = /^[ -~]{1,35}$/
/** AK902 holds six digits. */
const maxCount = 999_999
/** Errors listed per set: a broken set is not explained better by ten thousand lines. */
const maxErrorsPerSet = 100

/** The answer to a group. A group that is itself in error is rejected as a whole, whatever its sets are worth. */
export function acknowledgeGroup({ header, findings, sets }: CheckedGroup): GroupAcknowledgement {
  // A set that does not belong into its kind of group is the group's error, in the words of the standard.
  const groupReasons = reasonsOf([...findings, ...sets.flatMap((set) => set.findings)], 'AK905')
  const hasNumber = header.control !== ''
  const isGroupRejected = findings.some(({ severity }) => severity === 'error')
  const answers = sets.map(acknowledgeSet)
  const accepted = isGroupRejected ? 0 : answers.filter(({ verdict }) => verdict !== 'R').length
  return {
    functionalId: header.functionalId,
    control: hasNumber ? header.control : noGroupNumber.control,
    ...(header.version === '' ? {} : { version: header.version }),
    sets: answers,
    verdict: groupVerdict(isGroupRejected, answers, accepted),
    includedCount: statedIn(findings) ?? sets.length,
    receivedCount: sets.length,
    acceptedCount: accepted,
    reasons: [...(hasNumber ? [] : [noGroupNumber.reason]), ...groupReasons].slice(0, 5),
  }
}

/** GE01 where it is not what was counted; one that AK902 cannot hold is left to AK905. */
function statedIn(findings: readonly Finding[]): number | undefined {
  const stated = findings.find(({ code }) => code === 'TRANSACTION_SET_COUNT_WRONG')?.detail.stated
  return typeof stated === 'number' && stated <= maxCount ? stated : undefined
}

function groupVerdict(isRejected: boolean, answers: readonly TransactionSetAcknowledgement[], accepted: number): string {
  if (isRejected || (answers.length > 0 && accepted === 0)) return 'R'
  if (accepted < answers.length) return 'P'
  return answers.some(({ verdict }) => verdict === 'E') ? 'E' : 'A'
}

function acknowledgeSet({ header, verdict, findings, places = [] }: CheckedSet): TransactionSetAcknowledgement {
  const told = findings.filter((found) => found.severity !== 'info' && ackOf(found) !== null)
  const errors = segmentErrors(told).map((error) => withClaim(error, places))
  const hasNumber = header.control !== ''
  const reasons = [
    ...(hasNumber ? [] : [noSetNumber.reason]),
    ...(errors.length > 0 ? [hasSegmentErrors] : []),
    ...reasonsOf(told, 'IK502'),
  ]
  const isRejected = verdict === 'rejected'
  return {
    type: header.type,
    control: hasNumber ? header.control : noSetNumber.control,
    ...(nameable.test(header.version) ? { version: header.version } : {}),
    errors,
    verdict: isRejected ? 'R' : reasons.length > 0 ? 'E' : 'A',
    reasons: isRejected && reasons.length === 0 ? [hasGuideErrors] : [...new Set(reasons)].slice(0, 5),
  }
}

/** IK3 and IK4 in the order of the segments. A segment with errors of its own and in its elements gets an IK3 for each kind. */
function segmentErrors(findings: readonly Finding[]): SegmentError[] {
  const errors = new Map<string, SegmentError & { elements: ElementError[] }>()
  for (const found of findings) {
    const [place, code = ''] = ackOf(found)?.split(':') ?? []
    if (place !== 'IK304' && place !== 'IK403') continue
    const ik304 = place === 'IK304' ? code : hasElementErrors
    const key = `${found.at.segment} ${ik304} ${place === 'IK304' ? found.path : ''}`
    let error = errors.get(key)
    if (error === undefined) {
      if (errors.size >= maxErrorsPerSet) continue
      error = { segment: segmentIdOf(found), ordinal: found.at.segment, ...loopOf(found), code: ik304, contexts: [], elements: [] }
      errors.set(key, error)
    }
    if (place === 'IK403') error.elements.push(elementError(found, code))
  }
  return [...errors.values()].toSorted((a, b) => a.ordinal - b.ordinal)
}

/** CTX with the number of the claim that the segment stands in, when it stands in one. */
function withClaim(error: SegmentError, places: readonly ClaimPlace[]): SegmentError {
  const place = places.find(({ from, to }) => from <= error.ordinal && error.ordinal <= to)
  if (place === undefined || !nameable.test(place.patientControlNumber)) return error
  return { ...error, contexts: [{ names: [{ name: 'CLM01', value: place.patientControlNumber }] }] }
}

/** IK404, the copy of what was sent, is left out: it could name a patient, and the sender has it. */
function elementError({ at }: Finding, code: string): ElementError {
  const { element = 1, component, repetition } = at
  return {
    element,
    ...(component === undefined ? {} : { component }),
    ...(repetition === undefined || repetition === 1 ? {} : { repetition }),
    code,
    contexts: [],
  }
}

function reasonsOf(findings: readonly Finding[], place: string): string[] {
  const codes = findings.flatMap((found) => {
    const ack = ackOf(found)
    return ack?.startsWith(`${place}:`) === true ? [ack.slice(place.length + 1)] : []
  })
  return [...new Set(codes)].slice(0, 5)
}

function ackOf({ code }: Finding): string | null {
  const { ack }: FindingCodeEntry = findingCodes[code]
  return ack
}

/** "2300/CLM05-3" stands in a CLM; a missing loop is named by the segment that would begin it. */
function segmentIdOf({ path, detail }: Finding): string {
  if (typeof detail.segment === 'string') return detail.segment
  if (path === '') return unreadableId
  const last = path.slice(path.lastIndexOf('/') + 1)
  return /^([A-Z][A-Z0-9]{1,2}?)(?:\d{2}(?:-\d+)?)?$/.exec(last)?.[1] ?? last.slice(0, 3)
}

/** IK303 holds four characters (data element 447): of "2010BA" it tells "2010". */
function loopOf({ loop }: Finding): { readonly loop?: string } {
  return loop === undefined ? {} : { loop: loop.slice(0, 4) }
}
