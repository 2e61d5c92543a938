// The evidence packet of one claim: gathers from the store what was sent, what was answered and when, cut down to this claim.
import type { EntrySource, Partner } from '../domain/index.js'
import {
  type Cut,
  cutInterchangeAcknowledgement,
  cutSet,
  makePacket,
  type Packet,
  pickAcknowledgement,
  pickClaim,
  pickStatus,
  readFacts,
  type SendLogEntry,
  type Slice,
  type SliceKind,
} from '../evidence/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import { type Clock, Fault } from '../values/index.js'
import { claimSteps, type TimelineStep } from './claim-timeline.js'

export interface PacketParts {
  readonly store: Store
  readonly clock: Clock
  readonly partners: readonly Partner[]
  /** "x12-gateway 0.1.0". */
  readonly madeBy: string
  /** 32 bytes: the Ed25519 key of the practice. */
  readonly signingSecret: Uint8Array
}

/** One sending of the claim: its 837 slice, and which segments of the set concern it (ST = 1). */
interface Sending {
  readonly slice: Slice
  readonly ordinals: ReadonlySet<number>
  readonly log: SendLogEntry
}

/** Throws REFUSED when no 837 that carried the claim is stored here. */
export async function claimPacket(parts: PacketParts, claim: ClaimRecord): Promise<Packet> {
  const { store, clock, madeBy, signingSecret } = parts
  const sendings: Sending[] = []
  for (const { source, partnerId } of await store.claims.submissionsOf({ claimId: claim.id })) {
    const cut = await cutSet(store.files.read(source.fileId), () => pickClaim(source.offset))
    if (cut === undefined) throw new Fault('INTERNAL', `file ${source.fileId} does not hold the claim that was sent in it`)
    const slice = await sliceOf(store, '837', source, cut)
    sendings.push({ slice, ordinals: cut.ordinals, log: await sendLogOf(parts, source, partnerId, slice) })
  }
  const last = sendings.at(-1)
  if (last === undefined) throw new Fault('REFUSED', 'no 837 with this claim is stored here, so there is nothing to prove that it was sent')
  const { steps } = await claimSteps(store, claim)
  return makePacket(
    {
      madeAt: clock(),
      madeBy,
      claim: { patientControlNumber: claim.patientControlNumber, charge: last.slice.facts.charge ?? '' },
      slices: [...sendings.map(({ slice }) => slice), ...(await answersTo(store, steps, sendings))],
      sendings: sendings.map(({ log }) => log),
      timeline: stepsOf(steps),
    },
    signingSecret,
  )
}

const answerKinds: readonly SliceKind[] = ['TA1', '999', '277CA']

/** One slice for each set that answered the claim, in the order of the time line. */
async function answersTo(store: Store, steps: readonly TimelineStep[], sendings: readonly Sending[]): Promise<readonly Slice[]> {
  const answered = new Map<string, { readonly kind: SliceKind; readonly source: EntrySource; readonly offsets: Set<number> }>()
  for (const { event, source } of steps) {
    const kind = answerKinds.find((each) => event.startsWith(`${each} `))
    if (kind === undefined || source === undefined) continue
    const key = `${kind}:${source.fileId}:${kind === '277CA' ? source.set : source.offset}`
    const known = answered.get(key)
    if (known === undefined) answered.set(key, { kind, source, offsets: new Set([source.offset]) })
    else known.offsets.add(source.offset)
  }
  const slices: Slice[] = []
  for (const { kind, source, offsets } of answered.values()) {
    const cut = await cutAnswer(store, kind, source, offsets, sendings)
    if (cut === undefined) throw new Fault('INTERNAL', `file ${source.fileId} does not hold the ${kind} that was read from it`)
    slices.push(await sliceOf(store, kind, source, cut))
  }
  return slices
}

async function cutAnswer(
  store: Store,
  kind: SliceKind,
  { fileId, offset }: EntrySource,
  offsets: ReadonlySet<number>,
  sendings: readonly Sending[],
): Promise<Cut | undefined> {
  if (kind === 'TA1') return cutInterchangeAcknowledgement(store.files.read(fileId), offset)
  if (kind === '277CA') {
    const billing = sendings[0]?.slice.facts.billing ?? ''
    return cutSet(store.files.read(fileId), (st) => pickStatus(st, offsets, billing))
  }
  // Of several sendings the one in the group that is answered: its numbers say which errors are about the claim.
  for (const { slice, ordinals } of sendings.toReversed()) {
    const { group = '', set = '', claim = '' } = slice.facts
    const meant = { groupControl: group, setControl: set, patientControlNumber: claim, ordinals }
    const cut = await cutSet(store.files.read(fileId), (st) => pickAcknowledgement(st, offset, meant))
    if (cut !== undefined) return cut
  }
  return undefined
}

/** The exact bytes, out of the store and in order, with what they say. */
async function sliceOf(store: Store, kind: SliceKind, { fileId }: EntrySource, { ranges }: Cut): Promise<Slice> {
  const file = await store.files.find(fileId)
  if (file === undefined) throw new Fault('INTERNAL', `file ${fileId} is not here`)
  const pieces: Uint8Array[] = []
  for (const range of ranges) pieces.push(await store.files.slice(fileId, range))
  const bytes = Buffer.concat(pieces)
  const facts = readFacts(kind, bytes)
  if (facts === undefined) throw new Fault('INTERNAL', `what was cut from file ${fileId} is no ${kind}`)
  const { name, sha256, sizeBytes, firstAt } = file
  return { kind, bytes, source: { name, sha256, sizeBytes, at: firstAt }, ranges, facts }
}

async function sendLogOf(
  { store, partners }: PacketParts,
  { fileId }: EntrySource,
  partnerId: string,
  { source }: Slice,
): Promise<SendLogEntry> {
  const { name, sha256, sizeBytes, at } = source
  const partner = partners.find(({ id }) => id === partnerId)
  const about = { fileName: name, sha256, sizeBytes, partner: partner?.name ?? partnerId, queuedAt: at }
  const row = await store.outbox.ofFile(partnerId, fileId)
  if (row === undefined) return { outcome: 'recorded', ...about }
  return {
    ...about,
    outcome: row.state === 'sent' ? 'verified' : row.state === 'uncertain' || row.state === 'sending' ? 'uncertain' : 'not-sent',
    fileName: row.name,
    ...(partner === undefined ? {} : { destination: destinationOf(partner) }),
    queuedAt: row.createdAt,
    ...(row.sentAt === undefined ? {} : { sentAt: row.sentAt }),
    tries: row.attempts,
  }
}

function destinationOf({ folder }: Partner): string {
  return folder.kind === 'sftp' ? `sftp://${folder.host}:${folder.port}/${folder.outbound.replace(/^\//, '')}` : `folder ${folder.outbound}`
}

/** Ids of the gateway mean nothing outside; hashes do. */
function stepsOf(steps: readonly TimelineStep[]): readonly unknown[] {
  return steps.map(({ at, event, submissionState, state, source }) => {
    if (source === undefined) return { at, event, submissionState, state }
    const { fileId: _, ...place } = source
    return { at, event, submissionState, state, source: place }
  })
}
