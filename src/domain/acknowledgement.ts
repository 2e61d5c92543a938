// Answers about syntax: TA1 to an interchange, 999 to a functional group.

/** TA1. Source: 00501 interchange control, TA101 to TA105. */
export interface InterchangeAcknowledgement {
  /** ISA13 of the interchange that is answered. */
  readonly control: string
  /** Its ISA09 and ISA10, as written. */
  readonly date: string
  readonly time: string
  /** A accepted, E accepted with errors, R rejected. */
  readonly verdict: 'A' | 'E' | 'R'
  /** TA105. */
  readonly note: string
}

/** Where in a segment something stands: IK401 and CTX05, counted from 1. */
export interface ElementPlace {
  readonly element: number
  readonly component?: number
  readonly repetition?: number
}

/**
 * CTX: what an error hangs together with. Either the segment that made another one necessary ("SITUATIONAL TRIGGER"),
 * or the number that names the unit concerned ("CLM01" with the claim's number). Source: 005010X231A1 loops 2100 and 2110.
 */
export interface ErrorContext {
  /** CTX01, several when it repeats. */
  readonly names: readonly { readonly name: string; readonly value?: string }[]
  /** CTX02 to CTX04: the segment meant, counted from ST = 1, and its loop. */
  readonly segment?: string
  readonly ordinal?: number
  readonly loop?: string
  /** CTX05. */
  readonly place?: ElementPlace
  /** CTX06: data element number of the element, and of the composite's component. */
  readonly dataElements?: readonly string[]
}

/** IK4. Source: 005010X231A1 loop 2110. */
export interface ElementError extends ElementPlace {
  /** Data element number of the standard. */
  readonly dataElement?: string
  readonly code: string
  /** IK404: what was sent; left out when it could name a patient. */
  readonly copy?: string
  readonly contexts: readonly ErrorContext[]
}

/** IK3. Source: 005010X231A1 loop 2100. */
export interface SegmentError {
  readonly segment: string
  /** Counted from ST = 1. */
  readonly ordinal: number
  /** IK303: loop id, cut to 4 characters by some senders. */
  readonly loop?: string
  readonly code?: string
  readonly contexts: readonly ErrorContext[]
  readonly elements: readonly ElementError[]
}

/** AK2 to IK5. Source: 005010X231A1 loop 2000. */
export interface TransactionSetAcknowledgement {
  readonly type: string
  readonly control: string
  readonly version?: string
  readonly errors: readonly SegmentError[]
  /** IK501: A, E, M, R, W, X. */
  readonly verdict: string
  /** IK502 to IK506. */
  readonly reasons: readonly string[]
}

/** What a 999 says of the functional group as a whole. Source: 005010X231A1 AK1 and AK9. */
export interface GroupVerdict {
  /** AK101: functional identifier of the answered group. */
  readonly functionalId: string
  /** AK102: its GS06. */
  readonly control: string
  readonly version?: string
  /** AK901: A, E, M, P, R, W, X. */
  readonly verdict: string
  readonly includedCount: number
  readonly receivedCount: number
  readonly acceptedCount: number
  /** AK905 to AK909. */
  readonly reasons: readonly string[]
}

/** One 999: the answer to one functional group, with the sets it speaks of. */
export interface GroupAcknowledgement extends GroupVerdict {
  readonly sets: readonly TransactionSetAcknowledgement[]
}
