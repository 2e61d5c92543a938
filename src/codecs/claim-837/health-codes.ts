// HI: codes of diagnoses, procedures, conditions and whatever else, each a composite whose first component says what it is.
import type { Diagnosis } from '../../domain/index.js'
import {
  at,
  constant,
  type ElementPart,
  elements,
  type LoopPart,
  many,
  mapped,
  optional,
  otherThan,
  segmentCodec,
  series,
  tagged,
  text,
} from '../codec.js'
import { runs } from '../parts/runs.js'

/** The code at a place of an HI, under its usual qualifier or another one. */
export function codeAt(place: number, usual: string): ElementPart<Diagnosis> {
  const qualifierAt = `${place}-1` as const
  return elements(constant(qualifierAt, usual), {
    code: at(`${place}-2`, text),
    qualifier: optional(otherThan(usual, qualifierAt, text)),
  })
}

/** HI with diagnoses: ICD-10 (ABK for the principal one, ABF) unless the qualifier says otherwise. */
export function diagnosesCodec(most: number, ...principalQualifiers: readonly string[]) {
  return segmentCodec('HI', series(Array.from({ length: most }, (_, index) => codeAt(index + 1, index === 0 ? 'ABK' : 'ABF'))), {
    '1-1': principalQualifiers,
  })
}

/** Codes that stand twelve to an HI, in as many HI as they need. An HI is theirs when one of these qualifiers stands first. */
export function inTwelves<T>(qualifiers: readonly string[], itemAt: (place: number) => ElementPart<T>): LoopPart<readonly T[]> {
  const twelve = segmentCodec('HI', series(Array.from({ length: 12 }, (_, index) => itemAt(index + 1))), { '1-1': qualifiers })
  return mapped(many(twelve), {
    decode: (all) => all.flat(),
    encode: (items) => runs(items, () => true, 12),
  })
}

/** Codes that say all by themselves, under one qualifier. */
export function plainCodes(qualifier: string): LoopPart<readonly string[]> {
  return inTwelves([qualifier], (place) => tagged(`${place}-1`, qualifier, at(`${place}-2`, text)))
}

/** HI under BG. */
export const conditionCodes = plainCodes('BG')
