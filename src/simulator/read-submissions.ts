// What a partner sent, read as a clearinghouse reads it: every interchange, group and transaction set with what was found in it,
// and the professional claims of the sets that hold. Sets of other guides are checked and acknowledged, not adjudicated.
import { type CheckedSet, type ClaimPlace, decodeClaim, decodeSubmission, interchangeNote } from '../codecs/index.js'
import { claimGuides, type ProfessionalClaim, type SubmissionHeader } from '../domain/index.js'
import {
  allSegments,
  createFileReader,
  type Decide,
  type FileHandler,
  type GroupEnd,
  type Guide,
  type SchemaRegistry,
  type SetEnd,
  type Unit,
} from '../schema/index.js'
import type { Finding } from '../values/index.js'
import type { GroupTrailer, InterchangeHeader } from '../x12/index.js'

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
}

export interface SubmittedClaim {
  readonly claim: ProfessionalClaim
  /** Its amounts do not add up: nothing a 999 can say, so the 277CA does. */
  readonly isUnbalanced: boolean
}

/** The guide whose claims are adjudicated. */
const claimGuide = claimGuides.professional

/** What a 999 has no word for does not reject a set: it is one claim's affair. */
const decide: Decide = ({ code }) => (code === 'CLAIM_CHARGE_UNBALANCED' ? 'warn' : undefined)

/** Reads a file held in memory. Bytes that are no interchange at all give none. */
export function readSubmissions(bytes: Uint8Array, schemas: SchemaRegistry): SubmittedInterchange[] {
  const file = new FileBeingRead()
  const reader = createFileReader(schemas, file, { decide })
  reader.push(bytes)
  reader.end()
  return file.interchanges
}

class FileBeingRead implements FileHandler {
  readonly interchanges: SubmittedInterchange[] = []
  private notes: string[] = []
  private groups: SubmittedGroup[] = []
  private sets: SubmittedSet[] = []
  private claims: SubmittedClaim[] = []
  private places: ClaimPlace[] = []

  interchangeStart(): void {
    this.notes = []
    this.groups = []
  }

  groupStart(): void {
    this.sets = []
  }

  setStart(): void {
    this.claims = []
    this.places = []
  }

  unit(unit: Unit, _set: unknown, { id }: Guide): void {
    if (id !== claimGuide) return
    const { value: claim } = decodeClaim(unit, 'professional')
    if (claim === undefined) return
    this.claims.push({ claim, isUnbalanced: unit.findings.some(({ code }) => code === 'CLAIM_CHARGE_UNBALANCED') })
    const last = [...allSegments(unit.loop)].at(-1)?.at.segment ?? unit.segment
    this.places.push({ from: unit.segment, to: last, patientControlNumber: claim.patientControlNumber })
  }

  setEnd({ header, guide, rest, findings, verdict }: SetEnd): void {
    const { places } = this
    const set = { header, guide, findings, verdict, places }
    if (verdict === 'rejected') this.sets.push({ ...set, claims: [] })
    else {
      const submission = rest && guide?.id === claimGuide ? decodeSubmission(rest).value : undefined
      this.sets.push({ ...set, claims: this.claims, ...(submission === undefined ? {} : { submission }) })
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
