// How many generated claims a property is tried with: a few each time, ten thousand with `npm run test:claims`.
import type { Parameters } from 'fast-check'

/** X12GW_CLAIM_RUNS sets the number and X12GW_CLAIM_SEED the seed, so that a failure is repeated. */
export function claimRuns<T>(usual: number): Parameters<T> {
  const { X12GW_CLAIM_RUNS: runs, X12GW_CLAIM_SEED: seed } = process.env
  return {
    numRuns: runs === undefined ? usual : Number(runs),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  }
}
