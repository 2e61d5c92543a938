// Recognises an ISA in bytes: 106 of them with 16 elements of fixed width, from which the delimiters are taken.
// Wherever more bytes are needed to tell, the answer is undefined; `final` says that none will come.
import { canDelimit, conflictingDelimiters, type Delimiters, type LineEnd } from './delimiters.js'
import type { Segment } from './segment.js'

/** Widths of ISA01 to ISA16. */
export const isaWidths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1] as const
/** Bytes of a well-formed ISA, with its terminator. */
export const isaBytes = 106
/** An ISA that is not padded is looked for within this many bytes. */
const looseIsaBytes = 512

/** Where each element separator of a well-formed ISA stands: 3, 6, 17, … 103. */
const separatorPlaces = isaWidths.reduce<number[]>((places, width) => [...places, places.at(-1)! + 1 + width], [3]).slice(0, -1)
const repetitionPlace = 82

export interface IsaFound {
  /** Fixed: as the standard wants it. Loose: 16 elements, but not of their widths. Broken: not even that. */
  readonly kind: 'fixed' | 'loose' | 'broken'
  /** Places in the bytes: where the ISA begins, its element separators, its terminator. */
  readonly marks: Int32Array
  readonly delimiters: Delimiters
  /** Delimiters that cannot work, by place; empty when all is well. */
  readonly conflicts: readonly string[]
  readonly lineEnd: LineEnd
}

/**
 * Reads the ISA that begins at `start`, where "ISA" is known to stand.
 * `end` is the first byte not there yet, `final` tells that none will come. Undefined when more bytes are needed to tell.
 */
export function readIsa(bytes: Uint8Array, start: number, end: number, final: boolean): IsaFound | undefined {
  const available = end - start
  // Two bytes more than the ISA, so that the line end after the terminator is known as well.
  if (available < isaBytes + 2 && !final) return isFixedSoFar(bytes, start, available) ? undefined : readLooseIsa(bytes, start, end, final)
  if (available >= isaBytes && isFixedSoFar(bytes, start, isaBytes)) {
    const separators = separatorPlaces.map((place) => start + place)
    return describe('fixed', bytes, end, [start, ...separators, start + isaBytes - 1], start + repetitionPlace)
  }
  return readLooseIsa(bytes, start, end, final)
}

/** "ISA" and a character that can be a separator? */
export function isIsaAt(bytes: Uint8Array, at: number, end: number, final: boolean): boolean | undefined {
  if (at + 4 > end) return final ? false : undefined
  return bytes[at] === 0x49 && bytes[at + 1] === 0x53 && bytes[at + 2] === 0x41 && canDelimit(bytes[at + 3]!)
}

/** Is it an ISA of fixed widths, beyond doubt? */
export function isFixedIsaAt(bytes: Uint8Array, at: number, end: number, final: boolean): boolean | undefined {
  const isIsa = isIsaAt(bytes, at, end, final)
  if (isIsa !== true) return isIsa
  const available = Math.min(end - at, isaBytes)
  if (!isFixedSoFar(bytes, at, available)) return false
  if (available === isaBytes) return true
  return final ? false : undefined
}

/** Is it an ISA of fixed widths, or of other widths but with delimiters that can work? */
export function isLikelyIsaAt(bytes: Uint8Array, at: number, end: number, final: boolean): boolean | undefined {
  const isIsa = isIsaAt(bytes, at, end, final)
  if (isIsa !== true) return isIsa
  const found = readIsa(bytes, at, end, final)
  return found === undefined ? undefined : found.kind === 'fixed' || (found.kind === 'loose' && found.conflicts.length === 0)
}

/** Path of the first element of an ISA that is not of its width. */
export function firstWrongWidth(isa: Segment): string {
  const wrong = isaWidths.findIndex((width, index) => isa.text(index + 1).length !== width)
  return `ISA${String(wrong < 0 ? isaWidths.length : wrong + 1).padStart(2, '0')}`
}

function isFixedSoFar(bytes: Uint8Array, start: number, available: number): boolean {
  const separator = bytes[start + 3]
  return separatorPlaces.every((place) => place >= available || bytes[start + place] === separator)
}

/** Finds 16 separators wherever they stand; what follows the last one is the component separator and the terminator. */
function readLooseIsa(bytes: Uint8Array, start: number, end: number, final: boolean): IsaFound | undefined {
  const limit = Math.min(end, start + looseIsaBytes)
  const separator = bytes[start + 3]
  const marks = [start]
  for (let i = start + 3; i < limit && marks.length <= isaWidths.length; i++) if (bytes[i] === separator) marks.push(i)
  const isWhole = marks.length === isaWidths.length + 1
  const terminatorAt = marks.at(-1)! + 2
  const mustWait = isWhole ? terminatorAt + 3 > end : limit < start + looseIsaBytes
  if (mustWait && !final) return undefined
  if (!isWhole || terminatorAt >= end) return describe('broken', bytes, end, [...marks.slice(0, isaWidths.length), limit - 1], -1)
  marks.push(terminatorAt)
  const repetitionAt = marks[11]! + 1
  return describe('loose', bytes, end, marks, marks[12] === repetitionAt + 1 ? repetitionAt : -1)
}

function describe(kind: IsaFound['kind'], bytes: Uint8Array, end: number, marks: readonly number[], repetitionAt: number): IsaFound {
  const character = (place: number): string => String.fromCharCode(bytes[place] ?? 0)
  const terminatorAt = marks.at(-1)!
  const repetitionByte = bytes[repetitionAt] ?? 0
  const delimiters: Delimiters = {
    element: character(marks[0]! + 3),
    component: character(terminatorAt - 1),
    repetition: canDelimit(repetitionByte) ? String.fromCharCode(repetitionByte) : '',
    terminator: character(terminatorAt),
  }
  return {
    kind,
    marks: Int32Array.from(marks),
    delimiters,
    conflicts: conflictingDelimiters(delimiters),
    lineEnd: lineEndAt(bytes, terminatorAt + 1, end, delimiters.terminator),
  }
}

function lineEndAt(bytes: Uint8Array, from: number, end: number, terminator: string): LineEnd {
  const [first, second] = [0, 1].map((step) => (from + step < end ? String.fromCharCode(bytes[from + step]!) : ''))
  if (first === terminator) return ''
  if (first === '\r') return second === '\n' && second !== terminator ? '\r\n' : '\r'
  return first === '\n' ? '\n' : ''
}
