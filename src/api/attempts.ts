// Slows down guessing: each address may fail so many times, and gets one more try every few seconds.
import { type Clock, epochMs } from '../values/index.js'
import type { ApiLimits } from './parts.js'

export interface Attempts {
  /** Milliseconds until this address may try again; 0 when it may now. */
  waitMs(address: string): number
  /** Counts one failed try. */
  fail(address: string): void
}

/** Addresses remembered at once: a flood of them must not fill the memory. */
const maxAddresses = 10_000

/** One bucket per address: each failure adds to what it owes, time takes it away. An address that never failed costs nothing. */
export function createAttempts(now: Clock, { failedTries, retryAfterMs }: Pick<ApiLimits, 'failedTries' | 'retryAfterMs'>): Attempts {
  const buckets = new Map<string, { readonly owedMs: number; readonly atMs: number }>()

  function owedBy(address: string, atMs: number): number {
    const bucket = buckets.get(address)
    return bucket === undefined ? 0 : Math.max(0, bucket.owedMs - (atMs - bucket.atMs))
  }

  return {
    waitMs: (address) => Math.max(0, owedBy(address, epochMs(now())) - (failedTries - 1) * retryAfterMs),
    fail: (address) => {
      const atMs = epochMs(now())
      const owedMs = owedBy(address, atMs) + retryAfterMs
      buckets.delete(address) // set again, it is the youngest: the first of the map is the one longest quiet
      buckets.set(address, { owedMs, atMs })
      const [oldest] = buckets.keys()
      if (buckets.size > maxAddresses && oldest !== undefined) buckets.delete(oldest)
    },
  }
}
