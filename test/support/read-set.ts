// Reads whole transaction sets at once, for tests that look at what the codecs make of them.
import { readFileSync } from 'node:fs'
import { createSetReader, type Guide, loadSchemas, type Loop, type Unit } from '../../src/schema/index.js'
import { Fault, type Finding } from '../../src/values/index.js'
import { type Segment, segment } from '../../src/x12/index.js'

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

/** Reads segments from ST to SE by the guide. */
export function readSet(guide: Guide, segments: Iterable<Segment>): ReadSet {
  const units: Unit[] = []
  const findings: Finding[] = []
  const reader = createSetReader(guide, { unit: (unit) => units.push(unit), finding: (found) => findings.push(found) })
  const list = [...segments]
  for (const each of list) reader.segment(each)
  const { rest } = reader.end()
  return { units, rest, findings, segments: list }
}

/** Puts ST and SE around a body, counting as SE01 does, and gives every segment its ordinal. */
export function asSet(type: string, version: string, body: Iterable<Segment>): Segment[] {
  const inner = [...body]
  const all = [segment('ST', [type, '0001', type === '835' ? '' : version]), ...inner, segment('SE', [String(inner.length + 2), '0001'])]
  return all.map((each, index) => placed(each, { offset: index * 100, length: 99, segment: index + 1 }))
}

/** Every segment of a well-formed file, with its place: the ordinal counts from the last ST. */
export function readFileSegments(path: string): Segment[] {
  const text = readFileSync(path, 'latin1')
  const [element = '*', repetition = '^', component = ':', terminator = '~'] = [3, 82, 104, 105].map((at) => text[at])
  let offset = 0
  let ordinal = 0
  return text
    .split(terminator)
    .slice(0, -1)
    .map((written) => {
      const start = offset + (written.length - written.trimStart().length)
      offset += written.length + 1
      const [id = '', ...elements] = written.trim().split(element)
      ordinal = id === 'ST' ? 1 : ordinal + 1
      const inputs = elements.map((one) => (id === 'ISA' ? one : { repeated: one.split(repetition).map((part) => part.split(component)) }))
      return segment(id, inputs, { offset: start, length: offset - start, segment: ordinal })
    })
}

/** The one transaction set of a file. */
export function setOf(segments: readonly Segment[]): Segment[] {
  return segments.slice(
    segments.findIndex(({ id }) => id === 'ST'),
    segments.findIndex(({ id }) => id === 'SE') + 1,
  )
}

function placed(of: Segment, at: Segment['at']): Segment {
  return { id: of.id, at, elementCount: of.elementCount, text: (...where) => of.text(...where), element: (number) => of.element(number) }
}
