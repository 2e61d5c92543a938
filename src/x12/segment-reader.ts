// Bytes in, batches of segments out: the scanner at the bottom of the way in. It sees each byte once, keeps at most
// one block of them, and never throws on bad bytes: it says what is wrong and goes on at the next ISA.
import { finding, type Finding, type FindingCode, type FindingDetail } from '../values/index.js'
import { ByteSegment, type ReadSegment, SegmentSource } from './byte-segment.js'
import { canDelimit, type Delimiters, type LineEnd } from './delimiters.js'
import { isaBytes, isaWidths, isFixedSoFar, type IsaFound, readIsa } from './isa.js'
import { type Scanned, SegmentBatch, SegmentIds } from './segment-batch.js'

/** Longest segment accepted, in bytes, binary data apart; a longer one means we misread the terminator, the byte after ISA16. */
export const maxSegmentBytes = 64 * 1024
/** Working memory: a segment that is being read and the bytes that follow it. */
const blockBytes = 2 * maxSegmentBytes

/** An ISA and what it says about the bytes that follow. */
export interface InterchangeSyntax {
  /** The ISA itself, with its ordinal in the file. Its element texts keep their padding. */
  readonly segment: ReadSegment
  readonly delimiters: Delimiters
  /** What stands after the ISA's terminator. */
  readonly lineEnd: LineEnd
  /** False when the ISA is so wrong that nothing after it was read: only the findings and the next interchange follow. */
  readonly isReadable: boolean
  /** True when the ISA was not padded and was read all the same, as asked. */
  readonly isRepaired: boolean
}

/** Told in the order of the bytes. */
export interface SegmentListener {
  interchange(syntax: InterchangeSyntax): void
  /** Segments after the ISA, up to and with the IEA, in one or several batches. */
  segments(batch: SegmentBatch): void
  finding(finding: Finding): void
}

export interface SegmentReaderOptions {
  /** Read an ISA that is not padded to its fixed widths? It is flagged all the same. */
  readonly repairIsa?: boolean
}

export interface SegmentReader {
  /** Takes the next bytes of the file; they may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void
  /** Tells that the file ends here. */
  end(): void
  /** File offset up to which everything is decided: no segment told from now on begins before it. */
  readonly position: number
}

export function createSegmentReader(listener: SegmentListener, options: SegmentReaderOptions = {}): SegmentReader {
  return new Scanner(listener, options.repairIsa ?? false)
}

const [tab, lf, cr, space] = [0x09, 0x0a, 0x0d, 0x20] as const
const [letterA, letterB, letterD, letterE, letterI, letterN, letterS] = [0x41, 0x42, 0x44, 0x45, 0x49, 0x4e, 0x53] as const
const isaText = Buffer.from('ISA')
/** "ISA" and the element separator. */
const isaStart = 4
const byteOrderMark = [0xef, 0xbb, 0xbf] as const

/** Upper case letters 1, digits 2, all else 0: what a segment id is made of. */
const idBytes = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x41 && byte <= 0x5a) return 1
  return byte >= 0x30 && byte <= 0x39 ? 2 : 0
})

/** What comes next: blanks and then an ISA; the ISA at `start`; segments; a search for any ISA; the end of binary data. */
type State = 'between' | 'isa' | 'segments' | 'search' | 'binary'

/** A binary segment whose data is being passed over: its bytes without the data, its whereabouts in the file. */
interface SkippedBinary {
  readonly bytes: Buffer
  readonly marks: Int32Array
  readonly offset: number
  readonly size: number
  readonly terminatorAt: number
}

class Scanner implements SegmentReader {
  private state: State = 'between'
  private block = Buffer.allocUnsafe(blockBytes)
  /** A segment was made of the block's bytes, so they must stay as they are. */
  private isKept = false
  /** File offset of the block's first byte. */
  private base = 0
  /** Bytes filled; next byte to look at; first byte not decided yet. */
  private used = 0
  private at = 0
  private start = 0

  private elementByte = 0
  private terminatorByte = 0
  private delimiters: Delimiters | undefined
  private readonly marks = new Int32Array(blockBytes + 4)
  private readonly firsts = new Int32Array(blockBytes / 2 + 4)
  private markCount = 0
  private count = 0
  private readonly ids = new SegmentIds()
  /** Segments told so far. */
  private told = 0
  private isAfterEmpty = false

