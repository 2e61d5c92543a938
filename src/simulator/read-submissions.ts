// What a partner sent, read as a clearinghouse reads it: every interchange, group and transaction set with its verdict, and the
// claims of the sets that hold.
import { decodeClaim, decodeSubmission } from '../codecs/index.js'
import type { Claim, SegmentError, SubmissionHeader } from '../domain/index.js'
import {
  createSetReader,
  firstSegment,
  type Guide,
  type LoopDefinition,
  type SchemaRegistry,
  type SegmentDefinition,
  type SetReader,
  type Unit,
} from '../schema/index.js'
import type { Finding } from '../values/index.js'
import {
  createEnvelopeReader,
  type EnvelopeListener,
  type EnvelopeScope,
  type GroupHeader,
  type GroupTrailer,
  type InterchangeHeader,
  type SetHeader,
} from '../x12/index.js'
import { type PlacedFinding, toSegmentErrors, wordFor } from './syntax-errors.js'

/** The one guide that the simulator adjudicates: professional claims. */
const claimGuide = '005010X222A1'

export interface SubmittedInterchange {
  readonly header: InterchangeHeader
  /** TA105 of the first error; "000" when there is none. */
  readonly note: string
  readonly groups: readonly SubmittedGroup[]
}

export interface SubmittedGroup {
  readonly header: GroupHeader
  /** GE01; the number of sets found when it says nothing. */
  readonly includedCount: number
  /** AK905 and following. */
  readonly reasons: readonly string[]
  readonly sets: readonly SubmittedSet[]
}

export interface SubmittedSet {
  readonly header: SetHeader
  /** A accepted, E accepted with errors noted, R rejected. */
  readonly verdict: 'A' | 'E' | 'R'
  /** IK502 and following. */
  readonly reasons: readonly string[]
  readonly errors: readonly SegmentError[]
  /** Undefined when the set is rejected or its header cannot be read. */
  readonly submission?: SubmissionHeader
  readonly claims: readonly SubmittedClaim[]
}

export interface SubmittedClaim {
  readonly claim: Claim
  /** Its amounts do not add up: nothing a 999 can say, so the 277CA does. */
  readonly isUnbalanced: boolean
}

/** Reads a file held in memory. Bytes that are no interchange at all give none. */
export function readSubmissions(bytes: Uint8Array, schemas: SchemaRegistry): SubmittedInterchange[] {
  const file = new FileBeingRead(schemas)
  const reader = createEnvelopeReader(file)
  reader.push(bytes)
  reader.end()
  return file.interchanges
}

class FileBeingRead implements EnvelopeListener {
  readonly interchanges: SubmittedInterchange[] = []
  private notes: string[] = []
  private groups: SubmittedGroup[] = []
  private groupReasons: string[] = []
  private sets: SubmittedSet[] = []
  private set: SetBeingRead | undefined

  constructor(private readonly schemas: SchemaRegistry) {}

  interchangeStart(): void {
    this.notes = []
    this.groups = []
  }

  groupStart({ functionalId }: GroupHeader): void {
    this.groupReasons = functionalId === 'HC' ? [] : ['1']
    this.sets = []
  }

  setStart(header: SetHeader): void {
    this.set = new SetBeingRead(header, this.schemas.guide(header.version, header.type))
  }

  segment(segment: Parameters<SetReader['segment']>[0]): void {
    this.set?.segment(segment)
  }

  setEnd(): void {
    if (this.set !== undefined) this.sets.push(this.set.end())
    this.set = undefined
  }

  groupEnd({ header, stated, counted }: GroupTrailer): void {
    this.groups.push({ header, includedCount: stated ?? counted, reasons: firstFive(this.groupReasons), sets: this.sets })
  }

  interchangeEnd({ header }: { readonly header: InterchangeHeader }): void {
    this.interchanges.push({ header, note: this.notes[0] ?? '000', groups: this.groups })
  }

  finding(found: Finding, { set }: EnvelopeScope): void {
    const word = wordFor(found)
    if (word?.place === 'TA105' && found.severity === 'error') this.notes.push(word.code)
    else if (word?.place === 'AK905' && found.severity === 'error') this.groupReasons.push(word.code)
    else if (set !== undefined) this.set?.note({ found })
  }
}

