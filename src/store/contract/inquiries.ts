// Questions about claims that were sent (276): each with the trace that its answer comes back under.
import type { EntrySource } from '../../domain/index.js'
import type { Instant } from '../../values/index.js'

export interface ClaimInquiryRow {
  readonly id: string
  readonly claimId: string
  readonly setId: string
  readonly partnerId: string
  /** TRN02. */
  readonly trace: string
  /** Whom it asks (NM109 of 2100A), and for which provider (NM109 of 2100C). */
  readonly payerId: string
  readonly providerId: string
  /** The claim's sending that it was about; absent when no file with the claim is here. */
  readonly submissionSetId?: string
  /** asked: the answer is awaited; rejected: it never got to the payer. */
  readonly state: 'asked' | 'answered' | 'rejected'
  readonly source: EntrySource
  readonly at: Instant
}

export interface InquiryStore {
  add(inquiries: readonly Omit<ClaimInquiryRow, 'id' | 'state'>[]): Promise<void>
  /** All that fit, latest first. */
  find(what: { readonly setId?: string; readonly claimId?: string; readonly trace?: string }): Promise<readonly ClaimInquiryRow[]>
  /** Questions to this payer for this provider that are not answered. */
  open(what: { readonly partnerId: string; readonly payerId: string; readonly providerId: string }): Promise<readonly ClaimInquiryRow[]>
  /** Ends a question; one that has ended stays as it is. */
  end(id: string, state: 'answered' | 'rejected'): Promise<void>
}
