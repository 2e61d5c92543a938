// How an attempt to send a claim moves, event by event (domain rules 5.1): every state with every event, written out.
import { expect } from 'chai'
import { nextSubmissionState, provesSending, stepTowardsReady, type SubmissionEvent, type SubmissionState } from '../../src/domain/index.js'

/** In this order; a column of the table each. */
const events: readonly SubmissionEvent[] = [
  'changed',
  'edits passed',
  'edits failed',
  'held',
  'not batched',
  'batched',
  'recalled',
  'superseded',
  'new attempt',
  'send uncertain',
  'sent',
  'interchange accepted',
  'interchange rejected',
  'set accepted',
  'set rejected',
  'clearinghouse accepted',
  'payer received',
  'payer accepted',
  'front end rejected',
  'adjudicated',
]

/**
 * Where each event leads: D draft, EF edits failed, R ready, B batched, U uncertain, S sent, IA interchange accepted, IR
 * rejected, SA set accepted, SR syntax rejected, CA clearinghouse accepted, PA payer accepted, FR front end rejected,
 * X superseded; "-" is noted and stays; "!" stays and is a contradiction.
 */
const table = `
                        chg pass fail held not bat recall sup new unc sent IA IR SA SR CA rec PA FR adj
  Draft                 -   R    EF   !    !   !   !      X   !   !   !    !  !  !  !  !  !   !  !  !
  EditFailed            D   !    -    !    -   !   !      X   !   !   !    !  !  !  !  !  !   !  !  !
  Ready                 !   -    !    -    EF  B   -      X   -   !   !    !  !  !  !  !  !   !  !  !
  Batched               !   !    !    !    !   -   R      X   !   U   S    IA IR SA SR CA S   PA FR PA
  SendUncertain         !   !    !    !    !   !   !      X   !   -   S    IA IR SA SR CA S   PA FR PA
  Sent                  !   !    !    !    !   !   !      X   !   -   -    IA IR SA SR CA -   PA FR PA
  InterchangeAccepted   !   !    !    !    !   !   !      X   !   -   -    -  !  SA SR CA -   PA FR PA
  SetAccepted           !   !    !    !    !   !   !      X   !   -   -    -  !  -  !  CA -   PA FR PA
  ClearinghouseAccepted !   !    !    !    !   !   !      X   !   -   -    -  !  -  !  -  -   PA FR PA
  PayerAccepted         !   !    !    !    !   !   !      X   !   -   -    -  !  -  !  -  -   -  !  -
  InterchangeRejected   !   !    !    !    !   !   !      -   R   -   -    !  -  !  -  !  -   !  -  !
  SyntaxRejected        !   !    !    !    !   !   !      -   R   -   -    -  -  !  -  !  -   !  -  !
  FrontEndRejected      !   !    !    !    !   !   !      -   R   -   -    -  -  -  -  !  -   !  -  !
  Superseded            !   !    !    !    !   !   !      -   R   -   -    -  -  -  -  -  -   -  -  -
`
const names: Readonly<Record<string, SubmissionState>> = {
  D: 'Draft',
  EF: 'EditFailed',
  R: 'Ready',
  B: 'Batched',
  U: 'SendUncertain',
  S: 'Sent',
  IA: 'InterchangeAccepted',
  IR: 'InterchangeRejected',
  SA: 'SetAccepted',
  SR: 'SyntaxRejected',
  CA: 'ClearinghouseAccepted',
  PA: 'PayerAccepted',
  FR: 'FrontEndRejected',
  X: 'Superseded',
}

describe('the life of a submission', () => {
  const [, ...rows] = table.trim().split('\n')
  const cellsOf = new Map(
    rows.map((row) => {
      const [state, ...cells] = row.trim().split(/\s+/) as [SubmissionState, ...string[]]
      return [state, cells] as const
    }),
  )

  it('is written out whole: every state, and an outcome for each event', () => {
    expect([...cellsOf.keys()].toSorted()).to.deep.equal(Object.values(names).toSorted())
    for (const [state, cells] of cellsOf) expect(cells, state).to.have.length(events.length)
  })

  for (const [state, cells] of cellsOf)
    describe(state, () => {
      for (const [index, event] of events.entries()) {
        const cell = cells[index] ?? ''
        const to = names[cell] ?? state
        it(`hears "${event}": ${cell === '!' ? 'contradiction' : to === state ? 'stays' : to}`, () => {
          expect(nextSubmissionState(state, event)).to.deep.equal({ state: to, isContradictory: cell === '!' })
        })
      }

      it('comes to Ready by legal steps alone, so that a next attempt can always be batched', () => {
        let present = state
        for (let step = stepTowardsReady(present), count = 0; step !== undefined; step = stepTowardsReady(present)) {
          const next = nextSubmissionState(present, step)
          expect(next, step).to.include({ isContradictory: false }).and.not.to.include({ state: present })
          expect((count += 1)).to.be.at.most(2)
          present = next.state
        }
        expect(present).to.equal('Ready')
      })
    })

  it('is proven sent by whoever else speaks of it, not by our own doings and doubts', () => {
    const ours = [
      'changed',
      'edits passed',
      'edits failed',
      'held',
      'not batched',
      'batched',
      'recalled',
      'superseded',
      'new attempt',
      'send uncertain',
    ]
    expect(events.filter((event) => !provesSending(event))).to.deep.equal(ours)
  })
})
