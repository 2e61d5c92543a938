// Table of attempts: each sending of a claim to one payer, numbered. The key decides who opens the next one.
import { EntitySchema } from 'typeorm'
import { count, fileText, idColumn, instant, optional, reference, text, word } from '../columns.js'
import type { ClaimAttempt } from '../store.js'

export type ClaimAttemptTable = ClaimAttempt & { readonly id: string }

export const claimAttemptEntity = new EntitySchema<ClaimAttemptTable>({
  name: 'claim_attempt',
  columns: {
    id: idColumn,
    claimId: reference,
    payerOrder: word,
    number: { ...count, name: 'attempt_number' },
    frequency: word,
    replaces: optional(fileText),
    partnerId: text,
    fileId: reference,
    at: instant,
  },
})
