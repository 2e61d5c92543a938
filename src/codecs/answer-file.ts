// A whole file answered: to each of its interchanges one that holds the TA1, a 999 (or 997) for each group, and a 277CA for each 837.
import type { GroupAcknowledgement, InterchangeAcknowledgement } from '../domain/index.js'
import {
  allSegments,
  createFileReader,
  type FileHandler,
  type FileReaderOptions,
  firstSegment,
  type Guide,
  type InterchangeEnd,
  type SchemaRegistry,
  type SetEnd,
  type Unit,
} from '../schema/index.js'
import { dayOf, type Finding, type Instant, isoDateFromD6, x12Stamp } from '../values/index.js'
import {
  chooseDelimiters,
  conflictingDelimiters,
  type GroupHeader,
  type InterchangeHeader,
  type InterchangeWriter,
  type Segment,
  type SegmentReader,
  type SetHeader,
  standardDelimiters,
  writeInterchange,
} from '../x12/index.js'
import { encodeFunctionalAcknowledgement } from './ack-997/acknowledgement.js'
import { encodeGroupAcknowledgement } from './ack-999/acknowledgement.js'
import { acknowledgeGroup, type CheckedSet, type ClaimPlace } from './ack-999/from-findings.js'
import { acknowledgeInterchange, interchangeAcknowledgement } from './ack-ta1.js'
import { type AnsweredClaim, encodeClaimAnswer } from './status-277/answer-claims.js'
import type { ClaimAnswerTable } from './status-277/answer-table.js'
import { type ClaimJudge, createClaimJudge } from './status-277/from-findings.js'
import { batchReferenceOf, headEntity } from './status-277/received-claim.js'

export interface AnswerFileOptions extends FileReaderOptions {
  readonly answeredAt: Instant
  /** ISA13 of the first answer; the next ones count on. */
  readonly firstControl: number
  readonly ta1: boolean
  /** How groups are answered. */
  readonly groups: '999' | '997'
  /** What is said of claims; left out, there is no 277CA and an error in a claim rejects its set. */
  readonly claimAnswers?: ClaimAnswerTable
}

/** The answer to one interchange. */
export interface FileAnswer {
  /** ISA13 of what is answered, and of the answer. */
  readonly answers: string
  readonly control: string
  readonly bytes: Uint8Array
  readonly interchangeAcknowledgement?: InterchangeAcknowledgement
  readonly groups: readonly GroupAcknowledgement[]
  readonly claims: { readonly accepted: number; readonly rejected: number }
}

export interface FileAnswerListener {
  answer(answer: FileAnswer): void
  /** An interchange that nothing is answered to, and why: because nothing shall be, or (`isFault`) because nothing can be. */
  unanswered(control: string, reason: string, isFault: boolean): void
}

/** Reads a file pushed in chunks and hands over an answer as soon as an interchange has ended. */
export function createFileAnswerer(schemas: SchemaRegistry, listener: FileAnswerListener, options: AnswerFileOptions): SegmentReader {
  const { decide, repairIsa, guideFor } = options
  return createFileReader(schemas, new Answerer(listener, options), {
    ...(decide === undefined ? {} : { decide }),
    ...(repairIsa === undefined ? {} : { repairIsa }),
    ...(guideFor === undefined ? {} : { guideFor }),
  })
}

interface AnsweredSet {
  readonly checked: CheckedSet
  readonly claims: readonly AnsweredClaim[]
  /** The set without its claims. */
  readonly rest: SetEnd['rest']
}

interface AnsweredGroup {
  readonly header: GroupHeader
  readonly findings: readonly Finding[]
  readonly sets: readonly AnsweredSet[]
}

class Answerer implements FileHandler {
  private groups: AnsweredGroup[] = []
  private sets: AnsweredSet[] = []
  private places: ClaimPlace[] = []
  private judge: ClaimJudge | undefined
  /** The interchange being read holds a TA1. */
  private isAnswer = false
  private interchanges = 0
  private groupsWritten = 0

  constructor(
    private readonly listener: FileAnswerListener,
    private readonly options: AnswerFileOptions,
  ) {}

  interchangeStart(): void {
    this.isAnswer = false
  }

  interchangeAcknowledgement(): void {
    this.isAnswer = true
  }

  setStart(_header: SetHeader, guide: Guide | undefined): void {
    const { claimAnswers } = this.options
    this.places = []
    this.judge = claimAnswers !== undefined && guide?.transactionSet === '837' ? createClaimJudge(claimAnswers) : undefined
  }

  placed(segment: Segment): void {
    this.judge?.segment(segment)
  }

