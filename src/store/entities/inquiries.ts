// Table of questions about claims (276).
import { EntitySchema } from 'typeorm'
import { fileText, idColumn, instant, optional, reference, text, word } from '../columns.js'
import type { ClaimInquiryRow } from '../store.js'
import { sourceSchema } from './source.js'

export const claimInquiryEntity = new EntitySchema<ClaimInquiryRow>({
  name: 'claim_inquiry',
  columns: {
    id: idColumn,
    claimId: reference,
    setId: reference,
    partnerId: text,
    trace: text,
    payerId: fileText,
    providerId: fileText,
    submissionSetId: optional(reference),
    state: word,
    at: instant,
  },
  embeddeds: { source: { schema: sourceSchema, prefix: 'source' } },
})
