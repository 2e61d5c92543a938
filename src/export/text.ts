// Tables as text: CSV for spreadsheets and accounting systems, JSON Lines for everything else.
import { csvLine, decimalFromCents } from '../values/index.js'
import type { Column, Pages } from './column.js'

export async function* toCsv<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvLine(columns.map(({ name }) => name)))
  for await (const rows of pages) yield Buffer.from(rows.map((row) => csvLine(columns.map((column) => textOf(column, row)))).join(''))
}

export async function* toJsonLines<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Uint8Array> {
  for await (const rows of pages) {
    const objects = rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, textOf(column, row)])))
    yield Buffer.from(objects.map((object) => `${JSON.stringify(object)}\n`).join(''))
  }
}

/** Dollars as text also in JSON: most readers take a number there for a binary fraction. What is absent stays absent. */
function textOf<Row>(column: Column<Row>, row: Row): string | number | undefined {
  if (column.kind !== 'dollars') return column.of(row)
  const amount = column.of(row)
  return amount === undefined ? undefined : decimalFromCents(amount)
}
