// What stands between segments: the line ends. One kind per interchange is kept, and what follows its IEA; the rest is noticed.
import type { Position } from '../values/index.js'
import type { LineEnd } from '../x12/index.js'
import { blankText } from './line.js'

/** Bytes after an IEA that are looked at. */
const seenBytes = 16

export class GapReader {
  /** Where in the file, first, something else than the interchange's line end stood between two segments. */
  irregularAt: Position | undefined
  private chunk: Uint8Array = new Uint8Array()
  private chunkStart = 0
  /** First byte after the last segment. */
  private end = 0
  private lineEnd: LineEnd = ''
  /** What stands after the IEA, as far as it was seen. */
  private after: string | undefined

  startChunk(chunk: Uint8Array): void {
    this.chunkStart += this.chunk.length
    this.chunk = chunk
  }

  /** To be called after all segments of the chunk. */
  endChunk(): void {
    if (this.after === undefined || this.after.length >= seenBytes) return
    const from = this.end + this.after.length - this.chunkStart
    this.after += Buffer.from(this.chunk.subarray(from, from + seenBytes - this.after.length)).toString('latin1')
  }

  startInterchange({ offset, length = 0 }: Position, lineEnd: LineEnd): void {
    this.end = offset + length
    this.lineEnd = lineEnd
    this.after = undefined
    this.irregularAt = undefined
  }

  segment(at: Position): void {
    if (at.offset - this.end !== this.lineEnd.length) this.irregularAt ??= at
    this.end = at.offset + (at.length ?? 0)
  }

  /** The last segment was an IEA. */
  endInterchange(): void {
    this.after = ''
  }

  /** Blanks between the IEA and the next interchange, or the end of the file; undefined when they are more than can be kept, or are no blanks. */
  afterInterchange(next: number | undefined): string | undefined {
    this.endChunk()
    const text = this.after?.slice(0, next === undefined ? seenBytes : next - this.end)
    const length = (next ?? this.chunkStart + this.chunk.length) - this.end
    return text?.length === length && blankText.test(text) ? text : undefined
  }
}
