// Asking where a claim stands from the command line: told, asked once, answered, shown.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { InquiryReport } from '../../src/gateway/index.js'
import { type IsoDate, toCents } from '../../src/values/index.js'
import { status, statusAnswerFile } from '../support/status-answer-file.js'
import { dataFolder, type Ran, runCli } from './run-cli.js'

describe('claims inquire', function () {
  this.timeout(120_000)
  const data = dataFolder()
  const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])

  it('asks once, sends the 276, and claim show tells who owes what', async () => {
    expect((await run('submit', 'samples/scenarios/01-simple-paid.837')).code).to.equal(0)
    const asked = await run('claims', 'inquire', 'RB000101', '--json')
    const { files } = asked.json<InquiryReport>()
    expect([asked.code, files.map(({ partnerId, claims }) => [partnerId, claims])]).to.deep.equal([0, [['local', 1]]])
    const again = await run('claims', 'inquire', 'RB000101')
    expect(again.stdout).to.match(/RB000101 +it was asked about, and the answer is not late yet/)
    expect(again.code).to.equal(1)

    const payer = { entityType: '2' as const, last: 'ACORN HEALTH PLAN', idQualifier: 'PI', id: '60001' }
    const answer = {
      payer,
      receiver: { ...payer, last: 'RIVERBEND FAMILY PRACTICE', idQualifier: '46', id: 'RIVERBEND' },
      providers: [{ ...payer, last: 'RIVERBEND FAMILY PRACTICE', idQualifier: 'XX', id: '1234567893' }],
      subscriber: { entityType: '1' as const, last: 'ALVAREZ', first: 'ANA', idQualifier: 'MI', id: 'W100000001' },
      claim: {
        trace: 'NOT-OURS',
        statuses: [status('R4:294', { chargedCents: toCents(15_000) })],
        patientControlNumber: 'RB000101',
        serviceFrom: '2026-10-05' as IsoDate,
        lines: [],
      },
    }
    const file = join(data, 'answer.277')
    writeFileSync(file, statusAnswerFile([answer]))
    expect((await run('receive', file)).code).to.equal(0)
    const shown = await run('claim', 'show', 'RB000101')
    expect(shown.stdout).to.include(
      'RB000101, charge 150.00: PayerAccepted, inquiry: info-requested\nThe next step is the practice’s: send the payer what it asks for',
    )
  })

  it('wants either claims or --overdue, and asks about nothing that is not late', async () => {
    expect((await run('claims', 'inquire', 'RB000101', '--overdue')).code).to.equal(2)
    const { json } = await run('claims', 'inquire', '--overdue', '--json')
    expect(json<InquiryReport>()).to.deep.equal({ files: [], asked: [], notAsked: [] })
  })
})
