// What a segment reader tells, in the order of the bytes.
import type { Finding } from '../values/index.js'
import type { ReadSegment } from './byte-segment.js'
import type { Delimiters, LineEnd } from './delimiters.js'
import type { SegmentBatch } from './segment-batch.js'

/** An ISA and what it says about the bytes that follow. */
export interface InterchangeSyntax {
  /** The ISA itself, with its ordinal in the file. Its element texts keep their padding. */
  readonly segment: ReadSegment
  readonly delimiters: Delimiters
  /** What stands after the ISA's terminator. */
  readonly lineEnd: LineEnd
  /** False when the ISA is so wrong that nothing after it was read: only the findings and the next interchange follow. */
  readonly isReadable: boolean
  /** True when the ISA was not padded and was read all the same, as asked. */
  readonly isRepaired: boolean
}

export interface SegmentListener {
  interchange(syntax: InterchangeSyntax): void
  /** Segments after the ISA, up to and with the IEA, in one or several batches. */
  segments(batch: SegmentBatch): void
  finding(finding: Finding): void
}
