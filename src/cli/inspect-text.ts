// An outline as lines for people.
import type { OutlinedElement } from '../query/index.js'
import { sayFinding } from '../values/index.js'
import { headingOf, type OutlinePrinter } from './inspect-printer.js'

export function createTextPrinter(write: (text: string) => unknown): OutlinePrinter {
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

function describeElement({ ref, repetition, name, value, meaning, formatted }: OutlinedElement): string {
  const place = repetition === undefined ? ref : `${ref} (${repetition})`
  return `${place.padEnd(8)} ${name === undefined ? '' : `${name}: `}${(formatted ?? value).trimEnd()}${meaning === undefined ? '' : ` (${meaning})`}`
}
