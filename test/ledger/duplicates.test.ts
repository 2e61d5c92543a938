import { expect } from 'chai'
import { claimPaymentKey, createContentHasher, decideDuplicate, paymentKey, type RemittanceIdentity } from '../../src/ledger/index.js'
import { toCents } from '../../src/values/index.js'
import { segment, type Segment } from '../../src/x12/index.js'
import { era } from '../support/era.js'

const prints = (segments: readonly Segment[]): ReturnType<ReturnType<typeof createContentHasher>['digest']> => {
  const hasher = createContentHasher()
  for (const one of segments) hasher.add(one)
  return hasher.digest()
}
const body = ['CLP*A*1*100*60**12*ICN1', 'SVC*HC:99201:25*100*60', 'CAS*CO*45*40']
const { segments } = era(body)
const replaced = (id: string, by: Segment): readonly Segment[] => segments.map((one) => (one.id === id ? by : one))

describe('content fingerprints', () => {
  const rows: readonly (readonly [string, readonly Segment[], boolean, boolean])[] = [
    ['F2 the same again', segments, true, true],
    ['F2 another ST02 and SE', replaced('ST', segment('ST', ['835', '0099'])), true, true],
    ['F2 needless separators at an end', replaced('CAS', segment('CAS', ['CO', '45', '40', '', ''])), true, true],
    ['F2 one cent', replaced('CAS', segment('CAS', ['CO', '45', '40.01'])), false, false],
    ['F2 the same characters in other elements', replaced('CAS', segment('CAS', ['CO', '454', '0'])), false, false],
    ['F2 a component where an element was', replaced('CAS', segment('CAS', [['CO', '45'], '40'])), false, false],
    ['F4 another trace', replaced('TRN', segment('TRN', ['1', 'T2', '1987654321'])), false, true],
    ['F4 another production date', replaced('DTM', segment('DTM', ['405', '20261231'])), false, true],
    ['F4 another payer in TRN03', replaced('TRN', segment('TRN', ['1', 'T1', '1000000000'])), false, false],
    ['F2 a segment less', segments.filter(({ id }) => id !== 'CAS'), false, false],
  ]
  for (const [name, other, sameContent, sameReissue] of rows) {
    it(`${name}: content ${sameContent ? 'same' : 'other'}, reissue ${sameReissue ? 'same' : 'other'}`, () => {
      const [a, b] = [prints(segments), prints(other)]
      expect([a.content === b.content, a.reissue === b.reissue]).to.deep.equal([sameContent, sameReissue])
    })
  }

  it('F3 knows payer, trace and payee; F5 the claim payment and its repetitions', () => {
    const { remittance, payments } = era(body)
    const [payment] = payments
    if (payment === undefined) throw new Error('no payment')
    expect(paymentKey(remittance)).to.equal(paymentKey(era([], { trace: 'T1' }).remittance))
    expect(paymentKey(remittance)).not.to.equal(paymentKey(era(body, { trace: 'T2' }).remittance))
    expect(paymentKey(remittance)).not.to.equal(paymentKey(era(body, { payee: '1999999992' }).remittance))
    expect(claimPaymentKey('K', payment, 1)).not.to.equal(claimPaymentKey('K', payment, 2))
    expect(claimPaymentKey('K', payment, 1)).not.to.equal(claimPaymentKey('K', { ...payment, status: '22' }, 1))
  })
})

function identity(id: string, more: Partial<RemittanceIdentity> = {}): RemittanceIdentity {
  return { id, key: 'K1', content: 'C1', reissue: 'X1', paidCents: toCents(11000), method: 'ACH', trace: 'T1', ...more }
}

describe('duplicate decisions', () => {
  const first = identity('first')
  const zero = identity('first', { paidCents: toCents(0), method: 'NON' })
  const rows: readonly (readonly [string, RemittanceIdentity, readonly RemittanceIdentity[], string, string?])[] = [
    ['nothing like it', identity('new', { key: 'K2', content: 'C2', reissue: 'X2' }), [first], 'post', 'K2'],
    ['same payment, same content', identity('new'), [first], 'duplicate'],
    [
      'same payment, other content, money',
      identity('new', { content: 'C2', reissue: 'X2', paidCents: toCents(11500) }),
      [first],
      'conflict',
    ],
    ['same payment number, nothing paid both times', { ...zero, id: 'new', content: 'C2', reissue: 'X2' }, [zero], 'post', 'K1#C2'],
    [
      'same payment number, nothing paid, the third time',
      { ...zero, id: 'new', content: 'C3' },
      [zero, { ...zero, id: 'second', key: 'K1#C2', content: 'C2' }],
      'post',
      'K1#C3',
    ],
    [
      'the second of those again',
      { ...zero, id: 'new', content: 'C2' },
      [zero, { ...zero, id: 'second', key: 'K1#C2', content: 'C2' }],
      'duplicate',
    ],
    ['same payment number, one of the two with money', identity('new', { content: 'C2' }), [zero], 'conflict'],
    ['other trace, same content otherwise', identity('new', { key: 'K2', content: 'C2' }), [first], 'possible-reissue'],
    ['other trace, same content otherwise, nothing paid', { ...zero, id: 'new', key: 'K2', content: 'C2' }, [zero], 'post', 'K2'],
  ]
  for (const [name, arrival, earlier, kind, key] of rows) {
    it(`${name}: ${kind}`, () => {
      const decision = decideDuplicate(arrival, earlier)
      expect(decision.kind).to.equal(kind)
      if (decision.kind === 'post') expect(decision.key).to.equal(key)
    })
  }

  it('a conflict says by how much, and which came first', () => {
    const decision = decideDuplicate(identity('new', { content: 'C2', paidCents: toCents(11500) }), [first])
    expect(decision.kind === 'conflict' ? decision.workItem : undefined).to.deep.include({ type: 'remittance-conflict', cents: 500 })
  })
})
