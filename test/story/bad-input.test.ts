// What partners really send: nothing, rubbish, halves and lies. Bytes are kept, the finding says where and what to do,
// nothing is half posted, and good neighbours get through.
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import type { ReceiveReport } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import type { FindingCode } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { acorn, booksOf, breaches, bytesOf, gatewayOn, openAccounts, receiveBytes, type TestGateway } from '../support/gateway.js'
import { fourFifthsOf, interchange, remittanceFile, remittanceSet } from '../support/remittance-file.js'

const claims = ['RB000101', 'RB000102', 'RB000103'].map((number) => openClaim(number, { charges: [100] }))
const [first, second, third] = claims.map((claim) => fourFifthsOf([claim]))
const remittance = { trace: 'EFT-1', claims: fourFifthsOf(claims) }
const good = remittanceFile(remittance)
const untouched = { 'AR:P': 30_000, REVENUE: -30_000 }

/** Where the segment that begins so stands, in bytes from the start of the file. */
function offsetOf(file: string, segment: string): number {
  const at = file.indexOf(segment)
  expect(at, `${segment} in the file`).to.be.greaterThan(-1)
  return at
}

function codes({ findings }: ReceiveReport): string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

withDatabases((database, openStore) => {
  describe('bad input', () => {
    let store: Store
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      gateway = gatewayOn(store)
      await openAccounts(gateway, claims)
    })

    afterEach('the books hold whatever came', async () => {
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })

    /** Receives what is bad, and sees that its bytes are kept and that nothing of it is in the books. */
    async function refused(bytes: string | Uint8Array, outcome: ReceiveReport['outcome'] = 'refused'): Promise<ReceiveReport> {
      const report = await receiveBytes(gateway, bytes)
      expect(report.outcome).to.equal(outcome)
      expect(await bytesOf(store, report.fileId)).to.deep.equal(Buffer.from(bytes as string, 'latin1'))
      expect(await store.ledger.balances()).to.deep.equal(untouched)
      return report
    }

    function expectFinding(report: ReceiveReport, code: FindingCode, place: { readonly segment?: number; readonly offset: number }): void {
      const found = report.findings.filter((one) => one.code === code)
      expect(found, `${code} among ${report.findings.map((one) => one.code).join(', ')}`).to.have.length(1)
      expect(found[0]).to.deep.include(place)
      expect(found[0]?.message, 'a sentence that says what to do').to.match(/\w{3,} \w+.*[;,:] .*\w{3,}/)
    }

    describe('is no remittance at all', () => {
      it('an empty file', async () => {
        const report = await refused('')
        expectFinding(report, 'FILE_EMPTY', { offset: 0 })
        expect(report.workItems.map(({ type }) => type)).to.deep.equal(['unreadable-file'])
      })

      it('a letter', async () => {
        expectFinding(await refused('Dear practice,\r\nplease find our remittance attached.\r\n'), 'FILE_NOT_X12', { offset: 0 })
      })

      it('binary junk of every length up to some segments', async () => {
        for (const length of [1, 3, 105, 106, 107, 4096, 200_000]) {
          const report = await receiveBytes(gateway, randomBytes(length))
          expect(report.outcome, `${length} bytes`).to.equal('refused')
        }
        expect(await store.ledger.balances()).to.deep.equal(untouched)
      })

      it('an ISA and then junk', async () => {
        const report = await receiveBytes(gateway, Buffer.concat([Buffer.from(good.slice(0, 106)), randomBytes(20_000)]))
        expect(report.outcome).to.be.oneOf(['refused', 'incomplete'])
        expect(await store.ledger.balances()).to.deep.equal(untouched)
      })

      it('an ISA that is cut short', async () => {
        for (const length of [3, 50, 105]) {
          const report = await receiveBytes(gateway, good.slice(0, length))
          expect(report.outcome, `${length} bytes`).to.be.oneOf(['refused', 'incomplete'])
          expect(report.workItems, `${length} bytes`).to.have.length(1)
        }
      })

      it('the same rubbish again is the same receipt', async () => {
        const before = await refused('rubbish')
        const again = await refused('rubbish', 'duplicate')
        expect(again.findings).to.deep.equal(before.findings)
        expect((await store.workItems.list({})).items).to.have.length(1)
      })
    })

    describe('is cut off', () => {
      it('without its IEA: nothing is posted; the whole file that comes later is, once', async () => {
        const cut = good.slice(0, offsetOf(good, 'IEA*'))
        const report = await refused(cut, 'incomplete')
        expect(report.workItems.map(({ type }) => type)).to.deep.equal(['incomplete-file'])
        expectFinding(report, 'INTERCHANGE_UNCLOSED', { offset: 0 })
        const whole = await receiveBytes(gateway, good)
        expect(whole.remittances.map(({ outcome, postedCents }) => [outcome, postedCents])).to.deep.equal([['posted', 24_000]])
        await receiveBytes(gateway, cut)
        await receiveBytes(gateway, good)
        expect((await store.ledger.balances())['CASH:REMIT']).to.equal(24_000)
      })

      it('after every single segment: never anything in the books', async function () {
        this.timeout(120_000)
        const segments = good.split('\n')
        const stride = database === 'SQLite' ? 1 : 5
        for (let count = 1; count < segments.length - 1; count += stride) {
          const report = await receiveBytes(gateway, segments.slice(0, count).join('\n'))
          expect(report.outcome, `after ${count} segments`).to.equal('incomplete')
          expect(await store.ledger.balances(), `after ${count} segments`).to.deep.equal(untouched)
        }
        await receiveBytes(gateway, good)
        expect((await store.ledger.balances())['CASH:REMIT']).to.equal(24_000)
      })

      it('in the second interchange: the first is posted, and the whole file later posts only the second', async () => {
        const one = remittanceFile({ trace: 'EFT-1', claims: first ?? [] }, { control: '000000001' })
        const two = remittanceFile({ trace: 'EFT-2', claims: second ?? [] }, { control: '000000002' })
        const report = await receiveBytes(gateway, one + two.slice(0, -40))
        expect(report.outcome).to.equal('incomplete')
        expect(report.remittances.map(({ trace, outcome }) => [trace, outcome])).to.deep.equal([['EFT-1', 'posted']])
        const whole = await receiveBytes(gateway, one + two)
        expect(whole.remittances.map(({ trace, outcome }) => [trace, outcome])).to.deep.equal([
          ['EFT-1', 'duplicate'],
          ['EFT-2', 'posted'],
        ])
        expect((await store.ledger.balances())['CASH:REMIT']).to.equal(16_000)
      })
    })

    describe('counts wrongly', () => {
      const wrong: readonly [string, RegExp, string, FindingCode, string][] = [
        ['SE01', /SE\*\d+\*/, 'SE*7*', 'SEGMENT_COUNT_WRONG', 'SE*7'],
        ['SE02', /SE\*(\d+)\*0001/, 'SE*$1*0002', 'TRANSACTION_SET_CONTROL_MISMATCH', 'SE*'],
        ['GE01', /GE\*1\*/, 'GE*2*', 'TRANSACTION_SET_COUNT_WRONG', 'GE*2'],
        ['GE02', /GE\*1\*101/, 'GE*1*102', 'GROUP_CONTROL_MISMATCH', 'GE*1'],
        ['IEA01', /IEA\*1/, 'IEA*3', 'GROUP_COUNT_WRONG', 'IEA*3'],
        ['IEA02', /IEA\*1\*000000101/, 'IEA*1*000000102', 'INTERCHANGE_CONTROL_MISMATCH', 'IEA*'],
      ]
      for (const [element, right, lie, code, segment] of wrong)
        it(`${element}: held as a whole, with the place of the lie`, async () => {
          const file = good.replace(right, lie)
          expect(file).not.to.equal(good)
          const report = await refused(file, 'processed')
          expectFinding(report, code, { offset: offsetOf(file, segment) })
          expect(report.remittances.map(({ outcome, heldFor, entries }) => ({ outcome, heldFor, entries }))).to.deep.equal([
            { outcome: 'held', heldFor: 'unreadable-file', entries: [] },
          ])
          const corrected = await receiveBytes(gateway, good)
          expect(corrected.remittances[0]?.outcome, 'the corrected file').to.equal('posted')
        })

      it('a segment lost on the way', async () => {
        const file = good.replace(/CLP\*RB000102[^~]*~\n/, '')
        const report = await refused(file, 'processed')
        expect(codes(report)).to.include('SEGMENT_COUNT_WRONG')
        expect(report.remittances[0]?.outcome).to.equal('held')
      })
    })

    describe('follows no guide we have', () => {
      it('a version of the last century: kept, and somebody is asked', async () => {
        const file = remittanceFile(remittance, { version: '004010X091A1' })
        const report = await refused(file, 'processed')
        expectFinding(report, 'GUIDE_UNKNOWN', { offset: offsetOf(file, 'ST*') })
        expect(report.workItems.map(({ type, transactionSet, version }) => ({ type, transactionSet, version }))).to.deep.equal([
          { type: 'unreadable-file', transactionSet: '0001', version: '004010X091A1' },
        ])
      })

      it('beside one that we have: that one is posted', async () => {
        const known = remittanceFile({ trace: 'EFT-1', claims: first ?? [] }, { control: '000000001' })
        const unknown = remittanceFile({ trace: 'EFT-2', claims: second ?? [] }, { control: '000000002', version: '004010X091A1' })
        const report = await receiveBytes(gateway, unknown + known)
        expect(report.remittances.map(({ trace, outcome }) => [trace, outcome])).to.deep.equal([['EFT-1', 'posted']])
        expect((await store.ledger.balances())['CASH:REMIT']).to.equal(8000)
      })
    })

    it('comes from nobody we know: said, and posted all the same, because the money is ours', async () => {
      const report = await receiveBytes(gatewayOn(store, { partners: [acorn()] }), good.replaceAll('RIVERBEND      ', 'SOMEBODY ELSE  '))
      expect(report.findings.map(({ code, severity }) => [code, severity])).to.deep.include(['PARTNER_UNKNOWN', 'info'])
      expect(report.remittances[0]?.outcome).to.equal('posted')
    })

    describe('is too large to be true', () => {
      it('one unterminated segment of 32 MB, in bounded memory', async function () {
        this.timeout(120_000)
        const size = 32 * 1024 * 1024
        async function* endless(): AsyncGenerator<Uint8Array> {
          yield Buffer.from(good.slice(0, offsetOf(good, 'CLP*')))
          const chunk = Buffer.alloc(64 * 1024, 'A')
          for (let sent = 0; sent < size; sent += chunk.length) yield chunk
        }
        globalThis.gc?.()
        const before = process.memoryUsage().rss
        let most = 0
        const watch = setInterval(() => {
          most = Math.max(most, process.memoryUsage().rss)
        }, 20)
        const report = await receiveBytes(gateway, endless())
        clearInterval(watch)
        expect(report.outcome).to.be.oneOf(['refused', 'incomplete'])
        expectFinding(report, 'SEGMENT_TOO_LONG', { offset: offsetOf(good, 'CLP*') })
        expect(report.sizeBytes).to.be.greaterThan(size)
        expect(await store.ledger.balances()).to.deep.equal(untouched)
        expect(Math.round((most - before) / 1024 / 1024), 'MB above the idle process').to.be.lessThan(150)
      })

      it('a flood of findings is cut, and says so', async () => {
        const flood = Array.from({ length: 8000 }, () => 'XXX*1')
        const body = remittanceSet(remittance)
        const report = await receiveBytes(gateway, interchange([[...body.slice(0, 3), ...flood, ...body.slice(3)]]))
        expect(report.findings.length).to.be.lessThan(5200)
        expect(report.findings.map(({ code }) => code)).to.include('FINDINGS_CUT')
      })
    })

    describe('one bad set among good ones', () => {
      const three = (middle: readonly string[]): string =>
        interchange([
          remittanceSet({ trace: 'EFT-1', claims: first ?? [] }),
          middle,
          remittanceSet({ trace: 'EFT-3', claims: third ?? [] }),
        ])
      const middle = remittanceSet({ trace: 'EFT-2', claims: second ?? [] })

      async function neighboursPosted(file: string): Promise<ReceiveReport> {
        const report = await receiveBytes(gateway, file)
        expect(report.outcome).to.equal('processed')
        const posted = report.remittances.filter(({ outcome }) => outcome === 'posted').map(({ trace }) => trace)
        expect(posted).to.deep.equal(['EFT-1', 'EFT-3'])
        expect((await store.ledger.balances())['CASH:REMIT']).to.equal(16_000)
        return report
      }

      it('BPR02 is not what its claims come to: held, with the difference in cents', async () => {
        const file = three(remittanceSet({ trace: 'EFT-2', claims: second ?? [], bpr02Cents: 8001 }))
        const report = await neighboursPosted(file)
        expectFinding(report, 'REMITTANCE_UNBALANCED', { offset: offsetOf(file, 'BPR*I*80.01'), segment: 2 })
        const [held] = report.remittances.filter(({ outcome }) => outcome === 'held')
        expect(held?.workItems).to.have.length(1)
        expect(held?.workItems[0]).to.deep.include({ type: 'remittance-unbalanced', cents: 1 })
      })

      it('BPR02 is no amount', async () => {
        const file = three(middle.map((segment) => segment.replace('BPR*I*80*', 'BPR*I*8O*')))
        const report = await neighboursPosted(file)
        expect(report.findings.map(({ path, segment }) => [path, segment])).to.deep.include(['BPR02', 2])
        expect(report.workItems.map(({ type, transactionSet }) => ({ type, transactionSet }))).to.deep.equal([
          { type: 'unreadable-file', transactionSet: '0002' },
        ])
      })

      it('its SE counts wrongly', async () => {
        const file = three(middle).replace('SE*19*0002', 'SE*18*0002')
        expect(codes(await neighboursPosted(file))).to.deep.equal(['SEGMENT_COUNT_WRONG'])
      })

      it('it has no SE', async () => {
        const report = await neighboursPosted(three(middle).replace('SE*19*0002~\n', ''))
        expect(codes(report)).to.include('TRANSACTION_SET_UNCLOSED')
      })

      it('its claim is unreadable: held, because nobody could account for the money', async () => {
        const file = three(middle.map((segment) => segment.replace('*100*80**12', '*100*eighty**12')))
        const report = await neighboursPosted(file)
        expect(report.remittances.find(({ trace }) => trace === 'EFT-2')?.outcome).to.equal('held')
      })

      it('it is for another practice: held', async () => {
        const report = await neighboursPosted(
          three(remittanceSet({ trace: 'EFT-2', claims: second ?? [], payee: ['1999000015', '998877665'] })),
        )
        expect(report.remittances.map(({ outcome, heldFor }) => heldFor ?? outcome)).to.deep.equal(['posted', 'foreign-payee', 'posted'])
      })

      it('it is in another currency: held', async () => {
        const report = await neighboursPosted(three(remittanceSet({ trace: 'EFT-2', claims: second ?? [], header: ['CUR*PR*CAD'] })))
        expect(report.remittances.map(({ outcome, heldFor }) => heldFor ?? outcome)).to.deep.equal(['posted', 'foreign-currency', 'posted'])
      })
    })

    describe('has a value that nobody can read', () => {
      const number = 'ELEMENT_NUMBER_INVALID'
      const unreadable: readonly [string, string, string, FindingCode, string][] = [
        ['three decimals', 'BPR*I*240', 'BPR*I*240.001', number, 'BPR02'],
        ['three decimals in a claim', '*100*80**12', '*100*80.001**12', number, '2100/CLP04'],
        ['an exponent', '*100*80**12', '*1E2*80**12', number, '2100/CLP03'],
        ['a plus', 'CAS*CO*45*20', 'CAS*CO*45*+20', number, '2110/CAS03'],
        ['thousands with a comma', 'CAS*CO*45*20', 'CAS*CO*45*1,020', number, '2110/CAS03'],
        ['18 digits', 'CAS*CO*45*20', 'CAS*CO*45*200000000000000000', number, '2110/CAS03'],
        ['19 digits', 'CAS*CO*45*20', 'CAS*CO*45*2000000000000000000', 'ELEMENT_TOO_LONG', '2110/CAS03'],
        ['an adjustment without a reason', 'CAS*CO*45*20', 'CAS*CO**20', 'ELEMENT_MISSING', '2110/CAS02'],
        ['an adjustment with a quantity and no amount', 'CAS*CO*45*20', 'CAS*CO*45*20**253**1', 'ELEMENT_MISSING', '2110/CAS06'],
      ]
      for (const [what, right, bad, code, path] of unreadable)
        it(`${what}: nothing is posted, and the finding says where`, async () => {
          expect(good).to.include(right)
          const report = await refused(good.replace(right, bad), 'processed')
          expect(report.findings.map((one) => `${one.code} ${one.path}`)).to.include(`${code} ${path}`)
          expect(codes(report), 'what could not be read is no wrong sum').not.to.include('REMITTANCE_UNBALANCED')
          expect(report.workItems.map(({ type }) => type)).to.deep.equal(['unreadable-file'])
        })

      it('more zeros than cents have: the same amount, and the books are proven', async () => {
        const report = await receiveBytes(gateway, good.replace('BPR*I*240', 'BPR*I*240.0000'))
        expect(report.remittances.map(({ outcome, postedCents }) => [outcome, postedCents])).to.deep.equal([['posted', 24_000]])
      })

      it('PLB02 is no day: said, and the money of the segment is booked', async () => {
        const trailer = ['PLB*1234567893*20261331*IR:912345678*10']
        const report = await receiveBytes(gateway, remittanceFile({ ...remittance, bpr02Cents: 23_000, trailer }))
        expect(report.findings.map(({ code, path }) => `${code} ${path}`)).to.include('ELEMENT_DATE_INVALID PLB02')
        expect(report.remittances[0]?.outcome).to.equal('posted')
        expect(await store.ledger.balances()).to.include({ 'CASH:REMIT': 23_000, 'TAX:WITHHELD': 1000 })
      })
    })

    it('one claim does not balance: its money waits, the others are posted, and BPR02 is all in the books', async () => {
      const [one, two, three] = fourFifthsOf(claims)
      if (one === undefined || two === undefined || three === undefined) throw new Error('three claims')
      const file = remittanceFile({ trace: 'EFT-1', claims: [one, { ...two, contractualCents: 1999 }, three] })
      const report = await receiveBytes(gateway, file)
      const clp = offsetOf(file, 'CLP*RB000102')
      expect(
        report.findings.filter(({ code }) => code.endsWith('_UNBALANCED')).map(({ offset, segment }) => [offset, segment]),
      ).to.deep.include([clp, 19])
      expect(report.remittances.map(({ outcome, postedCents, suspendedCents }) => [outcome, postedCents, suspendedCents])).to.deep.equal([
        ['posted', 16_000, 8000],
      ])
      expect(report.remittances[0]?.workItems.map(({ type, claim, cents }) => ({ type, claim, cents }))).to.deep.equal([
        { type: 'claim-payment-unbalanced', claim: 'RB000102', cents: 8000 },
      ])
      const { claims: states } = await booksOf(store)
      expect(states.map(({ state }) => state)).to.deep.equal(['paid', 'submitted', 'paid'])
    })
  })
})
