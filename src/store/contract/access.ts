// Who may ask the API, and the sealed trail of who did.
import type { Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: Instant
  readonly revokedAt?: Instant
}

export interface KeyStore {
  /** Makes a key; its secret is in the answer and nowhere else, only its SHA-256 is kept. */
  create(name: string, scopes: readonly string[], at: Instant): Promise<{ readonly key: ApiKey; readonly secret: string }>
  /** The key of this secret, unless revoked. Compared in constant time. */
  authenticate(secret: string): Promise<ApiKey | undefined>
  list(): Promise<readonly ApiKey[]>
  revoke(id: string, at: Instant): Promise<void>
}

export interface AuditEvent {
  readonly at: Instant
  /** "key:<id>", "user:<login>", "system". */
  readonly actor: string
  /** "claim.read", "remittance.receive", "key.create", … */
  readonly action: string
  /** Ids of ours: "claim:<id>". */
  readonly object?: string
  readonly detail?: Readonly<Record<string, string | number>>
}

export interface AuditStore {
  /** Appends one link of the chain: each holds an HMAC over the one before it and itself. */
  append(event: AuditEvent): Promise<void>
  list(query: Paging): Promise<Page<AuditEvent & { readonly seq: number }>>
  /** Recomputes every link; names the first that is wrong. */
  verify(): Promise<{ readonly links: number; readonly firstBad?: number }>
}
