// What is found about claims that came as values, told by its place in what was handed in: by the edits, and by the guide in the file
// that was written of them.
import type { ReadClaim } from '../codecs/index.js'
import type { Claim, Partner } from '../domain/index.js'
import { type Edited, toFinding } from '../edits/index.js'
import { decided, loopsIn, rangeOf, type Unit } from '../schema/index.js'
import type { StoredFinding } from '../store/index.js'
import { type Finding, finding, sayFinding } from '../values/index.js'
import { doublesAmong, placeEdit, type PlacedEdit } from './edit-places.js'
import { decideOutgoing } from './policy.js'
import type { RecordedFile } from './record-outgoing.js'
import { isError, type Problem, type Refusal } from './submit-report.js'

/** A claim with what the edits have against it. */
export interface EditedClaim extends ReadClaim {
  readonly edited: readonly Edited[]
  /** What the rule of its partner changed in it. */
  readonly adapted: readonly StoredFinding[]
}

const nowhere = { offset: 0, segment: 0 }

type OwnEdit = PlacedEdit & { readonly own: EditedClaim }

interface WrittenClaim {
  readonly own: EditedClaim
  readonly end: number
  readonly lines: readonly number[]
}

/** Follows the claims of one partner through the files that were written of them. */
export class ClaimFindings {
  private readonly findings: StoredFinding[] = []
  private readonly problems: Problem[] = []
  private readonly atFault = new Set<ReadClaim>()
  private isClear = true
  private readonly waiting: Map<string, EditedClaim>
  private readonly read = new Set<EditedClaim>()
  /** Of the file that is being read: claims in its order, where each ends in it, and where its lines begin. */
  private edits: OwnEdit[] = []
  private written: WrittenClaim[] = []

  constructor(
    private readonly partner: Partner,
    private readonly claims: readonly EditedClaim[],
  ) {
    this.findings.push(...claims.flatMap(({ adapted }) => adapted))
    // Of claims with the same number only the first is read back.
    this.waiting = new Map(claims.toReversed().map((one) => [one.claim.patientControlNumber, one]))
  }

  /** A claim as it is read back from the file. */
  onClaim({ patientControlNumber }: Claim, unit: Unit): void {
    const own = this.waiting.get(patientControlNumber)
    if (own === undefined) return
    this.waiting.delete(patientControlNumber)
    this.read.add(own)
    for (const one of own.edited) this.edits.push({ ...placeEdit(one, unit, this.partner, own.places.at(one.hit.pointer)), own })
    const { offset, length } = unit.range
    this.written.push({ own, end: offset + length, lines: loopsIn(unit.loop, '2400').map((line) => rangeOf(line).offset) })
  }

  /** A file is read to its end. Errors of the guide are problems of the claim or line they stand in. */
  onFile(recorded: Pick<RecordedFile, 'findings' | 'sentBefore'>, unwritable: readonly StoredFinding[]): void {
    this.judge(this.edits, recorded, unwritable)
    this.edits = []
    this.written = []
  }

  /** All of it, once the last file is read. */
  tell(): Refusal {
    for (const own of this.claims)
      if (own.usage !== undefined && own.usage !== this.partner.usage) this.refuse(own, '', sayUsage(own.usage, this.partner))
    this.judge(this.neverRead(), { findings: [], sentBefore: [] }, [])
    const { findings, problems, atFault, isClear } = this
    return { findings, problems, atFault: isClear ? atFault : undefined }
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
    for (const { found, own, edited } of told) {
      this.findings.push(stored(found, own, edited.hit.pointer))
      if (isError(found)) this.atFault.add(own)
    }
    for (const { code, message } of unwritable) if (!byEdits.has(code)) this.refuse(undefined, '', message)
    for (const found of ofGuide) {
      const { own, pointer } = this.placeOf(found.at.offset)
      if (isError(found)) this.refuse(own, pointer, found.message)
      else this.findings.push(asHandedIn(found, own?.places.at(pointer) ?? ''))
    }
    for (const number of recorded.sentBefore)
      this.refuse(
        this.claims.find(({ claim }) => claim.patientControlNumber === number),
        '/patientControlNumber',
        saySentBefore(),
      )
  }

  private refuse(own: EditedClaim | undefined, pointer: string, message: string): void {
    if (own === undefined) this.isClear = false
    else this.atFault.add(own)
    this.problems.push(problemOf(own, pointer, message))
  }

  /** What could not be written, or not be told from another claim, has no place in the file; its edits are told all the same. */
  private neverRead(): OwnEdit[] {
    return this.claims.filter((own) => !this.read.has(own)).flatMap((own) => unplaced(own, this.partner))
  }

  /** The claim that a byte of the file belongs to, and as near as can be told the part of it. */
  private placeOf(offset: number): { readonly own?: EditedClaim; readonly pointer: string } {
    const found = this.written.find(({ end }) => end > offset)
    if (found === undefined) return { pointer: '' }
    const line = found.lines.findLastIndex((start) => start <= offset)
    return { own: found.own, pointer: line < 0 ? '' : `/lines/${line}` }
  }
}

/** What the edits alone have against claims of which parts were left out; not what hangs on just those parts. */
export function editsOfRest(
  claims: readonly (EditedClaim & { readonly partner: Partner })[],
  problems: readonly Problem[],
): StoredFinding[] {
  return claims.flatMap((own) =>
    unplaced(own, own.partner)
      .filter(({ found: { detail } }) => problems.every(({ pointer }) => !isNear(pointer, String(detail.pointer))))
      .map(({ found, edited }) => stored(found, own, edited.hit.pointer)),
  )
}

export function problemOf(own: ReadClaim | undefined, pointer: string, message: string): Problem {
  return { pointer: own?.places.at(pointer) ?? '', message: `${own?.places.lead(pointer) ?? ''}${message}` }
}

export function saySentBefore(): string {
  return sayFinding(finding('CLAIM_SENT_BEFORE', nowhere, '2300/CLM01'))
}

function sayUsage(usage: string, partner: Partner): string {
  return sayFinding(finding('USAGE_DIFFERS', nowhere, 'ISA15', { usage, partner: partner.usage }))
}

function unplaced(own: EditedClaim, partner: Partner): OwnEdit[] {
  return own.edited.map((edited) => ({
    own,
    edited,
    partner,
    ranges: [],
    found: decided(toFinding(edited, nowhere, own.places.at(edited.hit.pointer)), decideOutgoing(partner)),
  }))
}

function isNear(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}

function stored(found: Finding, { places }: ReadClaim, pointer: string): StoredFinding {
  return { ...found, fileId: '', message: `${places.lead(pointer)}${sayFinding(found)}` }
}

/** A finding of the guide, in what was handed in instead of the file that was written of it. */
function asHandedIn({ interchange: _i, group: _g, transactionSet: _t, ...found }: StoredFinding, pointer: string): StoredFinding {
  return { ...found, at: nowhere, detail: { ...found.detail, pointer } }
}
