// One remittance as its bytes give it and as it is stored and booked: BPR02, each CLP04, CAS and PLB, and their balance.
// Claim payments are compared some at a time, so that memory does not grow with the remittance.
import type { Store } from '../store/index.js'
import { numberOf, type Row } from './check.js'
import { type Adjustments, addAdjustments, compareAdjustments } from './adjustments.js'
import { plainCents, type PlainSegment } from './tokenize.js'

/** Claim payments compared at a time. */
const claimsAtOnce = 500

interface ClaimInBytes {
  readonly paidCents: number
  readonly adjustments: Adjustments
}

export class RemittanceComparison {
  readonly #store: Store
  readonly #remittance: { readonly id: string; readonly paidCents: number }
  #bpr02: number | undefined
  #claimCents = 0
  #providerAdjustments = { cents: 0, count: 0 }
  /** Claim payments that were read and not yet compared, and how many came before them. */
  #page: ClaimInBytes[] = []
  #before = 0
  /** Adjustments of the claim payment that is being read. */
  #open: Adjustments = new Map()
  /** The claim payment compared last. */
  #last: Row | undefined
  #arePaymentsEqual = true
  readonly #adjustmentProblems: string[] = []

  constructor(store: Store, remittance: { readonly id: string; readonly paidCents: number }) {
    this.#store = store
    this.#remittance = remittance
  }

  /** Is a page to be compared before this segment is taken? */
  isFull([id]: PlainSegment): boolean {
    return id === 'CLP' && this.#page.length >= claimsAtOnce
  }

  take(segment: PlainSegment): void {
    const [id, ...elements] = segment
    if (id === 'BPR') this.#bpr02 ??= plainCents(segment[2])
    if (id === 'CLP') this.#takeClaim(elements)
    if (id === 'CAS') addAdjustments(this.#open, elements)
    if (id === 'PLB')
      for (const [index, amount] of segment.entries())
        if (index >= 4 && index % 2 === 0 && amount !== '') {
          this.#providerAdjustments.cents += plainCents(amount)
          this.#providerAdjustments.count += 1
        }
  }

  /** An empty CLP of a capitation payer is no claim payment. */
  #takeClaim(elements: readonly string[]): void {
    this.#open = new Map()
    if (elements.slice(0, 4).every((element) => element === '')) return
    const paidCents = plainCents(elements[3])
    this.#claimCents += paidCents
    this.#page.push({ paidCents, adjustments: this.#open })
  }

  /** Compares the claim payments read since the last time, and with the last of them whatever else is stored. */
  async comparePage(isLast = false): Promise<void> {
    const claims = this.#page
    const limit = claims.length + (isLast ? 1 : 0)
    const stored = await this.#store.query(
      `SELECT ordinal, paid_cents FROM claim_payment WHERE remittance_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ${limit}`,
      [this.#remittance.id, this.#last === undefined ? Number.MIN_SAFE_INTEGER : numberOf(this.#last, 'ordinal')],
    )
    if (stored.length !== claims.length || stored.some((row, index) => numberOf(row, 'paid_cents') !== claims[index]?.paidCents))
      this.#arePaymentsEqual = false
    this.#last = stored.at(-1) ?? this.#last
    const range = {
      after: this.#before === 0 ? Number.MIN_SAFE_INTEGER : this.#before,
      to: isLast ? Number.MAX_SAFE_INTEGER : this.#before + claims.length,
    }
    const inBytes = (ordinal: number): Adjustments | undefined => claims[ordinal - 1 - this.#before]?.adjustments
    this.#adjustmentProblems.push(...(await compareAdjustments(this.#store, this.#remittance.id, range, inBytes)))
    this.#before += claims.length
    this.#page = []
  }

  /** Compares the rest, and tells all that differs. */
  async end(): Promise<string[]> {
    await this.comparePage(true)
    const { id, paidCents } = this.#remittance
    const [bpr02, adjusted] = [this.#bpr02 ?? Number.NaN, this.#providerAdjustments]
    const total = this.#claimCents - adjusted.cents
    const [plb] = await this.#store.query(
      'SELECT COALESCE(SUM(amount_cents), 0) AS cents, COUNT(*) AS n FROM provider_adjustment WHERE remittance_id = ?',
      [id],
    )
    const areAdjustmentsEqual = numberOf(plb, 'cents') === adjusted.cents && numberOf(plb, 'n') === adjusted.count
    return [
      ...(bpr02 === paidCents ? [] : [`BPR02 is ${bpr02} cents, ${paidCents} are stored`]),
      ...(total === bpr02 ? [] : [`its claims and provider adjustments come to ${total} cents, BPR02 to ${bpr02}`]),
      ...(this.#arePaymentsEqual ? [] : ['its claim payments are not those of its bytes']),
      ...(areAdjustmentsEqual ? [] : ['its provider adjustments are not those of its bytes']),
      ...this.#adjustmentProblems,
    ]
  }
}
