// What the envelopes of a file say: interchange (ISA, IEA), functional group (GS, GE), transaction set (ST, SE).
import type { ByteRange, Finding } from '../values/index.js'
import type { ReadSegment } from './byte-segment.js'
import type { Delimiters, LineEnd } from './delimiters.js'

/** ISA05 and ISA06, or ISA07 and ISA08, without their padding. */
export interface InterchangeParty {
  readonly qualifier: string
  readonly id: string
}

export interface InterchangeHeader {
  /** Counted in the file, from 1. */
  readonly ordinal: number
  /** ISA13. */
  readonly control: string
  readonly sender: InterchangeParty
  readonly receiver: InterchangeParty
  /** ISA09, "YYMMDD", and ISA10, "HHMM", as they stand. */
  readonly date: string
  readonly time: string
  /** ISA12, "00501". */
  readonly version: string
  /** ISA15: P production, T test, I information. */
  readonly usage: string
  /** ISA14 is 1: the sender wants a TA1. */
  readonly acknowledgementRequested: boolean
  readonly delimiters: Delimiters
  readonly lineEnd: LineEnd
  /** False when the ISA is so wrong that nothing of its interchange was read. */
  readonly isReadable: boolean
  /** True when the ISA was not padded to its widths and was read all the same, as asked. */
  readonly isRepaired: boolean
  /** The ISA with its padding. */
  readonly segment: ReadSegment
  readonly offset: number
}

export interface GroupHeader {
  readonly interchange: InterchangeHeader
  /** Counted in the interchange, from 1. */
  readonly ordinal: number
  /** GS01, "HC". */
  readonly functionalId: string
  /** GS02 and GS03. */
  readonly senderId: string
  readonly receiverId: string
  /** GS04, "YYYYMMDD" (before version 4010 "YYMMDD"), and GS05. */
  readonly date: string
  readonly time: string
  /** GS06. */
  readonly control: string
  /** GS07. */
  readonly agency: string
  /** GS08, "005010X222A1". */
  readonly version: string
  readonly segment: ReadSegment
  readonly offset: number
}

export interface SetHeader {
  readonly interchange: InterchangeHeader
  readonly group: GroupHeader
  /** Counted in the file, from 1. */
  readonly ordinal: number
  /** ST01, "837". */
  readonly type: string
  /** ST02. */
  readonly control: string
  /** ST03, or GS08 when ST03 is empty. */
  readonly version: string
  readonly segment: ReadSegment
  readonly offset: number
}

/** How one level ended. `Header` tells which: interchange, group or transaction set. */
export interface EnvelopeEnd<Header> {
  readonly header: Header
  /** Was there a trailer: IEA, GE, SE? */
  readonly isClosed: boolean
  /** Groups of an interchange, sets of a group, segments of a set with ST and SE: as found, and as the trailer says. */
  readonly counted: number
  readonly stated: number | undefined
  /** From the first byte of the header to the last of the trailer, or of the last segment when there is none. */
  readonly range: ByteRange
  /** What is wrong at this level itself; inner levels keep their own. */
  readonly findings: readonly Finding[]
}

export type InterchangeTrailer = EnvelopeEnd<InterchangeHeader>
export type GroupTrailer = EnvelopeEnd<GroupHeader>
export type SetTrailer = EnvelopeEnd<SetHeader>

/** The envelopes a finding stands in; none for text outside any interchange. */
export interface EnvelopeScope {
  readonly interchange?: InterchangeHeader
  readonly group?: GroupHeader
  readonly set?: SetHeader
}
