// Questions about claims go out as a 276 file of ours: one set with all of them, numbered from the partner's counters.
import { encodeStatusQuestions } from '../codecs/index.js'
import type { Partner, StatusQuestion } from '../domain/index.js'
import { createFileReader } from '../schema/index.js'
import { dayOf, type Finding, type Instant, x12Stamp } from '../values/index.js'
import { chooseDelimiters, type InterchangeWriter, writeInterchange } from '../x12/index.js'
import { type Outgoing, routeOf } from './outgoing.js'
import type { GatewayParts } from './parts.js'
import { decideOutgoing, guidesOf } from './policy.js'
import { textsIn } from './write-claims.js'

/** GS08 and ST03. */
const guide = '005010X212'
const [setControl, trialControl] = ['0001', '000000001']

export interface Inquiries {
  readonly partner: Partner
  /** BHT03. */
  readonly reference: string
  readonly questions: readonly StatusQuestion[]
}

export function writeInquiries({ partner, reference, questions }: Inquiries): Outgoing {
  const delimiters = partner.envelope.mayChange ? chooseDelimiters(textsIn(questions), partner.envelope) : undefined
  return {
    partner,
    kind: '276',
    key: `inquiry:${partner.id}:${reference}`,
    ...(delimiters === undefined ? {} : { delimiters }),
    async *fill(writer) {
      await writer.startGroup('HR', guide)
      writeSet(writer, { reference, questions }, writer.at)
      yield
    },
  }
}

/** What is wrong with one question, were it sent: the guide and the partner's profile judge it as they will judge the file. */
export function checkQuestion(
  { schemas }: Pick<GatewayParts, 'schemas'>,
  partner: Partner,
  question: StatusQuestion,
  at: Instant,
): readonly Finding[] {
  const { envelope, usage } = partner
  const { sender, receiver, applicationSender, applicationReceiver } = routeOf(partner)
  const { d6, d8, hhmm } = x12Stamp(at)
  const header = { control: trialControl, sender, receiver, date: d6, time: hhmm, usage, acknowledgementRequested: false }
  const delimiters = (envelope.mayChange ? chooseDelimiters(textsIn(question), envelope) : undefined) ?? envelope
  const { value, findings } = writeInterchange({ header, delimiters }, (writer) => {
    const ids = { senderId: applicationSender, receiverId: applicationReceiver, control: '1' }
    writer.startGroup({ functionalId: 'HR', ...ids, date: d8, time: hhmm, version: guide })
    writeSet(writer, { reference: question.claim.trace, questions: [question] }, at)
  })
  if (value === undefined) return findings
  const wrong: Finding[] = []
  const reader = createFileReader(
    schemas,
    { finding: (found) => void (found.severity === 'error' && wrong.push(found)) },
    { decide: decideOutgoing(partner), guideFor: guidesOf(schemas, partner) },
  )
  reader.push(value)
  reader.end()
  return wrong
}

function writeSet(
  writer: Pick<InterchangeWriter, 'startSet' | 'segment'>,
  { reference, questions }: Omit<Inquiries, 'partner'>,
  at: Instant,
): void {
  writer.startSet({ type: '276', control: setControl, version: guide })
  const header = { reference, createdOn: dayOf(at), createdAt: x12Stamp(at).hhmm }
  for (const segment of encodeStatusQuestions(header, questions)) writer.segment(segment)
}