  unit(unit: Unit): void {
    this.judge?.unit(unit)
    const number = firstSegment(unit.loop, 'CLM')?.text(1)
    const last = [...allSegments(unit.loop)].at(-1)?.at.segment ?? unit.segment
    if (number !== undefined) this.places.push({ from: unit.segment, to: last, patientControlNumber: number })
  }

  setEnd({ header, findings, verdict, rest }: SetEnd): void {
    const { judge, places } = this
    const judged = judge?.judge(findings, dayOf(this.options.answeredAt))
    // With a 277CA each claim answers for itself: the set is accepted with errors.
    const isClaimsAffair = judged !== undefined && judged.claims.length > 0 && judged.setErrors.length === 0
    const checked = {
      header,
      findings,
      places,
      verdict: isClaimsAffair && verdict === 'rejected' ? ('accepted-with-errors' as const) : verdict,
    }
    this.sets.push({ checked, claims: isClaimsAffair ? judged.claims : [], rest })
  }

  groupEnd({ header, findings }: Pick<AnsweredGroup, 'header' | 'findings'>): void {
    this.groups.push({ header, findings, sets: this.sets })
    this.sets = []
  }

  interchangeEnd({ header, findings }: InterchangeEnd): void {
    const { groups } = this
    this.groups = []
    const isAddressed = [header.sender, header.receiver].every(({ id }) => /^[ -~]{1,15}$/.test(id))
    const isOnlyAnswers = groups.every((group) => group.header.functionalId === 'FA')
    if (isOnlyAnswers && (groups.length > 0 || this.isAnswer))
      this.listener.unanswered(header.control, 'acknowledgements are never acknowledged', false)
    else if (!isAddressed) this.listener.unanswered(header.control, 'its ISA does not say who sent it to whom', true)
    else this.answer(header, findings, groups)
  }

  private answer(header: InterchangeHeader, findings: readonly Finding[], groups: readonly AnsweredGroup[]): void {
    const { options } = this
    const others = groups.filter((group) => group.header.functionalId !== 'FA')
    const nameable = others.filter((group) => canBeNamed(group.header))
    // A group whose header cannot be repeated in an answer is told in the TA1, which then rejects.
    const unnamed = others.filter((group) => !nameable.includes(group)).flatMap((group) => group.findings)
    const ta1 = options.ta1 && isDated(header) ? acknowledgeInterchange(header, [...findings, ...unnamed]) : undefined
    const answered = nameable.map((group) => ({ group, acknowledgement: acknowledgementOf(group) }))
    if (ta1 === undefined && answered.length === 0) {
      this.listener.unanswered(header.control, 'its ISA cannot be repeated in a TA1, and it holds no group that can be answered', true)
      return
    }
    const isWhole = !hasError(findings)
    const claimSets = isWhole
      ? answered.flatMap(({ group, acknowledgement }) =>
          acknowledgement.verdict === 'R' ? [] : group.sets.filter(({ claims }) => claims.length > 0),
        )
      : []
    const control = numbered(options.firstControl, this.interchanges++)
    const firstGroup = options.firstControl + this.groupsWritten
    const isNeeded = [answered.length > 0, claimSets.length > 0]
    this.groupsWritten += isNeeded.filter(Boolean).length
    const bytes = write(header, control, options.answeredAt, (writer) => {
      if (ta1 !== undefined) writer.interchangeAcknowledgement(interchangeAcknowledgement.encode(ta1))
      const [first] = groups
      if (answered.length > 0) {
        startGroup(writer, 'FA', versions[options.groups], { header, group: first?.header }, numbered(firstGroup, 0), options.answeredAt)
        for (const [index, { acknowledgement }] of answered.entries()) this.putAcknowledgement(writer, acknowledgement, index + 1)
      }
      if (claimSets.length > 0) {
        startGroup(writer, 'HN', claimGuide, { header, group: first?.header }, numbered(firstGroup, 1), options.answeredAt)
        for (const [index, set] of claimSets.entries()) this.putClaims(writer, set, control, index + 1)
      }
    })
    if (bytes === undefined) {
      this.listener.unanswered(header.control, 'its data holds every delimiter tried', true)
      return
    }
    const claims = claimSets.flatMap((set) => set.claims)
    const accepted = claims.filter(({ isAccepted }) => isAccepted).length
    this.listener.answer({
      answers: header.control,
      control,
      bytes,
      ...(ta1 === undefined ? {} : { interchangeAcknowledgement: ta1 }),
      groups: answered.map(({ acknowledgement }) => acknowledgement),
      claims: { accepted, rejected: claims.length - accepted },
    })
  }

