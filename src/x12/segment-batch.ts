// Segments of one interchange found in one go. Ids, offsets and lengths cost nothing; segments and text are made on demand.
import { ByteSegment, type ReadSegment, SegmentSource } from './byte-segment.js'
import type { Delimiters } from './delimiters.js'
import { codeOf, codeOfBytes } from './code.js'
import type { ShortTexts } from './short-texts.js'

/** Bytes and marks the reader works on; they are used again for the next batch unless someone made a segment of them. */
export interface Scanned {
  readonly bytes: Buffer
  /** File offset of `bytes[0]`. */
  readonly base: number
  readonly delimiters: Delimiters
  /** For each segment: its first byte, its element separators, its terminator. */
  readonly marks: Int32Array
  /** Where in `marks` each segment begins; one entry more than there are segments. */
  readonly firsts: Int32Array
  readonly count: number
  /** Bytes of binary data passed over unread before the terminator of the one segment here. */
  readonly skippedBytes: number
}

/** Valid only while the listener is called; the segments made from it stay valid for as long as they are kept. */
export class SegmentBatch {
  private source: SegmentSource | undefined

  constructor(
    private readonly scanned: Scanned,
    private readonly firstOrdinal: number,
    private readonly shortTexts: ShortTexts,
    private readonly onKept: () => void,
  ) {}

  get count(): number {
    return this.scanned.count
  }

  get delimiters(): Delimiters {
    return this.scanned.delimiters
  }

  /** Ordinal in the file of segment `index`, counted from 1. */
  ordinal(index: number): number {
    return this.firstOrdinal + index
  }

  /** The id as a number to compare with `codeOf('CLP')`; an id of more than three characters is 0. */
  idCode(index: number): number {
    const { bytes, marks, firsts } = this.scanned
    const first = firsts[index]!
    return codeOfBytes(bytes, marks[first]!, marks[first + 1]!)
  }

  is(index: number, id: string): boolean {
    return this.idCode(index) === codeOf(id)
  }

  /** File offset of the first byte. */
  offset(index: number): number {
    const { base, marks, firsts } = this.scanned
    return base + marks[firsts[index]!]!
  }

  /** Bytes with the terminator. */
  length(index: number): number {
    const { marks, firsts, skippedBytes } = this.scanned
    const last = firsts[index + 1]! - 1
    return marks[last]! + 1 - marks[firsts[index]!]! + skippedBytes
  }

  elementCount(index: number): number {
    const { firsts } = this.scanned
    return firsts[index + 1]! - firsts[index]! - 2
  }

  /** The segment as everyone above sees it. `ordinal` is that in its transaction set, or in the file outside one. */
  segment(index: number, ordinal: number = this.ordinal(index)): ReadSegment {
    const source = (this.source ??= this.keep())
    const { bytes, marks, firsts } = this.scanned
    const first = firsts[index]!
    const id = this.shortTexts.text(bytes, marks[first]!, marks[first + 1]!)
    return new ByteSegment(id, this.elementCount(index), source, first - firsts[0]!, ordinal)
  }

  /** Takes the batch's part of the working arrays for good. */
  private keep(): SegmentSource {
    this.onKept()
    const { bytes, base, delimiters, marks, firsts, count, skippedBytes } = this.scanned
    return new SegmentSource(bytes, base, marks.slice(firsts[0], firsts[count]), delimiters, this.shortTexts, skippedBytes)
  }
}
