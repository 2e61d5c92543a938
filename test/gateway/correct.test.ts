// Correct and resubmit: which frequency, under which number, and what is refused.
import { expect } from 'chai'
import type { Claim, Partner, PayerOrder } from '../../src/domain/index.js'
import { CorrectionRefused, type SubmitReport } from '../../src/gateway/index.js'
import type { ClaimRecord, Store } from '../../src/store/index.js'
import { faultOf } from '../exchange/remote-folder.contract.js'
import { withDatabases } from '../support/databases.js'
import { acorn, breaches, bytesOf, gatewayOn, receiveBytes, sample, submitBytes, type TestGateway } from '../support/gateway.js'

const claimFile = sample('scenarios/01-simple-paid.837')
const paid = sample('scenarios/01-simple-paid.835')
const number = 'RB000101'
const partner: Partner = acorn({ payers: ['60001', '60002', '05102'] })

withDatabases((_database, openStore) => {
  describe('a claim corrected', () => {
    let store: Store
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      gateway = gatewayOn(store, { partners: [partner] })
      await submitBytes(gateway, claimFile, { asSent: true, partnerId: 'acorn' })
    })

    afterEach('the books hold', async () => {
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })

    const claimOf = async (named: string) => (await store.claims.byNumbers([named]))[0] as ClaimRecord
    const replace = async (json: unknown) => gateway.correct.replace(await claimOf(number), json)
    const voided = async (named: string, order?: PayerOrder) => gateway.correct.void(await claimOf(named), order)
    const record = async () => (await store.claims.byNumbers([number]))[0]
    const document = async (): Promise<Claim> => (await record())?.document as Claim
    const reject = async (): Promise<void> =>
      store.claims.record({
        claimId: (await record())?.id ?? '',
        at: gateway.clock(),
        event: '999 R',
        submissionState: 'SyntaxRejected',
      })
    const attempts = async (): Promise<unknown[]> =>
      (await store.claims.attemptsOf((await claimOf(number)).id)).map((one) => [one.payerOrder, one.number, one.frequency, one.replaces])

    async function sent({ sending }: SubmitReport): Promise<string> {
      const row = await store.outbox.find(sending[0]?.outboxId ?? '')
      return (await bytesOf(store, row?.fileId ?? '')).toString('latin1')
    }

    it('that was paid goes as a replacement of the decision, whatever its file says of itself', async () => {
      await receiveBytes(gateway, paid)
      const mended = { ...(await document()), frequency: '1', originalPayerClaimNumber: 'WRONG' }
      const report = await replace(mended)
      expect([report.outcome, report.problems]).to.deep.equal(['submitted', []])
      const payerNumber = (await record())?.payerClaimNumber
      expect(await sent(report))
        .to.match(/CLM\*RB000101\*150\*\*\*11:B:7\*/)
        .and.to.include(`REF*F8*${payerNumber}~`)
      expect(await attempts()).to.deep.equal([
        ['P', 1, '1', undefined],
        ['P', 2, '7', payerNumber],
      ])
    })

    it('and once more is refused while the first is on its way, in the story and in any file', async () => {
      await receiveBytes(gateway, paid)
      const mended = await document()
      await replace(mended)
      const fault = await faultOf(replace({ ...mended, release: 'I' }))
      expect(fault).to.be.instanceOf(CorrectionRefused)
      if (!(fault instanceof CorrectionRefused)) return
      expect(fault.findings.map(({ code, severity, message }) => [code, severity, message])).to.deep.equal([
        [
          'CORRECTION_TOO_EARLY',
          'error',
          'the claim is on its way and no payer has decided yet; wait for the answer before it is replaced or voided',
        ],
      ])
      expect(fault.attempts.map(({ number: attempt, frequency }) => [attempt, frequency])).to.deep.equal([
        [1, '1'],
        [2, '7'],
      ])
      const byHand = [{ ...mended, frequency: '7', originalPayerClaimNumber: 'AC26101001', release: 'I' }]
      const report = await submitBytes(gateway, JSON.stringify(byHand))
      expect([report.outcome, report.problems.map(({ pointer }) => pointer)]).to.deep.equal(['refused', ['/0/patientControlNumber']])
      expect((await store.outbox.list({})).items).to.have.length(1)
    })

    it('after a reversal and a correction names the number of the correction', async () => {
      const file = claimFile
        .toString('latin1')
        .replaceAll(number, 'RB000501')
        .replace('ALVAREZ*ANA****MI*W100000001', 'EVANS*EVE****MI*W100000005')
        .replace('CLM*RB000501*150*', 'CLM*RB000501*200*')
        .replace('SV1*HC:99213*150*', 'SV1*HC:99215*200*')
        .replace('*BT0000000501*', '*BT0000000505*')
      await submitBytes(gateway, file, { asSent: true, partnerId: 'acorn' })
      await receiveBytes(gateway, sample('scenarios/05-reversal-correction.1.835'))
      await receiveBytes(gateway, sample('scenarios/05-reversal-correction.2.835'))
      expect(await sent(await voided('RB000501'))).to.include('REF*F8*AC26105001R1~')
    })

    it('is voided with the charges and lines as they were sent', async () => {
      await receiveBytes(gateway, paid)
      const before = await document()
      const report = await voided(number)
      expect(report.outcome).to.equal('submitted')
      const after = await document()
      expect(after).to.deep.equal({ ...before, frequency: '8', originalPayerClaimNumber: (await record())?.payerClaimNumber })
    })

    it('that was rejected before any decision goes as a new original, again and again, each an attempt', async () => {
      const mended = { ...(await document()), frequency: '7', originalPayerClaimNumber: 'X' }
      await reject()
      expect((await replace(mended)).outcome).to.equal('submitted')
      await reject()
      const report = await replace(mended)
      expect(report.outcome, 'the same words, another attempt').to.equal('submitted')
      expect(await sent(report))
        .to.match(/:B:1\*/)
        .and.not.to.include('REF*F8')
      expect(await attempts()).to.deep.equal([1, 2, 3].map((attempt) => ['P', attempt, '1', undefined]))
    })

    it('whose replacement was rejected goes as a replacement again', async () => {
      await receiveBytes(gateway, paid)
      await replace(await document())
      await reject()
      const report = await replace(await document())
      expect(await sent(report)).to.match(/:B:7\*/)
      expect((await attempts()).map((one) => (one as unknown[])[2])).to.deep.equal(['1', '7', '7'])
    })

    it('is sent once when it is asked for five times at once', async () => {
      await receiveBytes(gateway, paid)
      const mended = await document()
      const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => replace(mended)))
      expect(outcomes.filter((one) => one.status === 'fulfilled' && one.value.outcome === 'submitted')).to.have.length(1)
      expect((await store.outbox.list({})).items).to.have.length(1)
    })

    const refused: readonly [string, (claim: Claim) => Promise<unknown>, RegExp][] = [
      [
        'another number in the file',
        (claim) => replace({ ...claim, patientControlNumber: 'RB000102' }),
        /corrected: \/patientControlNumber .*keeps its own/,
      ],
      ['two claims in the file', (claim) => replace([claim, claim]), /one claim/],
      ['a file that is no claim', () => replace({ kind: 'professional' }), /not corrected: \/[a-z]/],
      ['a payer that the claim does not have', () => voided(number, 'T'), /no payer of order T/],
      ['a void while it is on its way', () => voided(number), /on its way/],
    ]
    for (const [what, act, message] of refused)
      it(`refuses ${what}`, async () => {
        const fault = await faultOf(act(await document()))
        expect(fault.code).to.equal('REFUSED')
        expect(fault.message).to.match(message)
        expect((await store.outbox.list({})).items).to.deep.equal([])
      })

    it('refuses Medicare Part B a replacement', async () => {
      await submitBytes(gateway, sample('scenarios/09-secondary-payment.primary.837'), { asSent: true, partnerId: 'acorn' })
      await receiveBytes(gateway, sample('scenarios/09-secondary-payment.1.835'))
      expect((await faultOf(voided('RB000901'))).message).to.match(/reopening, or appeal/)
    })

    it('of the first payer is voided there, also when the second has the claim since', async () => {
      const commercial = (name: string) => sample(name).toString('latin1').replace('SBR*P*18*******MB~', 'SBR*P*18*******CI~')
      await submitBytes(gateway, commercial('scenarios/09-secondary-payment.primary.837'), { asSent: true, partnerId: 'acorn' })
      const before = (await store.claims.byNumbers(['RB000901']))[0]
      await receiveBytes(gateway, sample('scenarios/09-secondary-payment.1.835'))
      await gateway.nextPayer.send(before?.id ?? '')
      await receiveBytes(gateway, sample('scenarios/09-secondary-payment.2.835'))
      const report = await voided('RB000901', 'P')
      expect(report.outcome).to.equal('submitted')
      const file = await sent(report)
      expect(file).to.include('SBR*P*18*******CI~').and.to.include('REF*F8*1126309000010~').and.to.include(':B:8*')
      expect(file).not.to.match(/SVD\*|AMT\*D/)
      expect(
        (await store.claims.attemptsOf(before?.id ?? '')).map(({ payerOrder, number: attempt }) => [payerOrder, attempt]),
      ).to.deep.equal([
        ['P', 1],
        ['S', 1],
        ['P', 2],
      ])
    })
  })
})
