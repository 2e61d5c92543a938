// What is wrong, doubtful or worth knowing in someone's file. A value, never an exception.
import { type FindingCode, type FindingCodeEntry, findingCodes } from './finding-codes/index.js'
import type { Position } from './position.js'

export type Severity = 'error' | 'warning' | 'info'
/** WEDI SNIP test type a finding belongs to: 1 syntax, 2 guide, 3 balancing, 4 situational, 5 code sets, 7 companion guide. */
export type SnipType = 1 | 2 | 3 | 4 | 5 | 7
/** Limits, counts, cents and codes that the sentence needs; never text of a patient. */
export type FindingDetail = Readonly<Record<string, number | string>>

export interface Finding {
  /** Stable and documented in docs/finding-codes.md: programs match on this. */
  readonly code: FindingCode
  readonly severity: Severity
  readonly snip: SnipType
  readonly at: Position
  /** Loop in which it stands ("2300"), when the guide's loops are known. */
  readonly loop?: string
  /** Guide path such as "2300/CLM05-3", or "ISA13" outside a transaction set. */
  readonly path: string
  readonly detail: FindingDetail
  /** The very text it is about. Only where the caller asked for values: it may tell of a patient. */
  readonly value?: string
}

/** A value read from a file, with what is wrong with it; `value` is undefined when nothing usable came of it. */
export interface Checked<T> {
  readonly value: T | undefined
  readonly findings: readonly Finding[]
}

/** Makes a finding; severity and SNIP type come from the catalogue. */
export function finding(code: FindingCode, at: Position, path: string, detail: FindingDetail = {}, loop?: string): Finding {
  const { severity, snip }: FindingCodeEntry = findingCodes[code]
  return { code, severity, snip, at, path, detail, ...(loop === undefined ? {} : { loop }) }
}

/** The finding as one plain sentence with its remedy, from the catalogue's wording. */
export function sayFinding({ code, path, detail }: Finding): string {
  const { says }: FindingCodeEntry = findingCodes[code]
  return says.replaceAll(/\{(\w+)\}/g, (hole, name: string) => (name === 'path' ? path : String(detail[name] ?? hole)))
}
