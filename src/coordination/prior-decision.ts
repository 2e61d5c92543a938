// What one payer decided, from its claim payments, in the words in which the payers after it are told (2320, 2430).
import type {
  ClaimKind,
  ClaimPayment,
  Coverage,
  LineAdjudication,
  OpenLine,
  PriorAdjudication,
  PriorAdjustment,
  Procedure,
  ServicePayment,
} from '../domain/index.js'
import { bundledAdjustments, type LineMatch, matchLines } from '../ledger/index.js'
import { type Cents, type IsoDate, sumCents, toCents, zeroCents } from '../values/index.js'
import { detailsOf } from './payment-details.js'
import type { NoClaimReason } from './reasons.js'

/** A part of the payer's decision: usually the only one. `paidOn` is BPR16 of its remittance. */
export interface PriorPayment {
  readonly payment: ClaimPayment
  readonly paidOn: IsoDate
}

/** `procedure` is missing where an institution's line is no procedure. */
export type AnyLineDecision = Omit<LineAdjudication, 'procedure'> & { readonly procedure?: Procedure; readonly revenueCode?: string }

export interface PriorDecision {
  readonly adjudication: PriorAdjudication
  /** By our line number. */
  readonly lines: ReadonlyMap<number, readonly AnyLineDecision[]>
}

export interface DecidedClaim {
  readonly kind: ClaimKind
  readonly lines: readonly (OpenLine & { readonly submitted?: Procedure })[]
}

/** CAS of a loop, and triples of each. */
const maxSegments = 5
const reasonsPerSegment = 6
/** 2430 of a line. */
const maxDecisions = 15

/** Parts in the order in which they came. Lines are told when every part has them; else all stands at the claim. */
export function priorDecision(
  { payer }: Pick<Coverage, 'payer'>,
  parts: readonly PriorPayment[],
  claim: DecidedClaim,
): PriorDecision | { readonly reason: NoClaimReason } {
  const lines = new Map<number, readonly AnyLineDecision[]>()
  const hasLines = parts.every(({ payment }) => payment.services.length > 0)
  if (hasLines)
    for (const { payment, paidOn } of parts) {
      const matches = matchLines(payment.services, claim.lines)
      const targets = bundleTargets(payment.services, matches)
      for (const [index, service] of payment.services.entries()) {
        const number = matches[index]?.line ?? 0
        const line = claim.lines.find((one) => one.number === number)
        if (line === undefined) {
          if (isEmpty(service)) continue
          return { reason: 'line-unmatched' }
        }
        const decided = lineDecision(service, line, claim.kind, payer.id, paidOn, targets.get(service))
        lines.set(number, [...(lines.get(number) ?? []), decided])
      }
    }
  const payments = parts.map(({ payment }) => payment)
  const atClaim = payments.flatMap(({ adjustments, services }) => [
    ...adjustments,
    ...(hasLines ? [] : services.flatMap((service) => service.adjustments)),
  ])
  const shareAtClaim = !hasLines || patientShare(atClaim) !== 0
  const last = parts.at(-1)
  const whole = [...atClaim, ...[...lines.values()].flat().flatMap(({ adjustments }) => adjustments)]
  const told = fitting(parts.length > 1 ? summed(atClaim) : atClaim)
  const byLine = new Map(
    [...lines].map(([number, all]) => [
      number,
      all.map(
        ({ adjustments, ...one }): AnyLineDecision => ({
          ...one,
          adjustments: fitting(adjustments),
          ...(shareAtClaim ? {} : { remainingPatientCents: patientShare(adjustments) }),
        }),
      ),
    ]),
  )
  if (tooMany(told) || [...byLine.values()].some((all) => all.length > maxDecisions || all.some((one) => tooMany(one.adjustments))))
    return { reason: 'too-many-adjustments' }
  const number = payments.map(({ payerClaimNumber }) => payerClaimNumber).findLast((one) => one !== undefined)
  return {
    lines: byLine,
    adjudication: {
      paidCents: sumCents(payments.map(({ paidCents }) => paidCents)),
      ...(shareAtClaim ? { remainingPatientCents: patientShare(whole) } : {}),
      ...(hasLines || last === undefined ? {} : { paidOn: last.paidOn }),
      ...(number === undefined ? {} : { payerClaimNumber: number }),
      adjustments: told,
      ...detailsOf(payments, claim.kind),
    },
  }
}

