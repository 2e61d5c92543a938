// Claim payments of one set are worked together. What comes of them is the same as if each had come in a set of its own, in their order.
import { expect } from 'chai'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { booksOf, breaches, gatewayOn, openAccounts, receiveBytes } from '../support/gateway.js'
import { type PaidClaim, remittanceFile } from '../support/remittance-file.js'

const number = (n: number): string => `RB${String(n).padStart(6, '0')}`
const twoPayers = [11, 12]
const claims = Array.from({ length: 20 }, (_, n) =>
  openClaim(number(n), { charges: [100], ...(twoPayers.includes(n) ? { payers: ['60001', '70002'] } : {}) }),
)

const paid = (n: number, change: Partial<PaidClaim> = {}): PaidClaim => ({
  number: number(n),
  chargeCents: 10_000,
  paidCents: 8000,
  ...change,
})
const taken = (n: number, change: Partial<PaidClaim> = {}): PaidClaim =>
  paid(n, { status: '22', chargeCents: -10_000, paidCents: -8000, ...change })

interface Case {
  readonly before?: readonly PaidClaim[]
  readonly set: readonly PaidClaim[]
  /** The same in sets of their own: one each, unless that would be a remittance below zero, or one that came before. */
  readonly apart?: readonly (readonly PaidClaim[])[]
}

/** Each kind of payment that looks at what one before it did, among others that do not. */
const cases: Readonly<Record<string, Case>> = {
  'one claim paid twice, one after the other': {
    set: [paid(0), paid(1), paid(1), paid(2)],
    apart: [[paid(0)], [paid(1)], [paid(1), paid(2)]],
  },
  'one claim paid anew, under another number of the payer': {
    set: [paid(0), paid(1), paid(2), paid(1, { paidCents: 7000, payerClaimNumber: 'ICN-ANEW' })],
  },
  'a reversal and its correction': {
    before: [paid(1), paid(2)],
    set: [taken(1), paid(0), paid(1, { paidCents: 6000 }), paid(3)],
    apart: [[taken(1), paid(0)], [paid(1, { paidCents: 6000 })], [paid(3)]],
  },
  'two reversals of one payment': {
    before: [paid(1)],
    set: [taken(1), paid(0), taken(1), paid(2)],
    apart: [
      [taken(1), paid(0)],
      [taken(1), paid(2)],
    ],
  },
  'a reversal before its original': {
    set: [taken(3), paid(0), paid(3), paid(4)],
    apart: [[taken(3), paid(0)], [paid(3)], [paid(4)]],
  },
  'the second payer before the first': {
    set: [paid(11, { status: '2', paidCents: 1000, contractualCents: 9000 }), paid(0), paid(11), paid(12), paid(4)],
  },
  'a claim known by the number that its payer gave it a moment ago': {
    set: [
      paid(5, { payerClaimNumber: 'ICN-5' }),
      paid(6),
      paid(99, { payerClaimNumber: 'ICN-5', memberId: 'X9', paidCents: 7500 }),
      paid(7),
    ],
  },
  'a denial that is won': {
    set: [paid(8, { status: '4', paidCents: 0, contractualCents: 10_000 }), paid(9), paid(8, { paidCents: 9000 })],
  },
  'claims that nobody knows': { set: [paid(0), paid(90, { last: 'NOBODY' }), paid(91, { last: 'NOBODY' }), paid(1)] },
}

withDatabases((_database, openStore) => {
  describe('posted together', () => {
    for (const [name, { before = [], set, apart: inTurn = set.map((one) => [one]) }] of Object.entries(cases))
      it(`${name}: as in sets of one`, async function () {
        this.timeout(60_000)
        const together = await booksAfter(await openStore(), before, [set])
        const apart = await booksAfter(await openStore(), before, inTurn)
        expect(together).to.deep.equal(apart)
        expect(together.payments).to.have.length(before.length + set.length)
      })

    it('six hundred payments with claims that come back far apart', async function () {
      this.timeout(120_000)
      const many = Array.from({ length: 600 }, (_, n) => openClaim(number(n), { charges: [100] }))
      const store = await openStore()
      const gateway = gatewayOn(store)
      await store.transaction(() => openAccounts(gateway, many))
      const again = [3, 250, 404].map((n) => paid(n, { paidCents: 7000 }))
      await receiveBytes(gateway, remittanceFile({ trace: 'EFT-1', claims: [...many.map((_, n) => paid(n)), ...again] }))
      const [remittance] = (await store.remittances.list({})).items
      const counts = await store.remittances.paymentCounts([remittance?.id ?? ''])
      expect(counts.map(({ state, count }) => `${state} ${count}`).toSorted()).to.deep.equal(['posted 600', 'suspended 3'])
      const entries = (await store.ledger.entries({ remittanceId: remittance?.id ?? '', limit: 1000 })).items
      expect(entries.filter(({ why }) => why === 'payment').map(({ claim }) => claim)).to.deep.equal(
        many.slice(0, entries.filter(({ why }) => why === 'payment').length).map(({ patientControlNumber }) => patientControlNumber),
      )
      expect(await breaches(store)).to.deep.equal([])
    })
  })
})

/** What stands in the end, payment by payment in file order; traces differ and are left out. */
async function booksAfter(store: Store, before: readonly PaidClaim[], files: readonly (readonly PaidClaim[])[]) {
  const gateway = gatewayOn(store)
  await openAccounts(gateway, claims)
  const all = [...before.map((one) => [one]), ...files]
  for (const [index, some] of all.entries())
    await receiveBytes(gateway, remittanceFile({ trace: `EFT-${index}`, claims: some }, { control: String(index + 1).padStart(9, '0') }))
  expect(await breaches(store)).to.deep.equal([])
  const { remittances: _, entries, ...books } = await booksOf(store)
  const payments: string[] = []
  for (const { id } of (await store.remittances.list({ limit: 100 })).items.toReversed())
    for (const { payment, state, claimId } of (await store.remittances.payments(id, { limit: 100 })).items)
      payments.push(
        `${payment.patientControlNumber} ${payment.status} ${payment.paidCents} ${state} ${claimId === undefined ? '' : 'claim'}`,
      )
  const timelines: string[] = []
  for (const { id, patientControlNumber } of (await store.claims.list({ limit: 100 })).items)
    timelines.push(`${patientControlNumber}: ${(await store.claims.timeline(id)).map(({ seq, event }) => `${seq} ${event}`).join(', ')}`)
  // Reversals of a set take effect first, so the payments of other claims may change places.
  return { ...books, entries: entries.map((entry) => JSON.stringify(entry)).toSorted(), payments, timelines: timelines.toSorted() }
}
