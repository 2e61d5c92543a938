// Pieces kept in memory, and what stands in the transaction sets of a file.
import type { Piece, PieceSink, SplitLevel } from '../../src/transform/index.js'
import { createSplitter, type LeftOut } from '../../src/transform/index.js'
import { loadSchemas } from '../../src/schema/index.js'
import { createEnvelopeReader } from '../../src/x12/index.js'

const schemas = loadSchemas('schemas')

export interface Cut {
  readonly pieces: readonly (Piece & { readonly content: Buffer })[]
  readonly leftOut: readonly LeftOut[]
  /** Names of the files that are there in the end. */
  readonly files: readonly string[]
}

/** Cuts bytes handed over in chunks of this size. */
export function cut(bytes: Uint8Array, by: SplitLevel, chunkBytes = 4096, firstControl?: number): Cut {
  const files = new Map<string, Uint8Array[]>()
  const sink: PieceSink = {
    open(name) {
      if (files.has(name)) throw new Error(`${name} is written twice`)
      files.set(name, [])
      return { write: (part) => files.get(name)?.push(Buffer.from(part)), close: () => undefined, discard: () => files.delete(name) }
    },
  }
  const pieces: Piece[] = []
  const leftOut: LeftOut[] = []
  const reader = createSplitter(
    schemas,
    sink,
    { piece: (piece) => pieces.push(piece), leftOut: (each) => leftOut.push(each) },
    { by, ...(firstControl === undefined ? {} : { firstControl }) },
  )
  for (let i = 0; i < bytes.length; i += chunkBytes) reader.push(bytes.subarray(i, i + chunkBytes))
  reader.end()
  const content = (name: string) => Buffer.concat(files.get(name) ?? [])
  return { pieces: pieces.map((piece) => ({ ...piece, content: content(piece.name) })), leftOut, files: [...files.keys()] }
}

/** Each transaction set of a file as the bytes of its segments, without the control number of its ST and without its SE. */
export function setsOf(bytes: Uint8Array): string[] {
  const sets: string[] = []
  const reader = createEnvelopeReader({
    setStart: ({ group, segment }) => sets.push(`${group.functionalId} ${group.version} ${segment.text(1)} ${segment.text(3)}\n`),
    segment: (each) => {
      if (each.at.segment === 1 || each.id === 'SE') return
      sets[sets.length - 1] += Buffer.from(each.bytes() ?? []).toString('latin1')
    },
  })
  reader.push(bytes)
  reader.end()
  return sets
}

/** Codes of what is wrong with the envelopes. */
export function envelopeErrors(bytes: Uint8Array): string[] {
  const codes: string[] = []
  const reader = createEnvelopeReader({ finding: ({ code, severity }) => void (severity === 'error' && codes.push(code)) })
  reader.push(bytes)
  reader.end()
  return codes
}
