// Asks files with either engine, for the tests of this folder.
import { readFileSync } from 'node:fs'
import {
  compileNodeX12Query,
  compilePathQuery,
  createPathReader,
  type QueryListener,
  type QueryMatch,
  type Unasked,
} from '../../src/query/index.js'
import { loadSchemas } from '../../src/schema/index.js'
import { Fault } from '../../src/values/index.js'
import type { SegmentReader } from '../../src/x12/index.js'

export const schemas = loadSchemas('schemas')

export const files = {
  claim: 'samples/scenarios/01-simple-paid.837',
  claims: 'samples/scenarios/21-ack-lifecycle.837',
  secondary: 'samples/scenarios/09-secondary-payment.secondary.837',
  dependent: 'samples/837-005010X222A1/valid-dependent-patient/in.edi',
  remittance: 'samples/835-005010X221A1/valid-two-claims/in.edi',
  status: 'samples/scenarios/21-ack-lifecycle.277ca',
  syntax: 'samples/scenarios/21-ack-lifecycle.999',
} as const

export interface Answer {
  readonly matches: readonly QueryMatch[]
  readonly unasked: readonly Unasked[]
}

export function ask(expression: string, bytes: Uint8Array | string, chunkSize = 64 * 1024): Answer {
  const query = compilePathQuery(expression, schemas)
  return read((listener) => createPathReader(query, schemas, listener), bytes, chunkSize)
}

export function askNodeX12(expression: string, bytes: Uint8Array | string): Answer {
  return read(compileNodeX12Query(expression), bytes, 64 * 1024)
}

function read(create: (listener: QueryListener) => SegmentReader, bytes: Uint8Array | string, chunkSize: number): Answer {
  const matches: QueryMatch[] = []
  const unasked: Unasked[] = []
  const reader = create({ match: (match) => matches.push(match), unasked: (part) => unasked.push(part) })
  const whole = Buffer.from(bytes)
  for (let i = 0; i < whole.length; i += chunkSize) reader.push(whole.subarray(i, i + chunkSize))
  reader.end()
  return { matches, unasked }
}

export function valuesOf({ matches }: Answer): string[] {
  return matches.map(({ value }) => value)
}

export function bytesOf(file: string): Buffer {
  return readFileSync(file)
}

/** A file with some of its segments (written without terminator) changed, and its SE01 counted again. */
export function changed(file: string, change: (segments: string[]) => string[]): string {
  const [isa = '', gs = '', ...rest] = readFileSync(file, 'latin1').split(/~\s*/)
  const end = rest.findIndex((segment) => segment.startsWith('SE*'))
  const body = change(rest.slice(0, end))
  return [isa, gs, ...body, `SE*${body.length + 1}*${rest[end]?.split('*')[2] ?? ''}`, ...rest.slice(end + 1)].join('~\n')
}

export function faultOf(act: () => unknown): Fault {
  try {
    act()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('no Fault was thrown')
}
