// Answers that came before what they answer was recorded: they wait, and are tried again by themselves.
import type { Instant } from '../../values/index.js'

export interface ParkedAnswer {
  readonly id: string
  readonly kind: 'TA1' | '999' | '277CA' | '277'
  /** ISA13, GS06 or BHT03 of what it answers. */
  readonly answers: string
  /** ISA06 of who sent it. */
  readonly senderId: string
  /** Where it stands: the file, its transaction set (0 for a TA1) and byte offset. Its content is read from there again. */
  readonly fileId: string
  readonly set: number
  readonly offset: number
  readonly state: 'waiting' | 'applied'
  /** Tries in vain since it was parked. */
  readonly attempts: number
  readonly nextAttemptAt: Instant
  readonly parkedAt: Instant
  readonly appliedAt?: Instant
}

export interface ParkedAnswerStore {
  /** Parks an answer once; parking it again, also after it was applied, changes nothing. */
  park(
    answer: Omit<ParkedAnswer, 'id' | 'state' | 'attempts' | 'parkedAt' | 'appliedAt'> & { readonly at: Instant },
  ): Promise<{ readonly answer: ParkedAnswer; readonly isNew: boolean }>
  /** Those that wait, oldest first; with `dueAt` only those whose next try has come by then. */
  waiting(query?: { readonly dueAt?: Instant }): Promise<readonly ParkedAnswer[]>
  /** Marks it as applied; false when somebody else has. In one transaction with the effects, which is given up when it is false. */
  apply(id: string, at: Instant): Promise<boolean>
  /** After a try in vain. */
  postpone(id: string, nextAttemptAt: Instant): Promise<void>
}
