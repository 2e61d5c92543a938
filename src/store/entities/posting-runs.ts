// Table of posting runs.
import { EntitySchema } from 'typeorm'
import type { PostingRun } from '../../domain/index.js'
import { count, idColumn, instant, longText, optional, reference, text, word } from '../columns.js'

export const postingRunEntity = new EntitySchema<PostingRun>({
  name: 'posting_run',
  columns: {
    id: idColumn,
    remittanceId: reference,
    number: { ...count, name: 'run_number' },
    mode: { ...word, name: 'run_mode' },
    state: word,
    by: { ...text, name: 'acted_by' },
    reason: optional(longText),
    at: instant,
    voids: optional(reference),
  },
})
