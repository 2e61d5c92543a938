// One segment as bytes. What cannot be written so that it reads back the same is refused, never written raw or escaped.
import { type Checked, type Finding, finding, type Position } from '../values/index.js'
import { isReadSegment } from './byte-segment.js'
import type { Delimiters } from './delimiters.js'
import type { Segment } from './segment.js'

/**
 * The segment's bytes with its terminator and without a line end; text is written as UTF-8.
 * A segment that was read under the same delimiters gives the very bytes it was read from.
 * Findings: DELIMITER_IN_DATA, CONTROL_CHARACTER_IN_DATA, REPETITION_NOT_WRITABLE, each with element, component and repetition.
 */
export function writeSegment(segment: Segment, delimiters: Delimiters): Checked<Uint8Array> {
  const known = isReadSegment(segment) && haveSameDelimiters(segment.delimiters, delimiters) ? segment.bytes() : undefined
  if (known !== undefined) return { value: known, findings: [] }
  const findings: Finding[] = []
  const elements: string[] = [segment.id]
  for (let element = 1; element <= segment.elementCount; element++) elements.push(writeElement(segment, element, delimiters, findings))
  if (findings.length > 0) return { value: undefined, findings }
  return { value: Buffer.from(elements.join(delimiters.element) + delimiters.terminator, 'latin1'), findings }
}

function writeElement(segment: Segment, element: number, delimiters: Delimiters, findings: Finding[]): string {
  const repetitions = segment.element(element)
  if (repetitions.length > 1 && delimiters.repetition === '') {
    findings.push(finding('REPETITION_NOT_WRITABLE', { ...segment.at, element }, pathOf(segment.id, element)))
  }
  return repetitions
    .map((components, repetition) =>
      components
        .map((text, component) => {
          const bytes = asLatin1(text)
          const place = firstUnwritable(bytes, delimiters)
          if (place >= 0) {
            const at = { ...segment.at, element, component: component + 1, repetition: repetition + 1 }
            const path = pathOf(segment.id, element, components.length > 1 ? component + 1 : undefined)
            findings.push(refuse(bytes, place, at, path))
          }
          return bytes
        })
        .join(delimiters.component),
    )
    .join(delimiters.repetition)
}

/** The UTF-8 bytes of a text, one character each, so that a delimiter is compared with what will stand in the file. */
function asLatin1(text: string): string {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return Buffer.from(text, 'utf8').toString('latin1')
  return text
}

function firstUnwritable(bytes: string, { element, component, repetition, terminator }: Delimiters): number {
  for (let i = 0; i < bytes.length; i++) {
    const character = bytes[i]
    if (isControl(bytes.charCodeAt(i))) return i
    if (character === element || character === terminator || character === component || character === repetition) return i
  }
  return -1
}

function refuse(bytes: string, place: number, at: Position, path: string): Finding {
  const byte = bytes.charCodeAt(place)
  if (isControl(byte)) return finding('CONTROL_CHARACTER_IN_DATA', at, path, { byte, place: place + 1 })
  return finding('DELIMITER_IN_DATA', at, path, { delimiter: bytes.charAt(place), place: place + 1 })
}

function isControl(byte: number): boolean {
  return byte < 0x20 || byte === 0x7f
}

function haveSameDelimiters(a: Delimiters, b: Delimiters): boolean {
  return a.element === b.element && a.component === b.component && a.repetition === b.repetition && a.terminator === b.terminator
}

/** "CLM05", or "CLM05-1" for a component. */
function pathOf(id: string, element: number, component?: number): string {
  return `${id}${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`
}
