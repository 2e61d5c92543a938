// What is found about claims that came as JSON, told by its place there: by the edits, and by the guide in the file that was written of them.
import type { Claim, Partner } from '../domain/index.js'
import { type Edited, toFinding } from '../edits/index.js'
import { decided, loopsIn, rangeOf, type Unit } from '../schema/index.js'
import type { StoredFinding } from '../store/index.js'
import { type Finding, finding, sayFinding } from '../values/index.js'
import { doublesAmong, placeEdit, type PlacedEdit } from './edit-places.js'
import { decideOutgoing } from './policy.js'
import type { RecordedFile } from './record-outgoing.js'

/** A claim with its place in the JSON and what the edits have against it. */
export interface JsonClaim {
  readonly claim: Claim
  /** Its pointer: "/3". */
  readonly root: string
  /** How people find it in a table: "row 3: "; empty in JSON. */
  readonly row: string
  readonly edited: readonly Edited[]
}

export interface JsonProblem {
  readonly pointer: string
  readonly message: string
}

export interface ToldOfJson {
  readonly findings: readonly StoredFinding[]
  readonly problems: readonly JsonProblem[]
}

const nowhere = { offset: 0, segment: 0 }

type OwnEdit = PlacedEdit & { readonly own: JsonClaim }

interface ClaimPlace {
  readonly own: JsonClaim
  readonly end: number
  readonly lines: readonly number[]
}

/** Follows the claims of one partner through the files that were written of them. */
export class JsonFindings {
  private readonly findings: StoredFinding[] = []
  private readonly problems: JsonProblem[] = []
  private readonly waiting: Map<string, JsonClaim>
  private readonly read = new Set<JsonClaim>()
  /** Of the file that is being read: claims in its order, where each ends in it, and where its lines begin. */
  private edits: OwnEdit[] = []
  private places: ClaimPlace[] = []

  constructor(
    private readonly partner: Partner,
    private readonly claims: readonly JsonClaim[],
    /** What the field of the claim's number is called. */
    private readonly numberField: string,
  ) {
    // Of claims with the same number only the first is read back.
    this.waiting = new Map(claims.toReversed().map((one) => [one.claim.patientControlNumber, one]))
  }

  /** A claim as it is read back from the file. */
  onClaim({ patientControlNumber }: Claim, unit: Unit): void {
    const own = this.waiting.get(patientControlNumber)
    if (own === undefined) return
    this.waiting.delete(patientControlNumber)
    this.read.add(own)
    this.edits.push(...own.edited.map((one) => ({ ...placeEdit(one, unit, this.partner, own.root), own })))
    const { offset, length } = unit.range
    this.places.push({ own, end: offset + length, lines: loopsIn(unit.loop, '2400').map((line) => rangeOf(line).offset) })
  }

  /** A file is read to its end. Errors of the guide are problems of the claim or line they stand in. */
  onFile(recorded: Pick<RecordedFile, 'findings' | 'sentBefore'>, unwritable: readonly StoredFinding[]): void {
    this.judge(this.edits, recorded, unwritable)
    this.edits = []
    this.places = []
  }

  /** All of it, once the last file is read. */
  tell(): ToldOfJson {
    this.judge(this.neverRead(), { findings: [], sentBefore: [] }, [])
    return { findings: this.findings, problems: this.problems }
  }

  private judge(
    edits: readonly OwnEdit[],
    recorded: Pick<RecordedFile, 'findings' | 'sentBefore'>,
    unwritable: readonly StoredFinding[],
  ): void {
    // What could not be written left a hole in the file, and what the guide says of that comes of the hole.
    const read = unwritable.length > 0 ? [] : recorded.findings
    const doubles = doublesAmong(read, edits, 'edit')
    const ofGuide = read.filter((found) => !doubles.has(found))
    const told = edits.filter((one) => !doubles.has(one))
    // An edit that the profile lets pass tells of no hole: what cannot be written is not sent, whatever is decided.
    const byEdits = new Set(told.filter(({ found }) => isError(found)).flatMap(({ edited }) => edited.edit.same))
    this.findings.push(
      ...told.map(({ found, own }) => stored(found, own)),
      ...ofGuide.filter((found) => !isError(found)).map((found) => this.inJson(found)),
    )
    this.problems.push(
      ...unwritable.filter(({ code }) => !byEdits.has(code)).map(({ message }) => ({ pointer: '', message })),
      ...ofGuide.filter(isError).map((found) => ({
        pointer: this.pointerTo(found.at.offset),
        message: `${this.placeOf(found.at.offset)?.own.row ?? ''}${found.message}`,
      })),
      ...recorded.sentBefore.map((number) => this.sentBefore(number)),
    )
  }

  private sentBefore(number: string): JsonProblem {
    const own = this.claims.find(({ claim }) => claim.patientControlNumber === number)
    const message = sayFinding(finding('CLAIM_SENT_BEFORE', nowhere, '2300/CLM01'))
    return { pointer: `${own?.root ?? ''}/${this.numberField}`, message: `${own?.row ?? ''}${message}` }
  }

  /** What could not be written, or not be told from another claim, has no place in the file; its edits are told all the same. */
  private neverRead(): OwnEdit[] {
    const { partner } = this
    return this.claims
      .filter((own) => !this.read.has(own))
      .flatMap((own) =>
        own.edited.map((edited) => ({
          own,
          edited,
          partner,
          ranges: [],
          found: decided(toFinding(edited, nowhere, own.root), decideOutgoing(partner)),
        })),
      )
  }

  /** A finding of the guide, in the JSON instead of the file that was written of it. */
  private inJson({ interchange: _i, group: _g, transactionSet: _t, ...found }: StoredFinding): StoredFinding {
    return { ...found, at: nowhere, detail: { ...found.detail, pointer: this.pointerTo(found.at.offset) } }
  }

  private placeOf(offset: number): ClaimPlace | undefined {
    return this.places.find(({ end }) => end > offset)
  }

  private pointerTo(offset: number): string {
    const place = this.placeOf(offset)
    if (place === undefined) return ''
    const line = place.own.row === '' ? place.lines.findLastIndex((start) => start <= offset) : -1
    return `${place.own.root}${line < 0 ? '' : `/lines/${line}`}`
  }
}

/** Of a table only the claim's first row is named: its fields are spread over rows. */
function stored(found: Finding, { root, row }: JsonClaim): StoredFinding {
  const message = `${row}${sayFinding(found)}`
  return { ...found, ...(row === '' ? {} : { detail: { ...found.detail, pointer: root } }), fileId: '', message }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}
