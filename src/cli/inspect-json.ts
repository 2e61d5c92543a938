// An outline as one JSON document, written as the file is read.
import type { OutlinedSegment, OutlineLevel } from '../query/index.js'
import { type Finding, sayFinding } from '../values/index.js'
import type { OutlinePrinter } from './inspect-printer.js'
import { createJsonStream } from './json-stream.js'

export function createJsonPrinter(write: (text: string) => unknown): OutlinePrinter {
  const stream = createJsonStream(write)
  stream.open('{')
  stream.open('[', 'files')
  const openNode = (facts: Readonly<Record<string, unknown>>) => {
    stream.open('{')
    for (const [name, value] of Object.entries(facts)) if (value !== undefined) stream.value(value, name)
    stream.open('[', 'children')
  }
  return {
    startFile: (path) => openNode({ file: path }),
    open: (level) => openNode(factsOf(level)),
    segment: ({ id, name, segment, offset, elements, findings }: OutlinedSegment) =>
      stream.value({
        segment: id,
        name,
        ordinal: segment,
        offset,
        elements,
        ...(findings.length === 0 ? {} : { findings: findings.map(toJson) }),
      }),
    finding: (each) => stream.value({ finding: toJson(each) }),
    close() {
      stream.close()
      stream.close()
    },
    end: () => stream.end(),
  }
}

/** The first key tells what it is. */
function factsOf(level: OutlineLevel): Readonly<Record<string, unknown>> {
  switch (level.kind) {
    case 'interchange': {
      const { control, sender, receiver, usage, offset } = level.header
      return { interchange: control, sender: sender.id, receiver: receiver.id, usage, offset }
    }
    case 'group':
      return { group: level.header.control, functionalId: level.header.functionalId, version: level.header.version }
    case 'transactionSet': {
      const { control, type, version } = level.header
      return { transactionSet: control, type, guide: level.guide?.versions[0] ?? version, name: level.guide?.name }
    }
    case 'loop':
      return { loop: level.id, name: level.name, unit: level.unit }
  }
}

function toJson(each: Finding): Readonly<Record<string, unknown>> {
  const { code, severity, snip, at, path } = each
  return { code, severity, snip, segment: at.segment, offset: at.offset, path, message: sayFinding(each) }
}
