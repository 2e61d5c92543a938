// ISA, GS and ST as typed values. Texts are taken as they stand; what is wrong with them is told elsewhere.
import type { ReadSegment } from './byte-segment.js'
import type { GroupHeader, InterchangeHeader, InterchangeParty, SetHeader } from './envelope.js'
import { paddedControl } from './envelope-checks.js'
import type { InterchangeSyntax } from './segment-listener.js'

export function interchangeHeader(syntax: InterchangeSyntax, ordinal: number): InterchangeHeader {
  const { segment, delimiters, lineEnd, isReadable, isRepaired } = syntax
  return {
    ordinal,
    control: isRepaired ? paddedControl(segment.text(13)) : segment.text(13),
    sender: party(segment, 5),
    receiver: party(segment, 7),
    date: segment.text(9),
    time: segment.text(10),
    version: segment.text(12),
    usage: segment.text(15),
    acknowledgementRequested: segment.text(14) === '1',
    delimiters,
    lineEnd,
    isReadable,
    isRepaired,
    segment,
    offset: segment.at.offset,
  }
}

function party(isa: ReadSegment, element: number): InterchangeParty {
  return { qualifier: isa.text(element), id: isa.text(element + 1).trim() }
}

export function groupHeader(segment: ReadSegment, interchange: InterchangeHeader, ordinal: number): GroupHeader {
  return {
    interchange,
    ordinal,
    functionalId: segment.text(1),
    senderId: segment.text(2),
    receiverId: segment.text(3),
    date: segment.text(4),
    time: segment.text(5),
    control: segment.text(6),
    agency: segment.text(7),
    version: segment.text(8),
    segment,
    offset: segment.at.offset,
  }
}

export function setHeader(segment: ReadSegment, group: GroupHeader, ordinal: number): SetHeader {
  return {
    interchange: group.interchange,
    group,
    ordinal,
    type: segment.text(1),
    control: segment.text(2),
    version: segment.text(3) || group.version,
    segment,
    offset: segment.at.offset,
  }
}
