// What the payer allowed for a line, by what it paid and whom it left the rest to (domain rules 7.2). Pure.
import type { ServicePayment } from '../domain/index.js'
import { type Cents, sumCents } from '../values/index.js'

/** Cuts and bonuses beside the allowed amount: sequestration 253 and penalty 237 lower the payment, 144 and 161 raise it. */
const besideAllowed: ReadonlySet<string> = new Set(['253', '237', '144', '161'])

/** SVC03, what the patient or the next payer owes, and what was cut; less the bonuses. All services of one billed line together. */
export function actualAllowed(services: readonly Pick<ServicePayment, 'paidCents' | 'adjustments'>[]): Cents {
  return sumCents(
    services.flatMap(({ paidCents, adjustments }) => [
      paidCents,
      ...adjustments.flatMap(({ group, reason, amountCents }) => (group === 'PR' || besideAllowed.has(reason) ? [amountCents] : [])),
    ]),
  )
}

/** AMT*B6: what the payer says it allowed; undefined where a service does not say. */
export function statedAllowed(services: readonly Pick<ServicePayment, 'amounts'>[]): Cents | undefined {
  const stated = services.map(({ amounts }) => amounts.find(({ qualifier }) => qualifier === 'B6')?.amountCents)
  return stated.length === 0 || stated.includes(undefined) ? undefined : sumCents(stated.flatMap((cents) => cents ?? []))
}
