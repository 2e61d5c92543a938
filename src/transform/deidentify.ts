// Copies a file without what tells who somebody is: same segments, same lengths, same faults, other people.
import { createHash } from 'node:crypto'
import {
  createSegmentReader,
  type InterchangeSyntax,
  type ReadSegment,
  type SegmentBatch,
  type SegmentListener,
  type SegmentReader,
} from '../x12/index.js'
import type { PhiTable } from './phi-table.js'
import { createScramble, type Scramble } from './scramble.js'
import { createDateShift } from './shift-dates.js'

/**
 * Writes the copy of a file that is pushed in chunks. Text outside interchanges is dropped; what stands inside and cannot be read
 * as segments is replaced letter by letter. The same seed gives the same copy; a seed that others know lets them guess names and try.
 */
export function createDeidentifier(table: PhiTable, seed: string, write: (bytes: Uint8Array) => void): SegmentReader {
  const copy = new Copy(table, createHash('sha256').update(seed).digest(), write)
  const reader = createSegmentReader(copy)
  return {
    push(chunk) {
      copy.take(chunk)
      reader.push(chunk)
      copy.passTo(reader.position)
    },
    end() {
      reader.end()
      copy.passTo(Number.POSITIVE_INFINITY)
    },
    get position() {
      return reader.position
    },
  }
}

/** Days of all dates move back by 30 to 364, so that none comes to lie in the future. */
function daysOf(key: Uint8Array): number {
  const [high = 0, low = 0] = createHash('sha256').update(key).update('days').digest()
  return -30 - ((high * 256 + low) % 335)
}

/** Bytes that may stand between segments: line ends and blanks. */
const blanks = /^[\r\n\t ]*/

class Copy implements SegmentListener {
  private readonly scramble: Scramble
  private readonly shiftDate: (text: string) => string
  private waiting: Buffer = Buffer.alloc(0)
  /** File offset of the first byte that waits. */
  private offset = 0
  private isInside = false
  /** Only blanks have come since the last IEA. */
  private isBlank = false

  constructor(
    private readonly table: PhiTable,
    key: Uint8Array,
    private readonly write: (bytes: Uint8Array) => void,
  ) {
    this.scramble = createScramble(key)
    this.shiftDate = createDateShift(daysOf(key), this.scramble)
  }

  take(chunk: Uint8Array): void {
    this.waiting = Buffer.concat([this.waiting, chunk])
  }

  interchange({ segment, isReadable, delimiters }: InterchangeSyntax): void {
    this.passTo(segment.at.offset)
    this.isInside = true
    const bytes = segment.bytes() ?? new Uint8Array()
    this.skip(bytes.length)
    const text = Buffer.from(bytes).toString('latin1')
    this.put(isReadable ? this.isa(text, delimiters.element) : `ISA${this.scramble(text.slice(3))}`)
  }

  segments(batch: SegmentBatch): void {
    for (let i = 0; i < batch.count; i++) {
      const segment = batch.segment(i)
      // Binary data too large to be held was passed already.
      if (segment.at.offset < this.offset) continue
      this.passTo(segment.at.offset)
      const bytes = segment.bytes()
      if (bytes === undefined) continue
      this.skip(bytes.length)
      this.put(this.replaced(segment, Buffer.from(bytes).toString('latin1')))
      if (segment.id !== 'IEA') continue
      this.isInside = false
      this.isBlank = true
    }
  }

  finding(): void {
    // The copy has the same ones.
  }

  /** Everything up to this place that belongs to no segment. */
  passTo(end: number): void {
    const gap = this.waiting.subarray(0, Math.min(Math.max(end - this.offset, 0), this.waiting.length)).toString('latin1')
    if (gap === '') return
    this.skip(gap.length)
    if (this.isInside) {
      this.put(this.scramble(gap))
      return
    }
    const blank = blanks.exec(gap)?.[0] ?? ''
    if (this.isBlank) this.put(blank)
    if (blank.length < gap.length) this.isBlank = false
  }

  private isa(text: string, separator: string): string {
    const elements = text.slice(0, -1).split(separator)
    const neighbour = (element: number): string => elements[element] ?? ''
    const made = elements.map((padded, element) => {
      if (element === 0) return padded
      const filled = padded.trimEnd()
      return this.replace('ISA', element, 1, neighbour, filled) + padded.slice(filled.length)
    })
    return made.join(separator) + text.slice(-1)
  }

  private replaced({ id, delimiters }: ReadSegment, text: string): string {
    const [first = '', ...elements] = text.slice(0, -1).split(delimiters.element)
    const neighbour = (element: number): string => firstPart(elements[element - 1] ?? '', delimiters.component)
    const made = elements.map((element, index) =>
      each(element, delimiters.repetition, (repetition) =>
        each(repetition, delimiters.component, (component, place) => this.replace(id, index + 1, place, neighbour, component)),
      ),
    )
    const isId = /^[A-Z][A-Z0-9]{1,2}$/.test(first)
    return [isId ? first : this.scramble(first), ...made].join(delimiters.element) + text.slice(-1)
  }

  private replace(id: string, element: number, component: number, neighbour: (element: number) => string, text: string): string {
    if (text === '') return text
    const as = this.table(id, element, component, neighbour)
    if (as === undefined) return text
    return as === 'date' ? this.shiftDate(text) : this.scramble(text)
  }

  private skip(length: number): void {
    this.waiting = this.waiting.subarray(length)
    this.offset += length
  }

  private put(text: string): void {
    if (text !== '') this.write(Buffer.from(text, 'latin1'))
  }
}

/** Each part between separators, counted from 1, replaced; an empty separator cuts nothing. */
function each(text: string, separator: string, replace: (part: string, place: number) => string): string {
  if (separator === '' || !text.includes(separator)) return replace(text, 1)
  return text
    .split(separator)
    .map((part, index) => replace(part, index + 1))
    .join(separator)
}

function firstPart(text: string, separator: string): string {
  return separator === '' ? text : (text.split(separator)[0] ?? '')
}
