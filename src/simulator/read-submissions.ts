// What a partner sent, read as a clearinghouse reads it: every interchange, group and transaction set with what was found in it,
// and the claims of the sets that hold, each judged by its guide, or what they ask about claims. Sets of other guides are checked and acknowledged only.
import {
  type AnsweredClaim,
  type CheckedSet,
  type ClaimAnswerTable,
  type ClaimJudge,
  type ClaimPlace,
  createClaimJudge,
  decodeClaim,
  decodeStatusQuestions,
  decodeSubmission,
  interchangeNote,
} from '../codecs/index.js'
import { type Claim, claimKindOf, type StatusQuestion, type SubmissionHeader } from '../domain/index.js'
import {
  allSegments,
  createFileReader,
  type FileHandler,
  type GroupEnd,
  type Guide,
  type SchemaRegistry,
  type SetEnd,
  type Unit,
} from '../schema/index.js'
import { type Finding, findingCodes, type FindingCodeEntry, type IsoDate } from '../values/index.js'
import type { GroupTrailer, InterchangeHeader, Segment, SetHeader } from '../x12/index.js'

export interface SubmittedInterchange {
  readonly header: InterchangeHeader
  /** TA105 of the first error; "000" when there is none. */
  readonly note: string
  readonly groups: readonly SubmittedGroup[]
}

export interface SubmittedGroup extends Pick<GroupEnd, 'header' | 'findings'> {
  readonly sets: readonly SubmittedSet[]
}

export interface SubmittedSet extends CheckedSet {
  readonly guide: Guide | undefined
  /** Undefined when the set is rejected or its header cannot be read. */
  readonly submission?: SubmissionHeader
  readonly claims: readonly SubmittedClaim[]
  /** Of a 276. */
  readonly questions?: readonly StatusQuestion[]
}

export interface SubmittedClaim {
  /** What a 277CA says of it by the guide and its rules. */
  readonly answer: AnsweredClaim
  /** Undefined when it cannot be read. */
  readonly claim?: Claim
}

/** What is needed to read: the guides, and what a 277CA says of breaches of their rules. */
export interface ReadParts {
  readonly schemas: SchemaRegistry
  readonly claimAnswers: ClaimAnswerTable
}

/** SNIP types 1 and 2, syntax and guide, are the set's affair (999); what is found beyond them is that of each claim (277CA). */
const guideSnip = 2

const questionGuide = '005010X212-276'

/** Reads a file held in memory. Bytes that are no interchange at all give none. */
export function readSubmissions(bytes: Uint8Array, { schemas, claimAnswers }: ReadParts, receivedOn: IsoDate): SubmittedInterchange[] {
  const file = new FileBeingRead(claimAnswers, receivedOn)
  const reader = createFileReader(schemas, file)
  reader.push(bytes)
  reader.end()
  return file.interchanges
}

class FileBeingRead implements FileHandler {
  readonly interchanges: SubmittedInterchange[] = []
  private notes: string[] = []
  private groups: SubmittedGroup[] = []
  private sets: SubmittedSet[] = []
  private claims: (Claim | undefined)[] = []
  private places: ClaimPlace[] = []
  private questions: StatusQuestion[] = []
  private judge: ClaimJudge | undefined

  constructor(
    private readonly claimAnswers: ClaimAnswerTable,
    private readonly receivedOn: IsoDate,
  ) {}

  interchangeStart(): void {
    this.notes = []
    this.groups = []
  }

  groupStart(): void {
    this.sets = []
  }

  setStart(_header: SetHeader, guide: Guide | undefined): void {
    this.claims = []
    this.places = []
    this.questions = []
    this.judge = guide !== undefined && claimKindOf(guide.id) !== undefined ? createClaimJudge(this.claimAnswers) : undefined
  }

  placed(segment: Segment): void {
    this.judge?.segment(segment)
  }

  unit(unit: Unit, _set: unknown, { id }: Guide): void {
    if (id === questionGuide) this.questions.push(...(decodeStatusQuestions(unit).value ?? []).map(({ question }) => question))
    const kind = claimKindOf(id)
    if (kind === undefined) return
    this.judge?.unit(unit)
    const { value: claim } = decodeClaim(unit, kind)
    this.claims.push(claim)
    if (claim === undefined) return
    const last = [...allSegments(unit.loop)].at(-1)?.at.segment ?? unit.segment
    this.places.push({ from: unit.segment, to: last, patientControlNumber: claim.patientControlNumber })
  }

  setEnd({ header, guide, rest, findings, verdict }: SetEnd): void {
    const { places, claims } = this
    const judged = this.judge?.judge(findings, this.receivedOn)
    const isClaimsAffair = judged !== undefined && judged.setErrors.length === 0 && !findings.some(isGuideError)
    const set = { header, guide, findings, places, questions: verdict === 'rejected' ? [] : this.questions }
    if (verdict === 'rejected' && !isClaimsAffair) this.sets.push({ ...set, verdict, claims: [] })
    else {
      const submission = rest && judged ? decodeSubmission(rest).value : undefined
      const answers = judged?.claims ?? []
      this.sets.push({
        ...set,
        verdict: verdict === 'rejected' ? 'accepted-with-errors' : verdict,
        claims: answers.map((answer, index) => ({ answer, ...(claims[index] === undefined ? {} : { claim: claims[index] }) })),
        ...(submission === undefined ? {} : { submission }),
      })
    }
  }

  groupEnd({ header, findings }: Pick<GroupTrailer, 'header' | 'findings'>): void {
    this.groups.push({ header, findings, sets: this.sets })
  }

  interchangeEnd({ header }: { readonly header: InterchangeHeader }): void {
    this.interchanges.push({ header, note: this.notes[0] ?? '000', groups: this.groups })
  }

  /** A note for the TA1 can come of any level: a terminator that never comes shows inside a set. */
  finding(found: Finding): void {
    const note = interchangeNote(found)
    if (note !== undefined && found.severity === 'error') this.notes.push(note)
  }
}

function isGuideError({ severity, code }: Finding): boolean {
  const { snip }: FindingCodeEntry = findingCodes[code]
  return severity === 'error' && snip <= guideSnip
}
