// What a 277CA moves: claim by claim, by provider, or a whole batch; and what it only notes (domain rules 5.1, 5.2).
import { expect } from 'chai'
import type { ClaimRecord, Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { acorn, gatewayOn, receiveBytes, sample, stillClock, submitBytes, type TestGateway } from '../support/gateway.js'

const sent = sample('scenarios/21-ack-lifecycle.837').toString('latin1')
/** The three claims of its first set. */
const numbers = ['RB002101', 'RB002102', 'RB002103'] as const

const held = { hold: true, cutOffs: ['23:59'], timeZone: 'UTC', holidays: [], onWeekends: true }

interface Answer {
  /** NM101 of the source: PR a payer, AY a clearinghouse. */
  readonly role?: 'PR' | 'AY'
  readonly batch?: readonly string[]
  readonly provider?: readonly string[]
  /** STC of each claim that is named, by its number. */
  readonly claims?: Readonly<Record<string, string>>
  readonly reference?: string
  readonly control?: string
}

/** A 277CA for the first set of the scenario. */
function answer({
  role = 'PR',
  batch = [],
  provider = [],
  claims = {},
  reference = 'BT0000000521',
  control = '000009003',
}: Answer): string {
  const levels = Object.entries(claims).flatMap(([number, stc], index) => [
    `HL*${4 + index}*3*PT`,
    'NM1*QC*1*DOE*JO****MI*W1',
    `TRN*2*${number}`,
    `STC*${stc}`,
    'DTP*472*D8*20261005',
  ])
  const body = [
    'ST*277*0001*005010X214',
    'BHT*0085*08*CA77001*20261007*0500*TH',
    'HL*1**20*1',
    `NM1*${role}*2*ACORN*****${role === 'PR' ? 'PI' : '46'}*60001`,
    'TRN*1*ACRX20261007',
    'DTP*050*D8*20261006',
    'DTP*009*D8*20261007',
    'HL*2*1*21*1',
    'NM1*41*2*RIVERBEND FAMILY PRACTICE*****46*RIVERBEND',
    `TRN*2*${reference}`,
    ...(batch.length > 0 ? batch : ['STC*A1:19:PR*20261007*WQ*470']),
    `HL*3*2*19*${levels.length > 0 ? 1 : 0}`,
    'NM1*85*2*RIVERBEND FAMILY PRACTICE*****XX*1234567893',
    'TRN*1*0',
    ...(provider.length > 0 ? provider : ['STC*A1:19:PR**WQ*470']),
    ...levels,
  ]
  const head = `ISA*00*          *00*          *ZZ*ACORNEDI       *ZZ*RIVERBEND      *261007*0915*^*00501*${control}*0*T*:`
  const segments = [head, `GS*HN*ACORNEDI*RIVERBEND*20261007*0915*9003*X*005010X214`, ...body, `SE*${body.length + 1}*0001`]
  return [...segments, 'GE*1*9003', `IEA*1*${control}`, ''].join('~')
}

withDatabases((_database, openStore) => {
  describe('277CA', () => {
    let store: Store
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      gateway = gatewayOn(store, { partners: [acorn()], clock: stillClock() })
      await submitBytes(gateway, sent, { asSent: true })
    })
    afterEach(() => store.close())

    async function states(): Promise<string[]> {
      const claims = await store.claims.byNumbers(numbers)
      return numbers.map((number) => claims.find((one) => one.patientControlNumber === number)?.submissionState ?? '')
    }

    async function items(): Promise<string[]> {
      return (await store.workItems.list({})).items.map(({ type, claim }) => `${type} ${claim ?? ''}`.trim()).toSorted()
    }

    const one: readonly (readonly ['PR' | 'AY', string, string, readonly string[]])[] = [
      ['AY', 'A0:16:PR*20261007*WQ*150', 'ClearinghouseAccepted', []],
      ['AY', 'A1:19:AY*20261007*WQ*150', 'ClearinghouseAccepted', []],
      ['AY', 'A2:20:AY*20261007*WQ*150', 'ClearinghouseAccepted', []],
      ['PR', 'A1:19:PR*20261007*WQ*150', 'Sent', []],
      ['PR', 'A2:20:PR*20261007*WQ*150', 'PayerAccepted', []],
      ['PR', 'A0:16:PR*20261007*WQ*150', 'PayerAccepted', []],
      ['PR', 'A5:20:PR*20261007*WQ*150', 'PayerAccepted', []],
      ['PR', 'A3:21:PR*20261007*U*150', 'FrontEndRejected', ['front-end-rejected RB002101']],
      ['AY', 'A6:21:AY*20261007*U*150', 'FrontEndRejected', ['front-end-rejected RB002101']],
      ['PR', 'A7:164:IL*20261007*U*150', 'FrontEndRejected', ['front-end-rejected RB002101']],
      ['PR', 'A8:21:PR*20261007*U*150', 'FrontEndRejected', ['front-end-rejected RB002101']],
      ['PR', 'A2:20:PR*20261007*U*150', 'FrontEndRejected', ['front-end-rejected RB002101']],
      ['PR', 'A4:35:PR*20261007*U*150', 'Sent', ['claim-not-found RB002101']],
      ['PR', 'F1:65:PR*20261007*WQ*150', 'PayerAccepted', []],
      ['PR', 'P1:20:PR*20261007*WQ*150', 'PayerAccepted', []],
      ['PR', 'R0:294:PR*20261007*WQ*150', 'PayerAccepted', []],
      ['PR', 'E1:21:PR*20261007*WQ*150', 'Sent', []],
    ]
    for (const [role, stc, state, opened] of one)
      it(`${stc.slice(0, 2)} ${stc.includes('*U*') ? 'U' : 'WQ'} of a ${role === 'PR' ? 'payer' : 'clearinghouse'}: ${state}`, async () => {
        const report = await receiveBytes(gateway, answer({ role, claims: { RB002101: stc } }))
        expect(await states()).to.deep.equal([state, 'Sent', 'Sent'])
        const others = ['ack-out-of-balance', 'claim-unaccounted RB002102', 'claim-unaccounted RB002103']
        expect(await items()).to.deep.equal([...opened, ...others].toSorted())
        const misplaced = report.findings.filter(({ code }) => code === 'STATUS_CATEGORY_MISPLACED')
        expect(misplaced).to.have.length(/^[FPR]/.test(stc) ? 1 : 0)
      })

    const refusal = 'STC*A8:746:40*20261007*U*470'
    const whole: readonly (readonly [string, Answer, readonly string[]])[] = [
      [
        'a whole batch is refused when QTY*AA is the number of claims sent',
        { batch: [refusal, 'QTY*AA*3', 'AMT*YY*470'] },
        ['FrontEndRejected', 'FrontEndRejected', 'FrontEndRejected'],
      ],
      ['not when QTY*AA is another number', { batch: [refusal, 'QTY*AA*1', 'AMT*YY*470'] }, ['Sent', 'Sent', 'Sent']],
      ['not without QTY*AA', { batch: [refusal] }, ['Sent', 'Sent', 'Sent']],
      [
        'not when a claim was taken',
        { batch: [refusal, 'QTY*AA*3', 'AMT*YY*470'], claims: { RB002101: 'A2:20:PR*20261007*WQ*150' } },
        ['PayerAccepted', 'Sent', 'Sent'],
      ],
      [
        'all claims of a provider are refused at its level',
        { provider: ['STC*A8:562:85**U*470', 'QTY*QC*3', 'AMT*YY*470'] },
        ['FrontEndRejected', 'FrontEndRejected', 'FrontEndRejected'],
      ],
    ]
    for (const [what, given, expected] of whole)
      it(what, async () => {
        await receiveBytes(gateway, answer(given))
        expect(await states()).to.deep.equal(expected)
        const counted = expected.every((state) => state === 'FrontEndRejected')
        expect((await items()).includes('ack-out-of-balance')).to.equal(!counted)
      })

    it('a payer may refuse what the clearinghouse took; afterwards an acceptance contradicts', async () => {
      const all = (stc: string) => Object.fromEntries(numbers.map((number) => [number, stc]))
      await receiveBytes(gateway, answer({ role: 'AY', claims: all('A2:20:AY*20261007*WQ*150') }))
      expect(await states()).to.deep.equal(Array(3).fill('ClearinghouseAccepted'))
      await receiveBytes(gateway, answer({ claims: all('A7:164:IL*20261007*U*150'), control: '000009004' }))
      expect(await states()).to.deep.equal(Array(3).fill('FrontEndRejected'))
      await receiveBytes(gateway, answer({ claims: all('A2:20:PR*20261007*WQ*150'), control: '000009005' }))
      expect(await states()).to.deep.equal(Array(3).fill('FrontEndRejected'))
      expect((await items()).filter((item) => item.startsWith('contradictory-ack'))).to.have.length(3)
    })

    it('a late answer to what a held replacement takes the place of is noted, and contradicts nothing', async () => {
      const holding = gatewayOn(store, { partners: [acorn({ batch: held })], defaultPartner: acorn({ batch: held }) })
      const [before] = (await store.claims.byNumbers(['RB002101'])) as [ClaimRecord]
      await store.claims.record({ claimId: before.id, at: gateway.clock(), event: '999 R', submissionState: 'SyntaxRejected' })
      const [rejected] = (await store.claims.byNumbers(['RB002101'])) as [ClaimRecord]
      expect((await holding.correct.replace(rejected, rejected.document)).outcome).to.equal('submitted')
      await receiveBytes(holding, answer({ claims: { RB002101: 'A7:164:IL*20261007*U*150' } }))
      expect((await states())[0]).to.equal('Ready')
      expect((await items()).filter((item) => /^(?:contradictory-ack|front-end-rejected)/.test(item))).to.deep.equal([])
    })

    it('an answer to an attempt that a later one replaced is noted, and moves nothing', async () => {
      await receiveBytes(gateway, answer({ claims: { RB002101: 'A7:164:IL*20261007*U*150' } }))
      const again = sent.replaceAll('000000521', '000000621').replaceAll('BT0000000521', 'BT0000000621')
      await submitBytes(gateway, again, { asSent: true })
      expect(await states()).to.deep.equal(['Sent', 'Sent', 'Sent'])
      await receiveBytes(gateway, answer({ claims: { RB002101: 'A2:20:PR*20261007*WQ*150' }, control: '000009004' }))
      expect(await states()).to.deep.equal(['Sent', 'Sent', 'Sent'])
      const [claim] = await store.claims.byNumbers(['RB002101'])
      const steps = (await store.claims.timeline(claim?.id ?? '')).map(
        ({ event, submissionState }) => `${event}: ${submissionState ?? '-'}`,
      )
      expect(steps).to.deep.equal([
        'batched: Batched',
        'sent: Sent',
        '277CA A7: FrontEndRejected',
        'new attempt: Ready',
        'batched: Batched',
        'sent: Sent',
        '277CA A2: -',
      ])
    })
  })
})
