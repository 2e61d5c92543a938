// Plays a random history (`arbitrary-history.ts`) to a gateway, and keeps its own account of the money that came in.
import { expect } from 'chai'
import { type AccountActs, createAccountActs, createPostingActs, type PostingActs } from '../../src/gateway/index.js'
import type { ClaimPaymentRow, RemittanceRow, Store } from '../../src/store/index.js'
import { Fault, toCents } from '../../src/values/index.js'
import type { Act, ArrivingSet, History, Step } from './arbitrary-history.js'
import { ours } from './arbitrary-era.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, type TestGateway } from './gateway.js'
import { fileOf } from './remittance-file.js'

interface ReceivedFile {
  readonly sets: readonly ArrivingSet[]
  readonly control: string
  /** Id of the remittance of each set. */
  readonly ids: readonly string[]
}

const by = 'user:tester'
const reason = 'a random history'

export class PlayedHistory {
  /** Remittances that came in so far, without those that came again. */
  remittances = 0
  private readonly files: ReceivedFile[] = []
  /** BPR02 by remittance id, as it was written on the wire. */
  private readonly promised = new Map<string, number>()
  private handCents = 0
  private controls = 0
  private readonly postings: PostingActs
  private readonly accounts: AccountActs

  private constructor(
    private readonly store: Store,
    private readonly gateway: TestGateway,
    private readonly claims: History['claims'],
  ) {
    this.postings = createPostingActs(gateway)
    this.accounts = createAccountActs(gateway)
  }

  static async open(store: Store, { claims }: History): Promise<PlayedHistory> {
    const gateway = gatewayOn(store)
    await openAccounts(gateway, claims)
    return new PlayedHistory(store, gateway, claims)
  }

  async play(step: Step): Promise<void> {
    if (step.kind === 'file') return this.receive(step.sets)
    if (step.kind === 'again') return this.again(step.as, step.pick)
    return this.act(step)
  }

  /** I-1 to I-11 by the independent checker; and all money that came in is placed somewhere. */
  async holds(after: string): Promise<void> {
    const found = await breaches(this.store)
    if (found.length > 0) throw new Error(`${after}: ${found.join('\n')}`)
    const posted = (await this.all()).filter(({ state }) => state === 'posted')
    const moneyIn = posted.reduce((sum, { id }) => sum + (this.promised.get(id) ?? Number.NaN), 0) + this.handCents
    expect(await placedCents(this.store), `money in and money placed, ${after}`).to.deep.equal({ cash: moneyIn, placed: moneyIn })
  }

  /** Takes every posting run back, in the order that `picks` give, with what stands on it. */
  async voidAll(picks: readonly number[], afterEach: () => Promise<void>): Promise<void> {
    for (let turn = 0; ; turn++) {
      const posted = (await this.all()).filter(({ state }) => state === 'posted')
      const next = posted[(picks[turn % picks.length] ?? 0) % Math.max(posted.length, 1)]
      if (next === undefined) return
      await this.postings.void(next.id, { by, reason, withDependants: true })
      await afterEach()
    }
  }

  private async receive(sets: readonly ArrivingSet[]): Promise<void> {
    const control = this.nextControl()
    const report = await receiveBytes(this.gateway, fileOf(sets, { control }))
    expect(report.remittances.map(({ outcome }) => outcome)).to.deep.equal(sets.map(({ isOff }) => (isOff ? 'held' : 'posted')))
    const ids = report.remittances.map(({ remittanceId }) => remittanceId)
    for (const [index, id] of ids.entries()) this.promised.set(id, sets[index]?.remittance.paidCents ?? 0)
    this.files.push({ sets, control, ids })
    this.remittances += sets.length
  }

  /** Exactly once: what was posted and comes again, in whatever wrapping, adds nothing. */
  private async again(as: 'bytes' | 'envelope' | 'trace', pick: number): Promise<void> {
    const file = this.files[pick % this.files.length]
    if (file === undefined) return
    const sets = as === 'trace' ? file.sets.map(withInterest) : file.sets
    const before = (await this.all()).filter(({ id }) => file.ids.includes(id))
    const taken = before.every(({ state, remittance }) => ['posted', 'voided'].includes(state) && remittance.paidCents > 0)
    const count = await entryCount(this.store)
    const control = as === 'bytes' ? file.control : this.nextControl()
    const report = await receiveBytes(this.gateway, fileOf(sets, { control }), 'again.edi')
    for (const [index, { remittanceId }] of report.remittances.entries())
      if (!this.promised.has(remittanceId)) this.promised.set(remittanceId, sets[index]?.remittance.paidCents ?? 0)
    if (as === 'trace' ? taken : as === 'bytes' || before.every(({ state }) => state !== 'held'))
      expect(await entryCount(this.store), `entries after the same ${as} again`).to.equal(count)
  }

