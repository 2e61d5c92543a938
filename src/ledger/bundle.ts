// R-BUNDLE of domain rule 1.5: charges that the payer moved from several lines onto one.
import type { Adjustment, ServicePayment } from '../domain/index.js'
import { grouped } from '../values/index.js'

/**
 * The CARC 94 and 97 adjustments that only move charges between lines: those whose sum over the lines with one
 * adjudicated code (SVC01) is 0, one of them below 0 (in a reversal, above). A 97 outside is a denial for bundling.
 */
export function bundledAdjustments(services: readonly ServicePayment[]): ReadonlySet<Adjustment> {
  return new Set([...grouped(services, ({ procedure }) => `${procedure.qualifier}:${procedure.code}`).values()].flatMap(cancelling))
}

function cancelling(services: readonly ServicePayment[]): readonly Adjustment[] {
  const shifts = services.flatMap(({ adjustments }) => adjustments.filter(({ reason }) => reason === '94' || reason === '97'))
  const sum = shifts.reduce((total, { amountCents }) => total + amountCents, 0)
  return sum === 0 && shifts.some(({ reason, amountCents }) => reason === '94' && amountCents !== 0) ? shifts : []
}
