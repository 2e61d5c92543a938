// What follows from one incoming transaction set, by its kind: read unit by unit, and effective only when its interchange is whole.
import {
  decodeClaimStatus,
  decodeGroupVerdict,
  decodeLevelAnswers,
  decodeProvidersWithoutClaims,
  decodeSetAcknowledgement,
  decodeStatusAnswers,
  decodeStatusReport,
} from '../codecs/index.js'
import {
  type ClaimStatusReport,
  type EntrySource,
  isStatusOfAdjudication,
  type ProviderStatus,
  type TransactionSetAcknowledgement,
} from '../domain/index.js'
import { type Guide, type Loop, rangeOf, type SetEnd, type Unit } from '../schema/index.js'
import { type Finding, finding } from '../values/index.js'
import type { Segment, SetHeader } from '../x12/index.js'
import { applyGroupAcknowledgement } from './answers.js'
import { applyStatusResponse, type LocatedStatusAnswer } from './inquiry-answers.js'
import type { GatewayParts } from './parts.js'
import { senderOf } from './partners.js'
import type { AnswerReport } from './report.js'
import { stageRemittance } from './stage-remittance.js'
import { applyStatusAnswer, type LocatedStatus } from './status-answers.js'

/** The file and set that is being read; `setId` is its row. */
export interface IncomingSet {
  readonly fileId: string
  readonly sha256: string
  readonly header: SetHeader
  /** It was parked, and is read once more. */
  readonly isRetry?: boolean
}

export interface SetEffect {
  readonly findings: readonly Finding[]
  readonly answer?: AnswerReport
  /** An 835 that is now to be posted, or was judged otherwise. */
  readonly remittanceId?: string
}

/** `segment` and `unit` are told while chunks are read and do no I/O; the rest is awaited between chunks. */
export interface SetStory {
  segment?(segment: Segment): void
  unit(unit: Unit): void
  flush?(setId: string): Promise<void>
  end(end: SetEnd, setId: string): Promise<void> | void
  /** Knows by itself what an earlier run did, so that a second run may ask for the effect again and be told what it was. */
  readonly mayRepeat: boolean
  /** Called once the whole interchange was read. `isSound` is false when anything rejects the set; then nothing may follow but its record. */
  takeEffect(isSound: boolean): Promise<SetEffect>
}

/** The story for a set; undefined when nothing follows from its kind here. */
export function storyFor(parts: GatewayParts, set: IncomingSet, guide: Guide | undefined): SetStory | undefined {
  if (guide?.transactionSet === '835') return remittanceStory(parts, set)
  if (guide?.transactionSet === '999') return acknowledgementStory(parts, set)
  if (guide?.id === '005010X214') return statusStory(parts, set)
  if (guide?.id === '005010X212-277') return responseStory(parts, set)
  return undefined
}

function remittanceStory(parts: GatewayParts, { fileId, sha256, header }: IncomingSet): SetStory {
  const staging = stageRemittance(parts, { fileId, sha256, ordinal: header.ordinal })
  return {
    mayRepeat: true,
    segment: (segment) => staging.segment(segment),
    unit: (unit) => staging.unit(unit),
    flush: (setId) => staging.flush(setId),
    end: ({ rest }, setId) => staging.end(rest ?? { id: '835', children: [] }, setId),
    takeEffect: (isSound) => staging.settle(isSound),
  }
}

/** A 999 answers one group of ours: it is no larger than what we sent. */
function acknowledgementStory(parts: GatewayParts, set: IncomingSet): SetStory {
  const sets: TransactionSetAcknowledgement[] = []
  const findings: Finding[] = []
  let verdict: ReturnType<typeof decodeGroupVerdict>['value']
  let range = { offset: 0, length: 0 }
  return {
    mayRepeat: false,
    unit: ({ loop }) => {
      const read = decodeSetAcknowledgement(loop)
      findings.push(...read.findings)
      if (read.value !== undefined) sets.push(read.value)
    },
    end: ({ rest, range: whole }) => {
      range = whole
      const read = rest === undefined ? undefined : decodeGroupVerdict(rest)
      findings.push(...(read?.findings ?? []))
      verdict = read?.value
    },
    takeEffect: async (isSound) => {
      if (!isSound || verdict === undefined) return { findings }
      const origin = { source: sourceOf(set, range), senderId: set.header.interchange.sender.id, isRetry: set.isRetry === true }
      return { findings, answer: await applyGroupAcknowledgement(parts, { ...verdict, sets }, origin) }
    },
  }
}

