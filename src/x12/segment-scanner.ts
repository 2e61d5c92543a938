// The loop that sees every byte of an interchange: finds its segments under known delimiters, one batch at a time.
import type { FindingCode, FindingDetail } from '../values/index.js'
import { binaryData } from './binary-data.js'
import { type ByteWindow, maxSegmentBytes, windowBytes } from './byte-window.js'
import { type Delimiters, standardDelimiters } from './delimiters.js'
import { isFixedIsaAt, isIsaAt } from './isa.js'
import type { Teller } from './teller.js'

/**
 * Why the scanner stopped: it needs more bytes; the interchange ended with its IEA; a new ISA begins at the window's start;
 * or it has lost its way, which has been told, and only a new ISA helps.
 */
export type ScanStop = 'bytes' | 'iea' | 'isa' | 'lost'

const [lf, cr] = [0x0a, 0x0d] as const
const [letterA, letterB, letterE, letterI] = [0x41, 0x42, 0x45, 0x49] as const

/** Upper case letters 1, digits 2, all else 0: what a segment id is made of. */
const idBytes = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x41 && byte <= 0x5a) return 1
  return byte >= 0x30 && byte <= 0x39 ? 2 : 0
})

/** A binary segment whose data is being passed over: its bytes without the data, its whereabouts in the file. */
interface SkippedBinary {
  readonly bytes: Buffer
  readonly marks: Int32Array
  readonly offset: number
  readonly terminatorOffset: number
  readonly size: number
  readonly path: string
}

export class SegmentScanner {
  private delimiters: Delimiters = standardDelimiters
  private elementByte = 0
  private terminatorByte = 0
  /** For each segment its first byte, its element separators, its terminator: one mark a byte at most, and one for the open segment. */
  private marks = new Int32Array(0)
  /** Where in the marks each segment begins; after the last one stands where the open segment begins. */
  private firsts = new Int32Array(0)
  private markCount = 0
  private count = 0
  private isAfterEmpty = false
  private skipped: SkippedBinary | undefined

  constructor(
    private readonly window: ByteWindow,
    private readonly teller: Teller,
  ) {}

  /** The window stands after an ISA with these delimiters. */
  begin(delimiters: Delimiters): void {
    this.delimiters = delimiters
    this.elementByte = delimiters.element.charCodeAt(0)
    this.terminatorByte = delimiters.terminator.charCodeAt(0)
    this.isAfterEmpty = false
  }

  /** Finds segments until something stops it; all that were found are told then. */
  scan(final: boolean): ScanStop {
    this.makePlace()
    for (;;) {
      const stop = this.skipped === undefined ? this.findSegments(final) : this.skipBinary(this.skipped, final)
      this.flush()
      if (stop !== 'bytes') this.markCount = 0
      if (stop !== undefined) return stop
    }
  }

  /** The working arrays grow with the bytes there are, so that a small file costs little. */
  private makePlace(): void {
    const { marks, firsts, window } = this
    if (marks.length >= window.used + 4) return
    const bytes = Math.min(Math.max(window.used, 2 * marks.length), windowBytes)
    this.marks = new Int32Array(bytes + 4)
    this.marks.set(marks)
    this.firsts = new Int32Array(bytes / 2 + 4)
    this.firsts.set(firsts)
  }

  /** The window's bytes moved to its front by so many. */
  shift(by: number): void {
    for (let i = 0; i < this.markCount; i++) this.marks[i] = this.marks[i]! - by
  }

