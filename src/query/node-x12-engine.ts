// For people with node-x12 code: its objects made from the segments we read, and its query language run over them.
// One transaction set at a time. Its parser, streaming and object map (which evaluates code) are never used.
import { X12Element, X12FunctionalGroup, X12Interchange, X12QueryEngine, type X12QueryResult, X12Segment, X12Transaction } from 'node-x12'
import { Fault } from '../values/index.js'
import { createEnvelopeReader, type Delimiters, type ReadSegment, type Segment, type SegmentReader, type SetHeader } from '../x12/index.js'
import { maxExpressionLength } from './expression.js'
import { controlsOf, type QueryListener } from './match.js'

/** Segments of the largest transaction set it is given: its qualified queries take time with their square. */
export const maxNodeX12Segments = 20_000

/** One transaction set as node-x12 knows it, and the segment each of its segments was made from. */
export interface NodeX12Set {
  readonly interchange: X12Interchange
  readonly transaction: X12Transaction
  readonly sources: ReadonlyMap<X12Segment, Segment>
}

/**
 * Makes node-x12 objects from the segments of one transaction set, ST to SE, in its envelopes.
 * Composites and repetitions are one text each, as node-x12 has them. GE and IEA have not been read yet and are left out.
 */
export function toNodeX12({ interchange, group }: SetHeader, segments: readonly Segment[]): NodeX12Set {
  const { delimiters } = interchange
  const options = {
    elementDelimiter: delimiters.element,
    subElementDelimiter: delimiters.component,
    repetitionDelimiter: delimiters.repetition,
    segmentTerminator: delimiters.terminator,
  }
  const sources = new Map<X12Segment, Segment>()
  const made = (segment: Segment): X12Segment => {
    const copy = new X12Segment(segment.id, options)
    copy.elements = elementsOf(segment, delimiters)
    sources.set(copy, segment)
    return copy
  }
  const whole = new X12Interchange(options)
  whole.header = made(interchange.segment)
  const functionalGroup = new X12FunctionalGroup(options)
  functionalGroup.header = made(group.segment)
  whole.functionalGroups.push(functionalGroup)
  const transaction = new X12Transaction(options)
  for (const segment of segments) {
    const copy = made(segment)
    if (segment.id === 'ST') transaction.header = copy
    else if (segment.id === 'SE') transaction.trailer = copy
    else transaction.segments.push(copy)
  }
  functionalGroup.transactions.push(transaction)
  return { interchange: whole, transaction, sources }
}

function elementsOf(segment: Segment, { component, repetition }: Delimiters): X12Element[] {
  const elements: X12Element[] = []
  for (let i = 1; i <= segment.elementCount; i++)
    elements.push(
      new X12Element(
        segment
          .element(i)
          .map((parts) => parts.join(component))
          .join(repetition),
      ),
    )
  return elements
}

/** Takes an expression of node-x12's language; answers who asks files with it. Throws ARGUMENT_INVALID when node-x12 does not understand it. */
export function compileNodeX12Query(expression: string): (listener: QueryListener) => SegmentReader {
  checkExpression(expression)
  return (listener) => createReader(expression, listener)
}

function createReader(expression: string, listener: QueryListener): SegmentReader {
  let segments: ReadSegment[] = []
  let count = 0
  return createEnvelopeReader({
    interchangeStart({ isReadable, offset }) {
      if (!isReadable) listener.unasked({ offset, reason: 'the ISA cannot be read' })
    },
    setStart() {
      segments = []
      count = 0
    },
    segment(segment) {
      count++
      if (count <= maxNodeX12Segments) segments.push(segment)
      else segments = []
    },
    setEnd({ header }) {
      if (count <= maxNodeX12Segments) ask(expression, header, segments, listener)
      else
        listener.unasked({
          transactionSet: header.control,
          offset: header.offset,
          reason: `it has ${count} segments, and node-x12 is given at most ${maxNodeX12Segments}; use the default engine`,
        })
      segments = []
    },
    finding({ code, at }) {
      if (code === 'FILE_EMPTY' || code === 'FILE_NOT_X12') listener.unasked({ offset: at.offset, reason: 'this is not an X12 file' })
    },
  })
}

function ask(expression: string, header: SetHeader, segments: readonly Segment[], listener: QueryListener): void {
  const { interchange, sources } = toNodeX12(header, segments)
  for (const { segment, element, value } of run(expression, interchange, listener, header)) {
    const at = sources.get(segment)?.at
    if (at === undefined) continue
    listener.match({
      ...controlsOf(header),
      path: `${segment.tag}${String(segment.elements.indexOf(element) + 1).padStart(2, '0')}`,
      value,
      segment: at.segment,
      offset: at.offset,
      length: at.length ?? 0,
    })
  }
}

/** What node-x12 finds; whatever it throws is told as a set that could not be asked. */
function run(expression: string, interchange: X12Interchange, listener: QueryListener, header: SetHeader): X12QueryResult[] {
  try {
    return new X12QueryEngine().query(interchange, expression)
  } catch (error) {
    listener.unasked({ transactionSet: header.control, offset: header.offset, reason: `node-x12 failed on it (${nameOf(error)})` })
    return []
  }
}

/** Refuses at once what the language does not have, and what node-x12 itself calls wrong when it looks at an empty set. */
function checkExpression(expression: string): void {
  const wrong = (what: string, cause?: unknown) =>
    new Fault('ARGUMENT_INVALID', `the query is wrong: ${what}`, cause === undefined ? undefined : { cause })
  if (expression.length > maxExpressionLength) throw wrong(`it is longer than ${maxExpressionLength} characters`)
  if (expression.replaceAll(/"[^"]*"|'[^']*'/g, '').includes('/'))
    throw wrong('node-x12 knows no loops ("/"); leave the loop out, or use the default engine')
  if (/\d\d-\d+(?=$|:|\[)/.test(expression))
    throw wrong('node-x12 knows no components ("-1"); ask for the whole element, or use the default engine')
  const empty = new X12Interchange()
  const group = new X12FunctionalGroup()
  group.transactions.push(new X12Transaction())
  empty.functionalGroups.push(group)
  try {
    new X12QueryEngine().query(empty, expression)
  } catch (error) {
    throw wrong(`node-x12 does not understand it (${nameOf(error)}); it expects an element such as CLP01 or REF02:REF01["PO"]`, error)
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'an exception'
}
