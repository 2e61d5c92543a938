// Proves at any time that nothing is lost, doubled or invented. Read only; own SQL, own reader of X12 (promise 2 of the design).
import type { Store } from '../store/index.js'
import { bookChecks } from './books.js'
import { byteChecks } from './bytes.js'
import { type Check, problemLimit } from './check.js'
import { depositChecks } from './deposits.js'

export interface CheckResult {
  readonly id: string
  /** What holds when it passes. */
  readonly says: string
  readonly examined: number
  readonly isHeld: boolean
  /** The first breaches, by ids and amounts; never patient data. */
  readonly problems: readonly string[]
}

export interface VerifyReport {
  readonly isHeld: boolean
  readonly checks: readonly CheckResult[]
}

const checks: readonly Check[] = [...bookChecks, ...depositChecks, ...byteChecks]

/** Runs every check, one after the other. `onProgress` hears the number done. */
export async function verify(store: Store, onProgress?: (done: number, of: number) => void): Promise<VerifyReport> {
  const results: CheckResult[] = []
  for (const { id, says, run } of checks) {
    const problems: string[] = []
    let count = 0
    const examined = await run(store, (problem) => {
      count += 1
      if (problems.length < problemLimit) problems.push(problem)
    })
    if (count > problems.length) problems.push(`and ${count - problems.length} more`)
    results.push({ id, says, examined, isHeld: count === 0, problems })
    onProgress?.(results.length, checks.length)
  }
  return { isHeld: results.every(({ isHeld }) => isHeld), checks: results }
}
