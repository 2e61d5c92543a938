// Where a row came from: the bytes of one file. Embedded into every table whose rows are made from a file.
import { EntitySchema } from 'typeorm'
import type { EntrySource } from '../../domain/index.js'
import type { ByteRange } from '../../values/index.js'
import { count, optional, reference, sha256Hex } from '../columns.js'

export const sourceSchema = new EntitySchema<EntrySource>({
  name: 'source',
  columns: {
    fileId: optional(reference),
    sha256: optional(sha256Hex),
    set: optional(count),
    segment: optional(count),
    offset: optional(count),
    length: optional(count),
  },
})

/** Empties the columns of a source. */
export const noSource = { fileId: null, sha256: null, set: null, segment: null, offset: null, length: null }

export const rangeSchema = new EntitySchema<ByteRange>({ name: 'range', columns: { offset: count, length: count } })
