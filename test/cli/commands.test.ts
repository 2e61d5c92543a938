// The commands at work, as a practice uses them, from the outside.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { compose } from '../../src/compose.js'
import { readConfig } from '../../src/config.js'
import type { ReceiveReport, SubmitReport } from '../../src/gateway/index.js'
import { sample, stillClock, submitBytes } from '../support/gateway.js'
import { dataFolder, type Ran, runCli } from './run-cli.js'

const remittance = 'samples/scenarios/01-simple-paid.835'

describe('commands', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-files-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  function file(name: string, content: string): string {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }

  it('intake takes what was dropped into a watched folder and sends it; without one it says what to set', async () => {
    const data = dataFolder()
    mkdirSync(join(data, 'drop'))
    copyFileSync('samples/clearinghouse-v3/institutional/inpatient-stay/in.json', join(data, 'drop/request.json'))
    const settings = file('intake.yaml', 'intake: [{ id: desk, folder: drop, stableMs: 50 }]\n')
    const { code, stdout, stderr } = await runCli(['--data', data, '--config', settings, 'intake'])
    expect(code, stderr).to.equal(0)
    expect(stderr).to.include('looked at again')
    expect(stdout).to.match(/request\.json: taken[^]*: sent$/m)
    expect(readdirSync(join(data, 'drop/taken'))).to.have.length(3)
    const none = await runCli(['--data', data, 'intake'])
    expect([none.code, none.stderr]).to.deep.equal([
      2,
      'x12gw: no folder is watched; name one under intake in the settings (config/default.yaml) (ARGUMENT_INVALID)\n',
    ])
  })

  describe('the first steps of the README, on a fresh folder', () => {
    const data = dataFolder()
    const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])

    it('submit sends the sample claims through the local folder', async () => {
      const { code, stdout, stderr } = await run('submit', 'samples/demo/claims.edi')
      expect(stderr).not.to.match(/could not|nobody knows/)
      expect(code, stderr).to.equal(0)
      expect(stdout)
        .to.include('claims.edi: taken')
        .and.to.match(/: sent$/m)
    })

    it('the same file again sends nothing', async () => {
      const { code, stdout } = await run('submit', 'samples/demo/claims.edi')
      expect(code).to.equal(0)
      expect(stdout).to.include('nothing is sent a second time')
      expect((await run('outbox', '--json')).json<{ items: unknown[] }>().items).to.have.length(1)
    })

    it('every claim says whom it waits for, and every answer who owes it by when', async () => {
      const { items } = (await run('claims', '--json')).json<{ items: { waitsFor: string }[] }>()
      expect(new Set(items.map(({ waitsFor }) => waitsFor))).to.deep.equal(new Set(['partner']))
      const { code, json } = await run('overdue', '--json')
      expect(code).to.equal(0)
      const { items: waits, ...figures } = json<{ items: { answer: string; owes: string; claims: number; isLate: boolean }[] }>()
      expect(figures).to.deep.equal({ lateCount: 0, opened: 0, closed: 0 })
      expect(waits).to.have.length(1)
      expect(waits[0]).to.include({ answer: 'ta1', owes: 'local', isLate: false, claims: items.length })
      expect((await run('overdue')).stdout).to.match(/ta1 +│? ?local/)
    })

    it('every claim is sent, and the books are proven', async () => {
      const { items } = (await run('claims', '--json')).json<{ items: { submissionState: string }[] }>()
      expect(new Set(items.map(({ submissionState }) => submissionState))).to.deep.equal(new Set(['Sent']))
      expect((await run('verify')).stdout).to.include('Everything holds.')
    })
  })

  describe('overdue', () => {
    it('exit 1 once an answer is late, with who owes it', async () => {
      const late = join(folder, 'late')
      const config = readConfig({ data: late, environment: {} })
      const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
      const gateway = await compose(config, { clock: stillClock('2026-01-05T12:00:00.000Z'), log: silent })
      await submitBytes(gateway, sample('scenarios/01-simple-paid.837'), { asSent: true, partnerId: 'local' })
      await gateway.close()
      const { code, stdout } = await runCli(['--data', late, 'overdue', '--late'])
      expect([code, stdout.split('\n').length]).to.deep.equal([1, 3])
      expect(stdout).to.match(/ta1 +local +2026-01-05 +2026-01-06 +late +1 +interchange 000000501/)
      expect((await runCli(['--data', late, 'claim', 'show', 'RB000101'])).stdout).to.include('it was due on 2026-01-06 and is late')
    })
  })

  describe('claims in CSV', () => {
    it('with a bad row: told by row and column, exit 1; with --accept-good the others go', async () => {
      const data = dataFolder()
      const bad = file('claims.csv', readFileSync('samples/claims/csv/professional.csv', 'utf8').replace('9/12/1961', '9/31/1961'))
      const refused = await runCli(['--data', data, 'submit', bad])
      expect([refused.code, refused.stdout]).to.deep.equal([
        1,
        `claims.csv: refused; nothing of it is sent\n  error at /2/patient_birth_date: row 2, patient_birth_date: must be a day such as 2026-01-31 or 1/31/2026\n`,
      ])
      const key = ['--idempotency-key', 'monday']
      const partly = await runCli(['--data', data, '--json', 'submit', '--accept-good', ...key, bad])
      expect(partly.code).to.equal(1)
      const report = partly.json<SubmitReport>()
      expect(report.claims.map(({ submissionState }) => submissionState)).to.deep.equal(['Sent', 'Sent'])
      expect((await runCli(['--data', data, '--json', 'submit', '--accept-good', ...key, bad])).json()).to.deep.equal(report)
      const other = file('other.csv', readFileSync('samples/claims/csv/professional.csv', 'utf8'))
      expect((await runCli(['--data', data, 'submit', '--accept-good', ...key, other])).stderr).to.include('(CONFLICT)')
    })
  })

  describe('validate', () => {
    it('says of a good file that it is valid', async () => {
      const { code, json } = await runCli(['validate', remittance, '--json'])
      expect(code).to.equal(0)
      const [only] = json<{ files: { valid: boolean; sha256: string; findings: unknown[] }[] }>().files
      expect(only).to.deep.include({ file: remittance, valid: true, findings: [] })
      expect(only?.sha256).to.match(/^[0-9a-f]{64}$/)
    })

    it('names file, set, segment, byte and remedy of what is wrong, and exits 1', async () => {
      const bad = file('bad.835', readFileSync(remittance, 'utf8').replace('DTM*472*20261005', 'DTM*472*20261305'))
      const { code, stdout } = await runCli(['validate', bad])
      expect(code).to.equal(1)
      expect(stdout).to.include(`${bad}: NOT valid`)
      expect(stdout).to.match(/error in set 0001, segment 16, byte 613, .*DTM02.*\(ELEMENT_DATE_INVALID\)/)
    })

    it('reads standard input, and several files, the bad among the good', async () => {
      const { code, json } = await runCli(['validate', '-', remittance, '--json'], { stdin: 'rubbish' })
      expect(code).to.equal(1)
      expect(json<{ files: { file: string; valid: boolean }[] }>().files.map(({ file: name, valid }) => [name, valid])).to.deep.equal([
        ['-', false],
        [remittance, true],
      ])
    })
  })

  describe('receive', () => {
    const data = dataFolder()
    const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])

    before(async () => {
      await run('practice', 'add', '--name', 'RIVERBEND FAMILY PRACTICE', '--npi', '1234567893', '--tax-id', '912345678')
      await run('claims', 'import', 'samples/scenarios/01-simple-paid.claims.json')
    })

    it('tells each entry, the new state and the proof', async () => {
      const { code, stdout } = await run('receive', remittance)
      expect(code).to.equal(0)
      expect(stdout).to.include('posted 110.00 + in suspense 0.00 = 110.00').and.to.include('RB000101 is now paid')
      expect(stdout).to.match(/CASH:REMIT +AR:P +110\.00 +RB000101 +1 +payment/)
    })

    it('the same again is a duplicate, and good', async () => {
      const { code, json } = await run('receive', remittance, '--json')
      expect(code).to.equal(0)
      const [report] = json<{ files: ReceiveReport[] }>().files
      expect(report?.outcome).to.equal('duplicate')
      expect(report?.remittances.map(({ outcome, entries }) => [outcome, entries])).to.deep.equal([['duplicate', []]])
    })

    const text = readFileSync(remittance, 'utf8')
    const attention: readonly [string, string, RegExp][] = [
      ['rubbish', 'rubbish', /refused; the bytes are kept[^]*error at segment 1, byte 0[^]*to do: unreadable-file/],
      ['half.835', text.slice(0, 700), /cut off; kept, and waiting for the whole file/],
      ['unbalanced.835', text.replace('BPR*I*110', 'BPR*I*111').replaceAll('EFT0000101', 'EFT0000999'), /held \(remittance-unbalanced\)/],
      ['old.835', text.replace('005010X221A1', '004010X091A1'), /to do: unreadable-file/],
    ]
    for (const [name, content, wanted] of attention)
      it(`${name}: exit 1, and what to do about it`, async () => {
        const { code, stdout } = await run('receive', file(name, content))
        expect(stdout).to.match(wanted)
        expect(code).to.equal(1)
      })

    it('deposits: the bank has the money, and the remittance says so; a broken file exits 1 with what is wrong', async () => {
      const statement = file('bank.csv', 'postedDate,amount,addenda\n2026-11-03,110.00,TRN*1*EFT0000101*1987654321~\n')
      const { code, json } = await run('deposits', 'import', statement, '--format', 'csv', '--json')
      expect([code, json<{ matched: number }>().matched]).to.deep.equal([0, 1])
      const { items } = (await run('remittances', '--json')).json<{ items: { trace: string; cashState: string }[] }>()
      expect(items.filter(({ cashState }) => cashState === 'matched').map(({ trace }) => trace)).to.deep.equal(['EFT0000101'])
      const broken = await run('deposits', 'import', 'samples/bank/bai2-total-wrong/in.bai', '--format', 'bai2')
      expect(broken.code).to.equal(1)
      expect(broken.stdout).to.match(/refused\n {2}error: line 14 \(99\): the control total is stated as 1/)
    })

    it('fees: a table is taken once, a wrong one exits 1 with line, column and remedy', async () => {
      const head = 'payer,procedure,effective_from,rate'
      const { code, json } = await run('fees', 'import', file('fees.csv', `${head}\n60001,99213,2026-01-01,125.00\n`), '--json')
      expect([code, json<{ added: number }>().added]).to.deep.equal([0, 1])
      const { items } = (await run('fees', 'list', '--payer', '60001', '--json')).json<{
        items: { procedure: string; rateCents: number }[]
      }>()
      expect(items.map(({ procedure, rateCents }) => [procedure, rateCents])).to.deep.equal([['99213', 12_500]])
      const broken = await run('fees', 'import', file('broken.csv', `${head}\n60001,99213,2026-01-01,125.00\n60001,99214,soon,9\n`))
      expect(broken.code).to.equal(1)
      expect(broken.stdout).to.include('error: line 3, column effective_from: it must be a day such as 2026-01-01')
    })

    it('report figures: every figure with its two counts, "-" over nothing, and what is counted beneath', async () => {
      const { code, stdout } = await run('report', 'figures')
      expect(code).to.equal(0)
      expect(stdout).to.match(/all +eft-match-rate +1 +\d+ +\d+\.\d/)
      expect(stdout).to.match(/all +lag-service-to-sent +0 +0 +-/)
      expect(stdout).to.include('overturn-rate: denials won / denials decided in the period')
      const csv = await run('report', 'figures', '--csv')
      expect(csv.stdout).to.include('all,lag-service-to-sent,0,0,\r\n')
    })

    it('a file that is not there stops it before any other is taken', async () => {
      const fresh = file('fresh.835', text.replaceAll('EFT0000101', 'EFT0000777'))
      const { code } = await run('receive', fresh, '/nowhere/b.835')
      expect(code).to.equal(2)
      const { items } = (await run('remittances', '--json')).json<{ items: { trace: string }[] }>()
      expect(items.map(({ trace }) => trace)).not.to.include('EFT0000777')
    })
  })

  describe('submit', () => {
    const data = dataFolder()
    const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])
    const claims = readFileSync('samples/scenarios/01-simple-paid.837', 'utf8')

    it('refuses with place and remedy, exit 1, and nothing is sent', async () => {
      const bad = file('bad.837', claims.replace('DMG*D8*19800214', 'DMG*D8*19801314'))
      const { code, stdout } = await run('submit', bad)
      expect(code).to.equal(1)
      expect(stdout).to.match(/bad\.837: refused; nothing of it is sent\n.*error .*segment 17, byte \d+.*2010BA\/DMG02/)
      expect((await run('outbox', '--json')).json()).to.deep.equal({ items: [] })
    })

    it('tells of JSON claims the pointer', async () => {
      const bad = file('bad.json', '[{"kind":"professional"}]')
      const { code, stdout } = await run('submit', bad)
      expect(code).to.equal(1)
      expect(stdout).to.include('/0/patientControlNumber')
    })

    it('--hold leaves it in the outbox; --as-sent records what another system sent', async () => {
      const held = await run('submit', '--hold', '--json', file('one.837', claims))
      expect(held.json<SubmitReport>().sending.map(({ state }) => state)).to.deep.equal(['ready'])
      const sent = await run('submit', '--as-sent', '--json', 'samples/scenarios/21-ack-lifecycle.837')
      expect(sent.code).to.equal(0)
      expect(sent.json<SubmitReport>().claims.map(({ submissionState }) => submissionState)).to.deep.equal(['Sent', 'Sent', 'Sent', 'Sent'])
    })
  })

  describe('claims check', () => {
    const data = dataFolder()
    const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])
    const visit = 'samples/claims/professional/office-visit.json'

    it('says what may be sent, and stores nothing', async () => {
      const { code, stdout } = await run('claims', 'check', visit)
      expect([code, stdout]).to.deep.equal([0, 'office-visit.json: 1 claim may be sent to local\n'])
      expect((await run('claims', '--json')).json<{ items: unknown[] }>().items).to.deep.equal([])
    })

    it('names each field that is wrong with its remedy, and exits 1', async () => {
      const bad = file('visit.json', readFileSync(visit, 'utf8').replace('"1234567893"', '"1234567890"'))
      const { code, stdout } = await run('claims', 'check', bad)
      expect(code).to.equal(1)
      expect(stdout).to.match(/^visit\.json: would be refused\n {2}error at \/0\/billing\/npi: .*; look it up.* \(edit edit-npi-form\)\n$/)
    })

    it('is one document with --json', async () => {
      const { code, json } = await run(
        'claims',
        'check',
        '--json',
        file('claim.837', readFileSync('samples/scenarios/01-simple-paid.837', 'utf8').replace('HC:99213', 'HC:9921X')),
      )
      expect(code).to.equal(1)
      const { outcome, findings } = json<{ outcome: string; findings: { rule: string; path: string; offset: number }[] }>()
      expect(outcome).to.equal('refused')
      expect(findings.map(({ rule, path }) => [rule, path])).to.deep.equal([['edit-procedure-form', '2400/SV101-2']])
    })
  })

  describe('claims import', () => {
    const data = dataFolder()
    const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])

    it('without a practice says how to set one up', async () => {
      const { code, stderr } = await run('claims', 'import', 'samples/scenarios/01-simple-paid.claims.json')
      expect(code).to.equal(1)
      expect(stderr).to.include('x12gw practice add')
    })

    it('tells by pointer what is wrong, and imports nothing', async () => {
      await run('practice', 'add', '--name', 'RIVERBEND FAMILY PRACTICE', '--npi', '1234567893', '--tax-id', '912345678')
      const bad = file(
        'bad.claims.json',
        readFileSync('samples/scenarios/01-simple-paid.claims.json', 'utf8').replace('"2026-10-05"', '"5 October"'),
      )
      const { code, stderr } = await run('claims', 'import', bad)
      expect(code).to.equal(1)
      expect(stderr).to.include('/0/lines/0/serviceDate')
      expect((await run('claims', '--json')).json()).to.deep.equal({ items: [] })
    })

    it('names the place of a wrong claim among many, tells the first hundred problems, and imports nothing', async () => {
      const [claim] = JSON.parse(readFileSync('samples/scenarios/01-simple-paid.claims.json', 'utf8')) as Record<string, unknown>[]
      const many = Array.from({ length: 250 }, (_, index): Record<string, unknown> => ({ ...claim, patientControlNumber: `N${index}` }))
      const one = await run('claims', 'import', file('one.json', JSON.stringify(many.with(203, { ...claim, kind: 'x' }))))
      expect([one.code, one.stderr.match(/\/\d+\/\S+:/g)]).to.deep.equal([1, ['/203/kind:']])
      const { stderr } = await run('claims', 'import', file('all.json', JSON.stringify(many.map((each) => ({ ...each, kind: 'x' })))))
      expect(stderr.match(/\/kind:/g)).to.have.length(100)
      expect(stderr).to.include('and 150 more')
      const cut = await run('claims', 'import', file('cut.json', JSON.stringify(many).slice(0, -1)))
      expect(cut.stderr).to.include('is not a JSON list: look at line 1')
      expect((await run('claims', '--json')).json()).to.deep.equal({ items: [] })
    })

    it('twice changes nothing the second time', async () => {
      const first = await run('claims', 'import', '--json', 'samples/scenarios/10-unmatched.claims.json')
      const again = await run('claims', 'import', '--json', 'samples/scenarios/10-unmatched.claims.json')
      const { imported } = first.json<{ imported: number }>()
      expect(imported).to.be.greaterThan(1)
      expect(again.json()).to.deep.equal({ imported: 0, unchanged: imported, chargeCents: 0 })
      const stdin = readFileSync('samples/scenarios/10-unmatched.claims.json')
      const typed = await runCli(['--data', data, 'claims', 'import', '--json', '-'], { stdin })
      expect(typed.json()).to.deep.equal({ imported: 0, unchanged: imported, chargeCents: 0 })
    })
  })

  describe('work', () => {
    const data = dataFolder()
    const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])

    it('lists what waits, and closes it with a reason', async () => {
      await run('receive', file('rubbish', 'rubbish'))
      const [item] = (await run('work', '--json')).json<{ items: { id: string; type: string }[] }>().items
      expect(item?.type).to.equal('unreadable-file')
      expect((await run('work', 'resolve', item?.id ?? '')).code, 'never without a reason').to.equal(2)
      expect((await run('work', 'assign', item?.id ?? '', '--to', 'maria')).stdout.trim()).to.equal('open, assigned to maria')
      expect((await run('work', 'show', item?.id ?? '')).stdout).to.include('assigned maria')
      expect((await run('work', 'resolve', item?.id ?? '', '--reason', 'a brochure')).code).to.equal(0)
      expect((await run('work', '--json')).json()).to.deep.equal({ items: [] })
      expect((await run('work', 'resolve', 'no-such-item', '--reason', 'x')).code).to.equal(1)
    })
  })

  describe('ledger enter', () => {
    const data = dataFolder()
    const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])
    const enter = (...more: string[]): Promise<Ran> =>
      run('ledger', 'enter', '--dr', 'AR:P', '--cr', 'DUE:PAYER', '--cents', '7500', '--why', 'overpayment letter', ...more)

    it('books one entry, which stands in the books with its reason', async () => {
      expect((await enter('--ref', 'AC26101001')).code).to.equal(0)
      const { items } = (await run('ledger', '--json')).json<{ items: Record<string, unknown>[] }>()
      expect(items).to.have.length(1)
      expect(items[0]).to.deep.include({ dr: 'AR:P', cr: 'DUE:PAYER', cents: 7500, why: 'overpayment letter', ref: 'AC26101001' })
    })

    it('about a claim that nobody knows is refused', async () => {
      expect((await enter('--claim', 'NOBODY')).code).to.equal(1)
    })
  })
})
