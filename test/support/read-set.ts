// Reads whole transaction sets at once, for tests that look at what the codecs make of them.
import { readFileSync } from 'node:fs'
import { createSetReader, type Guide, loadSchemas, type Loop, type Unit } from '../../src/schema/index.js'
import { Fault, type Finding, type SnipType } from '../../src/values/index.js'
import { type Segment, segment, segmentsOf } from '../../src/x12/index.js'

const registry = loadSchemas('schemas')

export interface ReadSet {
  readonly units: readonly Unit[]
  readonly rest: Loop
  readonly findings: readonly Finding[]
  /** Segments from ST to SE. */
  readonly segments: readonly Segment[]
}

export function guideOf(version: string, transactionSet: string): Guide {
  const guide = registry.guide(version, transactionSet)
  if (guide === undefined) throw new Fault('NOT_FOUND', `no guide ${version} ${transactionSet}`)
  return guide
}

/** Random values need not make sense together: of them only syntax and the guide's own requirements are looked at. */
export const form: ReadonlySet<SnipType> = new Set([1, 2])

/** Reads segments from ST to SE by the guide; finds what is of these SNIP types, or everything. */
export function readSet(guide: Guide, segments: Iterable<Segment>, snip?: ReadonlySet<SnipType>): ReadSet {
  const units: Unit[] = []
  const findings: Finding[] = []
  const listener = { unit: (unit: Unit) => units.push(unit), finding: (found: Finding) => findings.push(found) }
  const reader = createSetReader(guide, listener, snip === undefined ? {} : { snip })
  const list = [...segments]
  for (const each of list) reader.segment(each)
  const { rest } = reader.end()
  return { units, rest, findings, segments: list }
}

/** A set as bytes and back: ST and SE around the body, SE01 counted, inside an interchange with the usual delimiters. */
export function asSet(type: string, version: string, body: Iterable<Segment>): Segment[] {
  const inner = [...body]
  const st = segment('ST', [type, '0001', type === '835' ? '' : version])
  const se = segment('SE', [String(inner.length + 2), '0001'])
  const text = [interchangeHeader, ...[st, ...inner, se].map(written), 'IEA*0*000000001'].map((one) => `${one}~`).join('')
  return setOf([...segmentsOf(Buffer.from(text, 'latin1'))])
}

/** The first transaction set of a file, ST to SE. */
export function readSetFile(path: string): Segment[] {
  return setOf([...segmentsOf(readFileSync(path))])
}

/** A segment as text with the usual delimiters, without its terminator. */
export function written(of: Segment): string {
  const elements = Array.from({ length: of.elementCount }, (_, index) => of.element(index + 1))
  return [of.id, ...elements.map((element) => element.map((components) => components.join(':')).join('^'))].join('*')
}

/** The segment that this text is, with the usual delimiters. */
export function segmentOf(text: string): Segment {
  const [id = '', ...elements] = text.split('*')
  return segment(
    id,
    elements.map((element) => ({ repeated: element.split('^').map((repetition) => repetition.split(':')) })),
  )
}

const interchangeHeader = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${'SENDER'.padEnd(15)}*ZZ*${'RECEIVER'.padEnd(15)}*261102*0915*^*00501*000000001*0*T*:`

function setOf(segments: readonly Segment[]): Segment[] {
  const ids = segments.map(({ id }) => id)
  return segments.slice(ids.indexOf('ST'), ids.indexOf('SE') + 1)
}
