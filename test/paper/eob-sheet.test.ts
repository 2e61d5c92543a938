// What a payer said, on paper: every figure of the worked scenarios with the meaning of its code, and of one claim nothing of another.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parseOpenClaims } from '../../src/codecs/index.js'
import { createEobPaper, type EobPaper } from '../../src/gateway/index.js'
import { drawAs } from '../../src/paper/index.js'
import type { RemittanceRow, Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { gatewayOn, openAccounts, receiveBytes, sample, schemas } from '../support/gateway.js'
import { packed, pagesOf } from './read-pdf.js'

withDatabases((database, openStore) => {
  if (database !== 'SQLite') return
  describe('an explanation of benefits', () => {
    let store: Store
    let paper: EobPaper
    before(async () => {
      store = await openStore()
      paper = createEobPaper({ store, schemas })
      const gateway = gatewayOn(store)
      for (const scenario of ['02-deductible', '03-denied', '19-plb-mixed']) {
        const { claims } = parseOpenClaims(JSON.parse(readFileSync(`samples/scenarios/${scenario}.claims.json`, 'utf8')))
        await openAccounts(gateway, claims)
        await receiveBytes(gateway, sample(`scenarios/${scenario}.835`))
      }
    })
    const remittance = async (trace: string): Promise<RemittanceRow> => {
      const { items } = await store.remittances.list({ trace })
      expect(items, trace).to.have.length(1)
      return items[0] as RemittanceRow
    }
    const text = async (trace: string, patientControlNumber?: string): Promise<string> =>
      Buffer.from(
        await paper(await remittance(trace), 'txt', patientControlNumber === undefined ? {} : { patientControlNumber }),
      ).toString()

    it('says what each reason means: scenario 02, deductible, coinsurance and copayment', async () => {
      const page = await text('EFT0000102')
      expect(page).to.include('Amount of the payment: 114.00')
      expect(page).to.include('PR 1 Deductible (Patient responsibility): 160.00')
      expect(page).to.include('PR 2 Coinsurance (Patient responsibility): 6.00')
      expect(page).to.include('PR 3 Copayment (Patient responsibility): 25.00')
      expect(page).to.match(/Decision: 1 Processed as primary/)
      expect(page).to.include('Paid for claims: 114.00')
    })

    it('of one claim names that claim alone', async () => {
      const page = await text('EFT0000102', 'RB000202')
      expect(page).to.include('Explanation of benefits').and.to.include('Claim RB000202')
      expect(page).not.to.match(/RB000201|The payment|PLB/)
    })

    it('of a claim that it does not pay there is none', async () => {
      const refused = await text('EFT0000102', 'RB000999').catch((error: unknown) => error)
      expect(refused).to.include({ code: 'NOT_FOUND' })
    })

    it('tells the money of no claim by its codes: scenario 19, 1,000.00 less 280.00 and with 50.00', async () => {
      const { items } = await store.remittances.list({ limit: 50 })
      const trace = items.find(({ remittance: { paidCents } }) => paidCents === 77000)?.remittance.trace.number ?? ''
      const page = await text(trace)
      expect(page)
        .to.match(/IR .*280\.00/)
        .and.to.match(/CS Adjustment.*-50\.00/)
      expect(page).to.include('Amount of the payment: 770.00')
    })

    it('says the same in a browser and as PDF, as it stands', async () => {
      const row = await remittance('EFT0000102')
      const page = Buffer.from(await paper(row, 'html')).toString()
      const pdf = pagesOf(await paper(row, 'pdf')).join('\n')
      for (const words of ['EFT0000102', 'RB000201', 'PR 1 Deductible (Patient responsibility): 160.00', '114.00']) {
        expect(page).to.include(words)
        expect(packed(pdf)).to.include(packed(words))
      }
      expect(pdf).to.include('835')
    })

    it('makes no markup of what a payer wrote', async () => {
      const sheet = { title: '<b>', about: '"', footer: '&', blocks: [{ kind: 'heading', text: '<script>' } as const] }
      expect(Buffer.from(await drawAs(sheet, 'html')).toString()).not.to.match(/<script>|<b>"/)
    })
  })
})