  private putAcknowledgement(writer: InterchangeWriter, acknowledgement: GroupAcknowledgement, ordinal: number): void {
    const { groups } = this.options
    writer.startSet({ type: groups, control: String(ordinal), ...(groups === '999' ? { version: versions[groups] } : {}) })
    const encode = groups === '999' ? encodeGroupAcknowledgement : encodeFunctionalAcknowledgement
    const sets = acknowledgement.sets.filter(({ type, control }) => answerableSets.has(type) && /^[!-~]{4,9}$/.test(control))
    for (const segment of encode(acknowledgement, sets)) writer.segment(segment)
  }

  private putClaims(writer: InterchangeWriter, { rest, claims }: AnsweredSet, control: string, ordinal: number): void {
    const { answeredAt } = this.options
    const header = rest ?? { id: '837', children: [] }
    const { last = '', id = '' } = headEntity(header, '1000B')
    writer.startSet({ type: '277', control: String(ordinal), version: claimGuide })
    const head = {
      reference: `${control}-${ordinal}`,
      batchReference: batchReferenceOf(header),
      submitter: headEntity(header, '1000A'),
      receiver: { name: last, id },
      receivedAt: answeredAt,
      answeredAt,
    }
    for (const segment of encodeClaimAnswer(head, claims)) writer.segment(segment)
  }
}

/** GS08 of the answers to groups. */
const versions = { '999': '005010X231A1', '997': '005010X230' } as const
const claimGuide = '005010X214'
/** What AK101 and AK201 can name. */
const answerableGroups = new Set(['BE', 'HB', 'HC', 'HI', 'HN', 'HP', 'HR', 'HS', 'RA'])
const answerableSets = new Set(['270', '271', '276', '277', '278', '820', '834', '835', '837'])

function acknowledgementOf({ header, findings, sets }: AnsweredGroup): GroupAcknowledgement {
  return acknowledgeGroup({ header, findings, sets: sets.map(({ checked }) => checked) })
}

/** A TA1 repeats ISA13, ISA09 and ISA10. */
function isDated({ control, date, time }: InterchangeHeader): boolean {
  return /^\d{9}$/.test(control) && isoDateFromD6(date) !== undefined && /^(?:[01]\d|2[0-3])[0-5]\d$/.test(time)
}

/** An AK1 repeats GS01, GS06 and GS08. */
function canBeNamed({ functionalId, control, version }: GroupHeader): boolean {
  return answerableGroups.has(functionalId) && /^\d{1,9}$/.test(control) && /^[!-~]{1,12}$/.test(version)
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error')
}

/** Nine digits, counted on and around. */
function numbered(first: number, further: number): string {
  return String(((first + further - 1) % 999_999_999) + 1).padStart(9, '0')
}

function startGroup(
  writer: InterchangeWriter,
  functionalId: string,
  version: string,
  { header, group }: { readonly header: InterchangeHeader; readonly group: GroupHeader | undefined },
  control: string,
  at: Instant,
): void {
  const { d8, hhmm } = x12Stamp(at)
  const code = (own: string | undefined, other: string) =>
    [own ?? '', other].find((text) => /^[!-~][ -~]{0,13}[!-~]$/.test(text)) ?? `${other}00`.slice(0, 15)
  writer.startGroup({
    functionalId,
    senderId: code(group?.receiverId, header.receiver.id),
    receiverId: code(group?.senderId, header.sender.id),
    date: d8,
    time: hhmm,
    control: String(Number(control)),
    version,
  })
}

const qualifiers = /^(?:0[1-489]|1[0-9]|2[0-9]|3[0-68]|ZZ)$/

/**
 * With the usual delimiters, or with those of the sender (what was read under them cannot hold them), or with others that the
 * ids of the ISA do not hold. Undefined when the data holds some of each.
 */
function write(to: InterchangeHeader, control: string, at: Instant, make: (writer: InterchangeWriter) => void): Uint8Array | undefined {
  const { d6, hhmm } = x12Stamp(at)
  const party = ({ qualifier, id }: InterchangeHeader['sender']) => ({ qualifier: qualifiers.test(qualifier) ? qualifier : 'ZZ', id })
  const header = {
    control,
    sender: party(to.receiver),
    receiver: party(to.sender),
    date: d6,
    time: hhmm,
    usage: to.usage === 'P' ? 'P' : 'T',
    acknowledgementRequested: false,
  }
  const ids = `${header.sender.id}${header.receiver.id}`
  for (const delimiters of [standardDelimiters, to.delimiters, chooseDelimiters([ids])]) {
    if (delimiters === undefined || conflictingDelimiters(delimiters).length > 0) continue
    if (Object.values(delimiters).some((each) => each !== '' && ids.includes(each))) continue
    const { value } = writeInterchange({ header, delimiters, lineEnd: delimiters.terminator === '\n' ? '' : '\n' }, make)
    if (value !== undefined) return value
  }
  return undefined
}
