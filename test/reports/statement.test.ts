// A patient's statement, counted by hand on the worked scenarios 02 and 03.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parseOpenClaims } from '../../src/codecs/index.js'
import type { OpenClaim, Statement } from '../../src/domain/index.js'
import { createStatements, enterByHand, type Statements } from '../../src/gateway/index.js'
import type { ClaimRecord } from '../../src/store/index.js'
import { type IsoDate, toCents } from '../../src/values/index.js'
import { packed, pagesOf } from '../paper/read-pdf.js'
import { withDatabases } from '../support/databases.js'
import { gatewayOn, openAccounts, receiveBytes, sample } from '../support/gateway.js'

const claimsOf = (scenario: string): readonly OpenClaim[] =>
  parseOpenClaims(JSON.parse(readFileSync(`samples/scenarios/${scenario}.claims.json`, 'utf8'))).claims

withDatabases((database, openStore) => {
  if (database !== 'SQLite') return
  describe('a statement', () => {
    let statements: Statements
    let find: (number: string) => Promise<ClaimRecord>
    const statement = async (number: string): Promise<Statement> => statements.data(await find(number))

    before('scenarios 02 and 03, and a later claim of the first patient of 02', async () => {
      const store = await openStore()
      const gateway = gatewayOn(store)
      statements = createStatements(gateway)
      find = async (number) => (await store.claims.byNumbers([number]))[0] as ClaimRecord
      const [first] = claimsOf('02-deductible')
      if (first === undefined) throw new Error('scenario 02 has no claims')
      const later = { ...first, patientControlNumber: 'RB000299', lines: first.lines.map(({ control: _control, ...line }) => line) }
      const namesake = { ...later, patientControlNumber: 'RB000298', patient: { ...first.patient, birthDate: '1999-09-09' as IsoDate } }
      await openAccounts(gateway, [...claimsOf('02-deductible'), ...claimsOf('03-denied'), later, namesake])
      for (const scenario of ['02-deductible', '03-denied']) await receiveBytes(gateway, sample(`scenarios/${scenario}.835`))
      await enterByHand(gateway, { dr: 'CASH:PATIENT', cr: 'AR:PATIENT', cents: toCents(3000), why: 'card payment', claim: 'RB000202' })
    })

    it('has all claims of the person, and no other’s: the same name with another birth date is another', async () => {
      const { claims, dueCents } = await statement('RB000299')
      expect(claims.map(({ patientControlNumber }) => patientControlNumber).toSorted()).to.deep.equal(['RB000201', 'RB000299', 'RB000302'])
      expect(dueCents).to.equal(16_600)
    })

    it('of scenario 02: 295.00 less 29.00 paid and 100.00 adjusted leaves 166.00, deductible and coinsurance, 49 days old', async () => {
      const { claims, dueByAge, creditCents } = await statement('RB000201')
      const claim = claims.find(({ patientControlNumber }) => patientControlNumber === 'RB000201')
      expect(claim).to.deep.include({
        chargeCents: 29_500,
        insurancePaidCents: 2_900,
        adjustedCents: 10_000,
        insuranceOwesCents: 0,
        patientPaidCents: 0,
        patientOwesCents: 16_600,
        shares: [
          { carc: '1', cents: 16_000 },
          { carc: '2', cents: 600 },
        ],
      })
      expect([dueByAge, creditCents]).to.deep.equal([[0, 16_600, 0, 0, 0], 0])
    })

    it('7.3 a credit is told and netted with nothing: 30.00 paid on a share of 25.00', async () => {
      expect(await statement('RB000202')).to.include({ dueCents: 0, creditCents: 500 })
    })

    it('1.6 what a person must review first is not due: scenario 03, PR 27', async () => {
      const { claims, dueCents } = await statement('RB000303')
      expect(claims[0]).to.include({ patientOwesCents: 15_000, isUnderReview: true })
      expect(dueCents).to.equal(0)
    })

    it('7.1 what insurance refused is not the patient’s: scenario 03, CO 197', async () => {
      const { claims, dueCents } = await statement('RB000301')
      expect(claims[0]).to.include({ insuranceOwesCents: 90_000, patientOwesCents: 0 })
      expect(dueCents).to.equal(0)
    })

    it('on paper says it in words', async () => {
      const claim = await find('RB000201')
      const pdf = packed(pagesOf((await statements.paper(claim, 'pdf')).bytes).join('\n'))
      const text = Buffer.from((await statements.paper(claim, 'txt')).bytes).toString()
      for (const words of ['Please pay', '166.00', 'Deductible 160.00; Coinsurance 6.00', 'RIVERBEND FAMILY PRACTICE', 'BROOKS, BEN']) {
        expect(text).to.include(words)
        expect(pdf).to.include(packed(words))
      }
      expect(Buffer.from((await statements.paper(await find('RB000303'), 'txt')).bytes).toString()).to.include('in review')
    })
  })
})
