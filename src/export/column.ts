// A table for other programs: its columns under names that stay, and the one way each kind of value is written.
import type { Cents, Instant } from '../values/index.js'

interface ColumnWords {
  readonly name: string
  /** For the page that describes the export. */
  readonly says: string
  /** Is there always a value? */
  readonly isRequired?: boolean
}

/** `whole`: a whole number; `dollars`: an amount, kept as cents until it is written; `instant`: UTC, to the millisecond. */
export type Column<Row> = ColumnWords &
  (
    | { readonly kind: 'text'; of(row: Row): string | undefined }
    | { readonly kind: 'whole'; of(row: Row): number | undefined }
    | { readonly kind: 'dollars'; of(row: Row): Cents | undefined }
    | { readonly kind: 'instant'; of(row: Row): Instant | undefined }
  )

/** Rows as they are read, some at a time: nobody ever holds them all. */
export type Pages<Row> = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>
