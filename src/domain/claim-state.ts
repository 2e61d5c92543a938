// States of a claim: three machines that move on their own (domain rules 5.1, 5.3).

export const submissionStates = [
  'Draft',
  'EditFailed',
  'Ready',
  'Batched',
  'Sent',
  'SendUncertain',
  'InterchangeAccepted',
  'SetAccepted',
  'ClearinghouseAccepted',
  'PayerAccepted',
  'InterchangeRejected',
  'SyntaxRejected',
  'FrontEndRejected',
  'Superseded',
] as const
/** Where one submission of a claim stands on its way to the payer (5.1), in rank order of progress. */
export type SubmissionState = (typeof submissionStates)[number]

export const adjudicationStates = ['submitted', 'paid', 'partly-paid', 'denied', 'patient', 'reversed', 'forwarded', 'estimated'] as const
/** What the payer decided (5.3), with "submitted" before any decision. */
export type AdjudicationState = (typeof adjudicationStates)[number]
