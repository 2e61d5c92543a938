// What kind of refusal each category is: its CORE 360 business scenario, and how much of such money comes back (domain rules 7.1).

/** CAQH CORE 360: what the payer wants, or why it does not pay. */
export const denialScenarios = ['documentation', 'claim-data', 'not-covered', 'not-payable-separately'] as const
export type DenialScenario = (typeof denialScenarios)[number]

interface DenialKind {
  readonly scenario: DenialScenario
  /** Per cent of the cents that are won, by our estimate; until a practice's own figures say otherwise. */
  readonly recoverable: number
}

const kinds: Readonly<Record<string, DenialKind>> = {
  documentation: { scenario: 'documentation', recoverable: 75 },
  pending: { scenario: 'documentation', recoverable: 60 },
  'claim-data': { scenario: 'claim-data', recoverable: 85 },
  coding: { scenario: 'claim-data', recoverable: 70 },
  cob: { scenario: 'claim-data', recoverable: 80 },
  provider: { scenario: 'claim-data', recoverable: 60 },
  eligibility: { scenario: 'not-covered', recoverable: 40 },
  authorization: { scenario: 'not-covered', recoverable: 40 },
  'medical-necessity': { scenario: 'not-covered', recoverable: 45 },
  'non-covered': { scenario: 'not-covered', recoverable: 15 },
  'benefit-limit': { scenario: 'not-covered', recoverable: 10 },
  'timely-filing': { scenario: 'not-covered', recoverable: 15 },
  'contract-dispute': { scenario: 'not-covered', recoverable: 50 },
  'appeal-upheld': { scenario: 'not-covered', recoverable: 5 },
  bundled: { scenario: 'not-payable-separately', recoverable: 35 },
  duplicate: { scenario: 'not-payable-separately', recoverable: 10 },
}

/** A reason that no table knows has to be read by a person first: data that is missing, as likely as not. */
const unknown: DenialKind = { scenario: 'claim-data', recoverable: 50 }

export function denialKind(category: string): DenialKind {
  return kinds[category] ?? unknown
}

/** Days in which something can still be done where no limit is known: the shortest that is usual (domain rules 5.6). */
export const usualDays = 90

/** Cents x recoverability / days left; 0 once the last day has passed. */
export function denialPriority(cents: number, category: string, daysLeft: number): number {
  if (daysLeft < 0) return 0
  return Math.round((cents * denialKind(category).recoverable) / 100 / Math.max(daysLeft, 1))
}
