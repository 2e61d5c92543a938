// Cuts out of a stored file what speaks of one claim: segments as they stand, nothing added, nothing changed.
// The envelope's own segments come along, so that a slice reads as X12; its counts still say what the whole file held.
import { readSegments, type ReadSegment } from '../x12/index.js'
import type { ByteRange } from '../values/index.js'

/** What is kept of a file: ranges of its bytes, in order, and for each segment its ordinal in its set (ST = 1). */
export interface Cut {
  readonly ranges: readonly ByteRange[]
  readonly ordinals: ReadonlySet<number>
}

/** Sees each segment of one set, ST and SE left out, and says at the end which to keep; undefined when it is not the set that is meant. */
export interface SetPicker {
  segment(segment: ReadSegment): void
  end(): readonly ReadSegment[] | undefined
}

/** The first set that a picker keeps something of, in its envelope; undefined when there is none. */
export async function cutSet(chunks: AsyncIterable<Uint8Array>, pickerFor: (st: ReadSegment) => SetPicker): Promise<Cut | undefined> {
  let [isa, gs, st]: (ReadSegment | undefined)[] = []
  let picker: SetPicker | undefined
  let kept: ReadSegment[] | undefined
  let ordinals = new Set<number>()
  for await (const segment of readSegments(chunks)) {
    const { id } = segment
    if (kept !== undefined) {
      if (id === 'GE' || id === 'IEA') kept.push(segment)
      if (id === 'IEA' || id === 'ISA') break
    } else if (id === 'ISA') isa = segment
    else if (id === 'GS') gs = segment
    else if (id === 'ST') {
      st = segment
      picker = pickerFor(segment)
    } else if (id === 'SE' && st !== undefined) {
      const chosen = picker?.end()
      const first = st.at.segment
      picker = undefined
      if (chosen === undefined) continue
      kept = [isa, gs, st, ...chosen, segment].filter((each) => each !== undefined)
      ordinals = new Set([st, ...chosen, segment].map(({ at }) => at.segment - first + 1))
    } else picker?.segment(segment)
  }
  return kept === undefined ? undefined : { ranges: rangesOf(kept), ordinals }
}

/** The TA1 that begins at this byte, in its envelope. */
export async function cutInterchangeAcknowledgement(chunks: AsyncIterable<Uint8Array>, offset: number): Promise<Cut | undefined> {
  let isa: ReadSegment | undefined
  let kept: ReadSegment[] | undefined
  for await (const segment of readSegments(chunks)) {
    if (segment.id === 'ISA') {
      if (kept !== undefined) break
      isa = segment
    } else if (segment.id === 'TA1' && segment.at.offset === offset) kept = isa === undefined ? [segment] : [isa, segment]
    else if (segment.id === 'IEA' && kept !== undefined) {
      kept.push(segment)
      break
    }
  }
  return kept === undefined ? undefined : { ranges: rangesOf(kept), ordinals: new Set() }
}

/** Neighbours become one range, with the line end between them; at most that stands between two segments. */
function rangesOf(segments: readonly ReadSegment[]): readonly ByteRange[] {
  const ranges: { offset: number; length: number }[] = []
  let before = 0
  for (const { at } of segments) {
    const last = ranges.at(-1)
    const end = at.offset + (at.length ?? 0)
    if (last !== undefined && at.segment === before + 1 && at.offset - (last.offset + last.length) <= 2) last.length = end - last.offset
    else ranges.push({ offset: at.offset, length: at.length ?? 0 })
    before = at.segment
  }
  return ranges
}
