// Input number n of a seed: made again from the two numbers alone, so that a failure is named by them.
import { readFileSync } from 'node:fs'
import { loadClaimAnswers } from '../src/codecs/index.js'
import type { AdjustmentTreatments } from '../src/ledger/index.js'
import { loadSchemas } from '../src/schema/index.js'
import { sampleFiles } from '../test/support/sample-files.js'
import { type Exercise, exercise } from './exercise.js'
import { mutate } from './mutate.js'
import { createRandom } from './random.js'

/** Larger samples would only slow the run down. */
const largestSample = 32 * 1024

export interface Inputs {
  bytes(seed: number, index: number): Buffer
  /** Runs everything over the bytes with the choices of this execution. Throws when something is wrong. */
  run(seed: number, index: number, bytes: Buffer): void
}

export function openInputs(): Inputs {
  const samples = sampleFiles()
    .map(({ bytes }) => bytes)
    .filter(({ length }) => length <= largestSample)
  const parts: Exercise = {
    schemas: loadSchemas('schemas'),
    treatments: JSON.parse(readFileSync('schemas/codes/adjustment-treatment.json', 'utf8')) as AdjustmentTreatments,
    claimAnswers: loadClaimAnswers('schemas'),
  }
  const mixed = (seed: number, index: number) => Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)
  return {
    bytes: (seed, index) => mutate(samples, createRandom(mixed(seed, index))),
    run: (seed, index, bytes) => exercise(parts, bytes, createRandom(mixed(seed + 1, index))),
  }
}
