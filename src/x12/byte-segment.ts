// A segment that was read: a view over the bytes and the delimiter places the reader found. Text is made when asked for.
import { isAscii, isUtf8 } from 'node:buffer'
import type { Position } from '../values/index.js'
import type { Delimiters } from './delimiters.js'
import type { Element, Repetition, Segment } from './segment.js'

/** A segment from a file; its exact bytes are at hand, so that it can be written again unchanged. */
export interface ReadSegment extends Segment {
  readonly delimiters: Delimiters
  /** The bytes as they stand in the file, with the terminator; undefined when binary data was passed over unread. */
  bytes(): Uint8Array | undefined
}

/** V8 copies strings up to this length when slicing; a longer slice would keep the whole batch's text alive. */
const copiedLength = 12
const absent: Element = [['']]

/** Bytes of one batch with the delimiter places in them. Shared by its segments, never changed after. */
export class SegmentSource {
  private readonly componentByte: number
  private readonly repetitionByte: number
  /** Text from the first mark to the last when it is ASCII, where one character is one byte. */
  private readonly ascii: string | undefined
  private readonly start: number

  /**
   * `marks` holds for each segment its first byte, then each element separator, then its terminator.
   * `base` is the file offset of `bytes[0]`; `skippedBytes` of binary data are missing before the last terminator.
   * `isWhole` tells that components and repetitions are not to be cut: so in an ISA, whose ISA11 and ISA16 are delimiters.
   */
  constructor(
    readonly bytes: Buffer,
    readonly base: number,
    readonly marks: Int32Array,
    readonly delimiters: Delimiters,
    readonly skippedBytes = 0,
    isWhole = false,
  ) {
    this.componentByte = isWhole ? -1 : byteOf(delimiters.component)
    this.repetitionByte = isWhole ? -1 : byteOf(delimiters.repetition)
    this.start = marks[0]!
    const told = bytes.subarray(this.start, marks.at(-1)! + 1)
    this.ascii = isAscii(told) ? told.toString('latin1') : undefined
  }

  /** Text of bytes: UTF-8 where they are valid UTF-8, Latin-1 where not, so that every byte means something. */
  slice(from: number, to: number): string {
    if (this.ascii === undefined) return decode(this.bytes.subarray(from, to))
    return to - from > copiedLength ? this.bytes.toString('latin1', from, to) : this.ascii.slice(from - this.start, to - this.start)
  }

  /** Text of the first component within the element at these bytes: nearly every question is this one. */
  first(from: number, to: number): string {
    const { bytes, componentByte, repetitionByte } = this
    let end = from
    for (; end < to; end++) {
      const byte = bytes[end]
      if (byte === componentByte || byte === repetitionByte) break
    }
    return this.slice(from, end)
  }

  /** Text of a component within the element at these bytes; empty when there is none. */
  component(from: number, to: number, component: number, repetition: number): string {
    const { bytes } = this
    let skipRepetitions = repetition - 1
    let skipComponents = component - 1
    let start = from
    let end = to
    for (let i = from; i < to; i++) {
      const byte = bytes[i]
      if (byte === this.repetitionByte) {
        if (skipRepetitions === 0) {
          end = i
          break
        }
        skipRepetitions--
        start = i + 1
      } else if (byte === this.componentByte && skipRepetitions === 0) {
        if (skipComponents === 0) {
          end = i
          break
        }
        skipComponents--
        start = i + 1
      }
    }
    return skipRepetitions === 0 && skipComponents === 0 ? this.slice(start, end) : ''
  }

  /** The element at these bytes, cut into repetitions and components. */
  element(from: number, to: number): Element {
    return this.cut(from, to, this.repetitionByte, (start, end) =>
      this.cut(start, end, this.componentByte, (first, last) => this.slice(first, last)),
    )
  }

  private cut<T extends string | Repetition>(from: number, to: number, separator: number, make: (start: number, end: number) => T): T[] {
    const parts: T[] = []
    let start = from
    for (let i = from; i < to; i++) {
      if (this.bytes[i] !== separator) continue
      parts.push(make(start, i))
      start = i + 1
    }
    parts.push(make(start, to))
    return parts
  }
}

export class ByteSegment implements ReadSegment {
  /** `first` is where in the source's marks this segment begins. */
  constructor(
    readonly id: string,
    readonly elementCount: number,
    private readonly source: SegmentSource,
    private readonly first: number,
    private readonly ordinal: number,
  ) {}

  get at(): Position {
    const { base } = this.source
    const start = this.mark(0)
    return { offset: base + start, length: this.end - start + this.source.skippedBytes, segment: this.ordinal }
  }

  get delimiters(): Delimiters {
    return this.source.delimiters
  }

  text(element: number, component = 1, repetition = 1): string {
    if (element < 1 || element > this.elementCount) return ''
    const from = this.mark(element) + 1
    const to = this.mark(element + 1)
    return component === 1 && repetition === 1 ? this.source.first(from, to) : this.source.component(from, to, component, repetition)
  }

  element(element: number): Element {
    if (element < 1 || element > this.elementCount) return absent
    return this.source.element(this.mark(element) + 1, this.mark(element + 1))
  }

  bytes(): Uint8Array | undefined {
    return this.source.skippedBytes > 0 ? undefined : this.source.bytes.subarray(this.mark(0), this.end)
  }

  /** First byte after the terminator. */
  private get end(): number {
    return this.mark(this.elementCount + 1) + 1
  }

  private mark(step: number): number {
    return this.source.marks[this.first + step]!
  }
}

/** Does this segment come from a file, with its bytes? */
export function isReadSegment(segment: Segment): segment is ReadSegment {
  return segment instanceof ByteSegment
}

function decode(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
}

function byteOf(character: string): number {
  return character === '' ? -1 : character.charCodeAt(0)
}
