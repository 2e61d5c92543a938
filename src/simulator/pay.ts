// The payer's desk: a claim that was taken is decided, put on file, and becomes what a remittance tells of it.
import type { Instant, IsoDate } from '../values/index.js'
import { settle, type Settled } from './adjudicate.js'
import type { Memory } from './answer-file.js'
import { accountOf, duplicateLines, servicesOf } from './on-file.js'
import { denialsOf, type PayerFacts } from './payer-rules.js'
import type { SettledClaim } from './remittance-answer.js'
import { reverse } from './reverse.js'
import type { TakenClaim } from './screen.js'

/**
 * What is told of the claim: its payment; before it, for a replacement, the reversal of the original; for a void, that alone.
 * Nothing of a claim that is never answered.
 */
export function pay(
  { claim, payerClaimNumber, outcome, original }: TakenClaim,
  facts: PayerFacts & { readonly remittedAt: Instant },
  memory: Memory,
): SettledClaim[] {
  if (original !== undefined) memory.takeOffFile(original.payerClaimNumber)
  const told: Settled[] = original?.settled === undefined ? [] : [reverse(original.settled)]
  if (claim.frequency !== '8') {
    const services = servicesOf(claim)
    const duplicates = duplicateLines(claim, services, (service) => memory.isOnFile(service))
    const settled =
      outcome.kind === 'never-answered' ? undefined : settle(acceptedOn(facts.receivedOn), outcome, denialsOf(claim, facts, duplicates))
    memory.putOnFile({
      payerClaimNumber,
      patientControlNumber: claim.patientControlNumber,
      account: accountOf(claim),
      services: services.flatMap((service, index) => (service === undefined || duplicates.has(index) ? [] : [service])),
      remittedAt: facts.remittedAt,
      ...(settled === undefined ? {} : { settled }),
    })
    if (settled !== undefined) told.push(settled)
  }
  return told.map((settled) => ({ claim, settled }))

  function acceptedOn(receivedOn: IsoDate) {
    const replaces = original?.payerClaimNumber
    return { claim, payerClaimNumber, receivedOn, ...(replaces === undefined ? {} : { replaces }) }
  }
}
