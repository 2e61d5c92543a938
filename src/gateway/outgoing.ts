// Everything that leaves is made here: numbers taken, bytes written and kept, a row in the outbox; in one database transaction.
import type { Partner } from '../domain/index.js'
import { outgoingName } from '../exchange/index.js'
import type { OutboxRow, StoredFile } from '../store/index.js'
import { type Finding, type Instant, x12Stamp } from '../values/index.js'
import {
  createInterchangeWriter,
  type Delimiters,
  type GroupToWrite,
  type InterchangeParty,
  type InterchangeWriter,
  type Segment,
} from '../x12/index.js'
import type { GatewayParts } from './parts.js'

/** ISA13 and GS06 hold nine digits. */
const maxControl = 999_999_999

/** Who writes to whom: the partner's profile, or what the file itself says. */
export interface Route {
  readonly sender: InterchangeParty
  readonly receiver: InterchangeParty
  readonly applicationSender: string
  readonly applicationReceiver: string
}

export interface Outgoing {
  readonly partner: Partner
  readonly kind: '837' | '276' | '999' | 'TA1'
  /** Makes asking twice for the same file harmless. */
  readonly key: string
  readonly route?: Route
  readonly delimiters?: Delimiters
  /** Writes groups and sets; may pause between them so that the bytes go on. What was refused comes back. */
  readonly fill: (writer: OutgoingWriter) => AsyncIterable<unknown>
}

/** The writer, with group headers made from the route and numbered from the partner's counter. */
export interface OutgoingWriter extends Pick<InterchangeWriter, 'interchangeAcknowledgement' | 'startSet' | 'segment'> {
  startGroup(functionalId: string, version: string): Promise<void>
  readonly at: Instant
}

export interface Enqueued {
  readonly control: string
  readonly file: StoredFile
  readonly row: OutboxRow
  /** False when this was asked for before: then the caller gives the transaction up, and the first stands. */
  readonly isNew: boolean
  /** What could not be written; then nothing may be sent, and the caller gives the transaction up. */
  readonly findings: readonly Finding[]
}

/** Must run inside a transaction: the control numbers are burned exactly when the bytes are kept. */
export async function enqueue({ store, clock }: Pick<GatewayParts, 'store' | 'clock'>, outgoing: Outgoing): Promise<Enqueued> {
  const { partner, kind, key, fill, route = routeOf(partner) } = outgoing
  const at = clock()
  const control = await nextControl('interchange')
  const findings: Finding[] = []
  const name = outgoingName({ partnerId: partner.id, kind, control })
  const { file } = await store.files.keep({ name, direction: 'out', source: 'gateway', partnerId: partner.id, at }, bytes())
  const { row, isNew } = await store.outbox.add({ partnerId: partner.id, kind, fileId: file.id, name, sizeBytes: file.sizeBytes, key, at })
  return { control, file, row, isNew, findings }

  async function nextControl(counter: 'interchange' | 'group'): Promise<string> {
    return String(await store.controlNumbers.next(partner.id, counter, maxControl)).padStart(9, '0')
  }

  async function* bytes(): AsyncGenerator<Uint8Array> {
    const pieces: Uint8Array[] = []
    const { d6, d8, hhmm } = x12Stamp(at)
    const { element, component, repetition, terminator, lineEnd, acknowledgementRequested } = partner.envelope
    const writer = createInterchangeWriter({
      header: {
        control,
        sender: route.sender,
        receiver: route.receiver,
        date: d6,
        time: hhmm,
        usage: partner.usage,
        acknowledgementRequested: acknowledgementRequested && (kind === '837' || kind === '276'),
      },
      delimiters: outgoing.delimiters ?? { element, component, repetition, terminator },
      lineEnd,
      write: (piece) => pieces.push(piece),
    })
    const group = (functionalId: string, version: string, number: string): GroupToWrite => ({
      functionalId,
      senderId: route.applicationSender,
      receiverId: route.applicationReceiver,
      date: d8,
      time: hhmm,
      control: String(Number(number)),
      version,
    })
    const filling = fill({
      at,
      interchangeAcknowledgement: (ta1) => told(writer.interchangeAcknowledgement(ta1)),
      startSet: (header) => told(writer.startSet(header)),
      // What cannot be written is told where it stands in the file it comes from.
      segment: (segment) => told(writer.segment(segment).map((found) => ({ ...found, at: { ...found.at, ...placeOf(segment) } }))),
      startGroup: async (functionalId, version) => void told(writer.startGroup(group(functionalId, version, await nextControl('group')))),
    })
    for await (const _ of filling) yield* pieces.splice(0)
    writer.end()
    yield* pieces.splice(0)
  }

  function told(refused: readonly Finding[]): readonly Finding[] {
    findings.push(...refused)
    return refused
  }
}

function placeOf({ at: { offset, segment } }: Segment): Pick<Segment['at'], 'offset' | 'segment'> {
  return { offset, segment }
}

export function routeOf({ us, them }: Partner): Route {
  return {
    sender: { qualifier: us.qualifier, id: us.id },
    receiver: { qualifier: them.qualifier, id: them.id },
    applicationSender: us.applicationId,
    applicationReceiver: them.applicationId,
  }
}
