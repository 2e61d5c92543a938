// Segments one by one, for those who read small files or like loops better than listeners. Findings are left out;
// who wants them uses the segment reader or the envelope reader.
import type { Finding } from '../values/index.js'
import type { ReadSegment } from './byte-segment.js'
import type { SegmentListener } from './segment-listener.js'
import { createSegmentReader, type SegmentReaderOptions } from './segment-reader.js'

/** Every segment of the stream, ISA and IEA included, with its ordinal in the file. Memory is bounded, whatever the bytes. */
export async function* readSegments(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: SegmentReaderOptions = {},
  onFinding: (finding: Finding) => void = () => {},
): AsyncGenerator<ReadSegment> {
  let ready: ReadSegment[] = []
  const reader = createSegmentReader(
    collect((segment) => ready.push(segment), onFinding),
    options,
  )
  for await (const chunk of chunks) {
    // A caller may hand over a whole file as one chunk; its segments shall not exist all at once.
    for (let i = 0; i < chunk.length; i += pieceBytes) {
      reader.push(chunk.subarray(i, i + pieceBytes))
      yield* ready
      ready = []
    }
  }
  reader.end()
  yield* ready
}

/** Every segment of a file in memory, ISA and IEA included. */
export function* segmentsOf(
  bytes: Uint8Array,
  options: SegmentReaderOptions = {},
  onFinding: (finding: Finding) => void = () => {},
): Generator<ReadSegment> {
  let ready: ReadSegment[] = []
  const reader = createSegmentReader(
    collect((segment) => ready.push(segment), onFinding),
    options,
  )
  for (let i = 0; i < bytes.length; i += pieceBytes) {
    reader.push(bytes.subarray(i, i + pieceBytes))
    yield* ready
    ready = []
  }
  reader.end()
  yield* ready
}

const pieceBytes = 64 * 1024

function collect(onSegment: (segment: ReadSegment) => void, onFinding: (finding: Finding) => void): SegmentListener {
  return {
    interchange: ({ segment }) => onSegment(segment),
    segments(batch) {
      for (let i = 0; i < batch.count; i++) onSegment(batch.segment(i))
    },
    finding: onFinding,
  }
}
