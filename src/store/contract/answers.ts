// Answers that were given under an idempotency key, so that asking again gives them again.
import type { Instant } from '../../values/index.js'

export interface GivenAnswer {
  /** What was asked: the same key with another request is a mistake of the one who asks. */
  readonly fingerprint: string
  /** Absent while the first request is under way, or when it was cut off. */
  readonly answer?: unknown
  readonly isNew: boolean
}

export interface AnswerStore {
  /** Takes the key for this request, or gives back who has it: the unique key decides. */
  reserve(key: string, fingerprint: string, at: Instant): Promise<GivenAnswer>
  /** Keeps the answer unless there is one already; gives back the one that counts. */
  keep(key: string, answer: unknown): Promise<unknown>
}
