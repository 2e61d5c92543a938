// The journal outside of the gateway: the same entries in every format, exact to the cent, from where the last export ended.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { parseOpenClaims } from '../../src/codecs/index.js'
import type { LedgerEntry } from '../../src/domain/index.js'
import { exportFormats, type ExportFormatName, journalColumns, type JournalLine } from '../../src/export/index.js'
import { enterByHand, exportJournal } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { csvRows, type Instant, toCents } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { gatewayOn, openAccounts, receiveBytes, sample } from '../support/gateway.js'

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

type Row = Readonly<Record<string, unknown>>

withDatabases((_database, openStore) => {
  describe('the journal, exported', () => {
    let store: Store
    const exported = async (format: ExportFormatName, after = 0) => {
      const { bytes, outcome } = exportJournal(store, format, after)
      return { bytes: await whole(bytes), outcome }
    }
    const jsonRows = async (after = 0): Promise<Row[]> =>
      (await exported('jsonl', after)).bytes
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Row)

    before('the books of scenario 01, and an entry by hand that tries to be a formula', async () => {
      store = await openStore()
      const gateway = gatewayOn(store)
      await openAccounts(gateway, parseOpenClaims(JSON.parse(readFileSync('samples/scenarios/01-simple-paid.claims.json', 'utf8'))).claims)
      await receiveBytes(gateway, sample('scenarios/01-simple-paid.835'))
      await enterByHand(gateway, { dr: 'AR:PATIENT', cr: 'AR:P', cents: toCents(7), why: '=HYPERLINK("http://example.test","pay")' })
    })

    it('has the entries of the worked scenario, with the payment that made them', async () => {
      const rows = await jsonRows()
      expect(rows.map(({ debit, credit, cents, amount, why }) => [debit, credit, cents, amount, why])).to.deep.equal([
        ['AR:P', 'REVENUE', 15000, '150.00', 'charge'],
        ['CASH:REMIT', 'AR:P', 11000, '110.00', 'payment'],
        ['ADJ:CONTRACTUAL', 'AR:P', 4000, '40.00', 'CO45'],
        ['AR:PATIENT', 'AR:P', 7, '0.07', '=HYPERLINK("http://example.test","pay")'],
      ])
      expect(rows[0]).not.to.have.property('trace')
      expect(rows[1]).to.include.keys('trace', 'payer_identifier', 'payer_name', 'source_sha256', 'source_offset')
    })

    it('is incremental: each entry once, and an export without rows when nothing is new', async () => {
      const first = await exported('csv')
      const { next } = first.outcome
      expect(first.outcome.entries).to.equal(4)
      expect((await exported('jsonl', next)).outcome).to.deep.equal({ entries: 0, next })
      const empty = arrayBufferOf((await exported('parquet', next)).bytes)
      expect(await parquetReadObjects({ file: empty })).to.deep.equal([])
      expect((await jsonRows(next - 1)).map(({ seq }) => seq)).to.deep.equal([next])
    })

    it('says the same as CSV, with no cell that a spreadsheet would compute', async () => {
      const { bytes } = await exported('csv')
      const [head, ...rows] = csvRows(bytes.toString()).rows.map(({ cells }) => cells)
      expect(head).to.deep.equal(journalColumns.map(({ name }) => name))
      expect(bytes.toString()).not.to.match(/(^|,)"?\s*[=+@]/m)
      const restored = rows.map((cells) =>
        Object.fromEntries(cells.flatMap((cell, column) => (cell === '' ? [] : [[head?.[column] ?? '', cell.replace(/^'/, '')] as const]))),
      )
      const asText = (await jsonRows()).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])))
      expect(restored).to.deep.equal(asText)
    })

    it('says the same as Parquet, amounts as INT64 cents and DECIMAL(18, 2)', async () => {
      const file = arrayBufferOf((await exported('parquet')).bytes)
      const { schema, num_rows: count } = parquetMetadata(file)
      expect(Number(count)).to.equal(4)
      expect(schema.find(({ name }) => name === 'amount')).to.include({ type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 2 })
      expect(schema.find(({ name }) => name === 'cents')).to.include({ type: 'INT64', repetition_type: 'REQUIRED' })
      const read = (await parquetReadObjects({ file })) as Row[]
      const alike = read.map((row) =>
        Object.fromEntries(
          Object.entries(row).flatMap(([name, value]) => {
            if (value === null || value === undefined) return []
            if (name === 'amount') return [[name, Number(value).toFixed(2)]]
            return [[name, value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? Number(value) : value]]
          }),
        ),
      )
      expect(alike).to.deep.equal(await jsonRows())
    })
  })
})

describe('a long journal', () => {
  const total = 100_000
  const entry = (seq: number): LedgerEntry => ({
    id: `0000-${seq}`,
    seq,
    at: '2026-11-23T12:00:00.000Z' as Instant,
    dr: 'CASH:REMIT',
    cr: 'AR:P',
    cents: toCents(seq),
    why: 'payment',
    claim: `RB${seq}`,
  })

  for (const format of ['csv', 'jsonl', 'parquet'] as const)
    it(`goes out as ${format} while it is read: never more than a part of it is held`, async function () {
      this.timeout(60_000)
      let read = 0
      async function* pages(): AsyncGenerator<readonly JournalLine[]> {
        for (; read < total; read += 1000) yield Array.from({ length: 1000 }, (_, index) => ({ entry: entry(read + index + 1) }))
      }
      let longest = 0
      let mostUnwritten = 0
      let readWhenWritten = 0
      const parts: Uint8Array[] = []
      for await (const chunk of exportFormats[format].write(journalColumns, pages())) {
        longest = Math.max(longest, chunk.length)
        mostUnwritten = Math.max(mostUnwritten, read - readWhenWritten)
        readWhenWritten = read
        parts.push(chunk)
      }
      expect(mostUnwritten).to.be.at.most(11_000)
      expect(longest).to.be.below(2_000_000)
      if (format !== 'parquet') return
      const file = arrayBufferOf(Buffer.concat(parts))
      const { row_groups: groups } = parquetMetadata(file)
      expect(groups.map(({ num_rows: rows }) => Number(rows))).to.deep.equal(Array.from({ length: 10 }, () => 10_000))
      const last = (await parquetReadObjects({ file, rowStart: total - 1, rowEnd: total })) as Row[]
      expect(last[0]).to.include({ seq: BigInt(total), cents: BigInt(total), claim: `RB${total}` })
    })
})