  private async act(act: Act): Promise<void> {
    try {
      await this.tryTo(act)
    } catch (error) {
      // What is not possible now is refused, and has to change nothing: the books are looked at after it.
      if (!(error instanceof Fault) || !['REFUSED', 'CONFLICT', 'NOT_FOUND'].includes(error.code)) throw error
    }
  }

  private async tryTo({ kind, pick, cents }: Act): Promise<void> {
    const claim = this.claims[pick % this.claims.length]?.patientControlNumber ?? ''
    const move = { cents, reason, by }
    switch (kind) {
      case 'pay':
        await this.accounts.pay(claim, { ...move, method: 'check' })
        this.handCents += cents
        return
      case 'write-off':
        await this.accounts.writeOff(claim, { ...move, from: pick % 2 === 0 ? 'patient' : 'primary' })
        return
      case 'transfer':
        await this.accounts.transfer(claim, { ...move, from: 'primary', to: pick % 2 === 0 ? 'patient' : 'secondary' })
        return
      case 'take-back':
        return this.takeBack(pick)
      case 'void':
      case 'post': {
        const rows = (await this.all()).filter(({ state }) =>
          kind === 'void' ? state === 'posted' : state === 'voided' || state === 'held',
        )
        const row = rows[pick % Math.max(rows.length, 1)]
        if (row === undefined) return
        await (kind === 'void'
          ? this.postings.void(row.id, { by, reason, withDependants: pick % 2 === 0 })
          : this.postings.post(row.id, { by, reason, ...(pick % 2 === 0 ? {} : { as: 'separate' as const }) }))
        return
      }
      case 'void-payment':
      case 'link':
      case 'disown': {
        const rows = (await this.payments()).filter(({ state }) => (kind === 'void-payment' ? state === 'posted' : state === 'suspended'))
        const row = rows[pick % Math.max(rows.length, 1)]
        if (row === undefined) return
        if (kind === 'void-payment') await this.postings.voidPayment(row.id, { by, reason, withDependants: pick % 2 === 0 })
        else if (kind === 'link') await this.postings.link(row.id, claim, { by, reason })
        else await this.postings.disown(row.id, { by, reason })
      }
    }
  }

  private async takeBack(pick: number): Promise<void> {
    const byHand = (await this.store.ledger.entries({ limit: 1000 })).items.filter(
      ({ remittanceId, why }) => remittanceId === undefined && why !== 'charge',
    )
    const entry = byHand[pick % Math.max(byHand.length, 1)]
    if (entry?.claim === undefined) return
    const { dr, cr, cents } = await this.accounts.takeBack(entry.claim, entry.seq, { reason, by })
    if (dr === 'CASH:PATIENT') this.handCents += cents
    if (cr === 'CASH:PATIENT') this.handCents -= cents
  }

  private async all(): Promise<readonly RemittanceRow[]> {
    return (await this.store.remittances.list({ limit: 1000 })).items
  }

  private async payments(): Promise<readonly ClaimPaymentRow[]> {
    const rows: ClaimPaymentRow[] = []
    for (const { id } of await this.all()) rows.push(...(await this.store.remittances.payments(id, { limit: 1000 })).items)
    return rows
  }

  private nextControl(): string {
    return String(++this.controls).padStart(9, '0')
  }
}

/** Other contents under the same trace: a dollar of interest more. */
function withInterest(set: ArrivingSet): ArrivingSet {
  const { remittance, adjustments } = set
  return {
    ...set,
    remittance: { ...remittance, paidCents: toCents(remittance.paidCents + 100), method: 'ACH' },
    adjustments: [...adjustments, { ...ours, reason: 'L6', reference: 'INTEREST', amountCents: toCents(-100) }],
  }
}

async function entryCount(store: Store): Promise<number> {
  const [row] = await store.query('SELECT COUNT(*) AS n FROM ledger_entry')
  return Number(row?.['n'])
}

/** Where all money in the books came from, and where it went: to what was charged, into suspense, to payers, into income. */
async function placedCents(store: Store): Promise<{ readonly cash: number; readonly placed: number }> {
  const balances = await store.ledger.balances()
  const sum = (...starts: readonly string[]): number =>
    Object.entries(balances).reduce((total, [account, cents]) => total + (starts.some((start) => account.startsWith(start)) ? cents : 0), 0)
  const [charges] = await store.query('SELECT COALESCE(SUM(charge_cents), 0) AS cents FROM claim')
  const onClaims = Number(charges?.['cents']) - sum('AR:') - sum('ADJ:')
  const beside = 0 - sum('SUSPENSE:', 'DUE:', 'REFUND:', 'INCOME:', 'TAX:', 'EXPENSE:')
  return { cash: sum('CASH:'), placed: onClaims + beside }
}
