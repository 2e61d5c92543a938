// Passes on to the listener what the reader finds, and counts the segments of the file on the way.
import { finding, type FindingCode, type FindingDetail } from '../values/index.js'
import type { InterchangeSyntax, SegmentListener } from './segment-listener.js'
import { type Scanned, SegmentBatch } from './segment-batch.js'
import { ShortTexts } from './short-texts.js'

export class Teller {
  /** Segments and interchanges told so far. */
  segmentCount = 0
  interchangeCount = 0
  readonly shortTexts = new ShortTexts()

  constructor(private readonly listener: SegmentListener) {}

  interchange(syntax: InterchangeSyntax): void {
    this.segmentCount++
    this.interchangeCount++
    this.listener.interchange(syntax)
  }

  /** `onKept` is called when the listener makes segments that it may hold on to. */
  segments(scanned: Scanned, onKept: () => void): void {
    const ordinal = this.segmentCount + 1
    this.segmentCount += scanned.count
    this.listener.segments(new SegmentBatch(scanned, ordinal, this.shortTexts, onKept))
  }

  /** A finding at this file offset; its ordinal is that of the segment that comes next, unless given. */
  finding(code: FindingCode, offset: number, length: number, path = '', detail: FindingDetail = {}, ordinal = this.segmentCount + 1): void {
    this.listener.finding(finding(code, { offset, length, segment: ordinal }, path, detail))
  }
}
