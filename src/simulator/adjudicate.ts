// One claim becomes one claim payment: the outcome of its rule, spread over its service lines so that every line balances.
import type { Adjustment, ClaimPayment, CoverageOrder, ProfessionalClaim, ProfessionalLine, ServicePayment } from '../domain/index.js'
import { addDays, type Cents, type IsoDate, sumCents, toCents, zeroCents } from '../values/index.js'
import { allowedPercent, coinsurancePercent, copayCents, deductibleCents, type Denial, interestPercent, type Outcome } from './rules.js'

/** A claim that the payer has taken, with the number it gave it. */
export interface AcceptedClaim {
  readonly claim: ProfessionalClaim
  readonly payerClaimNumber: string
  readonly receivedOn: IsoDate
}

export interface Settled {
  readonly payment: ClaimPayment
  /** Paid beside the claim, in a PLB. */
  readonly interestCents: Cents
}

type Settling = Extract<Outcome, { readonly kind: 'paid' | 'denied' | 'partly-paid' }>

/** CLP02 by the order of the payer; there is none for a fourth. */
const processedAs: Readonly<Partial<Record<CoverageOrder, string>>> = { P: '1', S: '2', T: '3' }
/** Claim filing indicators that an 835 knows too (CLP06); others are told as a preferred provider organization. */
const knownFilings = new Set([
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
  'AM',
  'CH',
  'DS',
  'HM',
  'LM',
  'MA',
  'MB',
  'MC',
  'OF',
  'TV',
  'VA',
  'WC',
  'ZZ',
])

/** Settles a claim by its outcome. Every service line balances: paid is charged less its adjustments. */
export function settle(accepted: AcceptedClaim, outcome: Settling): Settled {
  const { claim, payerClaimNumber, receivedOn } = accepted
  const services = settleLines(claim, outcome)
  const paidCents = sumCents(services.map((service) => service.paidCents))
  const interestCents = outcome.kind === 'paid' && outcome.hasInterest === true ? percentOf(paidCents, interestPercent) : zeroCents
  const destination = claim.coverages.find(({ order }) => order === claim.destination)
  const { subscriber, memberId = '', filing = '', relationship = '18' } = destination ?? {}
  const rendering = claim.providers.find(({ role }) => role === 'rendering')?.provider
  const payment: ClaimPayment = {
    patientControlNumber: claim.patientControlNumber,
    status: outcome.kind === 'denied' && outcome.status !== undefined ? outcome.status : (processedAs[claim.destination] ?? '1'),
    chargedCents: claim.chargeCents,
    paidCents,
    ...shareOf(services),
    filing: knownFilings.has(filing) ? filing : '12',
    payerClaimNumber,
    facilityType: claim.placeOfService,
    frequency: claim.frequency,
    adjustments: [],
    patient: { entityType: '1', ...nameOf(claim.patient), ...(relationship === '18' ? { idQualifier: 'MI', id: memberId } : {}) },
    ...(relationship === '18' || subscriber === undefined
      ? {}
      : { insured: { entityType: '1' as const, ...nameOf(subscriber), idQualifier: 'MI', id: memberId } }),
    ...(rendering?.npi === undefined
      ? {}
      : { renderingProvider: { entityType: rendering.entityType, ...nameOf(rendering), idQualifier: 'XX', id: rendering.npi } }),
    references: [],
    dates: [{ qualifier: '050', date: receivedOn }],
    contacts: [],
    amounts: interestCents === 0 ? [] : [{ qualifier: 'I', amountCents: interestCents }],
    quantities: [],
    services,
  }
  return { payment, interestCents }
}

function settleLines(claim: ProfessionalClaim, outcome: Settling): ServicePayment[] {
  let deductibleLeft = outcome.kind === 'paid' && outcome.patientShare === 'all' ? Number.MAX_SAFE_INTEGER : deductibleCents
  let copayLeft = copayCents
  return claim.lines.map((line, index) => {
    const isLast = index === claim.lines.length - 1
    if (outcome.kind === 'denied' || (outcome.kind === 'partly-paid' && isLast)) return denyLine(line, outcome.denial)
    if (claim.destination !== 'P') return payRest(line)
    const allowed = percentOf(line.chargeCents, allowedPercent)
    const share = outcome.kind === 'paid' ? outcome.patientShare : undefined
    if (share === undefined) return payLine(line, allowed, [])
    if (share === 'coinsurance') return payLine(line, allowed, [patientOwes('2', percentOf(allowed, coinsurancePercent))])
    if (share === 'copay') {
      const copay = Math.min(copayLeft, allowed)
      copayLeft -= copay
      return payLine(line, allowed, [patientOwes('3', toCents(copay))])
    }
    const deductible = Math.min(deductibleLeft, allowed)
    deductibleLeft -= deductible
    return payLine(line, allowed, [patientOwes('1', toCents(deductible))])
  })
}

