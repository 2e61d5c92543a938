// Checks of the books against the bytes: what is stored is what came, and says what was posted.
import { createHash } from 'node:crypto'
import type { Store } from '../store/index.js'
import { type Check, inPages, numberOf, type Row, textOf } from './check.js'
import { compareFile, type StoredRemittance } from './remittance-file.js'

export const byteChecks: readonly Check[] = [
  {
    id: 'BYTES',
    says: 'every stored file decrypts to the bytes that its SHA-256 names',
    async run(store, breach) {
      const files = 'SELECT id, sha256, size_bytes FROM file WHERE id > ? ORDER BY id'
      let count = 0
      for await (const file of inPages(store, files, (last) => [textOf(last, 'id')])) {
        count += 1
        const problem = await problemOf(store, file)
        if (problem !== undefined) breach(`file ${textOf(file, 'id')} ${problem}`)
      }
      return count
    },
  },
  {
    id: 'I-9b',
    says: 'every remittance says in its bytes what is stored and booked of it: BPR02, each CLP04, CAS and PLB, and their balance',
    async run(store, breach) {
      let count = 0
      for await (const { fileId, remittances } of postedFiles(store)) {
        count += remittances.length
        await compareFile(store, fileId, remittances, breach)
      }
      return count
    },
  },
  {
    id: 'I-9',
    says: 'the audit chain is whole',
    async run(store, breach) {
      const { links, firstBad } = await store.audit.verify()
      if (firstBad !== undefined) breach(`link ${firstBad} was altered, or one before it was taken out`)
      return links
    },
  },
]

async function problemOf(store: Store, file: Row): Promise<string | undefined> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of store.files.read(textOf(file, 'id'))) {
      hash.update(chunk)
      size += chunk.length
    }
  } catch {
    return 'cannot be read back'
  }
  const isWhole = hash.digest('hex') === textOf(file, 'sha256') && size === numberOf(file, 'size_bytes')
  return isWhole ? undefined : 'is not what was received'
}

/** The posted remittances of each file, file by file. */
async function* postedFiles(store: Store): AsyncGenerator<{ readonly fileId: string; readonly remittances: readonly StoredRemittance[] }> {
  const rows = inPages(
    store,
    `SELECT r.id AS id, r.file_id AS file_id, r.paid_cents AS paid_cents, s.ordinal AS ordinal
     FROM remittance r JOIN transaction_set s ON s.id = r.set_id
     WHERE r.state = 'posted' AND (r.file_id > ? OR (r.file_id = ? AND r.id > ?)) ORDER BY r.file_id, r.id`,
    (last) => [textOf(last, 'file_id'), textOf(last, 'file_id'), textOf(last, 'id')],
  )
  let fileId = ''
  let remittances: StoredRemittance[] = []
  for await (const row of rows) {
    if (textOf(row, 'file_id') !== fileId) {
      if (remittances.length > 0) yield { fileId, remittances }
      fileId = textOf(row, 'file_id')
      remittances = []
    }
    remittances.push({ id: textOf(row, 'id'), ordinal: numberOf(row, 'ordinal'), paidCents: numberOf(row, 'paid_cents') })
  }
  if (remittances.length > 0) yield { fileId, remittances }
}
