// Writes an interchange piece by piece: it pads the ISA, counts segments, sets and groups, and closes what is open.
import { Fault, type Finding } from '../values/index.js'
import { conflictingDelimiters, type Delimiters, type LineEnd, standardDelimiters } from './delimiters.js'
import type { InterchangeParty } from './envelope.js'
import { isaWidths } from './isa.js'
import { type Segment, segment } from './segment.js'
import { writeSegment } from './write-segment.js'

/** What goes into the ISA; it is padded here. */
export interface InterchangeToWrite {
  /** ISA13, up to nine digits. */
  readonly control: string
  readonly sender: InterchangeParty
  readonly receiver: InterchangeParty
  /** ISA09, "YYMMDD", and ISA10, "HHMM". */
  readonly date: string
  readonly time: string
  /** ISA12, "00501" when left out. */
  readonly version?: string
  readonly usage: string
  readonly acknowledgementRequested: boolean
}

/** What goes into the GS. */
export interface GroupToWrite {
  readonly functionalId: string
  readonly senderId: string
  readonly receiverId: string
  /** GS04, "YYYYMMDD", and GS05. */
  readonly date: string
  readonly time: string
  readonly control: string
  /** GS08, "005010X222A1". */
  readonly version: string
}

/** What goes into the ST. */
export interface SetToWrite {
  readonly type: string
  /** ST02; padded to four digits. */
  readonly control: string
  /** ST03; left out when empty. */
  readonly version?: string
}

export interface InterchangeWriterOptions {
  /** Or the ISA of a file that was read: it is written as it stands, with its delimiters. */
  readonly header: InterchangeToWrite | Segment
  readonly delimiters?: Delimiters
  readonly lineEnd?: LineEnd
  /** Takes the bytes in pieces of some 64 KB, in order. */
  readonly write: (bytes: Uint8Array) => void
}

/**
 * Each call that takes data answers what was refused in it; a refused segment is neither written nor counted,
 * so the caller decides whether the file may still be used. Starting a set or group closes the one before.
 */
export interface InterchangeWriter {
  /** Bytes written so far: the offset at which the next segment will stand. */
  readonly offset: number
  /** Segments of the open set so far, ST included. */
  readonly segmentCount: number
  interchangeAcknowledgement(ta1: Segment): readonly Finding[]
  startGroup(header: GroupToWrite | Segment): readonly Finding[]
  startSet(header: SetToWrite | Segment): readonly Finding[]
  segment(segment: Segment): readonly Finding[]
  endSet(): void
  endGroup(): void
  /** Closes all that is open and hands over the last bytes. */
  end(): void
}

/** Throws a Fault when the delimiters conflict, a header does not fit its element, or calls come in an impossible order. */
export function createInterchangeWriter(options: InterchangeWriterOptions): InterchangeWriter {
  return new Writer(options)
}

/** An interchange made at once: what `make` gives to the writer. The value is undefined when anything was refused. */
export function writeInterchange(
  options: Omit<InterchangeWriterOptions, 'write'>,
  make: (writer: InterchangeWriter) => void,
): { readonly value: Uint8Array | undefined; readonly findings: readonly Finding[] } {
  const pieces: Uint8Array[] = []
  const writer = new Writer({ ...options, write: (bytes) => pieces.push(bytes) })
  make(writer)
  writer.end()
  const { findings } = writer
  return { value: findings.length === 0 ? Buffer.concat(pieces) : undefined, findings }
}

const pieceBytes = 64 * 1024

/** An envelope that is open: the control number its trailer repeats, and what is counted in it. */
interface OpenEnvelope {
  readonly control: string
  count: number
}

class Writer implements InterchangeWriter {
  offset = 0
  readonly findings: Finding[] = []
  private readonly delimiters: Delimiters
  private readonly lineEnd: Buffer
  private readonly write: (bytes: Uint8Array) => void
  private pieces: Uint8Array[] = []
  private pending = 0
  private interchange: OpenEnvelope | undefined
  private group: OpenEnvelope | undefined
  private set: OpenEnvelope | undefined

  constructor({ header, delimiters = standardDelimiters, lineEnd = '', write }: InterchangeWriterOptions) {
    const conflicts = conflictingDelimiters(delimiters)
    if (conflicts.length > 0) throw new Fault('ARGUMENT_INVALID', `delimiters conflict: ${conflicts.join(', ')}`)
    if (lineEnd !== '' && lineEnd.startsWith(delimiters.terminator))
      throw new Fault('ARGUMENT_INVALID', 'the line end begins with the terminator')
    this.delimiters = delimiters
    this.lineEnd = Buffer.from(lineEnd, 'latin1')
    this.write = write
    const isa = isSegment(header) ? header : isaOf(header, delimiters)
    const bytes = isSegment(header) ? (writeSegment(isa, delimiters).value ?? writeIsa(isa, delimiters)) : writeIsa(isa, delimiters)
    this.put(bytes)
    this.interchange = { control: isa.text(13), count: 0 }
  }

