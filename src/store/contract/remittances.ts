// Remittances as they were read, unit by unit, and whether each unit has taken effect.
import type { ClaimPayment, EntrySource, ProviderAdjustment, Remittance } from '../../domain/index.js'
import type { ByteRange, Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

/** staging: being read; awaiting-funds: read and balanced, it waits for its money; waiting: its units take effect one by one; voided: taken out of the books again; the others are final until a person acts. */
export type RemittanceState = 'staging' | 'awaiting-funds' | 'waiting' | 'posted' | 'held' | 'duplicate' | 'voided'

export interface RemittanceRow {
  readonly id: string
  readonly setId: string
  readonly fileId: string
  readonly remittance: Remittance
  /** Fingerprints of domain rules section 3: F2 content, F3 payment, F4 content without trace and dates. */
  readonly contentHash: string
  readonly paymentKey: string
  readonly reissueHash: string
  readonly state: RemittanceState
  readonly heldFor?: string
  readonly duplicateOf?: string
  readonly claimCount: number
  readonly at: Instant
}

/** not-ours: a person said so, and its money is owed back to the payer. */
export type StagedState = 'staged' | 'posted' | 'suspended' | 'held' | 'memo' | 'not-ours' | 'voided'

/** A claim that was proposed for a claim payment, and that a person said it is not for (R-MATCH-5). */
export interface MatchRejection {
  /** Patient control number. */
  readonly claim: string
  readonly by: string
  readonly reason: string
  readonly at: Instant
}

export interface ClaimPaymentRow {
  readonly id: string
  readonly remittanceId: string
  /** From 1, in the transaction set. */
  readonly ordinal: number
  readonly payment: ClaimPayment
  readonly source: EntrySource
  /** Bytes of each service line, in order. */
  readonly serviceSources: readonly (ByteRange & { readonly segment: number })[]
  readonly state: StagedState
  readonly claimId?: string
  /** How it was matched and why, or why not. */
  readonly decision?: unknown
  /** Absent where there was none. They outlast a void and a new posting run. */
  readonly rejections?: readonly MatchRejection[]
}

export interface ProviderAdjustmentRow {
  readonly id: string
  readonly remittanceId: string
  readonly ordinal: number
  readonly adjustment: ProviderAdjustment
  readonly source: EntrySource
  readonly state: StagedState
}

export interface PaymentOutcome {
  readonly state: StagedState
  readonly claimId?: string
  readonly decision?: unknown
}

export interface PaymentCount {
  readonly remittanceId: string
  readonly state: StagedState
  /** A person linked them to their claims. */
  readonly isByHand: boolean
  readonly count: number
  readonly cents: number
}

export interface RemittanceStore {
  /**
   * Begins (or, after a crash, begins again) the staging of one 835 set: what an unfinished earlier try staged is gone,
   * and should that one still be alive in another process, it gets a Fault CONFLICT from its next `stage` or `settle`.
   */
  begin(
    row: Omit<RemittanceRow, 'id' | 'state' | 'contentHash' | 'paymentKey' | 'reissueHash' | 'claimCount'>,
  ): Promise<{ readonly id: string; readonly state: RemittanceState }>
  stage(payments: readonly Omit<ClaimPaymentRow, 'id' | 'state'>[]): Promise<void>
  stageAdjustments(adjustments: readonly Omit<ProviderAdjustmentRow, 'id' | 'state'>[]): Promise<void>
  /**
   * Ends the staging. Taking the state `awaiting-funds`, `waiting` or `posted` takes the unique payment key; when another remittance
   * has it, nothing changes and that one comes back.
   */
  settle(
    remittanceId: string,
    outcome: Pick<RemittanceRow, 'contentHash' | 'paymentKey' | 'reissueHash' | 'claimCount' | 'state'> & {
      readonly heldFor?: string
      readonly duplicateOf?: string
    },
  ): Promise<{ readonly taken: boolean; readonly holder?: RemittanceRow }>
  /** `awaiting-funds` becomes `waiting`; false when it is in another state. */
  release(remittanceId: string): Promise<boolean>
  /** Others with this payment key, or this reissue hash. */
  alike(row: Pick<RemittanceRow, 'id' | 'paymentKey' | 'reissueHash'>): Promise<readonly RemittanceRow[]>
  /** Staged claim payments that have not taken effect, reversals (status 22) first, then in file order. */
  nextStaged(remittanceId: string, limit: number): Promise<readonly ClaimPaymentRow[]>
  nextStagedAdjustments(remittanceId: string, limit: number): Promise<readonly ProviderAdjustmentRow[]>
  /** Moves one on from the state it was seen in; false when another process was first. Without `claimId` it is of no claim any more. */
  markPayment(id: string, outcome: PaymentOutcome, from?: StagedState): Promise<boolean>
  /** The same for many that were seen in one state; gives the ids of those that were moved. */
  markPayments(marks: readonly (PaymentOutcome & { readonly id: string })[], from?: StagedState): Promise<ReadonlySet<string>>
  /** What a person has rejected for it from now on, instead of what stood there. */
  noteRejections(id: string, rejections: readonly MatchRejection[]): Promise<void>
  markAdjustment(id: string, state: StagedState): Promise<boolean>
  /** The last step: `waiting` becomes `posted`. A Fault CONFLICT while a unit has no mark. */
  finish(remittanceId: string): Promise<void>
  /** A posted remittance is taken out of the books, with all its units; false when it is not posted. */
  markVoided(remittanceId: string): Promise<boolean>
  /** A voided remittance takes effect again: its units are as they were staged. False when it is not voided. */
  stageAgain(remittanceId: string): Promise<boolean>
  find(id: string): Promise<RemittanceRow | undefined>
  findPayment(id: string): Promise<ClaimPaymentRow | undefined>
  /** `trace` is TRN02. */
  list(query: Paging & { readonly state?: RemittanceState; readonly trace?: string }): Promise<Page<RemittanceRow>>
  payments(remittanceId: string, query: Paging): Promise<Page<ClaimPaymentRow>>
  /** How many claim payments of these remittances are in each state, with the sum of CLP04 without signs. */
  paymentCounts(remittanceIds: readonly string[]): Promise<readonly PaymentCount[]>
  adjustments(remittanceId: string): Promise<readonly ProviderAdjustmentRow[]>
  /** Earlier claim payments of this claim that have taken effect and were not voided, oldest first. */
  paymentsOfClaim(claimId: string): Promise<readonly ClaimPaymentRow[]>
  /** The same for many claims at once; claims without any are absent. */
  paymentsOfClaims(claimIds: readonly string[]): Promise<ReadonlyMap<string, readonly ClaimPaymentRow[]>>
  /** Those in state `waiting`: to go on with after a crash. */
  waiting(): Promise<readonly RemittanceRow[]>
}
