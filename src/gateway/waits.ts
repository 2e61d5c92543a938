// Everything that was sent and is not answered: who owes what since when, and whether that is late. Decided from the database.
import {
  awaitedAnswers,
  correctionAfterReversalDays,
  defaultExpectations,
  defaultInquiry,
  type ExpectedAnswer,
  type Expectations,
  isFinal,
  type Partner,
  type Patience,
  patienceFor,
  remittanceAfterFinalBusinessDays,
  type WaitsFor,
} from '../domain/index.js'
import type { ClaimRecord, WaitingBatch, WaitingClaim } from '../store/index.js'
import {
  addBusinessDays,
  addDays,
  type BusinessCalendar,
  type Cents,
  createBusinessCalendar,
  type Instant,
  type IsoDate,
  localTime,
} from '../values/index.js'
import type { GatewayParts } from './parts.js'

/** One answer that is awaited: for an interchange, a group, a set, or (status, 277 and 835) one claim. */
export interface Wait {
  /** The same answer has the same key as long as it is awaited. */
  readonly key: string
  /** recovery: of what it postponed, under a reference (R-PLB-2). */
  readonly answer: ExpectedAnswer | 'recovery'
  readonly waitsFor: WaitsFor
  /** Partner's id, or "payer 60001"; "practice" where it is on us to ask. */
  readonly owes: string
  readonly since: Instant
  /** Last day, in the partner's time zone, on which it is not late. */
  readonly dueOn: IsoDate
  readonly isLate: boolean
  readonly claims: number
  readonly partnerId?: string
  readonly payerId?: string
  readonly fileId?: string
  readonly interchange?: string
  readonly group?: string
  readonly batchReference?: string
  readonly claimId?: string
  readonly claim?: string
  /** Of a recovery: under which it is due, and how much. */
  readonly reference?: string
  readonly amountCents?: Cents
}

export type WaitParts = Pick<GatewayParts, 'store' | 'clock' | 'partners' | 'defaultPartner' | 'calendar'>

/** Where days begin and end for a partner; that of most payers where the partner is not known here. */
export function zoneOf(partner: Partner | undefined): string {
  return partner?.schedule.timeZone ?? 'America/New_York'
}

export interface AnswerClock {
  readonly since: Instant
  readonly days: Patience
  readonly inBusinessDays: boolean
}

/** Last day on which it is not late; undefined when it is not expected. */
export function dueDay({ since, days, inBusinessDays }: AnswerClock, timeZone: string, calendar: BusinessCalendar): IsoDate | undefined {
  if (days === 'none') return undefined
  const { day } = localTime(since, timeZone)
  return inBusinessDays ? addBusinessDays(day, days, calendar) : addDays(day, days)
}

/** Narrows the look to sets of these files and these claims. */
export interface WaitScope {
  readonly fileIds: readonly string[]
  readonly claimIds: readonly string[]
}

/** All waits, the first that is due first. A later answer stands for those before it, and of a silence only the first missing answer is told. */
export async function findWaits(parts: WaitParts, scope?: WaitScope): Promise<readonly Wait[]> {
  const { store } = parts
  const { waitOfBatch, waitOfClaim } = createClocks(parts)
  const found = new Map<string, Wait>()
  for (const batch of await store.waiting.batches(scope)) add(waitOfBatch(batch))
  let cursor: string | undefined
  do {
    const page = await store.waiting.claims({ limit: 500, ...scope, ...(cursor === undefined ? {} : { cursor }) })
    for (const claim of page.items) add(waitOfClaim(claim))
    cursor = page.next
  } while (cursor !== undefined)
  return [...found.values()].toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))

  /** Sets of one interchange wait for one TA1, those of one group for one 999. */
  function add(wait: Wait | undefined): void {
    if (wait === undefined) return
    const before = found.get(wait.key)
    found.set(wait.key, before === undefined ? wait : { ...before, claims: before.claims + wait.claims })
  }
}

/** By this text waits are in order, and no two are the same. */
export function orderOf({ dueOn, key }: Wait): string {
  return `${dueOn} ${key}`
}

/** What is awaited for one claim now, with those that went in its set; undefined when nobody outside owes an answer. */
export async function waitOf(parts: WaitParts, { id, submissionState, inquiryState }: ClaimRecord): Promise<Wait | undefined> {
  const { store } = parts
  const { waitOfBatch, waitOfClaim } = createClocks(parts)
  const latest = (await store.claims.submissionsOf({ claimId: id })).at(-1)
  const batches = latest === undefined ? [] : await store.waiting.batches({ fileIds: [latest.source.fileId] })
  const batch = batches.find((one) => one.setId === latest?.setId && one.submissionState === submissionState)
  const ofBatch = batch && waitOfBatch(batch)
  // Once the payer was asked, its own word is awaited before any acknowledgement that is missing.
  const isAsked = inquiryState !== undefined && inquiryState !== 'unasked'
  if (ofBatch !== undefined && !isAsked) return ofBatch
  const [claim] = (await store.waiting.claims({ claimIds: [id], limit: 1 })).items
  return (claim && waitOfClaim(claim)) ?? ofBatch
}

interface Clocks {
  waitOfBatch(batch: WaitingBatch): Wait | undefined
  waitOfClaim(claim: WaitingClaim): Wait | undefined
}

