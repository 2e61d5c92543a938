// What the API is made of: everything it needs comes in here, and it reads no settings of its own.
import type { Partner } from '../domain/index.js'
import type { Arrival, Store } from '../store/index.js'
import type { Clock, Finding } from '../values/index.js'

export interface ApiParts {
  readonly store: Store
  readonly receive: Receive
  readonly submit: Submit
  readonly readiness: () => Promise<Readiness>
  readonly partners: readonly Partner[]
  readonly now: Clock
  readonly log: ApiLog
  readonly version: string
  readonly limits: ApiLimits
}

export interface ApiLimits {
  /** Largest file that is taken, in bytes. */
  readonly uploadBytes: number
  /** Largest JSON body, in bytes. */
  readonly jsonBytes: number
  /** Failed sign-ins one address may make at once before it has to wait. */
  readonly failedTries: number
  /** One more failed try is allowed after so many milliseconds. */
  readonly retryAfterMs: number
}

export const defaultLimits: ApiLimits = {
  uploadBytes: 256 * 1024 * 1024,
  jsonBytes: 8 * 1024 * 1024,
  failedTries: 20,
  retryAfterMs: 3_000,
}

/** The inbound story: stores the bytes and does what follows from them. Throws what the chunks throw, leaving nothing half done. */
export type Receive = (arrival: Arrival, chunks: AsyncIterable<Uint8Array>) => Promise<ReceiveReport>

export interface ReceiveReport {
  readonly fileId: string
  /** False when the very same bytes came before. */
  readonly isNew: boolean
  /** What was found and done, as the command line prints it for one file. */
  readonly report: unknown
}

/** The outbound story up to "ready": edits the claims and puts them in line for their partner. */
export type Submit = (submission: Submission) => Promise<SubmitReport>

export type Submission =
  | { readonly kind: 'x12'; readonly arrival: Arrival; readonly chunks: AsyncIterable<Uint8Array> }
  | { readonly kind: 'json'; readonly claims: readonly unknown[]; readonly partnerId?: string; readonly at: Arrival['at'] }

export interface SubmitReport {
  /** False when every claim was known before. */
  readonly isNew: boolean
  /** True when nothing was taken: the answer is then a 422 with the findings. */
  readonly isRefused: boolean
  readonly findings: readonly Finding[]
  /** Claims taken and refused, as the command line prints it. */
  readonly report: unknown
}

export interface Readiness {
  readonly isReady: boolean
  /** What was looked at ("database"), and whether it answered. */
  readonly checks: Readonly<Record<string, boolean>>
}

/** Takes a sentence and a few figures or ids; never text of a patient. */
export interface ApiLog {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>
