// Trying again what the network broke, with growing and scattered pauses. What needs a person is never tried again by itself.
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type FaultCode } from '../values/index.js'

/** Faults that time may heal. Everything else stays wrong until somebody changes something; a refused login tried again locks the account. */
const transient: ReadonlySet<FaultCode> = new Set<FaultCode>(['REMOTE_UNREACHABLE', 'DATABASE_UNAVAILABLE'])

/** Is trying again by itself pointless or harmful? */
export function needsPerson(error: unknown): boolean {
  return !(error instanceof Fault && transient.has(error.code))
}

export interface RetryPlan {
  /** How often it is tried in all. */
  readonly attempts: number
  /** Longest pause after the first failure; it doubles with each further one. */
  readonly baseMs: number
  readonly maxMs: number
  /** Ends the waiting, with the last error thrown. */
  readonly signal?: AbortSignal
  /** 0 to just under 1; Math.random unless a test wants to know. */
  readonly random?: () => number
  readonly onRetry?: (error: unknown, attempt: number, pauseMs: number) => void
}

/** Pause after the given failed attempt (from 1): between half and all of the doubled base, so that partners are not asked in step. */
export function pauseMs(attempt: number, plan: Pick<RetryPlan, 'baseMs' | 'maxMs' | 'random'>): number {
  const longest = Math.min(plan.maxMs, plan.baseMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(longest / 2 + (longest / 2) * (plan.random ?? Math.random)())
}

/** Runs an act until it succeeds. Throws its last error when attempts run out, when a person is needed, or when told to stop. */
export async function withRetry<T>(act: (attempt: number) => Promise<T>, plan: RetryPlan): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act(attempt)
    } catch (error) {
      if (attempt >= plan.attempts || needsPerson(error) || plan.signal?.aborted === true) throw error
      const pause = pauseMs(attempt, plan)
      plan.onRetry?.(error, attempt, pause)
      await sleep(pause, undefined, plan.signal === undefined ? {} : { signal: plan.signal }).catch(() => {
        throw error
      })
    }
  }
}
