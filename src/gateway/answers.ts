// What comes back for what we sent, and what it moves: TA1 and 999 (syntax), by the numbers they answer to (domain rules 5.1, 5.2).
import type {
  EntrySource,
  GroupAcknowledgement,
  InterchangeAcknowledgement,
  SegmentError,
  SubmissionEvent,
  TransactionSetAcknowledgement,
} from '../domain/index.js'
import type { SetRow, Store, Submission } from '../store/index.js'
import type { Clock } from '../values/index.js'
import { provenByAnswer } from './arrival.js'
import { recordAnswer, wasTold } from './claims.js'
import { tellInquired } from './inquiry-acknowledgements.js'
import { locateInSent } from './locate.js'
import { parkAnswer } from './park-answer.js'
import type { GatewayParts } from './parts.js'
import type { AnswerReport } from './report.js'

/** Where an answer came from: the file and bytes behind the step, and who sent it (ISA06). */
export interface AnswerOrigin {
  readonly source: EntrySource
  readonly senderId: string
  /** It was parked: what an earlier try could tell is not told again. */
  readonly isRetry?: boolean
}

type Parts = Pick<GatewayParts, 'store' | 'clock' | 'schemas'>

/** Applies one TA1 to every claim of the interchange it answers, inside a transaction. Applying it again, after a crash, changes nothing. */
export async function applyInterchangeAcknowledgement(
  { store, clock }: Parts,
  ta1: InterchangeAcknowledgement,
  { source, senderId }: AnswerOrigin,
): Promise<AnswerReport> {
  const sent = await store.interchanges.sentByControl(ta1.control, senderId)
  const interchange = sent.find(({ date, time }) => date === ta1.date && time === ta1.time) ?? (sent.length === 1 ? sent[0] : undefined)
  if (interchange === undefined)
    return unknownAnswer(store, clock, { kind: 'TA1', answers: ta1.control, verdict: ta1.verdict }, { source, senderId })
  await provenByAnswer(store, clock, interchange.fileId)
  await store.interchanges.acknowledge({ interchangeId: interchange.id }, ta1.verdict)
  const isRejected = ta1.verdict === 'R'
  const sets = await store.interchanges.setsOfFile(interchange.fileId)
  const told = { event: `TA1 ${ta1.verdict}`, detail: { ta105: ta1.note } }
  const claimStates = {
    ...((await wereTold(store, sets, source))
      ? await statesOf(store, sets)
      : await tellSets(store, clock, sets, source, { ...told, heard: isRejected ? 'interchange rejected' : 'interchange accepted' })),
    ...(await tellInquired(store, clock, sets, source, { ...told, isRejected })),
  }
  if (isRejected)
    await store.workItems.open({
      type: 'interchange-rejected',
      key: `interchange-rejected:${interchange.id}`,
      at: clock(),
      fileId: source.fileId,
      nextAction: `mend what TA105 names and ${again(sets)} in a new interchange`,
      facts: { control: ta1.control, ta105: ta1.note },
    })
  return { kind: 'TA1', answers: ta1.control, verdict: ta1.verdict, isKnown: true, claimStates }
}

/** Applies one 999 to the claims of every set of the group it answers. */
export async function applyGroupAcknowledgement(
  parts: Parts,
  answer: GroupAcknowledgement,
  { source, senderId }: AnswerOrigin,
): Promise<AnswerReport> {
  const { store, clock } = parts
  const [group] = await store.interchanges.sentGroups(answer.functionalId, answer.control, senderId)
  if (group === undefined)
    return unknownAnswer(store, clock, { kind: '999', answers: answer.control, verdict: answer.verdict }, { source, senderId })
  await store.interchanges.acknowledge({ groupId: group.id }, answer.verdict)
  const claimStates: Record<string, string> = {}
  for (const fileId of new Set(group.sets.map((set) => set.fileId))) await provenByAnswer(store, clock, fileId)
  for (const set of group.sets) {
    const own = answer.sets.find(({ control }) => control === set.control)
    const verdict = verdictOf(answer, own)
    if (verdict === undefined) {
      await store.workItems.open({
        type: 'ack-incomplete',
        key: `ack-incomplete:${set.id}:${source.fileId}`,
        at: clock(),
        fileId: source.fileId,
        nextAction: 'ask the partner what became of this transaction set',
        facts: { group: answer.control, transactionSet: set.control },
      })
      continue
    }
    await store.interchanges.acknowledge({ setId: set.id }, own?.verdict ?? answer.verdict)
    const isAccepted = verdict === 'accepted'
    const told = { event: `999 ${own?.verdict ?? answer.verdict}`, detail: { reasons: [...(own?.reasons ?? answer.reasons)] } }
    const states = await tellSets(store, clock, [set], source, { ...told, heard: isAccepted ? 'set accepted' : 'set rejected' })
    Object.assign(claimStates, states, await tellInquired(store, clock, [set], source, { ...told, isRejected: !isAccepted }))
    if (!isAccepted && !isDenied(states)) await openSyntaxItems(parts, set, own, source)
  }
  return { kind: '999', answers: answer.control, verdict: answer.verdict, isKnown: true, claimStates }
}

/** What a person does once the reason of a rejection is mended. */
function again(sets: readonly SetRow[]): string {
  return sets.some(({ type }) => type === '276') ? 'ask about its claims again (x12gw claims inquire)' : 'send the claims again'
}

/** A rejection that no claim of the set could follow is a contradiction, and there is nothing to mend. */
function isDenied(states: Readonly<Record<string, string>>): boolean {
  const all = Object.values(states)
  return all.length > 0 && !all.includes('SyntaxRejected')
}

