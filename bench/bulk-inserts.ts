// What the database itself takes for the rows of a posting: the very same rows, inserted in bulk by bare mysql2 into tables alike.
import { createConnection } from 'mysql2/promise'

/** What posting writes, and which of these rows are from it. */
const tables: Readonly<Record<string, string>> = {
  claim_payment: '1 = 1',
  posting: 'remittance_id IS NOT NULL',
  ledger_entry: 'remittance_id IS NOT NULL',
  claim_event: "event LIKE '835 %'",
  work_item: '1 = 1',
}
const rowsPerInsert = 1000

/** Milliseconds that the inserts alone took; each table in one transaction. Indexes and unique keys are as in the tables posted to. */
export async function copyByBulkInserts(url: string): Promise<number> {
  const connection = await createConnection({ uri: url, supportBigNumbers: true })
  let milliseconds = 0
  try {
    for (const [table, where] of Object.entries(tables)) {
      const copy = `bulk_${table}`
      await connection.query(`DROP TABLE IF EXISTS ${copy}`)
      await connection.query(`CREATE TABLE ${copy} LIKE ${table}`)
      const [found] = await connection.query({ sql: `SELECT * FROM ${table} WHERE ${where}`, rowsAsArray: true })
      const rows = found as unknown[][]
      const began = performance.now()
      await connection.beginTransaction()
      for (let from = 0; from < rows.length; from += rowsPerInsert)
        await connection.query(`INSERT INTO ${copy} VALUES ?`, [rows.slice(from, from + rowsPerInsert)])
      await connection.commit()
      milliseconds += performance.now() - began
      await connection.query(`DROP TABLE ${copy}`)
    }
    return milliseconds
  } finally {
    await connection.end()
  }
}
