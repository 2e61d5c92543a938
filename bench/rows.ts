// What is measured of reading, one row each. To measure more, add a row: a name, how it takes the file, what it is compared with.
import { createReadStream } from 'node:fs'
import { decodeClaim, decodeClaimPayment } from '../src/codecs/index.js'
import { createFileReader, loadSchemas, type SchemaRegistry, type Unit } from '../src/schema/index.js'
import type { SnipType } from '../src/values/index.js'
import { createEnvelopeReader, createSegmentReader } from '../src/x12/index.js'

export interface Row {
  readonly name: string
  /** Name of the row whose speed is 1 in the ratio column. */
  readonly comparedWith?: string
  /** Files larger than this are left out: the row would take too long. */
  readonly maxMegabytes?: number
  /** Reads the whole file and answers how many segments it saw, to prove that it did the work. */
  run(source: Source): number | Promise<number>
}

export interface Source {
  readonly path: string
  /** The file in chunks of 64 KB; the buffer is the same each time. */
  readonly chunks: () => Iterable<Buffer>
}

const [element, terminator] = [0x2a, 0x7e] as const
const bareLoop = 'bare loop: delimiters only'
const bareText = 'bare loop: every element sliced'

/** Somewhere for results to go, so that no work is found useless and left out by the compiler. */
export const sink = { characters: 0, places: 0 }

export const rows: readonly Row[] = [
  {
    name: bareLoop,
    run({ chunks }) {
      let [segments, elements] = [0, 0]
      for (const chunk of chunks()) {
        for (let i = 0; i < chunk.length; i++) {
          const byte = chunk[i]
          if (byte === element) elements++
          else if (byte === terminator) segments++
        }
      }
      sink.places += elements
      return segments
    },
  },
  {
    name: 'segment reader: ids, bounds, offsets',
    comparedWith: bareLoop,
    run({ chunks }) {
      let segments = 0
      const reader = createSegmentReader({
        interchange: () => segments++,
        segments(batch) {
          segments += batch.count
          for (let i = 0; i < batch.count; i++) sink.places += batch.idCode(i) + batch.offset(i) + batch.elementCount(i)
        },
        finding: refuse,
      })
      for (const chunk of chunks()) reader.push(chunk)
      reader.end()
      return segments
    },
  },
  {
    name: 'envelope reader: counts and controls checked',
    comparedWith: bareLoop,
    run({ chunks }) {
      // ISA, GS, GE and IEA are not in any set.
      let segments = 4
      const reader = createEnvelopeReader({ setEnd: ({ counted }) => (segments += counted), finding: refuse }, { wants: () => false })
      for (const chunk of chunks()) reader.push(chunk)
      reader.end()
      return segments
    },
  },
  {
    name: bareText,
    run({ chunks }) {
      let segments = 0
      for (const chunk of chunks()) {
        const text = chunk.toString('latin1')
        let from = 0
        for (let i = 0; i < text.length; i++) {
          const code = text.charCodeAt(i)
          if (code !== element && code !== terminator) continue
          keep(text.slice(from, i))
          from = i + 1
          if (code === terminator) segments++
        }
      }
      return segments
    },
  },
  {
    name: 'segment reader: every element as text',
    comparedWith: bareText,
    run({ chunks }) {
      let segments = 0
      const reader = createSegmentReader({
        interchange: () => segments++,
        segments(batch) {
          segments += batch.count
          for (let i = 0; i < batch.count; i++) {
            const segment = batch.segment(i)
            keep(segment.id)
            for (let each = 1; each <= segment.elementCount; each++) keep(segment.text(each))
          }
        },
        finding: refuse,
      })
      for (const chunk of chunks()) reader.push(chunk)
      reader.end()
      return segments
    },
  },
  {
    name: 'envelope reader: every segment handed over',
    comparedWith: bareLoop,
    run({ chunks }) {
      let segments = 4
      const reader = createEnvelopeReader({
        segment(segment) {
          segments++
          sink.places += segment.elementCount
        },
        finding: refuse,
      })
      for (const chunk of chunks()) reader.push(chunk)
      reader.end()
      return segments
    },
  },
  {
    name: 'validated: walk and elements',
    comparedWith: bareLoop,
    run: (source) => validate(source, new Set([1, 2])),
  },
  {
    name: 'validated: with situations and balances',
    comparedWith: bareLoop,
    run: (source) => validate(source),
  },
  {
    name: 'validated: with typed values',
    comparedWith: bareLoop,
    run: (source) =>
      validate(source, undefined, (unit) => {
        const { value } = unit.loop.id === '2100' ? decodeClaimPayment(unit) : decodeClaim(unit, 'professional')
        if (value === undefined) throw new Error('the generated file has a unit that cannot be read')
      }),
  },
  {
    name: 'node-x12: streaming',
    comparedWith: bareLoop,
    maxMegabytes: 10,
    async run({ path }) {
      const { X12Parser } = await import('node-x12')
      let segments = 0
      const stream = createReadStream(path, { encoding: 'latin1' }).pipe(new X12Parser())
      for await (const _ of stream) segments++
      return segments
    },
  },
]

let schemas: SchemaRegistry | undefined

/** Reads the file by its guide, all SNIP types unless some are named. Guides are loaded in the first run, which is not the one that counts. */
function validate({ chunks }: Source, snip?: ReadonlySet<SnipType>, unit: (unit: Unit) => void = () => undefined): number {
  schemas ??= loadSchemas('schemas')
  let segments = 4
  const reader = createFileReader(
    schemas,
    { unit, setEnd: (end) => (segments += end.segments), finding: refuse },
    snip === undefined ? {} : { snip },
  )
  for (const chunk of chunks()) reader.push(chunk)
  reader.end()
  return segments
}

/** The last texts stay referenced, as in real use, so that slicing cannot be left out. */
const lastTexts: string[] = Array.from({ length: 16 }, () => '')
function keep(text: string): void {
  sink.characters += text.length
  lastTexts[sink.characters & 15] = text
}

function refuse(found: { readonly code: string }): never {
  throw new Error(`the generated file is wrong: ${found.code}`)
}
