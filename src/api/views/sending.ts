// Batches, claims for next payers, attempts and awaited answers as the API shows them.
import type { Partner } from '../../domain/index.js'
import { batchCalendar, type BatchReport, type CheckReport, type NextPayerClaim, type Wait } from '../../gateway/index.js'
import type { ClaimAttempt, ClaimRecord, OutboxRow, SetRow } from '../../store/index.js'
import type { Instant } from '../../values/index.js'
import type {
  AttemptView,
  BatchView,
  CheckView,
  HeldClaimView,
  NextPayerPreview,
  NextPayerView,
  WaitingBatchView,
  WaitView,
} from '../contract.js'

export function toCheckView({ claims, partners, findings, problems, ...rest }: CheckReport): CheckView {
  return { ...rest, claims: [...claims], partners: [...new Set(partners)], findings: [...findings], problems: [...problems] }
}

export function toAttemptView({ payerOrder, number, frequency, replaces, partnerId, fileId, at }: ClaimAttempt): AttemptView {
  return { payerOrder, number, frequency, replaces, partnerId, fileId, at }
}

export function toBatchView({ id, partnerId, fileId, name, state, createdAt, sentAt }: OutboxRow, sets: readonly SetRow[]): BatchView {
  const told = sets.map(({ control, guide, reference, units, acknowledged }) => ({
    control,
    guide,
    reference,
    claims: units,
    acknowledged,
  }))
  const claims = told.reduce((sum, set) => sum + set.claims, 0)
  return { outboxId: id, partnerId, fileId, name, state, createdAt, sentAt, claims, sets: told }
}

export function toWaitingBatchView({ id, batch }: Partner, { waiting, oldestAt, reason }: BatchReport, now: Instant): WaitingBatchView {
  const waits = { partnerId: id, isHeld: batch?.hold === true, claims: waiting, oldestAt, due: reason }
  if (batch === undefined) return waits
  const { timeZone, cutOffs, maxClaims, maxMinutes, onWeekends, holidays } = batch
  const told = { timeZone, cutOffs: [...cutOffs], maxClaims, maxMinutes, onWeekends, holidays: [...holidays] }
  return { ...waits, ...batchCalendar(batch, now), ...told }
}

export function toHeldClaimView({ id, patientControlNumber, chargeCents }: ClaimRecord, since: Instant): HeldClaimView {
  return { claimId: id, patientControlNumber, chargeCents, since }
}

export function toNextPayerView(claim: NextPayerClaim): NextPayerView {
  const { claimId, patientControlNumber, isDue, order, payerId, owedCents, partnerId, rule, wasRejected, reasons } = claim
  return { claimId, patientControlNumber, isDue, order, payerId, owedCents, partnerId, rule, wasRejected, reasons: [...reasons] }
}

export function toNextPayerPreview(next: NextPayerClaim): NextPayerPreview {
  return { ...toNextPayerView(next), claim: next.claim && { ...next.claim } }
}

export function toWaitView({ key: _ours, claim, ...wait }: Wait): WaitView {
  return { ...wait, patientControlNumber: claim }
}
