// One piece of a file that is cut up: an interchange of its own, with the envelopes it stood in and counts of its own.
import { type Finding, sayFinding } from '../values/index.js'
import {
  createInterchangeWriter,
  type GroupHeader,
  type InterchangeHeader,
  type InterchangeWriter,
  isReadSegment,
  type ReadSegment,
  type Segment,
  segment,
  type SetHeader,
} from '../x12/index.js'

/** Where pieces go. A piece that turns out damaged is taken back. */
export interface PieceSink {
  open(name: string): OpenFile
}

export interface OpenFile {
  write(bytes: Uint8Array): void
  /** The file is complete. */
  close(): void
  /** The file shall not be there, closed before or not. */
  discard(): void
}

/** A piece that was written. Names are made of control numbers and ordinals: nothing of a patient is in them. */
export interface Piece {
  readonly name: string
  /** ISA13 it was written under. */
  readonly interchange: string
  readonly group?: string
  readonly type?: string
  readonly transactionSet?: string
  /** Ordinal of the claim in its set. */
  readonly claim?: number
  readonly bytes: number
}

/** What did not become a piece, and why. */
export interface LeftOut {
  readonly interchange: string
  readonly group?: string
  readonly transactionSet?: string
  readonly offset: number
  readonly reason: string
}

export interface PieceEnvelopes {
  readonly interchange: InterchangeHeader
  readonly group?: GroupHeader
  readonly set?: SetHeader
  readonly claim?: number
}

/** Findings that mean bytes were lost or joined wrongly: a piece with a count made right would hide it. */
const damage: ReadonlySet<string> = new Set([
  'INTERCHANGE_UNCLOSED',
  'INTERCHANGE_CONTROL_MISMATCH',
  'GROUP_COUNT_WRONG',
  'GROUP_UNCLOSED',
  'GROUP_CONTROL_MISMATCH',
  'TRANSACTION_SET_COUNT_WRONG',
  'TRANSACTION_SET_UNCLOSED',
  'TRANSACTION_SET_CONTROL_MISMATCH',
  'SEGMENT_COUNT_WRONG',
  'SEGMENT_OUTSIDE_ENVELOPE',
  'SEGMENT_TOO_LONG',
  'SEGMENT_UNTERMINATED',
  'BINARY_LENGTH_INVALID',
])

/** Why what these were found in must not be copied under new counts; undefined when it may. */
export function damageIn(findings: readonly Finding[]): string | undefined {
  const found = findings.find(({ code }) => damage.has(code))
  return found === undefined ? undefined : sayFinding(found)
}

/** Bytes of this segment were not kept while reading, so it cannot be copied. */
export function isTooLong(each: ReadSegment): boolean {
  return each.bytes() === undefined
}

export const tooLong = 'it holds binary data too long to be copied'

/** Writes one piece from its first segment to its last. */
export class PieceWriter {
  readonly writer: InterchangeWriter
  readonly piece: Omit<Piece, 'bytes'>
  private readonly file: OpenFile
  private bytes = 0

  /** `ordinal` counts the pieces; `control` is another ISA13 for this one. */
  constructor(sink: PieceSink, envelopes: PieceEnvelopes, ordinal: number, control?: string) {
    const { interchange, group, set, claim } = envelopes
    this.piece = {
      name: nameOf(envelopes, ordinal),
      interchange: control ?? interchange.control,
      ...(group === undefined ? {} : { group: group.control }),
      ...(set === undefined ? {} : { type: set.type, transactionSet: set.control }),
      ...(claim === undefined ? {} : { claim }),
    }
    this.file = sink.open(this.piece.name)
    this.writer = createInterchangeWriter({
      header: control === undefined ? interchange.segment : withElement(interchange.segment, 13, control),
      delimiters: interchange.delimiters,
      lineEnd: interchange.lineEnd,
      write: (bytes) => {
        this.bytes += bytes.length
        this.file.write(bytes)
      },
    })
    if (group !== undefined) this.writer.startGroup(group.segment)
    if (set !== undefined) this.writer.startSet(set.segment)
  }

  segment(each: Segment): void {
    this.writer.segment(each)
  }

  end(): Piece {
    this.writer.end()
    this.file.close()
    return { ...this.piece, bytes: this.bytes }
  }

  discard(): void {
    this.file.discard()
  }
}

/** "0003-000000731-1-837-0001-claim2.edi": first its ordinal, so that a folder lists the pieces in order. */
function nameOf({ interchange, group, set, claim }: PieceEnvelopes, ordinal: number): string {
  const parts = [String(ordinal).padStart(4, '0'), interchange.control]
  if (group !== undefined) parts.push(group.control)
  if (set !== undefined) parts.push(set.type, set.control)
  const named = parts.map((part) => part.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 14) || 'x')
  return `${named.join('-')}${claim === undefined ? '' : `-claim${claim}`}.edi`
}

/** The same segment with another text in one element. */
export function withElement(each: Segment, element: number, text: string): Segment {
  const inputs = Array.from({ length: Math.max(each.elementCount, element) }, (_, index) =>
    index + 1 === element ? text : { repeated: each.element(index + 1) },
  )
  return segment(each.id, inputs, isReadSegment(each) ? each.at : undefined)
}
