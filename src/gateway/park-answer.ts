// An answer to nothing we know of (yet): parked, to be tried again, and shown to people until it finds what it answers.
import type { ParkedAnswer, Store } from '../store/index.js'
import { addMs, type Clock } from '../values/index.js'
import type { AnswerOrigin } from './answers.js'
import type { AnswerReport } from './report.js'

/** First pause before the next try; doubled with each further one, a day at most. */
const firstPauseMs = 300_000
const longestPauseMs = 86_400_000

export function pauseAfter(attempts: number): number {
  return Math.min(firstPauseMs * 2 ** Math.min(attempts, 20), longestPauseMs)
}

/** Must run in the transaction that marks the answer as read. Parking the same answer again changes nothing. */
export async function parkAnswer(
  store: Store,
  clock: Clock,
  { kind, answers, verdict }: Pick<AnswerReport, 'kind' | 'answers' | 'verdict'>,
  { source, senderId }: AnswerOrigin,
): Promise<void> {
  const at = clock()
  const { fileId, set, offset } = source
  await store.parkedAnswers.park({ kind, answers, senderId, fileId, set, offset, at, nextAttemptAt: addMs(at, pauseAfter(0)) })
  await store.workItems.open({
    type: 'contradictory-ack',
    key: `contradictory-ack:${fileId}:${set}:${source.segment}:${offset}`,
    at,
    fileId,
    nextAction: 'nothing, if what it answers is recorded later: it is tried again by itself; otherwise find out who sent that',
    facts: { kind, answers, verdict, set, offset },
  })
}

/** The question is answered: the item ends, and says why. */
export async function closeParkedItem(store: Store, clock: Clock, { fileId, set, offset }: ParkedAnswer): Promise<void> {
  const { items } = await store.workItems.list({ state: 'open', type: 'contradictory-ack', fileId, limit: 1000 })
  for (const { id, facts } of items)
    if (facts?.set === set && facts.offset === offset)
      await store.workItems.resolve(id, {
        by: 'system',
        reason: 'what it answers was recorded, and the answer has taken effect',
        at: clock(),
      })
}