  get segmentCount(): number {
    return this.set?.count ?? 0
  }

  interchangeAcknowledgement(ta1: Segment): readonly Finding[] {
    if (this.interchange === undefined || this.interchange.count > 0) throw new Fault('INTERNAL', 'a TA1 stands before the first group')
    return this.putSegment(ta1)
  }

  startGroup(header: GroupToWrite | Segment): readonly Finding[] {
    this.endGroup()
    if (this.interchange === undefined) throw new Fault('INTERNAL', 'the interchange is closed')
    const gs = isSegment(header) ? header : gsOf(header)
    const findings = this.putSegment(gs)
    this.interchange.count++
    this.group = { control: gs.text(6), count: 0 }
    return findings
  }

  startSet(header: SetToWrite | Segment): readonly Finding[] {
    this.endSet()
    if (this.group === undefined) throw new Fault('INTERNAL', 'a transaction set needs an open functional group')
    const st = isSegment(header) ? header : segment('ST', [header.type, header.control.padStart(4, '0'), header.version ?? ''])
    const findings = this.putSegment(st)
    this.group.count++
    this.set = { control: st.text(2), count: 1 }
    return findings
  }

  segment(each: Segment): readonly Finding[] {
    if (this.set === undefined) throw new Fault('INTERNAL', 'a segment needs an open transaction set')
    const findings = this.putSegment(each)
    if (findings.length === 0) this.set.count++
    return findings
  }

  endSet(): void {
    const { set } = this
    if (set === undefined) return
    this.set = undefined
    this.putSegment(segment('SE', [String(set.count + 1), set.control]))
  }

  endGroup(): void {
    this.endSet()
    const { group } = this
    if (group === undefined) return
    this.group = undefined
    this.putSegment(segment('GE', [String(group.count), group.control]))
  }

  end(): void {
    this.endGroup()
    const { interchange } = this
    if (interchange === undefined) return
    this.interchange = undefined
    this.putSegment(segment('IEA', [String(interchange.count), interchange.control]))
    this.flush()
  }

  /** Findings tell where the segment would have stood: its offset, its ordinal in the set. */
  private putSegment(each: Segment): readonly Finding[] {
    const { value, findings } = writeSegment(each, this.delimiters)
    if (value !== undefined) this.put(value)
    const placed = findings.map((found) => ({ ...found, at: { ...found.at, offset: this.offset, segment: this.segmentCount + 1 } }))
    this.findings.push(...placed)
    return placed
  }

  private put(bytes: Uint8Array): void {
    this.pieces.push(bytes, this.lineEnd)
    const length = bytes.length + this.lineEnd.length
    this.offset += length
    this.pending += length
    if (this.pending >= pieceBytes) this.flush()
  }

  private flush(): void {
    if (this.pending > 0) this.write(Buffer.concat(this.pieces))
    this.pieces = []
    this.pending = 0
  }
}

function isSegment(header: object): header is Segment {
  return 'elementCount' in header
}

function isaOf(header: InterchangeToWrite, { component, repetition }: Delimiters): Segment {
  const { sender, receiver, date, time, version = '00501', usage } = header
  const acknowledgement = header.acknowledgementRequested ? '1' : '0'
  const control = header.control.padStart(9, '0')
  const parties = [sender.qualifier, sender.id, receiver.qualifier, receiver.id]
  return segment('ISA', [
    '00',
    '',
    '00',
    '',
    ...parties,
    date,
    time,
    repetition || 'U',
    version,
    control,
    acknowledgement,
    usage,
    component,
  ])
}

/** Pads each element to its width; the delimiters in ISA11 and ISA16 are what they are. */
function writeIsa(isa: Segment, { element, component, repetition, terminator }: Delimiters): Uint8Array {
  const elements = isaWidths.map((width, index) => {
    const text = index === 15 ? component : index === 10 ? repetition || 'U' : isa.text(index + 1)
    const isGood =
      index === 15 ||
      index === 10 ||
      (/^[ -~]*$/.test(text) && ![element, component, repetition || element, terminator].some((each) => text.includes(each)))
    if (!isGood || text.length > width)
      throw new Fault('ARGUMENT_INVALID', `ISA${String(index + 1).padStart(2, '0')} does not fit its ${width} characters`)
    return text.padEnd(width)
  })
  return Buffer.from(['ISA', ...elements].join(element) + terminator, 'latin1')
}

function gsOf({ functionalId, senderId, receiverId, date, time, control, version }: GroupToWrite): Segment {
  return segment('GS', [functionalId, senderId, receiverId, date, time, control, 'X', version])
}
