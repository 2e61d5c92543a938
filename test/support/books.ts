// A practice's books in memory, run by the money rules alone: what the gateway does with a database around it.
import type {
  AdjudicationState,
  ClaimPayment,
  EntryDraft,
  LedgerEntry,
  OpenClaim,
  WorkItemClosing,
  WorkItemDraft,
} from '../../src/domain/index.js'
import {
  type AdjustmentTreatments,
  type ClaimBalances,
  createContentHasher,
  createRemittanceBalance,
  decideDuplicate,
  type Disposition,
  holdFor,
  isReversal,
  type KnownClaim,
  paymentKey,
  postProviderAdjustment,
  recallClaim,
  referenceWords,
  releasable,
  type RemittanceIdentity,
  settleClaimPayment,
  type Settlement,
  type SuspenseReason,
} from '../../src/ledger/index.js'
import { type Cents, type Instant, toCents } from '../../src/values/index.js'
import type { ReadRemittance } from './read-remittance.js'

export interface StepOutcome {
  readonly trace: string
  readonly bpr02Cents: number
  readonly outcome: 'posted' | 'held' | 'duplicate'
  readonly entries: readonly EntryDraft[]
  readonly claimStates: Readonly<Record<string, AdjudicationState>>
  readonly workItems: readonly WorkItemDraft[]
}

interface Filed {
  readonly id: string
  readonly payment: ClaimPayment
  readonly settled: Pick<ReadRemittance, 'remittance'> & { readonly ordinal: number }
  disposition: Disposition
  claimId: string | undefined
}

const start = '2026-11-02T00:00:00.000Z' as Instant
const practices = [{ npi: '1234567893', taxId: '912345678' }]

export class Books {
  readonly entries: LedgerEntry[] = []
  readonly openItems: WorkItemDraft[] = []
  readonly filed: Filed[] = []
  private readonly claims = new Map<string, OpenClaim>()
  private readonly states = new Map<string, AdjudicationState>()
  private readonly identities: RemittanceIdentity[] = []

  constructor(private readonly treatments: AdjustmentTreatments) {}

  openClaim(claim: OpenClaim): void {
    this.claims.set(claim.patientControlNumber, claim)
    this.states.set(claim.patientControlNumber, 'submitted')
    if (claim.predetermination === true) return
    const { patientControlNumber, chargeCents: cents } = claim
    this.write([{ dr: 'AR:P', cr: 'REVENUE', cents, claim: patientControlNumber, line: 0, why: 'charge' }])
  }

  /** Books entries of no remittance, as a person would. */
  write(drafts: readonly EntryDraft[], from: Partial<LedgerEntry> = {}): void {
    for (const draft of drafts) {
      const seq = this.entries.length + 1
      const claimId = draft.claim === undefined ? {} : { claimId: draft.claim }
      this.entries.push({ ...draft, ...claimId, ...from, id: `e${seq}`, seq, at: start })
    }
  }

  receive({ remittance, payments, adjustments, segments }: ReadRemittance): StepOutcome {
    const trace = remittance.trace.number
    const firstEntry = this.entries.length
    const opened: WorkItemDraft[] = []
    const touched = new Set<string>()
    const finish = (outcome: StepOutcome['outcome']): StepOutcome => ({
      trace,
      bpr02Cents: remittance.paidCents,
      outcome,
      entries: this.entries.slice(firstEntry),
      claimStates: Object.fromEntries([...touched].map((claim) => [claim, this.stateOf(claim)])),
      // What the same set opened and answered again waits for nobody.
      workItems: opened.filter((item) => this.openItems.includes(item)),
    })

    const hasher = createContentHasher()
    for (const segment of segments) hasher.add(segment)
    const identity = {
      ...hasher.digest(),
      id: `r${this.identities.length + 1}`,
      key: paymentKey(remittance),
      paidCents: remittance.paidCents,
      method: remittance.method,
      trace,
    }
    const balance = createRemittanceBalance()
    for (const payment of payments) balance.add(payment)
    for (const adjustment of adjustments) balance.addProviderAdjustment(adjustment)
    const decision = decideDuplicate(identity, this.identities)
    if (decision.kind === 'duplicate') return finish('duplicate')
    const hold = decision.kind === 'post' ? holdFor(remittance, balance.close(remittance), practices) : decision.workItem
    if (hold !== undefined) {
      this.open([hold], opened)
      return finish('held')
    }
    this.identities.push({ ...identity, ...(decision.kind === 'post' ? { key: decision.key } : {}) })

    const numbered = payments.map((payment, index) => ({ payment, ordinal: index + 1 }))
    const inOrder = [...numbered.filter(({ payment }) => isReversal(payment)), ...numbered.filter(({ payment }) => !isReversal(payment))]
    for (const { payment, ordinal } of inOrder) {
      const filed: Filed = {
        id: `${identity.id}/${ordinal}`,
        payment,
        settled: { remittance, ordinal },
        disposition: { outcome: 'suspended', lines: [], memoCents: toCents(0), reverses: [] },
        claimId: undefined,
      }
      const settlement = this.settle(filed, opened, touched)
      this.filed.push(filed)
      if (settlement.disposition.outcome !== 'suspended') this.release(filed.claimId, opened, touched)
    }
    for (const adjustment of adjustments) {
      const due = this.balancesByReference('DUE:PAYER')
      const { entries, workItems, closes } = postProviderAdjustment(adjustment, due, this.claimsSpokenOf(adjustment.reference))
      this.write(entries, { remittanceId: identity.id })
      this.close(closes)
      this.open(workItems, opened)
    }
    return finish('posted')
  }

