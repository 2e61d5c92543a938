// Parked answers are tried again: when a sending is recorded that they may answer, and on schedule. The bytes are read anew.
import { interchangeAcknowledgement } from '../codecs/index.js'
import type { Partner } from '../domain/index.js'
import { createFileReader } from '../schema/index.js'
import type { ParkedAnswer } from '../store/index.js'
import { addMs, Fault } from '../values/index.js'
import { applyInterchangeAcknowledgement } from './answers.js'
import { type SetStory, storyFor } from './incoming-sets.js'
import { closeParkedItem, pauseAfter } from './park-answer.js'
import type { GatewayParts } from './parts.js'
import { senderOf } from './partners.js'
import { decideIncoming, guidesOf } from './policy.js'
import type { AnswerReport } from './report.js'

/** Ends the transaction of a try that another process was quicker with. */
class AppliedElsewhere extends Error {
  override readonly name = 'AppliedElsewhere'
}

export interface RetryAnswers {
  /** Tries those that answer a number we have sent by now, whether they are due or not. */
  recorded(): Promise<number>
  /** Tries those that are due. */
  due(): Promise<number>
}

export function createRetryAnswers(parts: GatewayParts): RetryAnswers {
  const { store, clock, log } = parts

  return {
    recorded: async () => {
      const found: ParkedAnswer[] = []
      for (const parked of await store.parkedAnswers.waiting()) if (await isSent(parked)) found.push(parked)
      return tryAll(found)
    },
    due: async () => tryAll(await store.parkedAnswers.waiting({ dueAt: clock() })),
  }

  async function isSent({ kind, answers, senderId }: ParkedAnswer): Promise<boolean> {
    const { interchanges } = store
    if (kind === 'TA1') return (await interchanges.sentByControl(answers, senderId)).length > 0
    if (kind === '277') return (await store.inquiries.find({ trace: answers })).length > 0
    if (kind === '999')
      for (const functionalId of ['HC', 'HR']) if ((await interchanges.sentGroups(functionalId, answers, senderId)).length > 0) return true
    if (kind === '999') return false
    return (await interchanges.sentByReference(answers)).length > 0
  }

  /** One that fails keeps no other one waiting; it stays parked. */
  async function tryAll(waiting: readonly ParkedAnswer[]): Promise<number> {
    let count = 0
    for (const parked of waiting)
      try {
        if (await tryAgain(parked)) count += 1
        else await store.parkedAnswers.postpone(parked.id, addMs(clock(), pauseAfter(parked.attempts + 1)))
      } catch (error) {
        if (error instanceof Fault && error.code === 'DATABASE_UNAVAILABLE') throw error
        log.error('a parked answer could not be tried again', { fileId: parked.fileId, kind: parked.kind, error })
      }
    return count
  }

  /** Effects, mark and the end of the question commit together, or none of them. What a try in vain could tell stays told. */
  async function tryAgain(parked: ParkedAnswer): Promise<boolean> {
    const takeEffect = await readAgain(parked)
    try {
      return await store.transaction(async () => {
        const answer = await takeEffect()
        if (answer === undefined || answer.isParked === true) return false
        if (!(await store.parkedAnswers.apply(parked.id, clock()))) throw new AppliedElsewhere()
        await closeParkedItem(store, clock, parked)
        log.info('a parked answer has found what it answers', { fileId: parked.fileId, kind: parked.kind })
        return true
      })
    } catch (error) {
      if (error instanceof AppliedElsewhere) return true
      throw error
    }
  }

  async function readAgain({ fileId, set, offset }: ParkedAnswer): Promise<() => Promise<AnswerReport | undefined>> {
    const file = await store.files.find(fileId)
    if (file === undefined) throw new Fault('NOT_FOUND', `no file ${fileId}`)
    const { sha256 } = file
    let partner: Partner | undefined
    let story: SetStory | undefined
    let isMeant = false
    let effect: () => Promise<AnswerReport | undefined> = async () => undefined
    const reader = createFileReader(
      parts.schemas,
      {
        interchangeStart: (header) => {
          partner = senderOf(parts.partners, header)
        },
        interchangeAcknowledgement: (segment, header) => {
          if (set !== 0 || segment.at.offset !== offset) return
          const { value } = interchangeAcknowledgement.decode(segment)
          const source = { fileId, sha256, set, segment: segment.at.segment, offset, length: segment.at.length ?? 0 }
          const origin = { source, senderId: header.sender.id }
          if (value !== undefined) effect = () => applyInterchangeAcknowledgement(parts, value, origin)
        },
        setStart: (header, guide) => {
          isMeant = header.ordinal === set
          if (isMeant) story = storyFor(parts, { fileId, sha256, header, isRetry: true }, guide)
        },
        unit: (unit) => (isMeant ? story?.unit(unit) : undefined),
        setEnd: (end) => {
          if (!isMeant || story === undefined) return
          const meant = story
          void meant.end(end, '')
          effect = async () => (await meant.takeEffect(true)).answer
        },
      },
      {
        decide: (found) => decideIncoming(partner)(found),
        guideFor: (guide) => guidesOf(parts.schemas, partner)(guide),
        repairIsa: parts.partners.find(({ id }) => id === file.partnerId)?.repairIsa === true,
      },
    )
    for await (const chunk of store.files.read(fileId)) reader.push(chunk)
    reader.end()
    return effect
  }
}
