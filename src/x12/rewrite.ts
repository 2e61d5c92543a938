// Copies a file byte for byte, except for the segments someone wants changed: what de-identifying or correcting a file needs.
import type { Finding } from '../values/index.js'
import type { ReadSegment } from './byte-segment.js'
import type { Segment } from './segment.js'
import { createSegmentReader, type SegmentReaderOptions } from './segment-reader.js'
import { writeSegment } from './write-segment.js'

export interface Rewriter {
  push(chunk: Uint8Array): void
  end(): void
}

/**
 * Hands every segment but the ISA to `change`; the answer is written in its place, the same segment (or undefined) leaves the bytes alone.
 * Everything else is copied as it stands: line ends, text outside interchanges, segments that cannot be read.
 * A change that cannot be written under the file's own delimiters is told as a finding and the segment is left out.
 */
export function createRewriter(
  write: (bytes: Uint8Array) => void,
  change: (segment: ReadSegment) => Segment | undefined,
  onFinding: (finding: Finding) => void = () => {},
  options: SegmentReaderOptions = {},
): Rewriter {
  let waiting = Buffer.alloc(0)
  /** File offset of the first byte that waits. */
  let offset = 0
  const passTo = (end: number, isWritten: boolean): void => {
    const length = end - offset
    if (length <= 0) return
    if (isWritten) write(waiting.subarray(0, length))
    waiting = waiting.subarray(length)
    offset = end
  }
  const reader = createSegmentReader(
    {
      interchange: () => {},
      segments(batch) {
        for (let i = 0; i < batch.count; i++) {
          const before = batch.segment(i)
          // Binary data too large to be held has been copied already.
          if (before.at.offset < offset) continue
          const after = change(before)
          if (after === undefined || after === before) continue
          const { value, findings } = writeSegment(after, batch.delimiters)
          passTo(batch.offset(i), true)
          passTo(batch.offset(i) + batch.length(i), false)
          if (value !== undefined) write(value)
          for (const found of findings) onFinding({ ...found, at: { ...found.at, ...before.at } })
        }
      },
      finding: onFinding,
    },
    options,
  )
  return {
    push(chunk) {
      waiting = Buffer.concat([waiting, chunk])
      reader.push(chunk)
      passTo(reader.position, true)
    },
    end() {
      reader.end()
      passTo(offset + waiting.length, true)
    },
  }
}
