// Why no claim is made for a next payer, in words for the person who asks.

export const noClaimReasons = {
  predetermination: 'only an estimate was asked for; nothing is owed',
  'not-adjudicated': 'a payer before it has not decided yet; wait for its remittance',
  reversed: 'a payer before it took its decision back; wait for the correction',
  'payment-waits': 'a payment for this claim waits in suspense; settle it first (x12gw work)',
  'parts-missing': 'the payer split the claim, and not all parts are in; wait for the others',
  'charge-differs': 'the payer decided on more than the claim charges; look at its remittances',
  'line-unmatched': 'the payer decided on a line that is none of the claim; match it by hand, and send the claim by hand',
  'crossed-over': 'the payer forwarded the claim itself; do not send it, wait for the next payer',
  'cob-mismatch': 'what the payers say of each other differs; settle that first (x12gw work)',
  'no-later-coverage': 'the claim names no payer after the last that decided',
  'nothing-owed': 'nothing is left for the next payer',
  denied: 'all that is left was denied by the payer before; decide on the denial first (x12gw work)',
  'msp-reason-missing': 'the next payer is Medicare and is told why it is not the first: the coverage needs mspReason (SBR05)',
  'member-number-missing': 'a payer of the claim is told about by member number, and the claim has none for it; add it to the coverage',
  'too-many-adjustments': 'the payer gave more reasons than the next claim has places for (CAS, SVD); send the claim by hand',
  'does-not-balance': 'charge, payments and adjustments of the payers before do not add up; look at their remittances',
} as const

export type NoClaimReason = keyof typeof noClaimReasons
