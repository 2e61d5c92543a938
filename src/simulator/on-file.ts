// What a payer has on file: claims that it decided or still holds, with the services in them, so that it knows one again.
import type { Claim } from '../domain/index.js'
import type { Instant } from '../values/index.js'
import type { Settled } from './adjudicate.js'
import { type ClaimedLine, claimedLines, destinationOf, serviceDays } from './claimed-line.js'

export interface ClaimOnFile {
  readonly payerClaimNumber: string
  readonly patientControlNumber: string
  /** Payer and provider between whom it is settled. */
  readonly account: string
  readonly services: readonly string[]
  /** When the decision is told in an 835, should there be one. */
  readonly remittedAt: Instant
  /** Undefined while it is not decided. */
  readonly settled?: Settled
}

/** A debt of the provider, told with PLB FB under the trace number of the payment that could not go below nothing. */
export interface Debt {
  readonly reference: string
  readonly cents: number
}

/** Everything of one payer with one billing provider is settled together. */
export function accountOf(claim: Claim): string {
  return accountBetween(destinationOf(claim)?.payer.id, claim.billing.npi ?? claim.billing.taxId)
}

export function accountBetween(payerId: string | undefined, providerId: string): string {
  return JSON.stringify([payerId, providerId])
}

/** One text for each line: lines of the same text are the same service. Undefined for what has no day, as it is only planned. */
export function servicesOf(claim: Claim): (string | undefined)[] {
  const day = serviceDays(claim)?.from
  const { last, first, birthDate } = claim.patient
  const whose = [accountOf(claim), destinationOf(claim)?.memberId, last, first, birthDate]
  return claimedLines(claim).map((line) => {
    const from = line.from ?? day
    return from === undefined ? undefined : JSON.stringify([...whose, from, ...whatOf(line)])
  })
}

function whatOf({ line, procedure: { code, modifiers }, revenueCode }: ClaimedLine): unknown[] {
  return [code, modifiers, revenueCode, 'teeth' in line ? line.teeth : undefined, 'oralCavity' in line ? line.oralCavity : undefined]
}

/** Lines that were decided before (`isKnown`); of a professional or dental claim also those that repeat one before them. */
export function duplicateLines(
  claim: Claim,
  services: readonly (string | undefined)[],
  isKnown: (service: string) => boolean,
): Set<number> {
  const repeats = claim.kind !== 'institutional'
  return new Set(
    services.flatMap((service, index) =>
      service !== undefined && (isKnown(service) || (repeats && services.indexOf(service) < index)) ? [index] : [],
    ),
  )
}
