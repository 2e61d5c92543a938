// Deposits from the bank's file to the books: what came first does not matter, every cent is in one place, nothing counts twice.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { type BankSettings, bankFormats } from '../../src/domain/index.js'
import { cashStandings, createPostingActs, describeDeposit } from '../../src/gateway/index.js'
import type { DepositRow, Store } from '../../src/store/index.js'
import { Fault, toCents } from '../../src/values/index.js'
import { crashingStore, Killed } from '../story/crashing-store.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import {
  breaches,
  chunksOf,
  type GatewayShape,
  gatewayOn,
  openAccounts,
  receiveBytes,
  stillClock,
  type TestGateway,
} from '../support/gateway.js'
import { remittanceFile } from '../support/remittance-file.js'

const heading = 'postedDate,amount,description,companyName,traceOrReference,addenda'
const statement = (...rows: readonly string[]): string => [heading, ...rows].join('\n')
/** A deposit of Acorn on 3 November with this trace; without one it names the payer alone. */
const row = (amount: string, trace?: string, date = '2026-11-03'): string =>
  `${date},${amount},HCCLAIMPMT,ACORN HEALTH PLAN,,${trace === undefined ? '' : `TRN*1*${trace}*1987654321~`}`

const claims = [100, 200, 300, 400].map((charge, index) => openClaim(`RB00010${index + 1}`, { charges: [charge] }))
/** EFT-1 pays the first claim 80.00, EFT-2 the second 160.00, and so on. */
function era(n: number): string {
  const claim = claims[n - 1]
  if (claim === undefined) throw new Error('no such claim')
  const paid = { number: claim.patientControlNumber, chargeCents: claim.chargeCents, paidCents: (claim.chargeCents / 5) * 4 }
  return remittanceFile({ trace: `EFT-${n}`, claims: [paid] }, { control: `00000010${n}` })
}
const allowed: BankSettings = { mappings: [], payers: [{ payer: '1987654321', names: [], companyIds: [], matchByAmount: true }] }

function bring(gateway: TestGateway, text: string | Buffer, format: (typeof bankFormats)[number] = 'csv', dryRun = false) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return gateway.importDeposits({ name: 'statement', source: 'command-line', at: gateway.clock() }, chunksOf(bytes), { format, dryRun })
}

async function cash(store: Store): Promise<Record<string, number>> {
  const {
    'CASH:BANK': bank = 0,
    'CASH:REMIT': remit = 0,
    'SUSPENSE:BANK': suspense = 0,
    'EXPENSE:CARD': fee = 0,
  } = await store.ledger.balances()
  return { bank, remit, suspense, ...(fee === 0 ? {} : { fee }) }
}

async function openTypes(store: Store): Promise<string[]> {
  return (await store.workItems.list({ state: 'open', limit: 100 })).items.map(({ type }) => type).toSorted()
}

async function only(store: Store): Promise<DepositRow> {
  const { items } = await store.deposits.list({})
  const [deposit] = items
  if (deposit === undefined || items.length !== 1) throw new Error(`${items.length} deposits`)
  return deposit
}