/** A 277CA answers one 837 set of ours, so it holds no more claims than a set may have. */
function statusStory(parts: GatewayParts, set: IncomingSet): SetStory {
  const claims: LocatedStatus[] = []
  const providers: ProviderStatus[] = []
  const findings: Finding[] = []
  let report: ClaimStatusReport | undefined
  /** Loops above the first claim; they go on filling up with providers until the set ends. */
  let levels: readonly Loop[] = []
  let range = { offset: 0, length: 0 }
  return {
    mayRepeat: false,
    unit: (unit) => {
      if (levels.length === 0) {
        levels = unit.parents
        const read = decodeStatusReport(levels)
        findings.push(...read.findings)
        report = read.value
      }
      const { value, findings: found } = decodeClaimStatus(unit)
      findings.push(...found)
      if (value !== undefined && isStatusOfAdjudication(value.statuses))
        findings.push(finding('STATUS_CATEGORY_MISPLACED', { offset: unit.range.offset, segment: unit.segment }, '2200D/STC01-1'))
      if (value !== undefined) claims.push({ status: value, source: sourceOf(set, unit.range, unit.segment) })
    },
    end: ({ rest, range: whole, units }) => {
      range = whole
      if (rest === undefined) return
      if (units === 0) {
        const read = decodeStatusReport([rest])
        findings.push(...read.findings)
        report = read.value
      }
      const read = decodeProvidersWithoutClaims(levels.length > 0 ? levels : [rest])
      findings.push(...read.findings)
      providers.push(...(read.value ?? []))
    },
    takeEffect: async (isSound) => {
      if (!isSound || report === undefined) return { findings }
      const origin = { source: sourceOf(set, range), senderId: set.header.interchange.sender.id, isRetry: set.isRetry === true }
      return { findings, answer: await applyStatusAnswer(parts, { report, providers, claims }, origin) }
    },
  }
}

/** A 277 answers a 276 of ours: it holds no more claims than were asked about, and what else the payer tells of its own accord. */
function responseStory(parts: GatewayParts, set: IncomingSet): SetStory {
  const answers: LocatedStatusAnswer[] = []
  const findings: Finding[] = []
  /** One chain of loops for each provider that claims follow. */
  const above = new Map<Loop | undefined, readonly Loop[]>()
  let range = { offset: 0, length: 0 }

  function take({ value = [], findings: found }: ReturnType<typeof decodeStatusAnswers>): void {
    findings.push(...found)
    for (const { answer, loop } of value) {
      const { segment, ...bytes } = rangeOf(loop)
      answers.push({ answer, source: sourceOf(set, bytes, segment) })
    }
  }

  return {
    mayRepeat: false,
    unit: (unit) => {
      above.set(unit.parents.at(-1), unit.parents)
      take(decodeStatusAnswers(unit))
    },
    end: ({ rest, range: whole }) => {
      range = whole
      if (rest !== undefined) take(decodeLevelAnswers(rest, [...above.values()]))
    },
    takeEffect: async (isSound) => {
      if (!isSound || answers.length === 0) return { findings }
      const { interchange } = set.header
      const origin = { source: sourceOf(set, range), senderId: interchange.sender.id, isRetry: set.isRetry === true }
      const partnerId = senderOf(parts.partners, interchange)?.id
      return { findings, answer: await applyStatusResponse(parts, { answers, partnerId }, origin) }
    },
  }
}

function sourceOf(
  { fileId, sha256, header }: IncomingSet,
  range: { readonly offset: number; readonly length: number },
  segment = 1,
): EntrySource {
  return { fileId, sha256, set: header.ordinal, segment, offset: range.offset, length: range.length }
}
