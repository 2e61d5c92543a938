// A segment that was read: a view over the bytes and the delimiter places the reader found. Text is made when asked for.
import { isAscii, isUtf8 } from 'node:buffer'
import { centsFromBytes, type Position } from '../values/index.js'
import { codeOf, codeUpTo } from './code.js'
import type { Delimiters } from './delimiters.js'
import type { Element, Segment } from './segment.js'
import type { ShortTexts } from './short-texts.js'

/** A segment from a file; its exact bytes are at hand, so that it can be written again unchanged. */
export interface ReadSegment extends Segment {
  /** The bytes and marks it is made of, and where in the marks it begins: for those who look at bytes rather than text. */
  readonly source: SegmentSource
  readonly first: number
  readonly delimiters: Delimiters
  /** The bytes as they stand in the file, with the terminator; undefined when binary data was passed over unread. */
  bytes(): Uint8Array | undefined
}

/** V8 copies strings up to this length when slicing; a longer slice would keep the whole batch's text alive. */
const copiedLength = 12
/** Texts up to this length are nearly always codes and counts, of which there are few. */
const sharedLength = 3
/** Not worked out yet; nor is it ever kept for a segment with 32 elements that are all filled. */
const unknownBits = -1
const absent: Element = [['']]
const nothing = codeOf('')

/** Bytes of one batch with the delimiter places in them. Shared by its segments, never changed after. */
export class SegmentSource {
  /** Separators inside elements; -1 where there is none. */
  readonly componentByte: number
  readonly repetitionByte: number
  /** By byte: 1 for the printable ASCII characters that are none of these separators. */
  readonly plainBytes: Uint8Array
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
    private readonly shortTexts: ShortTexts,
    readonly skippedBytes = 0,
    isWhole = false,
  ) {
    this.componentByte = isWhole ? -1 : byteOf(delimiters.component)
    this.repetitionByte = isWhole ? -1 : byteOf(delimiters.repetition)
    this.plainBytes = plainBytesUnder(this.componentByte, this.repetitionByte)
    this.start = marks[0]!
    const told = bytes.subarray(this.start, marks.at(-1)! + 1)
    this.ascii = isAscii(told) ? told.toString('latin1') : undefined
  }

  /** Bits of the elements of the segment at this mark that hold anything. */
  filled(first: number, elementCount: number): number {
    const { marks } = this
    let filled = 0
    for (let i = 1; i <= elementCount; i++) if (marks[first + i + 1]! - marks[first + i]! > 1) filled |= 1 << (i - 1)
    return filled
  }

  /** Text of a component in the first repetition of the element after this mark: nearly every question is for one of these. */
  text(mark: number, component: number): string {
    const from = this.startOf(mark, component)
    return from < 0 ? '' : this.slice(from, this.endOf(mark, from))
  }

  /** The number of that text. */
  code(mark: number, component: number): number {
    const from = this.startOf(mark, component)
    return from < 0 ? nothing : codeUpTo(this.bytes, from, this.marks[mark + 1]!, this.componentByte, this.repetitionByte)
  }

  /** The amount of that text in cents; NaN where it is none. */
  cents(mark: number, component: number): number {
    const from = this.startOf(mark, component)
    return from < 0 ? Number.NaN : centsFromBytes(this.bytes, from, this.endOf(mark, from))
  }

  /** Where a component in the first repetition of the element after this mark begins; -1 when there is none. */
  private startOf(mark: number, component: number): number {
    const { bytes, marks, componentByte, repetitionByte } = this
    let from = marks[mark]! + 1
    if (component === 1) return from
    const to = marks[mark + 1]!
    let left = component
    for (; from < to; from++) {
      const byte = bytes[from]
      if (byte === repetitionByte) return -1
      if (byte === componentByte && --left === 1) return from + 1
    }
    return -1
  }

  /** Where the component that begins here ends. */
  private endOf(mark: number, from: number): number {
    const { bytes, marks, componentByte, repetitionByte } = this
    const to = marks[mark + 1]!
    let end = from
    for (; end < to; end++) {
      const byte = bytes[end]
      if (byte === componentByte || byte === repetitionByte) break
    }
    return end
  }

  /** The element after this mark, cut into repetitions and components. */
  element(mark: number): Element {
    const { bytes, marks, componentByte, repetitionByte } = this
    const end = marks[mark + 1]!
    let from = marks[mark]! + 1
    let repetition: string[] = []
    const element = [repetition]
    for (let i = from; i < end; i++) {
      const byte = bytes[i]
      if (byte !== componentByte && byte !== repetitionByte) continue
      repetition.push(this.slice(from, i))
      from = i + 1
      if (byte === repetitionByte) element.push((repetition = []))
    }
    repetition.push(this.slice(from, end))
    return element
  }

  /** Text of bytes: UTF-8 where they are valid UTF-8, Latin-1 where not, so that every byte means something. */
  slice(from: number, to: number): string {
    if (this.ascii === undefined) return decode(this.bytes.subarray(from, to))
    const length = to - from
    return length > sharedLength && length <= copiedLength
      ? this.ascii.slice(from - this.start, to - this.start)
      : this.shortTexts.text(this.bytes, from, to)
  }
}

export class ByteSegment implements ReadSegment {
  /** Worked out once: the check, the rules and every part of a codec ask for it. */
  private filledBits = unknownBits

  /** `first` is where in the source's marks this segment begins. */
  constructor(
    readonly id: string,
    readonly elementCount: number,
    readonly source: SegmentSource,
    readonly first: number,
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

  get filled(): number {
    if (this.filledBits === unknownBits) this.filledBits = this.source.filled(this.first, this.elementCount)
    return this.filledBits
  }

  text(element: number, component = 1, repetition = 1): string {
    if (element < 1 || element > this.elementCount) return ''
    if (repetition === 1) return this.source.text(this.first + element, component)
    return this.element(element)[repetition - 1]?.[component - 1] ?? ''
  }

  code(element: number, component = 1): number {
    return element < 1 || element > this.elementCount ? nothing : this.source.code(this.first + element, component)
  }

  cents(element: number, component = 1): number {
    return element < 1 || element > this.elementCount ? Number.NaN : this.source.cents(this.first + element, component)
  }

  element(element: number): Element {
    if (element < 1 || element > this.elementCount) return absent
    return this.source.element(this.first + element)
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

const knownPlainBytes = new Map<number, Uint8Array>()

function plainBytesUnder(component: number, repetition: number): Uint8Array {
  const key = component * 512 + repetition
  const known = knownPlainBytes.get(key)
  if (known !== undefined) return known
  const made = Uint8Array.from({ length: 256 }, (_, byte) =>
    Number(byte >= 0x20 && byte <= 0x7e && byte !== component && byte !== repetition),
  )
  knownPlainBytes.set(key, made)
  return made
}
