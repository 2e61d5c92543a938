// One claim becomes one claim payment: every service line is decided, or the stay as a whole, so that each balances.
import type { Claim, ClaimPayment, ClaimProvider, CoverageOrder, InstitutionalClaim, ServicePayment } from '../domain/index.js'
import { type Cents, daysBetween, type IsoDate, rFromCents, sumCents, zeroCents } from '../values/index.js'
import { type ClaimedLine, claimedLines, destinationOf, facilityOf, isStay } from './claimed-line.js'
import { settledBefore } from './coordination.js'
import { createPrices, deny, estimate, payRest, percentOf, type Priced, type Settling } from './price.js'
import { type Denial, interestPercent } from './rules.js'

/** A claim that the payer has taken, with the number it gave it. */
export interface AcceptedClaim {
  readonly claim: Claim
  readonly payerClaimNumber: string
  readonly receivedOn: IsoDate
  /** The claim that this one replaces. */
  readonly replaces?: string
}

export interface Settled {
  readonly payment: ClaimPayment
  /** Paid beside the claim, in a PLB. */
  readonly interestCents: Cents
}

/** CLP02 by the order of the payer; there is none for a fourth. */
const processedAs: Readonly<Partial<Record<CoverageOrder, string>>> = { P: '1', S: '2', T: '3' }
const estimated = '25'
/** Claim filing indicators that an 835 knows too (CLP06); others are told as a preferred provider organization. */
const knownFilings = new Set('12 13 14 15 16 17 AM CH DS HM LM MA MB MC OF TV VA WC ZZ'.split(' '))
/** There is no grouper here: a stay that names no DRG is paid under the one for what cannot be grouped. */
const ungroupable = '999'
/** RARC: the alert that tells of the right to appeal. */
const appealAlert = 'MA01'

/** Settles a claim by what its payer denies of each line, and by the outcome of its number where that is nothing. */
export function settle(accepted: AcceptedClaim, outcome: Settling, denied: readonly (Denial | undefined)[]): Settled {
  const { claim } = accepted
  const lines = claimedLines(claim)
  const denials = lines.map((_line, index) => denied[index] ?? denialBy(outcome, index === lines.length - 1))
  const priced = isStay(claim) ? [priceStay(claim, lines, outcome, denials)] : priceLines(claim, lines, outcome, denials)
  const services = isStay(claim) ? [] : lines.map((line, index) => toService(line, priced[index]))
  const paidCents = sumCents(priced.map((each) => each.paidCents))
  const interestCents = outcome.kind === 'paid' && outcome.hasInterest === true ? percentOf(paidCents, interestPercent) : zeroCents
  const status = denials.find((denial) => denial?.status !== undefined)?.status
  const payment: ClaimPayment = {
    ...headOf(accepted),
    status: isEstimate(claim) ? estimated : (status ?? processedAs[claim.destination] ?? '1'),
    paidCents,
    ...patientShareOf(priced),
    ...wholeOf(claim, priced),
    amounts: interestCents === 0 ? [] : [{ qualifier: 'I', amountCents: interestCents }],
    services,
  }
  return { payment, interestCents }
}

function denialBy(outcome: Settling, isLast: boolean): Denial | undefined {
  return outcome.kind === 'denied' || (outcome.kind === 'partly-paid' && isLast) ? outcome.denial : undefined
}

function priceLines(claim: Claim, lines: readonly ClaimedLine[], outcome: Settling, denials: readonly (Denial | undefined)[]): Priced[] {
  const price = createPrices(outcome)
  const settled = settledBefore(claim, lines)
  return lines.map(({ chargeCents }, index) => {
    const denial = denials[index]
    if (denial !== undefined) return deny(chargeCents, denial)
    const priced = claim.destination === 'P' ? price(chargeCents) : payRest(chargeCents, settled[index] ?? zeroCents)
    return isEstimate(claim) ? estimate(priced) : priced
  })
}

/** A stay is one charge: a denial of any line denies it, but for that of the last line alone. */
function priceStay(claim: Claim, lines: readonly ClaimedLine[], outcome: Settling, denials: readonly (Denial | undefined)[]): Priced {
  const denial = outcome.kind === 'partly-paid' && lines.length > 1 ? denials.slice(0, -1).find(Boolean) : denials.find(Boolean)
  if (denial !== undefined) return deny(claim.chargeCents, denial)
  return claim.destination === 'P'
    ? createPrices(outcome)(claim.chargeCents)
    : payRest(claim.chargeCents, sumCents(settledBefore(claim, lines)))
}

