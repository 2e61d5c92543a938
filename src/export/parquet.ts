// Tables as Parquet, row group by row group: whole numbers INT64, dollars DECIMAL(18, 2), instants TIMESTAMP in milliseconds UTC.
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import { epochMs } from '../values/index.js'
import type { Column, Pages } from './column.js'

/** Rows of one row group: so many are held, and a reader skips so many at once. */
const rowsPerGroup = 10_000

const types: Readonly<Record<Column<never>['kind'], Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  whole: { type: 'INT64' },
  dollars: { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 2 },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
}

export async function* toParquet<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Uint8Array> {
  const bytes = new DrainedWriter()
  const parquet = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'x12-gateway' })
  const writeGroup = async (rows: readonly Row[]): Promise<Uint8Array> => {
    const columnData = columns.map((column) => ({ name: column.name, data: rows.map((row) => valueOf(column, row)) }))
    await parquet.write({ columnData, rowGroupSize: rowsPerGroup })
    return bytes.drain()
  }
  let held: Row[] = []
  for await (const rows of pages) {
    held.push(...rows)
    if (held.length < rowsPerGroup) continue
    yield await writeGroup(held)
    held = []
  }
  if (held.length > 0) yield await writeGroup(held)
  await parquet.finish()
  yield bytes.drain()
}

function schemaOf<Row>(columns: readonly Column<Row>[]): SchemaElement[] {
  const leaves = columns.map(
    ({ name, kind, isRequired = false }): SchemaElement => ({
      name,
      ...types[kind],
      repetition_type: isRequired ? 'REQUIRED' : 'OPTIONAL',
    }),
  )
  return [{ name: 'root', num_children: leaves.length }, ...leaves]
}

/** Whole numbers go in as BigInt, dollars as their cents: the writer takes such a BigInt for the unscaled value. */
function valueOf<Row>(column: Column<Row>, row: Row): string | bigint | undefined {
  if (column.kind === 'text') return column.of(row)
  if (column.kind === 'instant') {
    const at = column.of(row)
    return at === undefined ? undefined : BigInt(epochMs(at))
  }
  const number = column.of(row)
  return number === undefined ? undefined : BigInt(number)
}

/** Gives away what was written so far; the places of what follows count on. */
class DrainedWriter extends ByteWriter {
  drain(): Uint8Array {
    const written = this.getBytes().slice()
    this.index = 0
    return written
  }
}
