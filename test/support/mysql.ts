// A MySQL or MariaDB server for the tests: the one of TEST_MYSQL_URL, or a private one that is started once
// for the whole run and is gone with it.
import { createConnection } from 'mysql2/promise'
import { hasMysqlServer, type MysqlServer, startMysqlServer } from './mysql-server.js'

const givenUrl = process.env.TEST_MYSQL_URL

/** Can the tests have a MySQL server? */
export const hasMysql = givenUrl !== undefined || hasMysqlServer

let running: Promise<MysqlServer> | undefined
let databases = 0

/** Makes an empty database and gives its address. */
export async function createMysqlDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  running ??= givenUrl === undefined ? startMysqlServer() : Promise.resolve({ url: givenUrl, stop: async () => undefined })
  const { url } = await running
  const name = `x12gw_test_${process.pid}_${++databases}`
  const admin = async (statement: string): Promise<void> => {
    const connection = await createConnection(url)
    await connection.query(statement)
    await connection.end()
  }
  await admin(`CREATE DATABASE ${name}`)
  const address = new URL(url)
  address.pathname = `/${name}`
  return { url: address.href, drop: () => admin(`DROP DATABASE IF EXISTS ${name}`) }
}

after('stop the private MySQL server', async function () {
  this.timeout(30_000)
  await running?.then((server) => server.stop())
  running = undefined
})