withDatabases((database, openStore, createDatabase) => {
  async function world(shape: GatewayShape = {}): Promise<{ readonly store: Store; readonly gateway: TestGateway }> {
    const store = await openStore()
    const gateway = gatewayOn(store, shape)
    await openAccounts(gateway, claims)
    return { store, gateway }
  }

  describe('deposits', () => {
    it('R-EFT-1, I-8: remittance first, deposit first: the same balances; SUSPENSE:BANK holds what waits', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      const report = await bring(gateway, statement(row('80.00', 'EFT-1'), row('160.00', 'EFT-2')))
      expect(report).to.include({ outcome: 'imported', deposits: 2, depositedCents: 24_000, matched: 1, unmatched: 1 })
      expect(await cash(store)).to.deep.equal({ bank: 24_000, remit: 0, suspense: -16_000 })
      expect(await openTypes(store)).to.deep.equal(['era-missing'])
      const { items } = await store.ledger.entries({ account: 'CASH:BANK' })
      expect(
        items.map(({ dr, cr, cents, why, ref }) => `${dr} ${cr} ${cents} ${why} ${ref ?? ''}`),
        'straight onto its remittance',
      ).to.deep.equal(['CASH:BANK CASH:REMIT 8000 bank match EFT-1', 'CASH:BANK SUSPENSE:BANK 16000 deposit EFT-2'])
      await receiveBytes(gateway, era(2))
      expect(await cash(store)).to.deep.equal({ bank: 24_000, remit: 0, suspense: 0 })
      expect(await openTypes(store), 'the item ends with the remittance').to.deep.equal([])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('overlapping statements, the same bytes and a repeated settling count nothing twice', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      const first = statement(row('80.00', 'EFT-1'), row('5.00'), row('5.00'))
      await bring(gateway, first)
      const before = await store.ledger.entries({ limit: 100 })
      expect(await bring(gateway, first)).to.include({ outcome: 'duplicate', deposits: 0 })
      const overlap = await bring(gateway, statement(row('80.00', 'EFT-1'), row('5.00'), row('5.00'), row('7.00', undefined, '2026-11-04')))
      expect(overlap).to.include({ deposits: 1, known: 3, depositedCents: 700 })
      await gateway.reassociate.settle()
      expect((await store.ledger.entries({ limit: 100 })).items).to.have.length(before.items.length + 1)
      expect(await cash(store)).to.deep.equal({ bank: 9700, remit: 0, suspense: -1700 })
      expect(await breaches(store)).to.deep.equal([])
    })

    it('R-EFT-2: another amount under the trace is an item and a cash state of its own, and closes at zero only', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      await receiveBytes(gateway, era(2))
      await bring(gateway, statement(row('240.00', 'EFT-1')))
      expect(await openTypes(store)).to.deep.equal(['eft-amount-differs'])
      const remittances = (await store.remittances.list({})).items
      const standings = await cashStandings(store, remittances)
      expect(remittances.map(({ id, state }) => `${state} ${standings.get(id)?.cashState ?? ''}`)).to.deep.equal([
        'posted awaiting',
        'posted differs',
      ])
      const { id } = await only(store)
      const detail = await describeDeposit(store, id)
      expect(detail.offers.map(({ rule, traces }) => `${rule} ${traces.join(' ')}`)).to.deep.equal(['R-EFT-4 EFT-2 EFT-1'])
      const refused = await gateway.matchDeposit
        .match({ depositId: id, remittances: ['EFT-1'], by: 'user:ann' })
        .catch((error: unknown) => error)
      expect(refused).to.include({ code: 'REFUSED' })
      await gateway.matchDeposit.match({ depositId: id, remittances: ['EFT-1', 'EFT-2'], by: 'user:ann' })
      expect(await describeDeposit(store, id)).to.include({ state: 'matched', differenceCents: 0, unpostedCents: 0 })
      expect(await openTypes(store)).to.deep.equal([])
      expect(await cash(store)).to.deep.equal({ bank: 24_000, remit: 0, suspense: 0 })
      expect(await breaches(store)).to.deep.equal([])
    })

    it('R-EFT-3: without a trace it is proposed, or matched where the payer allows it', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      expect(await bring(gateway, statement(row('80.00')), 'csv', true), 'a dry run keeps nothing').to.include({
        outcome: 'checked',
        proposed: 1,
      })
      expect((await store.deposits.list({})).items).to.deep.equal([])
      expect(await bring(gateway, statement(row('80.00')))).to.include({ proposed: 1 })
      expect(await openTypes(store)).to.deep.equal(['eft-match-proposed'])
      expect((await describeDeposit(store, (await only(store)).id)).offers).to.have.length(1)
      await gatewayOn(store, { bank: allowed }).reassociate.settle()
      expect(await openTypes(store)).to.deep.equal([])
      expect(await cash(store)).to.deep.equal({ bank: 8000, remit: 0, suspense: 0 })
    })

    it('R-EFT-7: of a virtual card the fee is an expense, and the remittance is paid in full', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      await bring(gateway, statement('2026-11-05,77.60,CARD SETTLEMENT,,,'))
      const { id } = await only(store)
      await gateway.matchDeposit.match({ depositId: id, remittances: ['EFT-1'], cardFeeCents: toCents(240), by: 'user:ann' })
      expect(await cash(store)).to.deep.equal({ bank: 7760, remit: 0, suspense: 0, fee: 240 })
      expect((await describeDeposit(store, id)).remittances.map(({ rule, feeCents }) => `${rule} ${feeCents}`)).to.deep.equal(['card 240'])
      expect(await breaches(store)).to.deep.equal([])
      await gateway.matchDeposit.unmatch({ depositId: id, by: 'user:ann', reason: 'wrong remittance' })
      expect(await cash(store)).to.deep.equal({ bank: 7760, remit: 8000, suspense: -7760 })
      expect(await breaches(store)).to.deep.equal([])
    })

    it('unmatching mirrors what was booked, and the pair is not matched again by itself', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      await bring(gateway, statement(row('80.00', 'EFT-1')))
      const { id } = await only(store)
      const undoing = { depositId: id, by: 'user:ann', reason: 'belongs to another practice' }
      expect(await gateway.matchDeposit.unmatch({ ...undoing, reason: ' ' }).catch((error: unknown) => error), 'no reason').to.include({
        code: 'REFUSED',
      })
      await gateway.matchDeposit.unmatch(undoing)
      await gateway.reassociate.settle()
      expect(await cash(store)).to.deep.equal({ bank: 8000, remit: 8000, suspense: -8000 })
      expect((await only(store)).state).to.equal('unmatched')
      expect(await openTypes(store)).to.deep.equal(['era-missing'])
      await gateway.matchDeposit.match({ depositId: id, remittances: ['EFT-1'], by: 'user:ann' })
      expect(await cash(store), 'a person may').to.deep.equal({ bank: 8000, remit: 0, suspense: 0 })
      expect(await openTypes(store)).to.deep.equal([])
      expect((await store.audit.list({})).items.map(({ action, actor }) => `${actor} ${action}`)).to.include('user:ann deposit.unmatched')
      expect(await breaches(store)).to.deep.equal([])
    })

    it('a remittance that a deposit pays is voided only after the match was taken back', async () => {
      const { store, gateway } = await world()
      const { remittances } = await receiveBytes(gateway, era(1))
      await bring(gateway, statement(row('80.00', 'EFT-1')))
      const id = remittances[0]?.remittanceId ?? ''
      const postings = createPostingActs(gateway)
      const act = { by: 'user:ann', reason: 'cheque was stopped' }
      const refusal: unknown = await postings.void(id, act).catch((error: unknown) => error)
      expect(refusal).to.be.instanceOf(Fault).with.property('code', 'REFUSED')
      await gateway.matchDeposit.unmatch({ depositId: (await only(store)).id, ...act })
      await postings.void(id, act)
      expect(await cash(store)).to.deep.equal({ bank: 8000, remit: 0, suspense: -8000 })
      const voided = await store.remittances.find(id)
      expect(voided === undefined ? '' : (await cashStandings(store, [voided])).get(id)?.cashState).to.equal('none-needed')
      expect(await breaches(store)).to.deep.equal([])
    })

    it('a bounced payment is an item; taken back, its money is in no place and its remittance waits again', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      const report = await bring(
        gateway,
        statement(row('80.00', 'EFT-1'), row('-80.00', 'EFT-1', '2026-11-05'), row('-12.00', undefined, '2026-11-05')),
      )
      expect(report).to.include({ deposits: 1, returns: 1, passedOver: 1, matched: 1 })
      expect(await openTypes(store)).to.deep.equal(['bank-return'])
      const deposit = (await store.deposits.list({ state: 'matched' })).items[0]
      await gateway.matchDeposit.takeBack({ depositId: deposit?.id ?? '', by: 'user:ann', reason: 'returned by the bank' })
      expect(await cash(store)).to.deep.equal({ bank: 0, remit: 8000, suspense: 0 })
      expect(await openTypes(store)).to.deep.equal([])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('eft-missing after four business days, of days that bank files tell of; it ends as the money comes', async () => {
      const clock = stillClock('2026-11-09T12:00:00.000Z')
      const { store, gateway } = await world({ clock })
      await receiveBytes(gateway, era(1))
      clock.advance(30 * 86_400_000)
      expect(await gateway.reassociate.review(), 'no bank file was ever imported').to.deep.equal({ opened: 0, closed: 0 })
      clock.advance(-30 * 86_400_000)
      await bring(gateway, statement(row('5.00', 'EFT-9')))
      expect(await gateway.reassociate.review(), 'due on the ninth').to.deep.equal({ opened: 0, closed: 0 })
      clock.advance(86_400_000)
      expect(await gateway.reassociate.review()).to.deep.equal({ opened: 1, closed: 0 })
      expect(await gateway.reassociate.review()).to.deep.equal({ opened: 0, closed: 0 })
      expect(await openTypes(store)).to.deep.equal(['eft-missing', 'era-missing'])
      await bring(gateway, statement(row('80.00', 'EFT-1', '2026-11-10')))
      expect(await openTypes(store)).to.deep.equal(['era-missing'])
    })

    it('I-8: money that stays away is asked for, also where it was awaited no longer for a while; verify says where nobody is', async () => {
      const clock = stillClock('2026-11-23T12:00:00.000Z')
      const { store, gateway } = await world({ clock })
      const acts = createPostingActs(gateway)
      const report = await receiveBytes(gateway, era(1))
      const remittanceId = report.remittances[0]?.remittanceId ?? ''
      await bring(gateway, statement(row('5.00', 'EFT-9'), row('6.00', 'EFT-8', '2026-11-17')))
      expect(await breaches(store), 'fourteen days after BPR16 it may still be found late').to.deep.equal([])
      await bring(gateway, statement(row('7.00', 'EFT-7', '2026-11-18')))
      expect((await breaches(store)).map((text) => text.split(':')[0])).to.deep.equal(['I-8e'])
      const missing = async () => (await store.workItems.list({ state: 'open', type: 'eft-missing' })).items
      await gateway.reassociate.review()
      expect([(await missing()).length, await breaches(store)]).to.deep.equal([1, []])

      const act = { by: 'user:ann', reason: 'the payer stopped it' }
      await acts.void(remittanceId, act)
      expect([(await missing()).length, await breaches(store)], 'nothing is awaited').to.deep.equal([0, []])
      await acts.post(remittanceId, act)
      await gateway.reassociate.review()
      expect([(await missing()).length, await breaches(store)], 'posted again, it is awaited again').to.deep.equal([1, []])

      // A deposit that differs speaks for it; once that is taken back, nothing does.
      await bring(gateway, statement(row('79.00', 'EFT-1', '2026-11-19')))
      await gateway.reassociate.review()
      expect([(await missing()).length, await breaches(store)]).to.deep.equal([0, []])
      const deposit = (await store.deposits.list({ state: 'differs' })).items[0]
      await gateway.matchDeposit.takeBack({ depositId: deposit?.id ?? '', ...act })
      await gateway.reassociate.review()
      expect((await missing()).length).to.equal(1)
      await store.workItems.resolve((await missing())[0]?.id ?? '', { ...act, at: clock() })
      await gateway.reassociate.review()
      expect([(await missing()).length, await breaches(store)], 'a person has ended it').to.deep.equal([0, []])
    })

    it('a file with a wrong total is refused as a whole, its bytes kept; corrected, it comes in', async () => {
      const { store, gateway } = await world()
      const wrong = await bring(gateway, readFileSync('samples/bank/bai2-total-wrong/in.bai'), 'bai2')
      expect(wrong).to.include({ outcome: 'refused', deposits: 0 })
      expect(wrong.findings.map(({ code, segment }) => `${code} ${segment}`)).to.deep.equal(['BANK_TOTAL_WRONG 14'])
      expect((await store.deposits.list({})).items).to.deep.equal([])
      expect((await store.files.find(wrong.fileId ?? ''))?.state).to.equal('refused')
      expect(await bring(gateway, readFileSync('samples/bank/bai2-statement/in.bai'), 'bai2')).to.include({
        deposits: 2,
        returns: 1,
        passedOver: 2,
      })
      expect(await bring(gateway, readFileSync('samples/bank/nacha-ccd/in.ach'), 'nacha')).to.include({ deposits: 3 })
      expect(await breaches(store)).to.deep.equal([])
    })

    it('cut off at any point and begun again: the books are those of one undisturbed run', async function () {
      this.timeout(120_000)
      const file = statement(row('80.00', 'EFT-1'), row('160.00', 'EFT-2'), row('5.00', 'EFT-1'))
      const run = async (point: number): Promise<boolean> => {
        const { store, gateway } = await world()
        await receiveBytes(gateway, era(1))
        const crashing = crashingStore(store, point, 'after')
        const cut = await bring(gatewayOn(crashing.store), file).then(
          () => false,
          (error: unknown) => error instanceof Killed,
        )
        await bring(gateway, file)
        expect(await cash(store), `cut off at ${point}`).to.deep.equal({ bank: 24_500, remit: 0, suspense: -16_500 })
        expect(await openTypes(store), `cut off at ${point}`).to.deep.equal(['era-missing', 'era-missing'])
        expect(await breaches(store), `cut off at ${point}`).to.deep.equal([])
        await store.close()
        return cut
      }
      for (let point = 1; await run(point); point += database === 'SQLite' ? 4 : 9);
    })

    if (database === 'MySQL')
      it('two processes with overlapping files at the same moment', async function () {
        this.timeout(120_000)
        const shared = await createDatabase()
        const stores = [await shared.open(), await shared.open()] as const
        await openAccounts(gatewayOn(stores[0]), claims)
        for (const n of [1, 2, 3]) await receiveBytes(gatewayOn(stores[0]), era(n))
        const files = [
          statement(row('80.00', 'EFT-1'), row('160.00', 'EFT-2')),
          statement(row('160.00', 'EFT-2'), row('240.00', 'EFT-3'), row('1.00')),
        ]
        await Promise.all(stores.map((store, n) => bring(gatewayOn(store), files[n] ?? '')))
        await Promise.all(stores.map((store) => gatewayOn(store).reassociate.settle()))
        expect(await cash(stores[0])).to.deep.equal({ bank: 48_100, remit: 0, suspense: -100 })
        expect(await openTypes(stores[0])).to.deep.equal(['era-missing'])
        expect(await breaches(stores[0])).to.deep.equal([])
        for (const store of stores) await store.close()
      })
  })
})