  /** Undefined: large binary data begins, which `skipBinary` passes over. */
  private findSegments(final: boolean): ScanStop | undefined {
    const { window, marks, firsts, elementByte, terminatorByte } = this
    const { bytes, used } = window
    let { at: i, start } = window
    let m = this.markCount
    let { count } = this
    for (;;) {
      if (i === start) {
        // Line ends before a segment belong to none.
        while (i < used && (bytes[i] === lf || bytes[i] === cr) && bytes[i] !== terminatorByte) i++
        start = i
        const isIsa = bytes[i] === letterI ? this.isNewInterchange(i, final) : false
        if (i === used || isIsa !== false) {
          window.moveTo(i)
          this.markCount = m
          this.count = count
          return isIsa === true ? 'isa' : 'bytes'
        }
        firsts[count] = m
        marks[m++] = i
      }
      for (; i < used; i++) {
        const byte = bytes[i]
        if (byte === elementByte) marks[m++] = i
        else if (byte === terminatorByte) break
      }
      const first = bytes[start]
      if (i < used && first !== letterB && i - start < maxSegmentBytes) {
        marks[m] = i
        const idEnd = marks[firsts[count]! + 1]!
        if (isSegmentId(bytes, start, idEnd)) {
          firsts[++count] = ++m
          start = ++i
          this.isAfterEmpty = false
          if (first !== letterI || !isIea(bytes, idEnd)) continue
          window.moveTo(i)
          this.count = count
          return 'iea'
        }
      }
      // Whatever is not plain is looked at with care; it may tell what was found before it.
      window.start = start
      window.at = i
      this.markCount = m
      this.count = count
      const stop = this.takeSpecial(final)
      if (stop !== 'taken') return stop
      i = start = window.at
      m = this.markCount
      count = this.count
    }
  }

  /** Takes a segment that is cut off, empty, too long, binary or without a proper id; the window is at its terminator or its end. */
  private takeSpecial(final: boolean): ScanStop | 'taken' | undefined {
    const { bytes, start, at, used } = this.window
    const length = at - start
    if (at === used && length < maxSegmentBytes) return final ? this.lose('SEGMENT_UNTERMINATED') : 'bytes'
    if (length === 0) return this.skipEmpty()
    if (bytes[start] === letterB && this.isBinaryId()) return this.endBinary(final)
    if (length >= maxSegmentBytes) return this.lose('SEGMENT_TOO_LONG')
    return this.endSegment()
  }

  /** Takes the segment from the window's start to the terminator it stands at, whose marks but the last are there. */
  private endSegment(): 'taken' {
    const { bytes, start, at } = this.window
    this.marks[this.markCount++] = at
    if (!isSegmentId(bytes, start, this.marks[this.firsts[this.count]! + 1]!)) this.tell('SEGMENT_ID_INVALID', start, at + 1)
    this.isAfterEmpty = false
    this.window.moveTo(at + 1)
    this.firsts[++this.count] = this.markCount
    return 'taken'
  }

  private skipEmpty(): 'taken' {
    const { at } = this.window
    this.markCount--
    // One finding for a run of them, so that a file of nothing but terminators does not drown its reader.
    if (!this.isAfterEmpty) this.tell('SEGMENT_EMPTY', at, at + 1)
    this.isAfterEmpty = true
    this.window.moveTo(at + 1)
    return 'taken'
  }

  /** Does the segment that is being read have binary data? */
  private isBinaryId(): boolean {
    const { bytes, start } = this.window
    return this.marks[this.firsts[this.count]! + 1] === start + 3 && ['BIN', 'BDS'].includes(bytes.toString('latin1', start, start + 3))
  }

  /** Ends a binary segment where its length element says; the window is at its first terminator, which may belong to the data. */
  private endBinary(final: boolean): ScanStop | 'taken' | undefined {
    const { window } = this
    const { bytes, start, at, used } = window
    const first = this.firsts[this.count]!
    const { path, dataMark, terminatorAt } = binaryData(bytes, this.marks.subarray(first, this.markCount))
    if (terminatorAt - start > maxSegmentBytes) {
      this.passOver(path, first + dataMark, terminatorAt)
      return undefined
    }
    if (terminatorAt >= used && !final) return 'bytes'
    if (terminatorAt >= at && terminatorAt < used && bytes[terminatorAt] === this.terminatorByte) {
      this.markCount = first + dataMark + 1
      window.at = terminatorAt
    } else {
      this.tell('BINARY_LENGTH_INVALID', start, Math.min(at + 1, used, start + maxSegmentBytes), path)
      if (at - start >= maxSegmentBytes) return this.lose('SEGMENT_TOO_LONG')
    }
    return this.endSegment()
  }

