// The time line of one claim: every step with whose turn it was, and bytes that say what the step says.
import { expect } from 'chai'
import { claimTimeline, type ClaimTimeline } from '../../src/gateway/index.js'
import { recordStep } from '../../src/gateway/claims.js'
import { answeredClaims, type Answered, refusing } from '../support/answered-claims.js'
import { withDatabases } from '../support/databases.js'

withDatabases((_database, openStore) => {
  describe('the time line of a claim', () => {
    let answered: Answered
    let accepted: ClaimTimeline
    before(async () => {
      answered = await answeredClaims(await openStore(), undefined, { change: refusing('RB100058') })
      accepted = await claimTimeline(answered.gateway, await answered.claim('RB100011'))
    })

    it('tells every step, the state after it and whose turn it was', () => {
      expect(accepted.steps.map(({ event, submissionState, next }) => [event, submissionState, next.owner])).to.deep.equal([
        ['batched', 'Batched', 'gateway'],
        ['sent', 'Sent', 'clearinghouse'],
        ['TA1 A', 'InterchangeAccepted', 'clearinghouse'],
        ['999 A', 'SetAccepted', 'clearinghouse'],
        ['277CA A2', 'ClearinghouseAccepted', 'payer'],
      ])
      expect(accepted.steps.map(({ at }) => at.slice(11, 16))).to.deep.equal(['12:00', '12:01', '12:02', '12:02', '12:02'])
      expect(accepted.next).to.deep.equal({
        owner: 'payer',
        what: 'say whether it takes the claim (277CA)',
        since: '2026-11-23T12:01:00.000Z',
        dueOn: '2026-12-01',
        isLate: false,
      })
    })

    const beginnings = ['CLM*RB100011*150*', 'CLM*RB100011*150*', 'TA1*000000001*', 'ST*999*', 'TRN*2*RB100011~']
    it('opens the very bytes behind each step', async () => {
      for (const [index, { source }] of accepted.steps.entries()) {
        if (source === undefined) throw new Error('a step without bytes')
        const bytes = await answered.store.files.slice(source.fileId, source)
        expect(Buffer.from(bytes).toString('latin1').slice(0, beginnings[index]?.length)).to.equal(beginnings[index])
        expect(source.file).to.match(index < 2 ? /837/ : /^answers\.edi$/)
        expect(source.sha256).to.equal((await answered.store.files.find(source.fileId))?.sha256)
      }
    })

    it('of a claim that goes again tells the turn of the sending, and what was asked is done', async () => {
      const { gateway, claim } = answered
      const { document } = await claim('RB100105')
      await recordStep(gateway.store, gateway.clock, await claim('RB100105'), { event: '277CA A7', heard: 'front end rejected' })
      await gateway.store.workItems.open({
        type: 'front-end-rejected',
        key: 'again',
        at: gateway.clock(),
        claimId: (await claim('RB100105')).id,
      })
      await gateway.correct.replace(await claim('RB100105'), document)
      const { next, work } = await claimTimeline(gateway, await claim('RB100105'))
      expect([next.owner, work]).to.deep.equal(['gateway', []])
    })

    it('gives a refused claim back to the practice', async () => {
      const { next, submissionState, work } = await claimTimeline(answered.gateway, await answered.claim('RB100058'))
      expect([submissionState, next.owner, next.dueOn]).to.deep.equal(['FrontEndRejected', 'practice', undefined])
      expect(work.map(({ type, why }) => [type, why])).to.deep.equal([
        ['front-end-rejected', ['Rejected: invalid information; Incorrect payer; Insured or Subscriber (A7:116:IL)']],
      ])
    })
  })
})
