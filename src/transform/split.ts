// Cuts a file into interchanges of one interchange, group or transaction set each, while it is read.
import type { SchemaRegistry } from '../schema/index.js'
import {
  createEnvelopeReader,
  type EnvelopeListener,
  type GroupHeader,
  type GroupTrailer,
  type InterchangeHeader,
  type InterchangeTrailer,
  type ReadSegment,
  type SegmentReader,
  type SetHeader,
  type SetTrailer,
} from '../x12/index.js'
import { damageIn, isTooLong, type LeftOut, type Piece, type PieceSink, PieceWriter, tooLong } from './piece.js'
import { createClaimSplitter } from './split-claims.js'

export const splitLevels = ['interchange', 'group', 'set', 'claim'] as const
export type SplitLevel = (typeof splitLevels)[number]

export interface SplitListener {
  piece?(piece: Piece): void
  leftOut?(leftOut: LeftOut): void
}

export interface SplitOptions {
  readonly by: SplitLevel
  /** ISA13 of the first piece; the next ones count on. Left out, each piece keeps the number of the interchange it comes from. */
  readonly firstControl?: number
}

/**
 * Writes a piece for each interchange, group, set or claim of a file pushed in chunks, in the order of the file.
 * Segments are copied byte for byte; counts are made new. What is damaged (cut off, wrong counts) is left out and told.
 */
export function createSplitter(schemas: SchemaRegistry, sink: PieceSink, listener: SplitListener, options: SplitOptions): SegmentReader {
  if (options.by === 'claim') return createClaimSplitter(schemas, sink, listener, numbersFrom(options))
  return createEnvelopeReader(new EnvelopeSplitter(options.by, sink, listener, numbersFrom(options)))
}

/** Gives each piece its ordinal and, where asked, its ISA13. */
export type PieceNumbers = () => { readonly ordinal: number; readonly control: string | undefined }

function numbersFrom({ firstControl }: SplitOptions): PieceNumbers {
  let ordinal = 0
  return () => {
    ordinal++
    return { ordinal, control: firstControl === undefined ? undefined : String((firstControl + ordinal - 1) % 1e9).padStart(9, '0') }
  }
}

class EnvelopeSplitter implements EnvelopeListener {
  private open: PieceWriter | undefined
  private damage: string | undefined
  private hasGroup = false

  constructor(
    private readonly by: Exclude<SplitLevel, 'claim'>,
    private readonly sink: PieceSink,
    private readonly listener: SplitListener,
    private readonly numbers: PieceNumbers,
  ) {}

  interchangeStart(interchange: InterchangeHeader): void {
    this.hasGroup = false
    if (!interchange.isReadable) this.leaveOut({ interchange: interchange.control, offset: interchange.offset }, 'its ISA cannot be read')
    else if (this.by === 'interchange') this.begin({ interchange })
  }

  interchangeAcknowledgement(ta1: ReadSegment, { control }: InterchangeHeader): void {
    if (this.by !== 'interchange')
      this.leaveOut({ interchange: control, offset: ta1.at.offset }, 'a TA1 belongs to no group; split by interchange keeps it')
    else if (this.hasGroup) this.damage ??= 'a TA1 stands after its first group'
    else this.open?.writer.interchangeAcknowledgement(ta1)
  }

  groupStart(group: GroupHeader): void {
    this.hasGroup = true
    if (this.by === 'group') this.begin({ interchange: group.interchange, group })
    else if (this.by === 'interchange') this.open?.writer.startGroup(group.segment)
  }

  setStart(set: SetHeader): void {
    if (this.by === 'set') this.begin({ interchange: set.interchange, group: set.group, set })
    else this.open?.writer.startSet(set.segment)
  }

  segment(each: ReadSegment): void {
    if (each.at.segment === 1 || each.id === 'SE') return
    if (isTooLong(each)) this.damage ??= tooLong
    else this.open?.segment(each)
  }

  setEnd({ header, findings }: SetTrailer): void {
    this.damage ??= damageIn(findings)
    this.open?.writer.endSet()
    if (this.by === 'set')
      this.end({
        interchange: header.interchange.control,
        group: header.group.control,
        transactionSet: header.control,
        offset: header.offset,
      })
  }

  groupEnd({ header, findings }: GroupTrailer): void {
    if (this.by === 'set') return
    this.damage ??= damageIn(findings)
    this.open?.writer.endGroup()
    if (this.by === 'group') this.end({ interchange: header.interchange.control, group: header.control, offset: header.offset })
  }

  interchangeEnd({ header, findings }: InterchangeTrailer): void {
    if (this.by !== 'interchange') return
    this.damage ??= damageIn(findings)
    this.end({ interchange: header.control, offset: header.offset })
  }

  private begin(envelopes: ConstructorParameters<typeof PieceWriter>[1]): void {
    const { ordinal, control } = this.numbers()
    this.damage = undefined
    this.open = new PieceWriter(this.sink, envelopes, ordinal, control)
  }

  private end(where: Omit<LeftOut, 'reason'>): void {
    const { open, damage } = this
    this.open = undefined
    if (open === undefined) return
    if (damage === undefined) {
      this.listener.piece?.(open.end())
      return
    }
    open.discard()
    this.leaveOut(where, damage)
  }

  private leaveOut(where: Omit<LeftOut, 'reason'>, reason: string): void {
    this.listener.leftOut?.({ ...where, reason })
  }
}