  /** Binary data that is larger than we hold is passed over, and the segment is told without it. */
  private passOver(path: string, dataMark: number, terminatorAt: number): void {
    const { bytes, base, start, used } = this.window
    const dataAt = this.marks[dataMark]! + 1
    const marks = this.marks.slice(this.firsts[this.count], dataMark + 2).map((mark) => mark - start)
    marks[marks.length - 1] = dataAt - start
    this.skipped = {
      bytes: Buffer.from([...bytes.subarray(start, dataAt), this.terminatorByte]),
      marks,
      offset: base + start,
      terminatorOffset: base + terminatorAt,
      size: terminatorAt - dataAt,
      path,
    }
    this.flush()
    this.window.moveTo(Math.min(terminatorAt, used))
  }

  /** Undefined: the data is passed, segments follow. */
  private skipBinary({ bytes, marks, offset, terminatorOffset, size, path }: SkippedBinary, final: boolean): ScanStop | undefined {
    const { window, delimiters } = this
    const at = Math.min(terminatorOffset - window.base, window.used)
    window.moveTo(at)
    if (at === window.used && !final) return 'bytes'
    this.skipped = undefined
    if (at === window.used || window.bytes[at] !== this.terminatorByte) {
      this.teller.finding('BINARY_LENGTH_INVALID', offset, window.base + at - offset, path)
      return 'lost'
    }
    window.moveTo(at + 1)
    const firsts = Int32Array.of(0, marks.length)
    this.teller.segments({ bytes, base: offset, delimiters, marks, firsts, count: 1, skippedBytes: size }, () => {})
    return undefined
  }

  /** The terminator of this segment cannot be found. */
  private lose(code: 'SEGMENT_TOO_LONG' | 'SEGMENT_UNTERMINATED'): ScanStop {
    const { start, used } = this.window
    this.tell(code, start, Math.min(used, start + maxSegmentBytes), '', code === 'SEGMENT_TOO_LONG' ? { max: maxSegmentBytes } : {})
    return 'lost'
  }

  /** Does an ISA begin where a segment was expected? With another element separator it must be one beyond doubt. */
  private isNewInterchange(at: number, final: boolean): boolean | undefined {
    const { bytes, used } = this.window
    const isIsa = isIsaAt(bytes, at, used, final)
    return isIsa === true && bytes[at + 3] !== this.elementByte ? isFixedIsaAt(bytes, at, used, final) : isIsa
  }

  /** Tells the segments found so far; the marks of the one being read move to the front. */
  private flush(): void {
    const { window, count, marks, firsts, delimiters } = this
    if (count === 0) return
    const { bytes, base } = window
    this.teller.segments({ bytes, base, delimiters, marks, firsts, count, skippedBytes: 0 }, () => window.keep())
    const open = firsts[count]!
    if (open < this.markCount) marks.copyWithin(0, open, this.markCount)
    this.markCount -= open
    firsts[0] = 0
    this.count = 0
  }

  /** Tells a finding after the segments that stand before it. */
  private tell(code: FindingCode, from: number, to: number, path = '', detail: FindingDetail = {}): void {
    this.flush()
    this.teller.finding(code, this.window.base + from, to - from, path, detail)
  }
}

/** Two or three letters and digits, a letter first. */
function isSegmentId(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from
  if (length !== 3 && length !== 2) return false
  return idBytes[bytes[from]!] === 1 && idBytes[bytes[from + 1]!] !== 0 && (length === 2 || idBytes[bytes[from + 2]!] !== 0)
}

/** Is the id that ends here, and begins with I, that of the interchange's trailer? */
function isIea(bytes: Uint8Array, idEnd: number): boolean {
  return bytes[idEnd - 1] === letterA && bytes[idEnd - 2] === letterE && bytes[idEnd - 3] === letterI
}