  private interchanges = 0
  /** File offset where a search began; bytes searched are reported as text outside, unless a finding explains them already. */
  private searchFrom = 0
  private isSearchExplained = false
  private hasText = false
  /** A second failed segment within bytes searched before is not searched from its start again, so that time stays linear. */
  private searchedTo = 0
  private binary: SkippedBinary | undefined

  constructor(
    private readonly listener: SegmentListener,
    private readonly mayRepair: boolean,
  ) {}

  get position(): number {
    return this.base + this.start
  }

  push(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length; ) {
      if (this.used === blockBytes) this.makeRoom()
      const part = chunk.subarray(taken, taken + blockBytes - this.used)
      this.block.set(part, this.used)
      this.used += part.length
      taken += part.length
      this.run(false)
    }
  }

  end(): void {
    this.run(true)
    if (!this.hasText) this.tell('FILE_EMPTY', 0, 0, '')
  }

  /** Moves what is not decided yet to the front of a block. At most one segment is undecided, so there is room after it. */
  private makeRoom(): void {
    const from = this.block
    if (this.isKept) {
      this.block = Buffer.allocUnsafe(blockBytes)
      this.isKept = false
    }
    from.copy(this.block, 0, this.start, this.used)
    for (let i = 0; i < this.markCount; i++) this.marks[i] = this.marks[i]! - this.start
    this.base += this.start
    this.used -= this.start
    this.at -= this.start
    this.start = 0
  }

  private run(final: boolean): void {
    let goesOn = true
    while (goesOn) {
      if (this.state === 'segments') goesOn = this.scan(final)
      else if (this.state === 'between') goesOn = this.skipBlanks(final)
      else if (this.state === 'isa') goesOn = this.openInterchange(final)
      else if (this.state === 'search') goesOn = this.search(final)
      else goesOn = this.skipBinary(final)
    }
    this.flush()
  }

  /** Between interchanges: blanks are fine, a byte order mark is told, anything but an ISA starts a search for one. */
  private skipBlanks(final: boolean): boolean {
    const { block } = this
    let i = this.at
    for (; i < this.used; i++) {
      const byte = block[i]
      if (byte !== lf && byte !== cr && byte !== space && byte !== tab) break
    }
    this.start = this.at = i
    if (i === this.used) return false
    if (this.used - i < isaStart && !final) return false
    if (byteOrderMark.every((byte, step) => i + step < this.used && block[i + step] === byte)) {
      this.tell('BYTE_ORDER_MARK', this.base + i, byteOrderMark.length, '')
      this.start = this.at = i + byteOrderMark.length
      return true
    }
    this.hasText = true
    if (this.isIsaAt(i)) this.state = 'isa'
    else this.searchFor(i, false)
    return true
  }

  /** Reads the ISA at `start` and tells it; what is wrong with it decides whether its segments can be read. */
  private openInterchange(final: boolean): boolean {
    const found = readIsa(this.block, this.start, this.used, final)
    if (found === undefined) return false
    const isRepaired = found.kind === 'loose' && this.mayRepair
    const isReadable = (found.kind === 'fixed' || isRepaired) && found.conflicts.length === 0
    const syntax = this.tellIsa(found, isReadable, isRepaired)
    const { at } = syntax.segment
    if (isRepaired) this.listener.finding(finding('ISA_REPAIRED', at, 'ISA'))
    else if (found.kind !== 'fixed') this.listener.finding(finding('ISA_MALFORMED', at, firstWrongWidth(syntax.segment)))
    if (found.kind !== 'broken' && found.conflicts.length > 0) {
      this.listener.finding(finding('DELIMITERS_CONFLICT', at, found.conflicts.join(', ')))
    }
    if (isReadable) {
      this.delimiters = found.delimiters
      this.elementByte = found.delimiters.element.charCodeAt(0)
      this.terminatorByte = found.delimiters.terminator.charCodeAt(0)
      this.start = this.at = at.offset - this.base + (at.length ?? 0)
      this.isAfterEmpty = false
      this.state = 'segments'
    } else this.searchFor(this.start + isaText.length, true)
    return true
  }

  private tellIsa({ marks, delimiters, lineEnd }: IsaFound, isReadable: boolean, isRepaired: boolean): InterchangeSyntax {
    const end = Math.min(marks.at(-1)! + 1, this.used)
    const bytes = Buffer.from(this.block.subarray(this.start, end))
    const own = marks.map((mark) => mark - this.start)
    const source = new SegmentSource(bytes, this.base + this.start, own, delimiters, 0, true)
    const segment = new ByteSegment('ISA', marks.length - 2, source, 0, ++this.told)
    const syntax: InterchangeSyntax = { segment, delimiters, lineEnd, isReadable, isRepaired }
    this.interchanges++
    this.listener.interchange(syntax)
    return syntax
  }

  /** Finds segments up to the IEA, the next ISA or the end of the bytes at hand. The one loop that sees every byte. */
  private scan(final: boolean): boolean {
    const { block, marks, firsts, elementByte, terminatorByte, used } = this
    let i = this.at
    let m = this.markCount
    for (;;) {
      if (i === this.start) {
        // The beginning of a segment: line ends before it belong to no segment.
        while (i < used && (block[i] === lf || block[i] === cr) && block[i] !== terminatorByte) i++
        this.start = this.at = i
        if (i === used) break
        if (block[i] === letterI) {
          this.markCount = m
          const isNew = this.isNewInterchange(final)
          if (isNew === undefined) return false
          if (isNew) {
            this.flush()
            this.state = 'isa'
            return true
          }
        }
        firsts[this.count] = m
        marks[m++] = i
      }
      for (; i < used; i++) {
        const byte = block[i]
        if (byte === elementByte) marks[m++] = i
        else if (byte === terminatorByte) break
      }
      this.at = i
      this.markCount = m
      const length = i - this.start
      const first = block[this.start]
      if (i === used && length < maxSegmentBytes) return final ? this.giveUp('SEGMENT_UNTERMINATED') : false
      if (length === 0) this.skipEmpty()
      else if (first === letterB && this.isBinary()) {
        const goesOn = this.endBinary(final)
        if (goesOn !== undefined) return goesOn
      } else if (length >= maxSegmentBytes) return this.giveUp('SEGMENT_TOO_LONG')
      else this.endSegment()
      i = this.at
      m = this.markCount
      if (first === letterI && this.isIea()) {
        this.flush()
        this.state = 'between'
        return true
      }
    }
    this.markCount = m
    return false
  }

  /** Takes the segment from `start` to the terminator at `at`, whose marks but the last are there. */
  private endSegment(): void {
    const { block, marks, start, at } = this
    marks[this.markCount++] = at
    const idLength = marks[this.firsts[this.count]! + 1]! - start
    const isGood =
      (idLength === 3 || idLength === 2) &&
      idBytes[block[start]!] === 1 &&
      idBytes[block[start + 1]!] !== 0 &&
      (idLength === 2 || idBytes[block[start + 2]!] !== 0)
    this.isAfterEmpty = false
    this.start = this.at = at + 1
    if (!isGood) this.tell('SEGMENT_ID_INVALID', this.base + start, at + 1 - start, '')
    this.firsts[++this.count] = this.markCount
  }

  private skipEmpty(): void {
    this.markCount--
    // One finding for a run of them, so that a file of nothing but terminators does not drown its reader.
    if (!this.isAfterEmpty) this.tell('SEGMENT_EMPTY', this.base + this.start, 1, '')
    this.isAfterEmpty = true
    this.start = this.at = this.at + 1
  }

  /** Is the segment at `start`, whose separators are marked, one with binary data: BIN (BIN02) or BDS (BDS03)? */
  private isBinary(): boolean {
    const { block, start } = this
    const isId =
      (block[start + 1] === letterI && block[start + 2] === letterN) || (block[start + 1] === letterD && block[start + 2] === letterS)
    return isId && this.marks[this.firsts[this.count]! + 1] === start + 3
  }

  /**
   * Ends a binary segment where its length element says; `at` is at its first terminator, which may belong to the data.
   * Answers undefined when the segment is done, else whether the run goes on.
   */
  private endBinary(final: boolean): boolean | undefined {
    const { block, start, marks } = this
    const lengthElement = block[start + 1] === letterI ? 1 : 2
    const dataMark = this.firsts[this.count]! + lengthElement + 1
    const size = dataMark < this.markCount ? readSize(block, marks[dataMark - 1]! + 1, marks[dataMark]!) : undefined
    const terminatorAt = size === undefined ? -1 : marks[dataMark]! + 1 + size
    if (terminatorAt >= this.at && terminatorAt - start > maxSegmentBytes) return this.passOverBinary(dataMark, terminatorAt)
    if (terminatorAt >= this.used && !final) return false
    if (terminatorAt >= this.at && terminatorAt < this.used && block[terminatorAt] === this.terminatorByte) {
      this.markCount = dataMark + 1
      this.at = terminatorAt
      this.endSegment()
      return undefined
    }
    const length = Math.min(this.at + 1, this.used) - start
    this.tell('BINARY_LENGTH_INVALID', this.base + start, length, lengthElement === 1 ? 'BIN01' : 'BDS02')
    if (this.at - start >= maxSegmentBytes) return this.giveUp('SEGMENT_TOO_LONG')
    this.endSegment()
    return undefined
  }

  /** Binary data that is larger than we hold: it is passed over, and the segment is told without it. */
  private passOverBinary(dataMark: number, terminatorAt: number): boolean {
    const { block, start } = this
    const dataAt = this.marks[dataMark]! + 1
    const own = this.marks.slice(this.firsts[this.count], dataMark + 1).map((mark) => mark - start)
    this.dropSegment()
    this.binary = {
      bytes: Buffer.from([...block.subarray(start, dataAt), this.terminatorByte]),
      marks: Int32Array.of(...own, dataAt - start),
      offset: this.base + start,
      size: terminatorAt - dataAt,
      terminatorAt: this.base + terminatorAt,
    }
    this.state = 'binary'
    return true
  }

  private skipBinary(final: boolean): boolean {
    const { binary, delimiters } = this
    if (binary === undefined || delimiters === undefined) return false
    const { bytes, marks, offset, size } = binary
    const at = Math.min(binary.terminatorAt - this.base, this.used)
    this.start = this.at = at
    if (at === this.used && !final) return false
    this.binary = undefined
    if (at < this.used && this.block[at] === this.terminatorByte) {
      this.start = this.at = at + 1
      this.state = 'segments'
      const firsts = Int32Array.of(0, marks.length)
      this.tellSegments({ bytes, base: offset, delimiters, marks, firsts, count: 1, ordinal: this.told + 1, skippedBytes: size })
    } else {
      this.tell('BINARY_LENGTH_INVALID', offset, this.base + at - offset, bytes[1] === letterI ? 'BIN01' : 'BDS02')
      this.searchFor(at, true)
    }
    return true
  }

  /** The terminator of this segment cannot be found: tell it, and look for the next ISA. */
  private giveUp(code: 'SEGMENT_TOO_LONG' | 'SEGMENT_UNTERMINATED'): boolean {
    const length = Math.min(this.used - this.start, maxSegmentBytes)
    this.dropSegment()
    const offset = this.base + this.start
    this.tell(code, offset, length, '', { max: maxSegmentBytes })
    const from = Math.max(offset, this.searchedTo)
    this.searchedTo = offset + length
    this.searchFor(from - this.base, true)
    return true
  }

  private searchFor(at: number, isExplained: boolean): void {
    this.state = 'search'
    this.start = this.at = at
    this.searchFrom = this.base + at
    this.isSearchExplained = isExplained
  }

  /** Looks for an ISA in bytes that belong to nothing. It must look like one: such words stand in data as well. */
  private search(final: boolean): boolean {
    const view = this.block.subarray(0, this.used)
    for (let i = view.indexOf(isaText, this.at); i >= 0; i = view.indexOf(isaText, i + 1)) {
      const isFound = this.isLikelyIsa(i, final)
      if (isFound === false) continue
      this.at = i
      this.start = Math.max(this.start, i - 1)
      if (isFound === undefined) return false
      this.endSearch(i)
      this.start = i
      this.state = 'isa'
      return true
    }
    if (final) {
      this.endSearch(this.used)
      this.start = this.at = this.used
      this.state = 'between'
      return false
    }
    // The last bytes may begin an ISA, and the one before them tells whether a line begins there.
    this.at = Math.max(this.at, this.used - isaText.length + 1)
    this.start = Math.max(this.start, this.at - 1)
    return false
  }

  private endSearch(at: number): void {
    const end = this.base + at
    if (this.isSearchExplained) return
    const isLast = at === this.used
    if (isLast && this.interchanges === 0) this.tell('FILE_NOT_X12', this.searchFrom, end - this.searchFrom, '', { searched: end })
    else this.tell('TEXT_OUTSIDE_INTERCHANGE', this.searchFrom, end - this.searchFrom, '', { length: end - this.searchFrom })
  }

  /** An ISA of fixed widths, or an unpadded one at the beginning of a line. Undefined: needs more bytes. */
  private isLikelyIsa(at: number, final: boolean): boolean | undefined {
    if (this.used - at < isaStart) return final ? false : undefined
    if (!this.isIsaAt(at)) return false
    const before = this.base + at === this.searchFrom ? lf : this.block[at - 1]
    if (before !== lf && before !== cr) return this.isFixedIsa(at, final)
    const found = readIsa(this.block, at, this.used, final)
    return found === undefined ? undefined : found.kind === 'fixed' || (found.kind === 'loose' && found.conflicts.length === 0)
  }

  /** Do the 106 bytes at `at` look like an ISA all through? Undefined: needs more bytes. */
  private isFixedIsa(at: number, final: boolean): boolean | undefined {
    const available = Math.min(this.used - at, isaBytes)
    if (!isFixedSoFar(this.block, at, available)) return false
    if (available === isaBytes) return true
    return final ? false : undefined
  }

  /** Does an ISA begin at `start`, where a segment was expected? Undefined: needs more bytes. */
  private isNewInterchange(final: boolean): boolean | undefined {
    const available = this.used - this.start
    if (available < isaStart && !final) return undefined
    if (!this.isIsaAt(this.start)) return false
    if (this.block[this.start + 3] === this.elementByte) return true
    // With another separator it must be one beyond doubt.
    return this.isFixedIsa(this.start, final)
  }

  /** "ISA" and a character that can be a separator? */
  private isIsaAt(at: number): boolean {
    const { block } = this
    if (at + isaStart > this.used) return false
    return block[at] === letterI && block[at + 1] === letterS && block[at + 2] === letterA && canDelimit(block[at + 3]!)
  }

  /** Is the segment taken last an IEA? */
  private isIea(): boolean {
    const first = this.firsts[this.count - 1]!
    const start = this.marks[first]!
    return this.marks[first + 1] === start + 3 && this.block[start + 1] === letterE && this.block[start + 2] === letterA
  }

  /** Forgets the marks of the segment that is being read. */
  private dropSegment(): void {
    this.flush()
    this.markCount = 0
  }

  /** Tells the segments found so far; the marks of the one being read move to the front. */
  private flush(): void {
    const { count, marks, firsts, delimiters } = this
    if (count === 0 || delimiters === undefined) return
    const { block: bytes, base, told } = this
    this.tellSegments({ bytes, base, delimiters, marks, firsts, count, ordinal: told + 1, skippedBytes: 0 })
    const open = firsts[count]!
    if (open < this.markCount) marks.copyWithin(0, open, this.markCount)
    this.markCount -= open
    firsts[0] = 0
    this.count = 0
  }

  private tellSegments(scanned: Scanned): void {
    this.told += scanned.count
    this.listener.segments(
      new SegmentBatch(scanned, this.ids, () => {
        this.isKept = true
      }),
    )
  }

  /** Tells a finding after the segments that stand before it. */
  private tell(code: FindingCode, offset: number, length: number, path: string, detail: FindingDetail = {}): void {
    this.flush()
    this.listener.finding(finding(code, { offset, length, segment: this.told + 1 }, path, detail))
  }
}

/** Reads the length element of a binary segment: up to 15 digits. */
function readSize(bytes: Buffer, from: number, to: number): number | undefined {
  const text = bytes.toString('latin1', from, Math.min(to, from + 16))
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Path of the first element of an ISA that is not of its width. */
function firstWrongWidth(isa: ReadSegment): string {
  const wrong = isaWidths.findIndex((width, index) => isa.text(index + 1).length !== width)
  return `ISA${String(wrong < 0 ? isaWidths.length : wrong + 1).padStart(2, '0')}`
}
