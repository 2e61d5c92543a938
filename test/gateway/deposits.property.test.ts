// Deposits and remittances in any order, with people matching, undoing and taking back in between: the books stay equal, every cent in one place.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { openStore, type Store } from '../../src/store/index.js'
import { Fault, systemClock } from '../../src/values/index.js'
import { openClaim } from '../support/era.js'
import { breaches, chunksOf, gatewayOn, openAccounts, receiveBytes, type TestGateway } from '../support/gateway.js'
import { remittanceFile } from '../support/remittance-file.js'
import { testKeys } from '../support/test-keys.js'

/** Two of one amount, so that amounts alone do not tell. */
const paidCents = [8000, 8000, 16_000, 24_000]
const claims = paidCents.map((cents, index) => openClaim(`RB00010${index}`, { charges: [(cents / 100) * 1.25] }))

type Act =
  | { readonly kind: 'remittance'; readonly n: number }
  | { readonly kind: 'deposit'; readonly n: number; readonly hasTrace: boolean; readonly off: number }
  | { readonly kind: 'match' | 'unmatch' | 'take-back'; readonly n: number; readonly m: number }

const index = fc.nat(paidCents.length - 1)
const arrival: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('remittance' as const), n: index }),
  fc.record({ kind: fc.constant('deposit' as const), n: index, hasTrace: fc.boolean(), off: fc.constantFrom(0, 0, 0, 1) }),
)
const decision: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('match' as const, 'unmatch' as const, 'take-back' as const),
  n: index,
  m: index,
})

describe('deposits, whatever happens', function () {
  this.timeout(120_000)
  const folders: string[] = []
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

  async function world(): Promise<{ readonly store: Store; readonly gateway: TestGateway }> {
    const folder = mkdtempSync(join(tmpdir(), 'x12gw-deposits-'))
    folders.push(folder)
    const store = await openStore(
      { engine: 'sqlite', file: join(folder, 'test.sqlite'), ...testKeys, migrate: true },
      { clock: systemClock },
    )
    const gateway = gatewayOn(store)
    await openAccounts(gateway, claims)
    return { store, gateway }
  }

  /** Acts that are not possible now are refused, and change nothing. */
  async function act({ store, gateway }: Awaited<ReturnType<typeof world>>, one: Act): Promise<void> {
    if (one.kind === 'remittance') {
      const { patientControlNumber: number = '', chargeCents = 0 } = claims[one.n] ?? {}
      const paid = { number, chargeCents, paidCents: paidCents[one.n] ?? 0 }
      await receiveBytes(gateway, remittanceFile({ trace: `EFT-${one.n}`, claims: [paid] }, { control: `00000010${one.n}` }))
      return
    }
    if (one.kind === 'deposit') {
      const amount = (((paidCents[one.n] ?? 0) + one.off) / 100).toFixed(2)
      const trace = one.hasTrace ? `TRN*1*EFT-${one.n}*1987654321~` : ''
      const bytes = Buffer.from(
        `postedDate,amount,description,addenda\n2026-11-03,${amount},DEPOSIT ${one.n} ${String(one.hasTrace)},${trace}\n`,
      )
      await gateway.importDeposits({ name: 'bank', source: 'command-line', at: gateway.clock() }, chunksOf(bytes), { format: 'csv' })
      return
    }
    const { items } = await store.deposits.list({ limit: 100 })
    const depositId = items[one.n % Math.max(items.length, 1)]?.id ?? 'none'
    const about = { depositId, by: 'user:ann', reason: 'a test' }
    const done =
      one.kind === 'match'
        ? gateway.matchDeposit.match({ depositId, remittances: [`EFT-${one.m}`], by: 'user:ann' })
        : one.kind === 'unmatch'
          ? gateway.matchDeposit.unmatch(about)
          : gateway.matchDeposit.takeBack(about)
    await done.catch((error: unknown) => {
      if (!(error instanceof Fault) || !['REFUSED', 'NOT_FOUND'].includes(error.code)) throw error
    })
  }

  async function balances(store: Store): Promise<Record<string, number>> {
    const { 'CASH:BANK': bank = 0, 'CASH:REMIT': remit = 0, 'SUSPENSE:BANK': suspense = 0 } = await store.ledger.balances()
    return { bank, remit, suspense }
  }

  it('I-8: each cent is in one place, and what waits has one open item', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: arrival }, { weight: 2, arbitrary: decision }), { minLength: 4, maxLength: 14 }),
        async (acts) => {
          const here = await world()
          for (const one of acts) await act(here, one)
          const { store } = here
          expect(await breaches(store)).to.deep.equal([])
          const deposits = (await store.deposits.list({ limit: 100 })).items
          const sum = (...states: readonly string[]): number =>
            deposits.filter(({ state }) => states.includes(state)).reduce((total, { cents }) => total + cents, 0)
          const promised = (await store.remittances.list({ limit: 100 })).items
            .filter(({ state }) => state === 'posted')
            .reduce((total, { remittance }) => total + remittance.paidCents, 0)
          const waiting = sum('unmatched', 'proposed', 'differs')
          expect(await balances(store)).to.deep.equal({
            bank: sum('matched') + waiting,
            remit: promised - sum('matched'),
            suspense: 0 - waiting,
          })
          const items = (await store.workItems.list({ state: 'open', limit: 100 })).items.flatMap(({ facts }) =>
            facts?.deposit === undefined ? [] : [facts.deposit],
          )
          const open = deposits.filter(({ state }) => ['unmatched', 'proposed', 'differs'].includes(state)).map(({ id }) => id)
          expect(items).to.have.members(open)
          await store.close()
        },
      ),
      { numRuns: 8 },
    )
  })

  it('the same deposits and remittances in two orders leave the same balances', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(arrival, { minLength: 3, maxLength: 8 })
          .chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray(acts, { minLength: acts.length }))),
        async (orders) => {
          const found = []
          for (const acts of orders) {
            const here = await world()
            for (const one of acts) await act(here, one)
            found.push(await balances(here.store))
            await here.store.close()
          }
          expect(found[0]).to.deep.equal(found[1])
        },
      ),
      { numRuns: 4 },
    )
  })
})
