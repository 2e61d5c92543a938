// What both query engines answer with.
import type { SetHeader } from '../x12/index.js'

/** A value that was asked for, and where it stands. */
export interface QueryMatch {
  /** Control numbers of the envelopes it stands in. */
  readonly interchange: string
  readonly group?: string
  readonly transactionSet?: string
  /** Left out for what stands directly in the transaction set, and where no guide was asked. */
  readonly loop?: string
  /** "2300/CLM05-1", "BPR02". */
  readonly path: string
  readonly value: string
  /** Ordinal of the segment, ST = 1; from the start of the file outside a transaction set. */
  readonly segment: number
  /** Bytes of the segment in the file. */
  readonly offset: number
  readonly length: number
  /** Ordinal of the claim or claim payment in its transaction set. */
  readonly unit?: number
}

/** A part of the file that could not be asked. */
export interface Unasked {
  readonly transactionSet?: string
  readonly offset: number
  readonly reason: string
}

export interface QueryListener {
  match(match: QueryMatch): void
  unasked(part: Unasked): void
}

export function controlsOf({ interchange, group, control }: SetHeader): Pick<QueryMatch, 'interchange' | 'group' | 'transactionSet'> {
  return { interchange: interchange.control, group: group.control, transactionSet: control }
}
