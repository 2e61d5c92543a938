// Tables of claims: what was claimed, what became of it step by step, and under which numbers it was sent.
import { EntitySchema } from 'typeorm'
import { cents, count, fileText, idColumn, instant, json, optional, reference, text, word } from '../columns.js'
import type { Instant } from '../../values/index.js'
import type { ClaimEvent, ClaimRecord, Submission } from '../store.js'
import { sourceSchema } from './source.js'

/** For matching: the patient control number as `normalisedNumber()` makes it, and what `patientKey()` makes. */
export type ClaimTable = ClaimRecord & { readonly normalisedNumber: string; readonly patientKey: string }

export const claimEntity = new EntitySchema<ClaimTable>({
  name: 'claim',
  columns: {
    id: idColumn,
    practiceId: reference,
    patientControlNumber: text,
    normalisedNumber: text,
    patientKey: optional(fileText),
    submissionState: word,
    state: word,
    inquiryState: optional(word),
    inquiryAt: optional(instant),
    payerClaimNumber: optional(fileText),
    chargeCents: cents,
    partnerId: optional(text),
    claim: json,
    document: optional(json),
    createdAt: instant,
    updatedAt: instant,
  },
  embeddeds: { origin: { schema: sourceSchema, prefix: 'origin' } },
})

export interface ClaimMember {
  readonly claimId: string
  readonly memberId: string
}

export const claimMemberEntity = new EntitySchema<ClaimMember>({
  name: 'claim_member',
  columns: { claimId: { ...reference, primary: true }, memberId: { ...fileText, primary: true } },
})

export interface HeldClaim {
  readonly claimId: string
  readonly partnerId: string
  readonly at: Instant
}

export const heldClaimEntity = new EntitySchema<HeldClaim>({
  name: 'held_claim',
  columns: { claimId: { ...reference, primary: true }, partnerId: text, at: instant },
})

export type ClaimEventTable = ClaimEvent & { readonly seq: number }

export const claimEventEntity = new EntitySchema<ClaimEventTable>({
  name: 'claim_event',
  columns: {
    claimId: { ...reference, primary: true },
    seq: { ...count, primary: true },
    at: instant,
    event: fileText,
    submissionState: optional(word),
    state: optional(word),
    inquiryState: optional(word),
    detail: optional(json),
  },
  embeddeds: { source: { schema: sourceSchema, prefix: 'source' } },
})

export type SubmissionTable = Submission & { readonly id: string }

export const submissionEntity = new EntitySchema<SubmissionTable>({
  name: 'submission',
  columns: {
    id: idColumn,
    claimId: reference,
    setId: reference,
    partnerId: text,
    interchangeControl: text,
    groupControl: text,
    setControl: text,
    batchReference: text,
    at: instant,
  },
  embeddeds: { source: { schema: sourceSchema, prefix: 'source' } },
})
