// Bytes in, batches of segments out: the bottom of the way in. It sees each byte once, holds at most one window of them,
// and never throws on bad bytes: it says what is wrong and goes on at the next ISA.
import { finding } from '../values/index.js'
import { ByteSegment, SegmentSource } from './byte-segment.js'
import { ByteWindow, maxSegmentBytes, windowBytes } from './byte-window.js'
import { firstWrongWidth, isFixedIsaAt, isIsaAt, isLikelyIsaAt, type IsaFound, readIsa } from './isa.js'
import type { InterchangeSyntax, SegmentListener } from './segment-listener.js'
import { SegmentScanner } from './segment-scanner.js'
import { Teller } from './teller.js'

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
  return new Reader(listener, options.repairIsa ?? false)
}

const [tab, lf, cr, space] = [0x09, 0x0a, 0x0d, 0x20] as const
const isaText = Buffer.from('ISA')
const byteOrderMark = Buffer.of(0xef, 0xbb, 0xbf)

/** What comes next: blanks and then an ISA; the ISA at the window's start; its segments; any ISA further on. */
type State = 'between' | 'isa' | 'segments' | 'search'

class Reader implements SegmentReader {
  private state: State = 'between'
  private readonly window = new ByteWindow()
  private readonly teller: Teller
  private readonly scanner: SegmentScanner
  private isBlank = true
  /** File offset where the search began. What it passes is told as text outside, unless a finding explains it already. */
  private searchFrom = 0
  private isExplained = false
  /** Bytes before it were given up once: a second failure among them does not search them again, so that time stays linear. */
  private givenUpTo = 0

  constructor(
    private readonly listener: SegmentListener,
    private readonly mayRepair: boolean,
  ) {
    this.teller = new Teller(listener)
    this.scanner = new SegmentScanner(this.window, this.teller)
  }

  get position(): number {
    return this.window.base + this.window.start
  }

