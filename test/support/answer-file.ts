// The answers to a file, as the golden samples keep them: a fixed header, the TA1 where it says more than "accepted", a 999 to each group.
import {
  acknowledgeGroup,
  acknowledgeInterchange,
  type ClaimPlace,
  encodeGroupAcknowledgement,
  interchangeAcknowledgement,
} from '../../src/codecs/index.js'
import {
  allSegments,
  createFileReader,
  firstSegment,
  type GroupEnd,
  type InterchangeEnd,
  type SchemaRegistry,
  type SetEnd,
} from '../../src/schema/index.js'
import { isoDateFromD8 } from '../../src/values/index.js'
import { type InterchangeHeader, type InterchangeWriter, standardDelimiters, writeInterchange } from '../../src/x12/index.js'

const guide = '005010X231A1'
const gateway = 'X12GATEWAY'
const partner = 'PARTNER'
const date = '20261102'
const time = '0915'

/** A set or group is answered with what was found in it, an error in a claim with the claim's number. */
type AnsweredSet = SetEnd & { readonly places: readonly ClaimPlace[] }
type AnsweredGroup = GroupEnd & { readonly answered: readonly AnsweredSet[] }
type AnsweredInterchange = InterchangeEnd & { readonly answered: readonly AnsweredGroup[] }

/** One interchange of answers for each that was received, latin1; undefined when nothing is to be answered. */
export function answerTo(bytes: Uint8Array, schemas: SchemaRegistry): string | undefined {
  const answers = readForAnswer(bytes, schemas).flatMap((interchange, index) => answer(interchange, String(index + 1)) ?? [])
  return answers.length === 0 ? undefined : answers.join('')
}

function readForAnswer(bytes: Uint8Array, schemas: SchemaRegistry): readonly AnsweredInterchange[] {
  const interchanges: AnsweredInterchange[] = []
  let groups: AnsweredGroup[] = []
  let sets: AnsweredSet[] = []
  let places: ClaimPlace[] = []
  const reader = createFileReader(schemas, {
    unit: ({ loop, segment }) => {
      const clm = firstSegment(loop, 'CLM')
      if (clm === undefined) return
      places.push({ from: segment, to: segment + [...allSegments(loop)].length - 1, patientControlNumber: clm.text(1) })
    },
    setEnd: (end) => {
      sets.push({ ...end, places })
      places = []
    },
    groupEnd: (end) => {
      groups.push({ ...end, answered: sets })
      sets = []
    },
    interchangeEnd: (end) => {
      interchanges.push({ ...end, answered: groups })
      groups = []
    },
  })
  reader.push(bytes)
  reader.end()
  return interchanges
}

function answer({ header, findings, answered }: AnsweredInterchange, control: string): string | undefined {
  const ta1 = acknowledgeInterchange(header, findings)
  const isNoted = ta1.verdict !== 'A' && canBeNamed(header)
  const groups = answered.filter((group) => group.header.functionalId !== 'FA')
  if (!isNoted && groups.length === 0) return undefined
  const fill = (writer: InterchangeWriter) => {
    if (isNoted) writer.interchangeAcknowledgement(interchangeAcknowledgement.encode(ta1))
    if (groups.length > 0)
      writer.startGroup({ functionalId: 'FA', senderId: gateway, receiverId: partner, date, time, control, version: guide })
    for (const [index, group] of groups.entries()) {
      const acknowledgement = acknowledgeGroup({ ...group, sets: group.answered })
      writer.startSet({ type: '999', control: String(index + 1), version: guide })
      for (const segment of encodeGroupAcknowledgement(acknowledgement, acknowledgement.sets)) writer.segment(segment)
    }
  }
  const party = (id: string) => ({ qualifier: 'ZZ', id })
  const to = {
    control,
    sender: party(gateway),
    receiver: party(partner),
    date: date.slice(2),
    time,
    usage: 'T',
    acknowledgementRequested: false,
  }
  // What was read under the sender's delimiters cannot hold them; it may hold ours.
  for (const delimiters of [standardDelimiters, header.delimiters]) {
    const { value } = writeInterchange({ header: to, delimiters, lineEnd: '\n' }, fill)
    if (value !== undefined) return Buffer.from(value).toString('latin1')
  }
  throw new Error('the answer cannot be written')
}

/** A TA1 repeats ISA13, ISA09 and ISA10: where these are damaged there is nothing to answer to. */
function canBeNamed({ control, date: day, time: hour }: InterchangeHeader): boolean {
  return /^\d{9}$/.test(control) && isoDateFromD8(`20${day}`) !== undefined && /^([01]\d|2[0-3])[0-5]\d$/.test(hour)
}
