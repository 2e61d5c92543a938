// Checks of the books against the bytes: what is stored is what came, and says what was posted.
import { createHash } from 'node:crypto'
import type { Store } from '../store/index.js'
import { compareAdjustments } from './adjustments.js'
import { type Check, numberOf, type Row, textOf } from './check.js'
import { plainCents, type PlainSet, setsIn } from './tokenize.js'

export const byteChecks: readonly Check[] = [
  {
    id: 'BYTES',
    says: 'every stored file decrypts to the bytes that its SHA-256 names',
    async run(store, breach) {
      const files = await store.query('SELECT id, sha256, size_bytes FROM file')
      for (const file of files) {
        const hash = createHash('sha256')
        let size = 0
        try {
          for await (const chunk of store.files.read(textOf(file, 'id'))) {
            hash.update(chunk)
            size += chunk.length
          }
        } catch {
          breach(`file ${textOf(file, 'id')} cannot be read back`)
          continue
        }
        if (hash.digest('hex') !== textOf(file, 'sha256') || size !== numberOf(file, 'size_bytes'))
          breach(`file ${textOf(file, 'id')} is not what was received`)
      }
      return files.length
    },
  },
  {
    id: 'I-9b',
    says: 'every remittance says in its bytes what is stored and booked of it: BPR02, each CLP04, CAS and PLB, and their balance',
    async run(store, breach) {
      const rows = await store.query(
        `SELECT r.id AS id, r.file_id AS file_id, r.paid_cents AS paid_cents, s.ordinal AS ordinal
         FROM remittance r JOIN transaction_set s ON s.id = r.set_id WHERE r.state = 'posted' ORDER BY r.file_id`,
      )
      let fileId = ''
      let sets: PlainSet[] | undefined
      for (const row of rows) {
        if (textOf(row, 'file_id') !== fileId) {
          fileId = textOf(row, 'file_id')
          sets = await readSets(store, fileId)
        }
        for (const problem of await problemsOf(store, row, sets)) breach(`remittance ${textOf(row, 'id')}: ${problem}`)
      }
      return rows.length
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

/** Undefined when the bytes cannot be had any more; BYTES says of which file. */
async function readSets(store: Store, fileId: string): Promise<PlainSet[] | undefined> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of store.files.read(fileId)) chunks.push(chunk)
  } catch {
    return undefined
  }
  return setsIn(Buffer.concat(chunks))
}

async function problemsOf(store: Store, row: Row, sets: readonly PlainSet[] | undefined): Promise<readonly string[]> {
  if (sets === undefined) return ['its bytes cannot be read back']
  const set = sets.find(({ ordinal }) => ordinal === numberOf(row, 'ordinal'))
  return set === undefined ? ['its bytes hold no such set'] : compare(store, textOf(row, 'id'), numberOf(row, 'paid_cents'), set)
}

async function compare(store: Store, remittanceId: string, paidCents: number, { segments }: PlainSet): Promise<string[]> {
  const problems: string[] = []
  const bpr02 = plainCents(segments.find(([id]) => id === 'BPR')?.[2])
  if (bpr02 !== paidCents) problems.push(`BPR02 is ${bpr02} cents, ${paidCents} are stored`)
  // An empty CLP of a capitation payer is no claim payment.
  const claims = segments
    .filter(([id, ...elements]) => id === 'CLP' && elements.slice(0, 4).some((element) => element !== ''))
    .map((clp) => plainCents(clp[4]))
  const adjustments = segments
    .filter(([id]) => id === 'PLB')
    .flatMap((plb) => plb.flatMap((text, index) => (index >= 4 && index % 2 === 0 && text !== '' ? [plainCents(text)] : [])))
  const total = sum(claims) - sum(adjustments)
  if (total !== bpr02) problems.push(`its claims and provider adjustments come to ${total} cents, BPR02 to ${bpr02}`)
  const stored = await store.query('SELECT paid_cents FROM claim_payment WHERE remittance_id = ? ORDER BY ordinal', [remittanceId])
  if (stored.length !== claims.length || stored.some((row, index) => numberOf(row, 'paid_cents') !== claims[index]))
    problems.push('its claim payments are not those of its bytes')
  const [plb] = await store.query(
    'SELECT COALESCE(SUM(amount_cents), 0) AS cents, COUNT(*) AS n FROM provider_adjustment WHERE remittance_id = ?',
    [remittanceId],
  )
  if (numberOf(plb, 'cents') !== sum(adjustments) || numberOf(plb, 'n') !== adjustments.length)
    problems.push('its provider adjustments are not those of its bytes')
  return [...problems, ...(await compareAdjustments(store, remittanceId, segments))]
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, each) => total + each, 0)
}
