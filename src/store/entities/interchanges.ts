// Tables of what stands in a file: interchanges, functional groups, transaction sets, findings.
import { EntitySchema } from 'typeorm'
import { count, fileText, idColumn, instant, json, optional, reference, text, word } from '../columns.js'
import type { GroupRow, InterchangeRow, SetRow, StoredFinding } from '../store.js'
import { rangeSchema } from './source.js'

export const interchangeEntity = new EntitySchema<InterchangeRow>({
  name: 'interchange',
  columns: {
    id: idColumn,
    fileId: reference,
    ordinal: count,
    direction: word,
    partnerId: optional(text),
    control: fileText,
    senderQualifier: fileText,
    senderId: fileText,
    receiverQualifier: fileText,
    receiverId: fileText,
    date: { ...fileText, name: 'isa_date' },
    time: { ...fileText, name: 'isa_time' },
    usage: { ...fileText, name: 'usage_indicator' },
    verdict: word,
    acknowledged: optional(word),
    at: instant,
  },
  embeddeds: { range: { schema: rangeSchema, prefix: 'range' } },
})

/** Which interchange had this sender, receiver, control number, date and time first. */
export interface InterchangeIdentity {
  readonly id: string
  readonly identity: string
  readonly interchangeId: string
  readonly fileId: string
}

export const interchangeIdentityEntity = new EntitySchema<InterchangeIdentity>({
  name: 'interchange_identity',
  columns: { id: idColumn, identity: text, interchangeId: reference, fileId: reference },
})

export const groupEntity = new EntitySchema<GroupRow>({
  name: 'functional_group',
  columns: {
    id: idColumn,
    interchangeId: reference,
    ordinal: count,
    functionalId: fileText,
    control: fileText,
    version: fileText,
    verdict: word,
    acknowledged: optional(word),
  },
})

export const setEntity = new EntitySchema<SetRow>({
  name: 'transaction_set',
  columns: {
    id: idColumn,
    fileId: reference,
    interchangeId: reference,
    groupId: reference,
    ordinal: count,
    type: fileText,
    guide: fileText,
    control: fileText,
    reference: optional(fileText),
    segments: count,
    units: count,
    verdict: word,
    state: word,
    acknowledged: optional(word),
  },
  embeddeds: { range: { schema: rangeSchema, prefix: 'range' } },
})

export interface FindingRow {
  readonly fileId: string
  /** From 1, as the file's findings were saved. */
  readonly ordinal: number
  readonly code: string
  readonly severity: string
  readonly finding: StoredFinding
}

export const findingEntity = new EntitySchema<FindingRow>({
  name: 'finding',
  columns: { fileId: { ...reference, primary: true }, ordinal: { ...count, primary: true }, code: text, severity: word, finding: json },
})
