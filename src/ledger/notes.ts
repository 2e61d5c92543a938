// Warnings about a claim payment that posts all the same: mostly things to tell the payer.
import type { ClaimPayment, OpenClaim } from '../domain/index.js'
import { allAdjustments, checkClaimPayment } from './balance.js'
import type { LineMatch } from './lines.js'
import { claimRemarks } from './payer-order.js'
import type { PostingNote } from './settlement.js'
import type { AdjustmentTreatments } from './treatments.js'

/** CARCs that mean nothing without a remark code (domain rule 1.6). */
const needsRemark = new Set(['16', '17', '96', '125', '226', '227', '251', '252', 'A1'])

export function noteworthy(
  payment: ClaimPayment,
  claim: OpenClaim,
  matches: readonly LineMatch[],
  treatments: AdjustmentTreatments,
): readonly PostingNote[] {
  const notes: PostingNote[] = []
  matches.forEach(({ line, isTwin }) => {
    if (line === 0) notes.push({ code: 'line-unmatched' })
    else if (isTwin === true) notes.push({ code: 'twin-lines', line })
  })
  // R-BAL-5: only inpatient claims are settled without service lines.
  if (payment.services.length === 0 && claim.kind !== 'institutional') notes.push({ code: 'service-lines-absent' })
  if (checkClaimPayment(payment).some(({ rule }) => rule === 'R-BAL-6')) notes.push({ code: 'patient-responsibility-differs' })
  for (const { number, units } of claim.lines) {
    if (units !== undefined && unitsDiffer(number, units)) notes.push({ code: 'units-differ', line: number })
  }
  const reasons = new Set(allAdjustments(payment).map(({ reason }) => reason))
  const remarked = claimRemarks(payment).length > 0 || payment.services.some(({ remarks }) => remarks.length > 0)
  for (const carc of reasons) {
    if (treatments.carc[carc] === undefined) notes.push({ code: 'reason-unknown', carc })
    if (needsRemark.has(carc) && !remarked) notes.push({ code: 'remark-missing', carc })
    // R-BAL-7: interest belongs in AMT*I and PLB L6.
    if (carc === '225') notes.push({ code: 'interest-as-adjustment', carc })
  }
  return notes

  /** R-BAL-9: split lines keep the billed units; lines of an unbundled service may have more. */
  function unitsDiffer(line: number, billed: number): boolean {
    const services = payment.services.filter((_, index) => matches[index]?.line === line)
    if (services.length === 0) return false
    const units = services.reduce((sum, { submittedUnits, unitsPaid }) => sum + Number(submittedUnits ?? unitsPaid ?? '1'), 0)
    const isUnbundled = services.length > 1 && services.some(({ chargedCents }) => chargedCents === 0)
    return isUnbundled ? units < billed : units !== billed
  }
}
