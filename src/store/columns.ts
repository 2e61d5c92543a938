// Columns as both engines keep them: one short spelling per kind of value, and what a row looks like once read.
// Instants are ISO text and days `varchar(10)`, so that they compare and sort alike everywhere and need no conversion.
import { createHash } from 'node:crypto'
import { DefaultNamingStrategy, type EntitySchemaColumnOptions, type ValueTransformer } from 'typeorm'
import { Fault, toCents } from '../values/index.js'

/** Widest text of a short column, in characters. */
const textWidth = 255

/** mysql2 gives BIGINT and DECIMAL as text where they may not fit a number; SQLite gives numbers, rounded beyond 2^53. */
export function wholeNumber(value: unknown): number {
  const number = typeof value === 'number' ? value : Number(value)
  if (!Number.isSafeInteger(number)) throw new Fault('INTERNAL', 'the database holds a number that is not a whole, safe one')
  return number
}

// Whole numbers go to the driver as BigInt: TypeORM writes a plain number into the statement's text on SQLite,
// which makes every statement another one, to be prepared anew, and puts amounts where only question marks belong.
const wholeTransformer: ValueTransformer = {
  to: (value: number | null | undefined) => (typeof value === 'number' ? BigInt(toCents(value)) : value),
  from: (value: unknown) => (value === null || value === undefined ? value : wholeNumber(value)),
}

const jsonTransformer: ValueTransformer = {
  to: (value: unknown) => (value === undefined || value === null ? value : JSON.stringify(value)),
  from: (value: string | null | undefined): unknown => (typeof value === 'string' ? JSON.parse(value) : value),
}

const booleanTransformer: ValueTransformer = {
  to: (value: boolean | null | undefined) => (typeof value === 'boolean' ? BigInt(value) : value),
  from: (value: number | null | undefined) => (typeof value === 'number' ? value === 1 : value),
}

const clippedTransformer: ValueTransformer = {
  to: (value: string | null | undefined) => (typeof value === 'string' ? value.slice(0, textWidth) : value),
  from: (value: unknown) => value,
}

type Column = EntitySchemaColumnOptions

export const idColumn: Column = { type: 'varchar', length: 36, primary: true }
export const reference: Column = { type: 'varchar', length: 36 }
export const text: Column = { type: 'varchar', length: textWidth }
/** Text out of somebody's file, which may hold anything: what is too long is cut, so that bad data never stops a transaction. */
export const fileText: Column = { ...text, transformer: clippedTransformer }
export const longText: Column = { type: 'text' }
export const word: Column = { type: 'varchar', length: 32 }
export const sha256Hex: Column = { type: 'varchar', length: 64 }
export const instant: Column = { type: 'varchar', length: 24 }
export const cents: Column = { type: 'bigint', transformer: wholeTransformer }
/** Sizes, offsets and counts: whole numbers, refused beyond 2^53 like cents. */
export const count: Column = { type: 'bigint', transformer: wholeTransformer }
export const flag: Column = { type: 'int', transformer: booleanTransformer }
export const json: Column = { type: 'text', transformer: jsonTransformer }
export const bytes: Column = { type: 'blob' }

export function optional(column: Column): Column {
  return { ...column, nullable: true }
}

/** Columns are the properties in snake_case; those of an embedded value carry its name before them: `source_file_id`. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return [...prefixes, custom ?? property].map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).join('_')
  }
}

/** The row without what is NULL in it: our types say "absent". `embedded` names values of several columns that may all be NULL. */
export function present<T extends object>(row: T, ...embedded: readonly (keyof T)[]): T {
  for (const key of Object.keys(row) as (keyof T)[]) {
    const value = row[key]
    const isAbsent =
      value === null || (embedded.includes(key) && typeof value === 'object' && Object.values(value).every((part) => part === null))
    if (isAbsent) delete row[key]
  }
  return row
}

/** A unique key that fits its column: a longer one keeps its beginning and is told apart by its hash. */
export function boundedKey(key: string): string {
  return key.length <= 200 ? key : `${key.slice(0, 120)}#${createHash('sha256').update(key).digest('hex')}`
}