  push(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length; ) {
      if (this.window.used === windowBytes) this.scanner.shift(this.window.makeRoom())
      taken += this.window.fill(chunk, taken)
      this.run(false)
    }
  }

  end(): void {
    this.run(true)
    if (this.isBlank) this.teller.finding('FILE_EMPTY', 0, 0)
  }

  private run(final: boolean): void {
    let goesOn = true
    while (goesOn) {
      if (this.state === 'segments') goesOn = this.readSegments(final)
      else if (this.state === 'between') goesOn = this.skipBlanks(final)
      else if (this.state === 'isa') goesOn = this.openInterchange(final)
      else goesOn = this.search(final)
    }
  }

  /** Between interchanges: blanks are fine, a byte order mark is told, anything but an ISA starts a search for one. */
  private skipBlanks(final: boolean): boolean {
    const { window } = this
    const { bytes, used } = window
    let i = window.at
    while (i < used && (bytes[i] === lf || bytes[i] === cr || bytes[i] === space || bytes[i] === tab)) i++
    window.moveTo(i)
    if (i === used) return false
    const isIsa = isIsaAt(bytes, i, used, final)
    if (isIsa === undefined) return false
    if (byteOrderMark.equals(bytes.subarray(i, Math.min(i + byteOrderMark.length, used)))) {
      this.teller.finding('BYTE_ORDER_MARK', window.base + i, byteOrderMark.length)
      window.moveTo(i + byteOrderMark.length)
      return true
    }
    this.isBlank = false
    if (isIsa) this.state = 'isa'
    else this.searchAt(i, false)
    return true
  }

  /** Reads the ISA at the window's start and tells it; what is wrong with it decides whether its segments can be read. */
  private openInterchange(final: boolean): boolean {
    const { window } = this
    const found = readIsa(window.bytes, window.start, window.used, final)
    if (found === undefined) return false
    const isRepaired = found.kind === 'loose' && this.mayRepair
    const isReadable = (found.kind === 'fixed' || isRepaired) && found.conflicts.length === 0
    const syntax = this.toSyntax(found, isReadable, isRepaired)
    const { segment, delimiters } = syntax
    this.teller.interchange(syntax)
    if (isRepaired) this.listener.finding(finding('ISA_REPAIRED', segment.at, 'ISA'))
    else if (found.kind !== 'fixed') this.listener.finding(finding('ISA_MALFORMED', segment.at, firstWrongWidth(segment)))
    if (found.kind !== 'broken' && found.conflicts.length > 0) {
      this.listener.finding(finding('DELIMITERS_CONFLICT', segment.at, found.conflicts.join(', ')))
    }
    if (isReadable) {
      window.moveTo(window.start + (segment.at.length ?? 0))
      this.scanner.begin(delimiters)
      this.state = 'segments'
    } else this.searchAt(window.start + isaText.length, true)
    return true
  }

  private toSyntax({ marks, delimiters, lineEnd }: IsaFound, isReadable: boolean, isRepaired: boolean): InterchangeSyntax {
    const { bytes, base, start } = this.window
    // The ISA is held for as long as its interchange: it gets bytes of its own.
    const own = Buffer.from(bytes.subarray(start, marks.at(-1)! + 1))
    const source = new SegmentSource(
      own,
      base + start,
      marks.map((mark) => mark - start),
      delimiters,
      this.teller.shortTexts,
      0,
      true,
    )
    const segment = new ByteSegment('ISA', marks.length - 2, source, 0, this.teller.segmentCount + 1)
    return { segment, delimiters, lineEnd, isReadable, isRepaired }
  }

  private readSegments(final: boolean): boolean {
    const stop = this.scanner.scan(final)
    if (stop === 'bytes') return false
    if (stop === 'iea') this.state = 'between'
    else if (stop === 'isa') this.state = 'isa'
    else {
      const { base, start, used } = this.window
      const from = Math.max(base + start, this.givenUpTo)
      this.givenUpTo = base + Math.min(used, start + maxSegmentBytes)
      this.searchAt(from - base, true)
    }
    return true
  }

  private searchAt(at: number, isExplained: boolean): void {
    this.state = 'search'
    this.window.moveTo(at)
    this.searchFrom = this.window.base + at
    this.isExplained = isExplained
  }

  /** Looks for an ISA in bytes that belong to nothing. */
  private search(final: boolean): boolean {
    const { window } = this
    const view = window.bytes.subarray(0, window.used)
    for (let i = view.indexOf(isaText, window.at); i >= 0; i = view.indexOf(isaText, i + 1)) {
      const isIsa = this.isWanted(i, final)
      if (isIsa === false) continue
      if (isIsa) {
        this.endSearch(i)
        window.moveTo(i)
        this.state = 'isa'
        return true
      }
      this.waitAt(i)
      return false
    }
    if (!final) {
      // The last bytes may begin an ISA.
      this.waitAt(Math.max(window.at, window.used - isaText.length + 1))
      return false
    }
    this.endSearch(window.used)
    window.moveTo(window.used)
    this.state = 'between'
    return false
  }

  /** An unpadded ISA counts at the beginning of a line only, since such words stand in data as well. */
  private isWanted(at: number, final: boolean): boolean | undefined {
    const { bytes, base, used } = this.window
    const before = base + at === this.searchFrom ? lf : bytes[at - 1]
    return before === lf || before === cr ? isLikelyIsaAt(bytes, at, used, final) : isFixedIsaAt(bytes, at, used, final)
  }

  /** Goes on from here when more bytes have come; the byte before is held, which tells whether a line begins. */
  private waitAt(at: number): void {
    this.window.start = Math.max(this.window.start, at - 1)
    this.window.at = at
  }

  private endSearch(at: number): void {
    if (this.isExplained) return
    const length = this.window.base + at - this.searchFrom
    const isNotX12 = at === this.window.used && this.teller.interchangeCount === 0
    if (isNotX12) this.teller.finding('FILE_NOT_X12', this.searchFrom, length, '', { searched: this.window.base + at })
    else this.teller.finding('TEXT_OUTSIDE_INTERCHANGE', this.searchFrom, length, '', { length })
  }
}
