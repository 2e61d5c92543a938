// What the front end refuses in the 277CA beyond the guides: data that no payer can use. Each row says what is looked at and the
// status that is answered (X12 lists 507, 508 and entity codes). What the guides and their rules say is judged before.
import type { Claim, StatusCode } from '../domain/index.js'
import { daysBetween, type IsoDate } from '../values/index.js'
import { claimedLines, destinationOf, providersOf, serviceDays } from './claimed-line.js'
import { payerOf } from './payers.js'

export interface FrontEndFacts {
  /** ISA15: days are held against files for production only, so that samples for tests do not grow old. */
  readonly usage: string
  readonly receivedOn: IsoDate
  /** Is this a place of service of the CMS list? */
  readonly isPlaceOfService: (code: string) => boolean
}

export interface FrontEndRule {
  readonly says: string
  readonly status: StatusCode
  readonly isBroken: (claim: Claim, facts: FrontEndFacts) => boolean
}

/** Years. */
const oldest = 120

/** The first three that a claim breaks are told in its STC. */
export const frontEndRules: readonly FrontEndRule[] = [
  {
    says: 'the clearinghouse has no way to this payer',
    status: { category: 'A3', status: '116', entity: 'PR' },
    isBroken: (claim, { usage }) => ofDestination(claim, ({ reached }) => reached === 'never' || (reached === 'tests' && usage === 'P')),
  },
  {
    says: 'the tax number of the billing provider is a sample, or that of a person for an organisation',
    status: { category: 'A7', status: '128', entity: '85' },
    isBroken: ({ billing: { taxId, taxIdQualifier, entityType } }) =>
      taxId === '123456789' || /^(\d)\1{8}$/.test(taxId) || (taxIdQualifier === 'SY' && entityType === '2'),
  },
  {
    says: 'who rendered the service is no person',
    status: { category: 'A7', status: '775', entity: '82' },
    isBroken: (claim) => claim.kind === 'professional' && providersOf(claim, 'rendering').some(({ entityType }) => entityType === '2'),
  },
  {
    says: 'a name of patient or subscriber has no letters',
    status: { category: 'A7', status: '504', entity: 'QC' },
    isBroken: ({ patient, coverages }) =>
      [patient, ...coverages.map(({ subscriber }) => subscriber)].some(({ last }) => !/[A-Z]/i.test(last)),
  },
  {
    says: 'who referred or ordered is SELF, NONE or the like',
    status: { category: 'A7', status: '504', entity: 'DN' },
    isBroken: (claim) =>
      [...providersOf(claim, 'referring'), ...providersOf(claim, 'ordering')].some(({ last }) => /^(?:SELF|NONE|UNKNOWN)\b/i.test(last)),
  },
  {
    says: 'the patient would be older than anybody',
    status: { category: 'A7', status: '158', entity: 'QC' },
    isBroken: ({ patient: { birthDate } }, { receivedOn }) => birthDate !== undefined && yearsLater(birthDate, oldest) < receivedOn,
  },
  {
    says: 'a dependent has the name and the birth of the subscriber',
    status: { category: 'A7', status: '156', entity: 'QC' },
    isBroken: (claim) => {
      const { patient } = claim
      const { relationship = '18', subscriber } = destinationOf(claim) ?? {}
      const same = (['last', 'first', 'birthDate'] as const).every((part) => subscriber?.[part] === patient[part])
      return relationship !== '18' && patient.first !== undefined && same
    },
  },
  {
    says: 'a member number does not have the form that its payer gives it',
    status: { category: 'A7', status: '164', entity: 'IL' },
    isBroken: ({ coverages }) =>
      coverages.some((coverage) => coverage.memberId !== '' && !payerOf(coverage).memberId.test(coverage.memberId)),
  },
  {
    says: 'the billing provider is at a post office box or a private mailbox',
    status: { category: 'A7', status: '503', entity: '85' },
    isBroken: ({ billing: { address } }) =>
      [address.line1, address.line2 ?? ''].some((street) => /\b(?:P\.? ?O\.? BOX|PMB|LOCK ?BOX)\b/i.test(street)),
  },
  {
    says: 'the ZIP code of the billing provider names no street',
    status: { category: 'A7', status: '500', entity: '85' },
    isBroken: ({ billing: { address } }) => /^0{5}|(?:0000|999[89])$/.test(address.postalCode ?? ''),
  },
  {
    says: 'the claim charges nothing',
    status: { category: 'A7', status: '178' },
    isBroken: (claim) => claim.chargeCents === 0 && !isEstimate(claim),
  },
  {
    says: 'a service lies after the day on which the claim was received',
    status: { category: 'A7', status: '187' },
    isBroken: (claim, { usage, receivedOn }) => {
      const { to } = serviceDays(claim) ?? {}
      return usage === 'P' && to !== undefined && to > receivedOn && !isEstimate(claim)
    },
  },
  {
    says: 'a visit to an inpatient lies before the admission',
    status: { category: 'A7', status: '189' },
    isBroken: (claim) => {
      if (claim.kind !== 'professional' || claim.placeOfService !== '21') return false
      const admittedOn = claim.dates?.admission
      return admittedOn !== undefined && claim.lines.some(({ from }) => from < admittedOn)
    },
  },
  {
    says: 'the place of service is in no list',
    status: { category: 'A7', status: '249' },
    isBroken: (claim, { isPlaceOfService }) =>
      claim.kind !== 'institutional' &&
      [claim, ...claim.lines].some(({ placeOfService }) => placeOfService !== undefined && !isPlaceOfService(placeOfService)),
  },
  {
    says: 'a procedure has the form of neither CPT (I to III) nor HCPCS',
    status: { category: 'A7', status: '454' },
    isBroken: (claim) =>
      claimedLines(claim).some(({ procedure: { qualifier, code } }) => qualifier === 'HC' && !/^(?:\d{4}[\dAFMTU]|[A-V]\d{4})$/.test(code)),
  },
  {
    says: 'units have more than three decimals',
    status: { category: 'A7', status: '476' },
    isBroken: (claim) => claimedLines(claim).some(({ units }) => /\.\d{4}/.test(units)),
  },
  {
    says: 'a diagnosis stands twice',
    status: { category: 'A7', status: '255' },
    isBroken: ({ diagnoses = [] }) => new Set(diagnoses.map(({ code }) => code)).size < diagnoses.length,
  },
  {
    says: 'a bill type begins with a digit from 1 to 8 and has two digits before the frequency',
    status: { category: 'A7', status: '228' },
    isBroken: (claim) => claim.kind === 'institutional' && !/^[1-8]\d$/.test(claim.facilityType),
  },
  {
    says: 'an occurrence lies before the birth of the patient, or after the claim was received',
    status: { category: 'A7', status: '720' },
    isBroken: (claim, { usage, receivedOn }) =>
      claim.kind === 'institutional' &&
      (claim.occurrences ?? []).some(({ on }) => on < (claim.patient.birthDate ?? on) || (usage === 'P' && on > receivedOn)),
  },
  {
    says: 'covered and other days (value codes 80 and 81) are more than the days of the statement',
    status: { category: 'A7', status: '726' },
    isBroken: (claim) => {
      if (claim.kind !== 'institutional') return false
      const told = (claim.values ?? [])
        .filter(({ code }) => code === '80' || code === '81')
        .reduce((sum, { amount }) => sum + Number(amount), 0)
      // Who is still a patient (30) is one on the last day too.
      const last = claim.patientStatus === '30' ? 1 : 0
      return told > Math.max(1, daysBetween(claim.statement.from, claim.statement.to) + last)
    },
  },
  {
    says: 'a crown or prosthesis does not say whether it is the first',
    status: { category: 'A7', status: '384' },
    isBroken: (claim) =>
      claim.kind === 'dental' &&
      claim.lines.some(
        ({ procedure, prosthesis }) => prosthesis === undefined && /^D(?:27[1-9]\d|5[12]\d\d|6[267]\d\d)$/.test(procedure.code),
      ),
  },
  {
    says: 'this payer takes no replacements and voids in an 837',
    status: { category: 'A7', status: '535' },
    isBroken: (claim) => /^[78]$/.test(claim.frequency) && ofDestination(claim, ({ takesCorrections }) => !takesCorrections),
  },
]

function ofDestination(claim: Claim, holds: (payer: ReturnType<typeof payerOf>) => boolean): boolean {
  const coverage = destinationOf(claim)
  return coverage !== undefined && holds(payerOf(coverage))
}

/** Days of this form sort as they follow each other; that of a leap year needs not to be there. */
function yearsLater(day: IsoDate, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
}

function isEstimate(claim: Claim): boolean {
  return claim.kind === 'dental' && claim.predetermination === true
}