function payLine(line: ProfessionalLine, allowed: Cents, patientShares: readonly Adjustment[]): ServicePayment {
  const contractual: Adjustment = { group: 'CO', reason: '45', amountCents: toCents(line.chargeCents - allowed) }
  const adjustments = [...patientShares, contractual].filter(({ amountCents }) => amountCents !== 0)
  const paid = allowed - sumCents(patientShares.map(({ amountCents }) => amountCents))
  return { ...lineBasics(line), paidCents: toCents(paid), adjustments, amounts: [{ qualifier: 'B6', amountCents: allowed }] }
}

/** What the payers before this one left to the patient is paid; what they paid or took off is told as theirs. */
function payRest(line: ProfessionalLine): ServicePayment {
  const theirs = (line.adjudications ?? []).flatMap(({ paidCents, adjustments }) => [
    paidCents,
    ...adjustments.filter(({ group }) => group !== 'PR').map(({ amountCents }) => amountCents),
  ])
  const amountCents = toCents(Math.min(sumCents(theirs), line.chargeCents))
  const adjustments = amountCents === 0 ? [] : [{ group: 'OA', reason: '23', amountCents }]
  return { ...lineBasics(line), paidCents: toCents(line.chargeCents - amountCents), adjustments }
}

function denyLine(line: ProfessionalLine, { group, reason, remark }: Denial): ServicePayment {
  return {
    ...lineBasics(line),
    paidCents: zeroCents,
    adjustments: line.chargeCents === 0 ? [] : [{ group, reason, amountCents: line.chargeCents }],
    remarks: remark === undefined ? [] : [{ qualifier: 'HE', code: remark }],
  }
}

function lineBasics({
  procedure,
  chargeCents,
  units,
  from,
  to,
  control,
}: ProfessionalLine): Omit<ServicePayment, 'paidCents' | 'adjustments'> {
  const { qualifier, code, modifiers } = procedure
  return {
    procedure: { qualifier, code, modifiers },
    chargedCents: chargeCents,
    unitsPaid: units,
    dates:
      to === undefined || to === from
        ? [{ qualifier: '472', date: from }]
        : [
            { qualifier: '150', date: from },
            { qualifier: '151', date: to },
          ],
    ...(control === '' ? {} : { lineControlNumber: control }),
    references: [],
    amounts: [],
    quantities: [],
    remarks: [],
  }
}

/** CLP05: what the patient owes, left out when nothing. */
function shareOf(services: readonly ServicePayment[]): Pick<ClaimPayment, 'patientResponsibilityCents'> {
  const shares = services.flatMap(({ adjustments }) => adjustments.filter(({ group }) => group === 'PR'))
  const patientResponsibilityCents = sumCents(shares.map(({ amountCents }) => amountCents))
  return patientResponsibilityCents === 0 ? {} : { patientResponsibilityCents }
}

function patientOwes(reason: string, amountCents: Cents): Adjustment {
  return { group: 'PR', reason, amountCents }
}

/** Whole cents, half a cent up; in integers, because a binary fraction of a dollar is never exact. */
function percentOf(amount: Cents, percent: number): Cents {
  return toCents(Math.floor((amount * percent + 50) / 100))
}

function nameOf({ last, first, middle, suffix }: { last: string; first?: string; middle?: string; suffix?: string }) {
  return {
    last,
    ...(first === undefined ? {} : { first }),
    ...(middle === undefined ? {} : { middle }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}

/** First and last day of service of a claim; undefined for one without lines. */
export function serviceDays(claim: ProfessionalClaim): { readonly from: IsoDate; readonly to: IsoDate } | undefined {
  const days = claim.lines.flatMap(({ from, to }) => [from, to ?? from]).toSorted()
  const [from] = days
  const to = days.at(-1)
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** The day on which money moves that is told of today. */
export function paymentDay(producedOn: IsoDate): IsoDate {
  return addDays(producedOn, 1)
}
