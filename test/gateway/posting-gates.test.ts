// Whatever does not post by itself says which gate it did not pass: remittances that are held, payments in suspense, PLB that waits.
import { expect } from 'chai'
import { createPostingActs, gateOf, whyInSuspense, whyNotPosted } from '../../src/gateway/index.js'
import { postingGates } from '../../src/gateway/posting-gates.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { type GatewayShape, gatewayOn, openAccounts, receiveBytes } from '../support/gateway.js'
import { type PaidClaim, remittanceFile, type RemittanceShape } from '../support/remittance-file.js'

const claims = [
  openClaim('GAT00001', { charges: [100] }),
  openClaim('GAT00002', { charges: [100] }),
  openClaim('GAT00003', { charges: [100], payers: ['60009', '60001'] }),
]
const paid = (change: Partial<PaidClaim> = {}): PaidClaim => ({ number: 'GAT00001', chargeCents: 10_000, paidCents: 8000, ...change })
const reversed = (paidCents: number): PaidClaim => paid({ chargeCents: -10_000, paidCents, status: '22' })
const mode = (policy: 'review' | 'hold'): GatewayShape => ({ posting: { mode: policy, rules: {} } })

interface Row {
  readonly reason: keyof typeof postingGates
  readonly shape?: GatewayShape
  /** The last of them is the one that does not post. */
  readonly files: readonly Partial<RemittanceShape>[]
  readonly change?: (text: string) => string
}

const held: readonly Row[] = [
  { reason: 'unreadable-file', files: [{}], change: (text) => text.replace('*1*100*80*', '*1*100*eighty*') },
  { reason: 'remittance-unbalanced', files: [{ bpr02Cents: 8100 }] },
  { reason: 'foreign-payee', files: [{ payee: ['1999000015', '998877665'] }] },
  { reason: 'foreign-currency', files: [{ header: ['CUR*PR*CAD'] }] },
  { reason: 'posting-review', shape: mode('review'), files: [{}] },
  { reason: 'posting-hold', shape: mode('hold'), files: [{}] },
  { reason: 'awaiting-funds', shape: { posting: { mode: 'automatic', rules: {}, awaitFunds: true } }, files: [{}] },
  { reason: 'remittance-conflict', files: [{}, { claims: [paid({ paidCents: 7000 })] }] },
  { reason: 'possible-reissue', files: [{}, { trace: 'T2' }] },
]

const suspended: readonly Row[] = [
  {
    reason: 'unmatched-claim',
    files: [{ claims: [paid({ number: 'NOBODY01', last: 'NOBODY' })] }],
    change: (text) => text.replace('MI*W1', 'MI*W9'),
  },
  {
    reason: 'identity-conflict',
    files: [{ claims: [paid({ last: 'NOBODY' })] }],
    change: (text) => text.replace('MI*W1', 'MI*W9').replace('*20261005', '*20260101'),
  },
  { reason: 'claim-payment-unbalanced', files: [{ claims: [paid({ contractualCents: 1900 })] }] },
  { reason: 'unknown-claim-status', files: [{ claims: [paid({ status: '10' })] }] },
  {
    reason: 'line-unmatched',
    files: [{ claims: [paid({ chargeCents: 12_000 })] }],
    change: (text) => text.replace('HC:99201', 'HC:99999').replace('REF*6R*GAT00001L1', 'REF*6R*OTHER'),
  },
  {
    reason: 'reversal-without-original',
    files: [{ claims: [reversed(-8000)], bpr02Cents: 0, trailer: ['PLB*1234567893*20261231*WO:X*-80'] }],
  },
  {
    reason: 'reversal-mismatch',
    files: [{}, { trace: 'T2', claims: [reversed(-7000)], bpr02Cents: 0, trailer: ['PLB*1234567893*20261231*WO:X*-70'] }],
  },
  { reason: 'readjudication-without-reversal', files: [{}, { trace: 'T2', claims: [paid({ paidCents: 9000 })] }] },
  { reason: 'secondary-before-primary', files: [{ claims: [paid({ number: 'GAT00003', status: '2' })] }] },
]

withDatabases((_database, openStore) => {
  describe('why not posted', () => {
    async function run({ shape, files, change = (text) => text }: Omit<Row, 'reason'>) {
      const store = await openStore()
      const gateway = gatewayOn(store, shape)
      await openAccounts(gateway, claims)
      for (const [index, file] of files.entries()) {
        const text = remittanceFile({ trace: 'T1', claims: [paid()], ...file }, { control: `00000010${index + 1}` })
        await receiveBytes(gateway, index === files.length - 1 ? change(text) : text)
      }
      const [remittance] = (await store.remittances.list({ limit: 1 })).items
      const payments = (await store.remittances.payments(remittance?.id ?? '', {})).items
      return { store, gateway, remittance: remittance ?? expect.fail(), payments }
    }

    for (const row of held)
      it(`held: ${row.reason}`, async () => {
        const { remittance } = await run(row)
        expect(whyNotPosted(remittance)).to.equal(postingGates[row.reason])
      })

    for (const row of suspended)
      it(`in suspense: ${row.reason}`, async () => {
        const { remittance, payments } = await run(row)
        expect([remittance.state, whyNotPosted(remittance)]).to.deep.equal(['posted', undefined])
        expect(payments.map(whyInSuspense)).to.deep.equal([postingGates[row.reason]])
      })

    it('in suspense: claim-payment-voided', async () => {
      const { store, gateway, payments, remittance } = await run({ files: [{}] })
      expect(payments.map(whyInSuspense)).to.deep.equal([undefined])
      await createPostingActs(gateway).voidPayment(payments[0]?.id ?? '', { by: 'user:test', reason: 'another claim' })
      const after = (await store.remittances.payments(remittance.id, {})).items
      expect(after.map(whyInSuspense)).to.deep.equal([postingGates['claim-payment-voided']])
    })

    it('a provider adjustment that goes to no account by itself', async () => {
      const { store } = await run({ files: [{ bpr02Cents: 9000, trailer: ['PLB*1234567893*20261231*CS:X*-10'] }] })
      const types = (await store.workItems.list({ state: 'open' })).items.map(({ type }) => gateOf(type))
      expect(types).to.deep.equal([postingGates['plb-review']])
    })
  })
})

describe('posting gates', () => {
  it('every sentence names its gate first', () => {
    for (const says of Object.values(postingGates)) expect(says).to.match(/^[a-zA-Z ]+(?: \([A-Z0-9 to-]+\))?: .+/)
    expect(gateOf('denial')).to.equal(undefined)
    expect(gateOf('toString')).to.equal(undefined)
  })
})
