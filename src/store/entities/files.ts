// Tables of the exact bytes: who brought a file when, and its encrypted chunks.
import { EntitySchema } from 'typeorm'
import type { Instant } from '../../values/index.js'
import { bytes, count, fileText, idColumn, instant, json, optional, reference, sha256Hex, text, word } from '../columns.js'
import type { Arrival, StoredFile } from '../store.js'

export const fileEntity = new EntitySchema<StoredFile>({
  name: 'file',
  columns: {
    id: idColumn,
    sha256: sha256Hex,
    sizeBytes: count,
    direction: word,
    name: fileText,
    partnerId: optional(text),
    source: word,
    firstAt: instant,
    state: word,
    receipts: count,
    summary: optional(json),
  },
})

/** One encrypted object; it has the id of its file, which exists once all of it is written. */
export interface FileContent {
  readonly id: string
  readonly masterKeyId: string
  readonly wrappedKey: Buffer
  /** Since when it is being written; NULL once it is whole. */
  readonly openSince: Instant | null
}

export const fileContentEntity = new EntitySchema<FileContent>({
  name: 'file_content',
  columns: { id: idColumn, masterKeyId: word, wrappedKey: bytes, openSince: optional(instant) },
})

export interface FileChunk {
  readonly contentId: string
  /** From 0. */
  readonly ordinal: number
  readonly sealed: Buffer
}

export const fileChunkEntity = new EntitySchema<FileChunk>({
  name: 'file_chunk',
  columns: { contentId: { ...reference, primary: true }, ordinal: { ...count, primary: true }, sealed: bytes },
})

export type FileReceipt = Omit<Arrival, 'direction'> & { readonly id: string; readonly fileId: string }

export const fileReceiptEntity = new EntitySchema<FileReceipt>({
  name: 'file_receipt',
  columns: { id: idColumn, fileId: reference, name: fileText, source: word, partnerId: optional(text), at: instant },
})
