// What the ways of handing claims in share: what may be asked, what is told, and how a submission ends when nothing may be sent.
import type { ReadClaim } from '../codecs/index.js'
import type { OutboxState, StoredFile, StoredFinding } from '../store/index.js'
import type { ClaimForm } from './read-values.js'
import type { FindingView } from './report.js'

export interface SubmitOptions {
  readonly partnerId?: string
  /** How the claims are written; otherwise that is told by how the file begins. */
  readonly format?: ClaimForm
  /** The file was sent by another system: it is recorded as sent, with its own control numbers. */
  readonly asSent?: boolean
  /** Of claims in JSON or CSV those without an error go out; the others are told as problems. Otherwise one with an error holds up all. */
  readonly acceptGood?: boolean
  /** The same key again gives the first answer, with the states of now; other content under it is a CONFLICT. */
  readonly idempotencyKey?: string
}

/** What is wrong in claims as JSON, by JSON pointer, or as CSV: "/<row>/<column>". */
export interface Problem {
  readonly pointer: string
  readonly message: string
}

export interface SubmitReport {
  readonly file: string
  readonly fileId: string
  readonly outcome: 'submitted' | 'duplicate' | 'refused'
  readonly claims: readonly {
    readonly claimId: string
    readonly patientControlNumber: string
    readonly submissionState: string
    readonly chargeCents: number
  }[]
  readonly sending: readonly {
    readonly outboxId: string
    readonly partnerId: string
    readonly name: string
    readonly interchangeControl: string
    readonly state: OutboxState
  }[]
  readonly findings: readonly FindingView[]
  readonly problems: readonly Problem[]
}

/** What came of a file of claims, before it is told. */
export interface Submitted {
  readonly claimIds: readonly string[]
  readonly sending: SubmitReport['sending']
  readonly findings: readonly StoredFinding[]
  readonly problems?: readonly Problem[]
}

/** A file of claims on its way through, however they are written. */
export interface Submission {
  readonly kept: StoredFile
  readonly options: SubmitOptions
  /** Keeps what came of it; runs in the transaction that did it. */
  readonly finish: (done: Submitted) => Promise<SubmitReport>
}

export interface Refusal {
  readonly findings: readonly StoredFinding[]
  readonly problems: readonly Problem[]
  /** The claims in which all of that stands; absent where something stands in none of them. */
  readonly atFault?: ReadonlySet<ReadClaim> | undefined
}

/** Ends the transaction in which a file was written, and keeps what was found in it. */
export class Refused extends Error implements Refusal {
  override readonly name = 'Refused'
  constructor(
    readonly findings: readonly StoredFinding[],
    readonly problems: readonly Problem[] = [],
    readonly atFault?: ReadonlySet<ReadClaim>,
  ) {
    super('refused')
  }
}

/** Ends the transaction when another one that ran beside it has submitted the same bytes. */
export class SubmittedMeanwhile extends Error {
  override readonly name = 'SubmittedMeanwhile'
}

export function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error'
}

export function hasError(findings: readonly { readonly severity: string }[]): boolean {
  return findings.some(isError)
}