/** What a 999 says of one set; undefined when it says nothing that adds up. AK2 may be left out for accepted sets. */
function verdictOf(answer: GroupAcknowledgement, own: TransactionSetAcknowledgement | undefined): 'accepted' | 'rejected' | undefined {
  const isGood = (verdict: string) => verdict === 'A' || verdict === 'E'
  if (own !== undefined) return isGood(own.verdict) ? 'accepted' : 'rejected'
  if (isGood(answer.verdict)) return 'accepted'
  if (answer.verdict !== 'P') return 'rejected'
  const listedRejects = answer.sets.filter(({ verdict }) => !isGood(verdict)).length
  return answer.acceptedCount === answer.includedCount - listedRejects ? 'accepted' : undefined
}

/** One item per error that the 999 lists, naming claim and element; one for the set, or its only claim, when it lists none. */
async function openSyntaxItems(
  parts: Parts,
  set: SetRow,
  own: TransactionSetAcknowledgement | undefined,
  source: EntrySource,
): Promise<void> {
  const { store, clock } = parts
  const submissions = [
    ...(await store.claims.submissionsOf({ setId: set.id })),
    ...(await store.inquiries.find({ setId: set.id })),
  ].toSorted((a, b) => a.source.offset - b.source.offset)
  const open = async (key: string, claimId: string | undefined, facts: Readonly<Record<string, unknown>>) => {
    const claim = claimId === undefined ? undefined : await store.claims.find(claimId)
    await store.workItems.open({
      type: 'syntax-rejected',
      key: `syntax-rejected:${set.id}:${key}`,
      at: clock(),
      fileId: source.fileId,
      ...(claim === undefined ? {} : { claim: claim.patientControlNumber, claimId: claim.id }),
      nextAction:
        set.type === '276'
          ? `mend the element and ${again([set])}`
          : 'mend the element and send the claims of this set again: x12gw claim json, x12gw claims replace',
      facts: { transactionSet: set.control, ...facts },
    })
  }
  const errors = own?.errors ?? []
  const onlyClaim = submissions.length === 1 ? submissions[0]?.claimId : undefined
  if (errors.length === 0) await open('set', onlyClaim, { reasons: [...(own?.reasons ?? [])] })
  const places = await locateInSent(parts, set, new Set(errors.map(({ ordinal }) => ordinal)))
  for (const error of errors) {
    const place = places.get(error.ordinal)
    const claimId = await claimOf(store, error, place?.offset, submissions)
    const where = place?.loop ?? error.loop ?? ''
    if (error.elements.length === 0)
      await open(`${error.ordinal}`, claimId, {
        at: `${where}/${error.segment}`,
        ...(error.code === undefined ? {} : { ik304: error.code }),
      })
    for (const { element, component, code } of error.elements) {
      const at = `${where}/${error.segment}${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`
      await open(`${error.ordinal}.${element}.${component ?? 0}`, claimId, { at, ik403: code })
    }
  }
}

/** The claim an error belongs to: the one that CTX*CLM01 names, or the one whose subscriber, patient or claim holds the segment. */
async function claimOf(
  store: Store,
  error: SegmentError,
  offset: number | undefined,
  submissions: readonly Pick<Submission, 'claimId' | 'source'>[],
): Promise<string | undefined> {
  const contexts = [...error.contexts, ...error.elements.flatMap((element) => element.contexts)]
  const number = contexts.flatMap(({ names }) => names).find(({ name }) => name === 'CLM01')?.value
  if (number !== undefined) {
    const ids = new Set(submissions.map(({ claimId }) => claimId))
    return (await store.claims.byNumbers([number])).find(({ id }) => ids.has(id))?.id
  }
  if (offset === undefined) return undefined
  const inside = submissions.find(({ source }) => source.offset <= offset && offset < source.offset + source.length)
  return (inside ?? submissions.find(({ source }) => source.offset > offset))?.claimId
}

interface Told {
  readonly event: string
  readonly heard: SubmissionEvent
  readonly detail: Readonly<Record<string, unknown>>
}

async function tellSets(
  store: Store,
  clock: Clock,
  sets: readonly SetRow[],
  source: EntrySource,
  told: Told,
): Promise<Record<string, string>> {
  const states: Record<string, string> = {}
  for (const set of sets) {
    for (const { claimId } of await store.claims.submissionsOf({ setId: set.id })) {
      const claim = await store.claims.find(claimId)
      if (claim === undefined) continue
      const moved = await recordAnswer(store, clock, claim, set.id, { ...told, source })
      states[claim.patientControlNumber] = (moved ?? claim).submissionState
    }
  }
  return states
}

/** A TA1 has no row that could bear a mark; it tells all claims in one transaction, so that the first one speaks for all. */
async function wereTold(store: Store, sets: readonly SetRow[], source: EntrySource): Promise<boolean> {
  for (const set of sets) {
    const [first] = await store.claims.submissionsOf({ setId: set.id })
    const claim = first && (await store.claims.find(first.claimId))
    if (claim !== undefined) return wasTold(store, claim, source)
  }
  return false
}

async function statesOf(store: Store, sets: readonly SetRow[]): Promise<Record<string, string>> {
  const states: Record<string, string> = {}
  for (const set of sets)
    for (const { claimId } of await store.claims.submissionsOf({ setId: set.id })) {
      const claim = await store.claims.find(claimId)
      if (claim !== undefined) states[claim.patientControlNumber] = claim.submissionState
    }
  return states
}

/** An answer to nothing we know of is parked, never dropped. */
async function unknownAnswer(
  store: Store,
  clock: Clock,
  told: Pick<AnswerReport, 'kind' | 'answers' | 'verdict'>,
  origin: AnswerOrigin,
): Promise<AnswerReport> {
  await parkAnswer(store, clock, told, origin)
  return { ...told, isKnown: false, isParked: true, claimStates: {} }
}
