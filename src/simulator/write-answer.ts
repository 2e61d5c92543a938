// An answer as an interchange of its own, addressed back to whoever sent the one it answers.
import { Fault, type Instant, x12Stamp } from '../values/index.js'
import {
  type GroupHeader,
  type InterchangeHeader,
  type InterchangeToWrite,
  type InterchangeWriter,
  type Segment,
  standardDelimiters,
  writeInterchange,
} from '../x12/index.js'

/** One transaction set of an answer, all between ST and SE. */
export type Body = readonly Segment[]

export interface AnswerGroup {
  /** GS01: FA, HN, HP. */
  readonly functionalId: string
  /** ST01 and GS08. */
  readonly type: string
  readonly version: string
  /** The group that is answered: its sender is the receiver. */
  readonly to: GroupHeader
  readonly sets: readonly Body[]
}

/** Writes the sets of one group; ST02 counts from 0001. `control` is ISA13 and, without leading zeros, GS06. */
export function writeGroupAnswer(to: InterchangeHeader, control: string, at: Instant, group: AnswerGroup): Uint8Array {
  const { functionalId, type, version, sets } = group
  const { d8, hhmm } = x12Stamp(at)
  return write(to, control, at, (writer) => {
    writer.startGroup({
      functionalId,
      senderId: group.to.receiverId,
      receiverId: group.to.senderId,
      date: d8,
      time: hhmm,
      control: String(Number(control)),
      version,
    })
    for (const [index, body] of sets.entries()) {
      // The 835 names its guide in GS08 only.
      writer.startSet({ type, control: String(index + 1), version: type === '835' ? '' : version })
      for (const each of body) writer.segment(each)
    }
  })
}

/** Writes a TA1 in an interchange without groups. */
export function writeInterchangeAnswer(to: InterchangeHeader, control: string, at: Instant, ta1: Segment): Uint8Array {
  return write(to, control, at, (writer) => writer.interchangeAcknowledgement(ta1))
}

/** With the usual delimiters, or with those of the sender: what was read under them cannot hold them. */
function write(to: InterchangeHeader, control: string, at: Instant, make: (writer: InterchangeWriter) => void): Uint8Array {
  const { d6, hhmm } = x12Stamp(at)
  const header: InterchangeToWrite = {
    control,
    sender: to.receiver,
    receiver: to.sender,
    date: d6,
    time: hhmm,
    usage: to.usage,
    acknowledgementRequested: false,
  }
  for (const delimiters of [standardDelimiters, to.delimiters]) {
    const { value } = writeInterchange({ header, delimiters }, make)
    if (value !== undefined) return value
  }
  throw new Fault('INTERNAL', `no answer to interchange ${to.control} can be written: its data holds every delimiter tried`)
}