function isEmpty({ chargedCents, paidCents, adjustments }: ServicePayment): boolean {
  return chargedCents === 0 && paidCents === 0 && adjustments.every(({ amountCents }) => amountCents === 0)
}

/** Qualifiers that SVD03 knows; a code of another kind is told as we sent it. */
const procedureQualifiers: Readonly<Record<ClaimKind, ReadonlySet<string>>> = {
  professional: new Set(['ER', 'HC', 'HP', 'IV', 'WK']),
  institutional: new Set(['ER', 'HC', 'HP', 'IV', 'WK']),
  dental: new Set(['AD', 'ER']),
}

function lineDecision(
  service: ServicePayment,
  line: DecidedClaim['lines'][number],
  kind: ClaimKind,
  payerId: string,
  paidOn: IsoDate,
  bundledInto: number | undefined,
): AnyLineDecision {
  const { procedure: adjudicated, paidCents, unitsPaid = '1', adjustments } = service
  const procedure = procedureQualifiers[kind].has(adjudicated.qualifier) ? adjudicated : line.submitted
  const revenueCode = adjudicated.qualifier === 'NU' ? adjudicated.code : (service.revenueCode ?? line.revenueCode)
  return {
    payerId,
    paidCents,
    ...(procedure === undefined ? {} : { procedure }),
    ...(kind === 'institutional' && revenueCode !== undefined ? { revenueCode } : {}),
    units: unitsPaid,
    ...(bundledInto === undefined ? {} : { bundledInto: String(bundledInto) }),
    adjustments: adjustments.filter(({ amountCents }) => amountCents !== 0),
    paidOn,
  }
}

/** R-BUNDLE: our number of the line that bears the charges, for each service whose charge was moved there. */
function bundleTargets(services: readonly ServicePayment[], matches: readonly LineMatch[]): ReadonlyMap<ServicePayment, number> {
  const shifts = bundledAdjustments(services)
  const bears = (service: ServicePayment, reason: string) => service.adjustments.some((one) => one.reason === reason && shifts.has(one))
  const targets = new Map<ServicePayment, number>()
  for (const service of services) {
    if (!bears(service, '97')) continue
    const { qualifier, code } = service.procedure
    const index = services.findIndex(({ procedure }, at) => {
      const other = services[at]
      return other !== undefined && procedure.qualifier === qualifier && procedure.code === code && bears(other, '94')
    })
    const number = matches[index]?.line ?? 0
    if (number > 0) targets.set(service, number)
  }
  return targets
}

/** PR is what the payer leaves to the patient, or to the next payer; 0 is told too. */
function patientShare(adjustments: readonly PriorAdjustment[]): Cents {
  const share = sumCents(adjustments.flatMap(({ group, amountCents }) => (group === 'PR' ? [amountCents] : [])))
  return share < 0 ? zeroCents : share
}

/** As the payer wrote them, or what has one group and reason summed up where there is no room for all. */
function fitting(adjustments: readonly PriorAdjustment[]): readonly PriorAdjustment[] {
  const moving = adjustments.filter(({ amountCents }) => amountCents !== 0)
  return tooMany(moving) ? summed(moving) : moving
}

function summed(adjustments: readonly PriorAdjustment[]): readonly PriorAdjustment[] {
  const sums = new Map<string, PriorAdjustment>()
  for (const one of adjustments) {
    const key = `${one.group} ${one.reason}`
    const before = sums.get(key)
    sums.set(
      key,
      before === undefined ? one : { group: one.group, reason: one.reason, amountCents: toCents(before.amountCents + one.amountCents) },
    )
  }
  return [...sums.values()].filter(({ amountCents }) => amountCents !== 0)
}

function tooMany(adjustments: readonly PriorAdjustment[]): boolean {
  const groups = new Map<string, number>()
  for (const { group } of adjustments) groups.set(group, (groups.get(group) ?? 0) + 1)
  return [...groups.values()].reduce((sum, count) => sum + Math.ceil(count / reasonsPerSegment), 0) > maxSegments
}
