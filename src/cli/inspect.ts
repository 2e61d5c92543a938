// x12gw inspect: what stands in a file, loop by loop, under the guide's names. Needs no database.
import type { Command } from 'commander'
import { loadGuides } from '../compose.js'
import {
  createOutlineReader,
  type OutlinedElement,
  type OutlinedSegment,
  type OutlineFilter,
  type OutlineLevel,
  type OutlineListener,
} from '../query/index.js'
import { type Finding, sayFinding } from '../values/index.js'
import { namedFiles } from './files.js'
import { createJsonStream } from './json-stream.js'
import { optionsOf } from './output.js'
import { configOf } from './with-gateway.js'

export function addInspect(program: Command): void {
  program
    .command('inspect')
    .argument('<files...>', 'X12 files; "-" is standard input')
    .description('show files loop by loop, with the names of elements and what codes mean')
    .option('--loop <loop>', 'only this loop, by its id or name, with its inner loops')
    .option('--segment <id>', 'only these segments')
    .option('--claim <number>', 'only the claim with this patient control number (CLM01, CLP01, or TRN02 of a 277CA)')
    .addHelpText(
      'after',
      '\nExample: x12gw inspect samples/scenarios/01-simple-paid.837 --claim RB000101\n' +
        'Findings stand beneath their segments; those that show only later name theirs. GE and IEA are not shown.\n' +
        'Exit 1 when a shown finding is an error.',
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const { json, loop, segment, claim, ...options } = optionsOf<OutlineFilter>(command)
      const filter = {
        ...(loop === undefined ? {} : { loop }),
        ...(segment === undefined ? {} : { segment }),
        ...(claim === undefined ? {} : { claim }),
      }
      const named = namedFiles(paths, options)
      const schemas = loadGuides(configOf(options))
      const write = (text: string) => process.stdout.write(text)
      const printer = json === true ? jsonPrinter(write) : humanPrinter(write)
      let hasError = false
      const note = ({ severity }: Finding) => {
        hasError ||= severity === 'error'
      }
      for (const { path, chunks } of named) {
        const listener: OutlineListener = {
          ...printer,
          segment(each) {
            each.findings.forEach(note)
            printer.segment(each)
          },
          finding(each) {
            note(each)
            printer.finding(each)
          },
        }
        const reader = createOutlineReader(schemas, listener, filter)
        printer.startFile(path)
        for await (const chunk of chunks()) reader.push(chunk)
        reader.end()
        printer.close()
      }
      printer.end()
      if (hasError) process.exitCode = 1
    })
}

interface Printer extends OutlineListener {
  /** A file is a level of its own, and closed like the others. */
  startFile(path: string): void
  end(): void
}

function humanPrinter(write: (text: string) => unknown): Printer {
  let depth = 0
  const line = (text: string, further = 0) => write(`${'  '.repeat(depth + further)}${text}\n`)
  return {
    startFile(path) {
      line(path)
      depth++
    },
    open(level) {
      line(headingOf(level))
      depth++
    },
    segment({ id, name, segment, offset, elements, findings }) {
      line(`${id.padEnd(3)}  ${name ?? 'has no place here'}  [segment ${segment}, byte ${offset}]`)
      for (const element of elements) line(describeElement(element), 2)
      for (const each of findings) line(`! ${each.severity}: ${sayFinding(each)} (${each.code})`, 2)
    },
    finding(each) {
      const { severity, at, code } = each
      line(`! ${severity} at segment ${at.segment}, byte ${at.offset}: ${sayFinding(each)} (${code})`)
    },
    close() {
      depth--
    },
    end: () => undefined,
  }
}

function headingOf(level: OutlineLevel): string {
  switch (level.kind) {
    case 'interchange': {
      const { control, sender, receiver, usage } = level.header
      return `Interchange ${control} from ${sender.id} to ${receiver.id}${usage === 'T' ? ', test' : ''}`
    }
    case 'group':
      return `Group ${level.header.control} ${level.header.functionalId} ${level.header.version}`
    case 'transactionSet': {
      const { type, control, version } = level.header
      return `${type} ${control} ${level.guide?.name ?? `${version}: there is no guide for it here, so its segments are not shown`}`
    }
    case 'loop':
      return `${level.id} ${level.name}${level.unit === undefined ? '' : `, no. ${level.unit}`}`
  }
}

function describeElement({ ref, repetition, name, value, meaning, formatted }: OutlinedElement): string {
  const place = repetition === undefined ? ref : `${ref} (${repetition})`
  return `${place.padEnd(8)} ${name === undefined ? '' : `${name}: `}${(formatted ?? value).trimEnd()}${meaning === undefined ? '' : ` (${meaning})`}`
}

function jsonPrinter(write: (text: string) => unknown): Printer {
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