/** One transaction set: read by its guide when it is one of ours, else only counted. */
class SetBeingRead {
  private readonly reader: SetReader | undefined
  private readonly placed: PlacedFinding[] = []
  /** Findings about elements of the segment that is being placed; its definition is told just after them. */
  private pending: Finding[] = []
  private readonly claims: SubmittedClaim[] = []
  private readonly claimOf = new Map<Finding, string>()

  constructor(
    private readonly header: SetHeader,
    private readonly guide: Guide | undefined,
  ) {
    if (guide?.id === claimGuide)
      this.reader = createSetReader(guide, {
        unit: (unit) => this.takeUnit(unit),
        finding: (found) => this.pending.push(found),
        placed: (segment, definition) => this.place(segment.at.segment, definition),
      })
  }

  segment(segment: Parameters<SetReader['segment']>[0]): void {
    this.reader?.segment(segment)
  }

  note(placed: PlacedFinding): void {
    this.placed.push(placed)
  }

  end(): SubmittedSet {
    const { header } = this
    if (this.reader === undefined) return { header, verdict: 'R', reasons: [header.type === '837' ? 'I6' : '1'], errors: [], claims: [] }
    const { rest } = this.reader.end()
    this.place(0, undefined)
    const placed = this.placed.map((each) => {
      const claim = this.claimOf.get(each.found)
      return claim === undefined ? each : { ...each, claim }
    })
    const errors = toSegmentErrors(placed)
    const reasons = placed.map(({ found }) => wordFor(found)).flatMap((word) => (word?.place === 'IK502' ? [word.code] : []))
    const verdict = placed.some(({ found }) => found.severity === 'error' && wordFor(found) !== undefined)
      ? 'R'
      : errors.length > 0
        ? 'E'
        : 'A'
    const submission = decodeSubmission(rest).value
    return {
      header,
      verdict,
      reasons: firstFive(errors.length > 0 ? [...reasons, '5'] : reasons),
      errors,
      ...(verdict === 'R' || submission === undefined ? {} : { submission }),
      claims: verdict === 'R' ? [] : this.claims,
    }
  }

  private place(ordinal: number, definition: SegmentDefinition | undefined): void {
    for (const found of this.pending) {
      const element = found.at.segment === ordinal ? dataElementOf(definition, found) : undefined
      const loopTrigger = this.guide && found.code.startsWith('LOOP_') ? triggerOf(this.guide.root, lastOf(found.path)) : undefined
      this.note({
        found,
        ...(element === undefined ? {} : { dataElement: element }),
        ...(loopTrigger === undefined ? {} : { loopTrigger }),
      })
    }
    this.pending = []
  }

  private takeUnit(unit: Unit): void {
    const number = firstSegment(unit.loop, 'CLM')?.text(1) ?? ''
    if (number !== '') for (const found of unit.findings) this.claimOf.set(found, number)
    const { value: claim } = decodeClaim(unit)
    if (claim === undefined) return
    const isUnbalanced = unit.findings.some((found) => found.severity === 'error' && wordFor(found) === undefined)
    this.claims.push({ claim, isUnbalanced })
  }
}

/** Number of the data element that a finding is about, of a composite that of its component. */
function dataElementOf(definition: SegmentDefinition | undefined, { at }: Finding): string | undefined {
  const element = definition?.elements.find(({ number }) => number === at.element)
  const component = element?.components.find(({ number }) => number === at.component)
  const { dataElement } = component ?? element ?? {}
  // IK402 takes numbers; a composite is named C0xx.
  return dataElement !== undefined && /^\d+$/.test(dataElement) ? dataElement : undefined
}

function triggerOf(loop: LoopDefinition, id: string): string | undefined {
  if (loop.id === id) return loop.trigger.id
  for (const inner of loop.loops) {
    const found = triggerOf(inner, id)
    if (found !== undefined) return found
  }
  return undefined
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** AK9 and IK5 have room for five reasons. */
function firstFive(reasons: readonly string[]): string[] {
  return [...new Set(reasons)].slice(0, 5)
}
