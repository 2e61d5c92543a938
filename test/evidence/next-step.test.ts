// Whose turn it is: by the states, and by the books once a claim was decided.
import { expect } from 'chai'
import type { Account, AdjudicationState, InquiryState, SubmissionState } from '../../src/domain/index.js'
import { nextStep, openStep } from '../../src/evidence/index.js'

describe('whose turn it is', () => {
  const rows: readonly (readonly [SubmissionState, AdjudicationState, string])[] = [
    ['EditFailed', 'submitted', 'practice'],
    ['Batched', 'submitted', 'gateway'],
    ['Sent', 'submitted', 'clearinghouse'],
    ['SendUncertain', 'submitted', 'clearinghouse'],
    ['SetAccepted', 'submitted', 'clearinghouse'],
    ['ClearinghouseAccepted', 'submitted', 'payer'],
    ['PayerAccepted', 'submitted', 'payer'],
    ['SyntaxRejected', 'submitted', 'practice'],
    ['FrontEndRejected', 'submitted', 'practice'],
    ['Superseded', 'submitted', 'nobody'],
    ['PayerAccepted', 'denied', 'practice'],
    ['PayerAccepted', 'patient', 'patient'],
    ['PayerAccepted', 'forwarded', 'payer'],
    ['PayerAccepted', 'reversed', 'payer'],
    ['PayerAccepted', 'paid', 'nobody'],
  ]
  for (const [sending, decision, owner] of rows)
    it(`after ${sending} and ${decision}: ${owner}`, () => expect(nextStep(sending, decision).owner).to.equal(owner))

  const inquired: readonly (readonly [SubmissionState, AdjudicationState, InquiryState, string])[] = [
    ['Sent', 'submitted', 'asked', 'payer'],
    ['Sent', 'submitted', 'acknowledged', 'clearinghouse'],
    ['Sent', 'submitted', 'to-ask', 'practice'],
    ['PayerAccepted', 'submitted', 'info-requested', 'practice'],
    ['PayerAccepted', 'submitted', 'paid', 'payer'],
    ['FrontEndRejected', 'submitted', 'returned', 'practice'],
    ['Batched', 'submitted', 'unasked', 'gateway'],
    ['PayerAccepted', 'paid', 'asked', 'nobody'],
  ]
  for (const [sending, decision, inquiry, owner] of inquired)
    it(`after ${sending} and ${decision}, inquiry ${inquiry}: ${owner}`, () =>
      expect(nextStep(sending, decision, inquiry).owner).to.equal(owner))

  const booked: readonly (readonly [AdjudicationState, Readonly<Partial<Record<Account, number>>>, string])[] = [
    ['paid', {}, 'nobody'],
    ['paid', { 'AR:PATIENT': 2500 }, 'patient'],
    ['paid', { 'AR:PATIENT': -1 }, 'practice'],
    ['paid', { 'AR:S': 4000, 'AR:PATIENT': 2500 }, 'payer'],
    ['denied', { 'AR:DENIED': 9000, 'AR:PATIENT': 2500 }, 'practice'],
    ['denied', {}, 'nobody'],
    ['submitted', { 'AR:P': 15_000 }, 'payer'],
  ]
  for (const [decision, balances, owner] of booked)
    it(`${decision}, with ${JSON.stringify(balances)} in the books: ${owner}`, () => {
      expect(openStep('PayerAccepted', decision, balances).owner).to.equal(owner)
    })
})
