import { expect } from 'chai'
import { decodeRemittance } from '../../../src/codecs/index.js'
import { guideOf, readSet, readSetFile } from '../../support/read-set.js'

function headerOf(name: string): unknown {
  const { rest } = readSet(guideOf('005010X221A1', '835'), readSetFile(`samples/scenarios/${name}.835`))
  return decodeRemittance(rest).value
}

const parties = {
  payer: {
    name: 'ACORN HEALTH PLAN',
    address: { line1: '100 PAYER PLAZA', city: 'HARTFORD', state: 'CT', postalCode: '061030001' },
    references: [{ qualifier: '2U', value: '60001' }],
    contacts: [{ function: 'BL', name: 'EDI HELP DESK', numbers: [{ qualifier: 'TE', value: '8005550100' }] }],
  },
  payee: {
    name: 'RIVERBEND FAMILY PRACTICE',
    idQualifier: 'XX',
    id: '1234567893',
    references: [{ qualifier: 'TJ', value: '912345678' }],
  },
}

describe('the header of a remittance', () => {
  it('says who paid whom how much, from which account to which (scenario 01)', () => {
    expect(headerOf('01-simple-paid')).to.deep.equal({
      handling: 'I',
      paidCents: 11_000,
      creditOrDebit: 'C',
      method: 'ACH',
      format: 'CCP',
      sender: { bankQualifier: '01', bankId: '123456780', accountQualifier: 'DA', account: '5550001' },
      originatingCompany: { id: '1987654321' },
      receiver: { bankQualifier: '01', bankId: '987654320', accountQualifier: 'DA', account: '7770009' },
      effectiveOn: '2026-11-03',
      trace: { number: 'EFT0000101', payerIdentifier: '1987654321' },
      producedOn: '2026-11-02',
      ...parties,
    })
  })

  it('names no bank when nothing is paid (scenario 03)', () => {
    expect(headerOf('03-denied')).to.deep.equal({
      handling: 'H',
      paidCents: 0,
      creditOrDebit: 'C',
      method: 'NON',
      effectiveOn: '2026-11-03',
      trace: { number: 'ZP20261103000103', payerIdentifier: '1987654321' },
      producedOn: '2026-11-02',
      ...parties,
    })
  })
})