/** The partners' habits, at this moment. */
function createClocks({ clock, partners, defaultPartner, calendar = createBusinessCalendar() }: WaitParts): Clocks {
  const now = clock()
  return { waitOfBatch, waitOfClaim }

  function waitOfBatch(batch: WaitingBatch): Wait | undefined {
    const { partnerId, fileId, setId, interchangeControl, groupControl, batchReference, submissionState, sentAt, claims } = batch
    const partner = partnerOf(partnerId)
    const awaited = awaitedAnswers(submissionState, expectationsOf(partner)).filter((answer) => answer !== 'status' && answer !== '835')
    const wait = firstOf(awaited, partner, (answer) => ({ since: sentAt, ...patienceFor(answer, expectationsOf(partner)) }))
    if (wait === undefined) return undefined
    const file = { fileId, interchange: interchangeControl }
    const group = { ...file, group: groupControl }
    const set = { ...group, batchReference }
    const [key, what] =
      wait.answer === 'ta1'
        ? [`${fileId}:${interchangeControl}`, file]
        : wait.answer === '999'
          ? [`${fileId}:${interchangeControl}:${groupControl}`, group]
          : [setId, set]
    return { ...wait, key: `${wait.answer}:${key}`, waitsFor: 'partner', owes: partnerId, claims, partnerId, ...what }
  }

  function waitOfClaim(claim: WaitingClaim): Wait | undefined {
    const { claimId, patientControlNumber, submissionState, partnerId, setId, payerId, inquiryState, inquiryAt, reversedAt } = claim
    const partner = partnerOf(partnerId)
    // What no file of ours went out with gets no acknowledgement here.
    const awaited =
      reversedAt === undefined
        ? awaitedAnswers(setId === undefined ? 'PayerAccepted' : submissionState, expectationsOf(partner), inquiryState)
        : (['835'] as const)
    if (awaited[0] !== 'status' && awaited[0] !== '277' && awaited[0] !== '835') return undefined
    const wait = firstOf(awaited, partner, (answer) => claimClock(answer, claim, partner), true)
    if (wait === undefined) return undefined
    return {
      ...wait,
      // Each question, and each silence after what was said last, is one of its own.
      key: [wait.answer, claimId, setId ?? '', ...[inquiryAt, reversedAt].filter((at) => at === wait.since)].join(':'),
      waitsFor: wait.answer === 'status' ? 'practice' : 'payer',
      owes: wait.answer === 'status' ? 'practice' : payerId === undefined ? 'payer' : `payer ${payerId}`,
      claims: 1,
      ...(partnerId === undefined ? {} : { partnerId }),
      ...(payerId === undefined ? {} : { payerId }),
      claimId,
      claim: patientControlNumber,
    }
  }

  /** The first late one, else the first to come; of a decision the one whose day was passed last. */
  function firstOf(
    awaited: readonly ExpectedAnswer[],
    partner: Partner | undefined,
    clockFor: (answer: ExpectedAnswer) => AnswerClock,
    isLastWanted = false,
  ): Pick<Wait, 'answer' | 'since' | 'dueOn' | 'isLate'> | undefined {
    const timeZone = zoneOf(partner)
    const today = localTime(now, timeZone).day
    const all = awaited.flatMap((answer) => {
      const ticking = clockFor(answer)
      const dueOn = dueDay(ticking, timeZone, calendar)
      return dueOn === undefined ? [] : [{ answer, since: ticking.since, dueOn, isLate: today > dueOn }]
    })
    const late = all.filter(({ isLate }) => isLate)
    return (isLastWanted ? late.at(-1) : late[0]) ?? all[0]
  }

  function partnerOf(id: string | undefined): Partner | undefined {
    return partners.find((partner) => partner.id === id) ?? defaultPartner
  }
}

function expectationsOf(partner: Partner | undefined): Expectations {
  return partner?.expect ?? defaultExpectations
}

/** From when on, and how long, one answer about a claim is awaited: what was asked or said last begins a silence of its own. */
export function claimClock(
  answer: ExpectedAnswer,
  {
    sentAt,
    acceptedAt,
    inquiryState,
    inquiryAt,
    reversedAt,
  }: Pick<WaitingClaim, 'sentAt' | 'acceptedAt' | 'inquiryState' | 'inquiryAt' | 'reversedAt'>,
  partner: Partner | undefined,
): AnswerClock {
  if (reversedAt !== undefined) return { since: reversedAt, days: correctionAfterReversalDays, inBusinessDays: false }
  const usual = { since: acceptedAt ?? sentAt, ...patienceFor(answer, expectationsOf(partner)) }
  if (inquiryState === undefined || inquiryState === 'unasked' || inquiryAt === undefined) return usual
  if (answer === '277') return { ...usual, since: inquiryAt }
  if (answer === 'status') {
    // What was asked in vain is asked again a day later.
    const days = inquiryState === 'to-ask' ? 1 : (partner?.inquiry ?? defaultInquiry).everyDays
    return { since: inquiryAt, days, inBusinessDays: false }
  }
  return isFinal(inquiryState) ? { since: inquiryAt, days: remittanceAfterFinalBusinessDays, inBusinessDays: true } : usual
}