  private settle(filed: Filed, opened: WorkItemDraft[], touched: Set<string>, waitingFor?: SuspenseReason): Settlement {
    const candidates = [...this.claims.keys()].map((claim) => this.known(claim))
    const { remittance, ordinal } = filed.settled
    const context = { remittance, ordinal, treatments: this.treatments, ...(waitingFor === undefined ? {} : { waitingFor }) }
    const settlement = settleClaimPayment(filed.payment, candidates, context)
    filed.disposition = settlement.disposition
    filed.claimId = settlement.claimId
    this.write(settlement.entries, { remittanceId: filed.id.split('/')[0] ?? '', claimPaymentId: filed.id })
    this.close(settlement.closes)
    this.open(settlement.workItems, opened)
    const { decision } = settlement
    const spokenOf = decision.kind === 'matched' ? [decision.match] : decision.proposals
    for (const { known } of spokenOf) touched.add(known.claim.patientControlNumber)
    if (settlement.claimId !== undefined && settlement.state !== undefined) this.states.set(settlement.claimId, settlement.state)
    return settlement
  }

  /** Tries again what waits for something that may now have come, until nothing moves any more. */
  private release(claimId: string | undefined, opened: WorkItemDraft[], touched: Set<string>): void {
    const waiting = this.filed.find(({ claimId: claim, disposition: { suspendedFor } }) => {
      return claim === claimId && suspendedFor !== undefined && releasable.has(suspendedFor)
    })
    if (waiting === undefined) return
    const before = this.entries.length
    this.settle(waiting, opened, touched, waiting.disposition.suspendedFor)
    if (this.entries.length > before) this.release(claimId, opened, touched)
  }

  known(claimNumber: string): KnownClaim {
    const claim = this.claims.get(claimNumber)
    if (claim === undefined) throw new Error('no such claim in the test')
    const payments = this.filed.filter(({ claimId }) => claimId === claimNumber)
    return recallClaim({
      id: claimNumber,
      claim,
      state: this.stateOf(claimNumber),
      billingNpi: '1234567893',
      payerClaimNumbers: payments.flatMap(({ payment }) => payment.payerClaimNumber ?? []),
      payments,
      entries: this.entries.filter(({ claimId }) => claimId === claimNumber),
    })
  }

  stateOf(claim: string): AdjudicationState {
    return this.states.get(claim) ?? 'submitted'
  }

  traceOf(remittanceId: string | undefined): string | undefined {
    return this.identities.find(({ id }) => id === remittanceId)?.trace
  }

  balances(of: (entry: LedgerEntry) => boolean = () => true): ClaimBalances {
    const balances: Record<string, number> = {}
    for (const { dr, cr, cents } of this.entries.filter(of)) {
      balances[dr] = (balances[dr] ?? 0) + cents
      balances[cr] = (balances[cr] ?? 0) - cents
    }
    return balances
  }

  balancesByReference(account: string): ReadonlyMap<string, Cents> {
    const refs = new Set(this.entries.filter(({ dr, cr }) => dr === account || cr === account).map(({ ref = '' }) => ref))
    const balance = (key: string) => this.balances(({ ref = '' }) => ref === key)[account as keyof ClaimBalances] ?? toCents(0)
    return new Map([...refs].map((ref) => [ref, balance(ref)] as const).filter(([, cents]) => cents !== 0))
  }

  private claimsSpokenOf(reference = ''): readonly (readonly string[])[] {
    const words = referenceWords(reference)
    return [...this.claims.keys()]
      .map((claim) => [claim, ...this.known(claim).payerClaimNumbers])
      .filter((numbers) => numbers.some((number) => words.has(number)))
  }

  private open(items: readonly WorkItemDraft[], opened: WorkItemDraft[]): void {
    this.openItems.push(...items)
    opened.push(...items)
  }

  private close(closings: readonly WorkItemClosing[]): void {
    for (const { type, claim, ref } of closings) {
      const stays = this.openItems.filter(
        (item) => item.type !== type || (claim !== undefined && item.claim !== claim) || (ref !== undefined && item.facts?.['ref'] !== ref),
      )
      this.openItems.splice(0, this.openItems.length, ...stays)
    }
  }
}