/** What a payment repeats of the claim. */
function headOf({ claim, payerClaimNumber, receivedOn, replaces }: AcceptedClaim) {
  const { subscriber, memberId = '', filing = '', relationship = '18' } = destinationOf(claim) ?? {}
  const providers: readonly ClaimProvider[] = claim.providers
  const rendering = providers.find(({ role }) => role === 'rendering')?.provider
  const isSelf = relationship === '18' || subscriber === undefined
  const statement = claim.kind === 'institutional' ? claim.statement : undefined
  return {
    patientControlNumber: claim.patientControlNumber,
    chargedCents: claim.chargeCents,
    filing: knownFilings.has(filing) ? filing : '12',
    payerClaimNumber,
    facilityType: facilityOf(claim),
    frequency: claim.frequency,
    patient: { entityType: '1' as const, ...nameOf(claim.patient), ...(isSelf ? idOf(memberId) : {}) },
    // An insured is named with a number only.
    ...(isSelf || memberId === ''
      ? {}
      : { insured: { entityType: subscriber.entityType ?? ('1' as const), ...nameOf(subscriber), ...idOf(memberId) } }),
    ...(rendering?.npi === undefined
      ? {}
      : { renderingProvider: { entityType: rendering.entityType, ...nameOf(rendering), idQualifier: 'XX', id: rendering.npi } }),
    references: replaces === undefined ? [] : [{ qualifier: 'F8', value: replaces }],
    dates: [
      ...(statement === undefined
        ? []
        : [
            { qualifier: '232', date: statement.from },
            { qualifier: '233', date: statement.to },
          ]),
      { qualifier: '050', date: receivedOn },
    ],
    contacts: [],
    quantities: [],
  }
}

/** What is told of the claim as a whole: adjustments and MIA of a stay under its DRG, MOA of the other bills of institutions. */
function wholeOf(claim: Claim, [first]: readonly Priced[]): Pick<ClaimPayment, 'adjustments' | 'drg' | 'inpatient' | 'outpatient'> {
  if (claim.kind !== 'institutional') return { adjustments: [] }
  if (!isStay(claim) || first === undefined) return { adjustments: [], outpatient: ['', '', appealAlert] }
  const { adjustments, allowedCents = zeroCents, remark } = first
  return {
    adjustments,
    drg: { code: claim.drg ?? ungroupable },
    inpatient: [coveredDays(claim), '', '', rFromCents(allowedCents), remark ?? appealAlert],
  }
}

/** Value code 80, or the days of the statement; MIA01. */
function coveredDays({ values = [], statement }: InstitutionalClaim): string {
  return values.find(({ code }) => code === '80')?.amount ?? String(Math.max(1, daysBetween(statement.from, statement.to)))
}

function toService(line: ClaimedLine, priced: Priced | undefined): ServicePayment {
  const { procedure, revenueCode, chargeCents, units, from, to, control } = line
  const { paidCents = zeroCents, adjustments = [], allowedCents, remark } = priced ?? {}
  const { qualifier, code, modifiers } = procedure
  return {
    procedure: { qualifier, code, modifiers },
    chargedCents: chargeCents,
    paidCents,
    ...(revenueCode === undefined ? {} : { revenueCode }),
    unitsPaid: units,
    dates: serviceDates(from, to),
    adjustments,
    ...(control === '' ? {} : { lineControlNumber: control }),
    references: [],
    amounts: allowedCents === undefined ? [] : [{ qualifier: 'B6', amountCents: allowedCents }],
    quantities: [],
    remarks: remark === undefined ? [] : [{ qualifier: 'HE', code: remark }],
  }
}

function serviceDates(from: IsoDate | undefined, to: IsoDate | undefined): ServicePayment['dates'] {
  if (from === undefined) return []
  if (to === undefined) return [{ qualifier: '472', date: from }]
  return [
    { qualifier: '150', date: from },
    { qualifier: '151', date: to },
  ]
}

/** CLP05: what the patient owes, left out when nothing. */
function patientShareOf(priced: readonly Priced[]): Pick<ClaimPayment, 'patientResponsibilityCents'> {
  const shares = priced.flatMap(({ adjustments }) => adjustments.filter(({ group }) => group === 'PR'))
  const patientResponsibilityCents = sumCents(shares.map(({ amountCents }) => amountCents))
  return patientResponsibilityCents === 0 ? {} : { patientResponsibilityCents }
}

function isEstimate(claim: Claim): boolean {
  return claim.kind === 'dental' && claim.predetermination === true
}

function idOf(memberId: string): { readonly idQualifier?: string; readonly id?: string } {
  return memberId === '' ? {} : { idQualifier: 'MI', id: memberId }
}

function nameOf({ last, first, middle, suffix }: { last: string; first?: string; middle?: string; suffix?: string }) {
  return {
    last,
    ...(first === undefined ? {} : { first }),
    ...(middle === undefined ? {} : { middle }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}
