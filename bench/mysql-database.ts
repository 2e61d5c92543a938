// A MySQL server of the measurement's own, with an empty database.
import { createConnection } from 'mysql2/promise'
import { startMysqlServer } from '../test/support/mysql-server.js'

/** Hands over the address of the database; the server ends with the work. */
export async function withMysqlDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = await startMysqlServer()
  try {
    const connection = await createConnection(server.url)
    await connection.query('CREATE DATABASE bench')
    await connection.end()
    return await work(`${server.url}bench`)
  } finally {
    await server.stop()
  }
}
