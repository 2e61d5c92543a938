// Claims and their time lines as the API shows them.
import type { ClaimTimeline, TimelineStep } from '../../gateway/index.js'
import type { ClaimRecord } from '../../store/index.js'
import type { ClaimDetail, ClaimEventView, ClaimView, TimelineView } from '../contract.js'
import { toSourceView } from './files.js'

export function toClaimView(record: ClaimRecord): ClaimView {
  const { id, practiceId, patientControlNumber, submissionState, state, inquiryState, payerClaimNumber, partnerId, chargeCents } = record
  const { kind, patient } = record.claim
  return {
    id,
    practiceId,
    patientControlNumber,
    kind,
    submissionState,
    state,
    inquiryState,
    payerClaimNumber,
    partnerId,
    chargeCents,
    patient: { last: patient.last, first: patient.first, birthDate: patient.birthDate },
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  }
}

export function toClaimDetail(record: ClaimRecord): ClaimDetail {
  const { coverages, lines } = record.claim
  return {
    ...toClaimView(record),
    coverages: coverages.map(({ order, payerId, memberId }) => ({ order, payerId, memberId })),
    lines: lines.map(({ number, control, procedure, modifiers, revenueCode, serviceDate, units, chargeCents }) => ({
      number,
      control,
      procedure,
      modifiers: [...modifiers],
      revenueCode,
      serviceDate,
      units,
      chargeCents,
    })),
    document: record.document && { ...record.document },
    source: record.origin && toSourceView(record.origin),
  }
}

export function toTimelineView(timeline: ClaimTimeline): TimelineView {
  const { claimId, patientControlNumber, submissionState, state, isSentAgain, next, work, steps } = timeline
  return {
    claimId,
    patientControlNumber,
    submissionState,
    state,
    isSentAgain,
    next: { ...next },
    work: work.map(({ why, ...item }) => ({ ...item, why: [...why] })),
    items: steps.map(toClaimEventView),
  }
}

function toClaimEventView({ seq, at, event, submissionState, state, inquiryState, next, detail, source }: TimelineStep): ClaimEventView {
  return {
    seq,
    at,
    event,
    submissionState,
    state,
    inquiryState,
    next,
    detail: detail && { ...detail },
    source: source && toSourceView(source),
  }
}
