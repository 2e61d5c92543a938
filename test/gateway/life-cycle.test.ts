// How a submitted claim moves, event by event (domain rules 5.1): every state with every event, written out.
import { expect } from 'chai'
import type { SubmissionState } from '../../src/domain/index.js'
import { nextSubmissionState, type SubmissionEvent } from '../../src/gateway/index.js'

/** In this order; a column of the table each. */
const events: readonly SubmissionEvent[] = [
  'batched',
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
 * Where each event leads: Batched, Uncertain, Sent, IA interchange accepted, IR rejected, SA set accepted, SR syntax
 * rejected, CA clearinghouse accepted, PA payer accepted, FR front end rejected; "-" stays; "!" stays and is a contradiction.
 */
const table = `
                        bat unc sent IA IR SA SR CA rec PA FR adj
  Draft                 B   !   !    !  !  !  !  !  !   !  !  !
  EditFailed            B   !   !    !  !  !  !  !  !   !  !  !
  Ready                 B   !   !    !  !  !  !  !  !   !  !  !
  Batched               -   U   S    IA IR SA SR CA S   PA FR PA
  SendUncertain         B   -   S    IA IR SA SR CA S   PA FR PA
  Sent                  B   -   -    IA IR SA SR CA -   PA FR PA
  InterchangeAccepted   B   -   -    -  !  SA SR CA -   PA FR PA
  SetAccepted           B   -   -    -  !  -  !  CA -   PA FR PA
  ClearinghouseAccepted B   -   -    -  !  -  !  -  -   PA FR PA
  PayerAccepted         B   -   -    -  !  -  !  -  -   -  !  -
  InterchangeRejected   B   -   -    !  -  !  -  !  -   !  -  !
  SyntaxRejected        B   -   -    -  -  !  -  !  -   !  -  !
  FrontEndRejected      B   -   -    -  -  -  -  !  -   !  -  !
  Superseded            -   -   -    -  -  -  -  -  -   -  -  -
`
const names: Readonly<Record<string, SubmissionState>> = {
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
}

describe('the life of a submission', () => {
  const [, ...rows] = table.trim().split('\n')
  for (const row of rows) {
    const [state, ...cells] = row.trim().split(/\s+/) as [SubmissionState, ...string[]]
    describe(state, () => {
      expect(cells).to.have.length(events.length)
      for (const [index, event] of events.entries()) {
        const cell = cells[index] ?? ''
        const to = names[cell] ?? state
        it(`hears "${event}": ${cell === '!' ? 'contradiction' : to === state ? 'stays' : to}`, () => {
          expect(nextSubmissionState(state, event)).to.deep.equal({ state: to, isContradictory: cell === '!' })
        })
      }
    })
  }
})
