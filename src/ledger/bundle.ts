// R-BUNDLE of domain rule 1.5: charges that the payer moved from several lines onto one.
import type { Adjustment, ServicePayment } from '../domain/index.js'
import { grouped } from '../values/index.js'

/**
 * The CARC 94 and 97 adjustments that only move charges between lines: those whose sum over the lines with one
 * adjudicated code (SVC01) is 0, one of them below 0 (in a reversal, above), and 94s of several codes that come to 0
 * together (R-UNBUNDLE). A 97 outside is a denial for bundling.
 */
export function bundledAdjustments(services: readonly ServicePayment[]): ReadonlySet<Adjustment> {
  const byCode = [...grouped(services, ({ procedure }) => `${procedure.qualifier}:${procedure.code}`).values()]
  const bundled = byCode.map((group) => shiftsOf(group, ['94', '97'])).filter(isCancelling)
  const inCode = new Set(bundled.flat())
  const others = shiftsOf(services, ['94']).filter((shift) => !inCode.has(shift))
  return isCancelling(others) ? new Set([...inCode, ...others]) : inCode
}

function shiftsOf(services: readonly ServicePayment[], reasons: readonly string[]): readonly Adjustment[] {
  return services.flatMap(({ adjustments }) => adjustments.filter(({ reason }) => reasons.includes(reason)))
}

function isCancelling(shifts: readonly Adjustment[]): boolean {
  const sum = shifts.reduce((total, { amountCents }) => total + amountCents, 0)
  return sum === 0 && shifts.some(({ reason, amountCents }) => reason === '94' && amountCents !== 0)
}
