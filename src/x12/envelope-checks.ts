// Elements of envelope segments that must be of their form before anyone can answer or count by them.
// Guide-level rules (code lists, lengths of the other elements) belong to the schemas.
import { type Finding, finding, isoDateFromD6, isoDateFromD8, type Position } from '../values/index.js'
import type { Segment } from './segment.js'

type Check = readonly [element: number, isGood: (text: string) => boolean]

const matches = (form: RegExp) => (text: string) => form.test(text)
const isFilled = (text: string) => text.trim() !== ''
const isDay6 = (text: string) => isoDateFromD6(text) !== undefined
const isDay8 = (text: string) => isoDateFromD8(text) !== undefined
const isTime = matches(/^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{1,2})?)?$/)
const isCount = matches(/^\d{1,10}$/)

/** By segment id. A control number in a trailer is compared with its header, not checked by itself. */
const checks: Readonly<Record<string, readonly Check[]>> = {
  ISA: [
    [6, isFilled],
    [8, isFilled],
    [9, isDay6],
    [10, matches(/^(?:[01]\d|2[0-3])[0-5]\d$/)],
    [12, matches(/^\d{5}$/)],
    [13, matches(/^\d{9}$/)],
    [14, matches(/^[01]$/)],
    [15, matches(/^[PTI]$/)],
  ],
  IEA: [[1, isCount]],
  GS: [
    [1, matches(/^[A-Z]{2}$/)],
    [2, isFilled],
    [3, isFilled],
    [4, (text) => isDay8(text) || isDay6(text)],
    [5, isTime],
    [6, matches(/^\d{1,9}$/)],
    [8, isFilled],
  ],
  GE: [[1, isCount]],
  ST: [
    [1, isFilled],
    [2, isFilled],
  ],
  SE: [[1, isCount]],
}

/** One ENVELOPE_ELEMENT_INVALID per element that is missing or not of its form. `repaired`: ISA13 may lack its leading zeros. */
export function checkEnvelopeElements(segment: Segment, isRepaired = false): Finding[] {
  return (checks[segment.id] ?? [])
    .filter(([element, isGood]) => {
      const text = segment.text(element)
      return !isGood(isRepaired && segment.id === 'ISA' && element === 13 ? paddedControl(text) : text)
    })
    .map(([element]) => finding('ENVELOPE_ELEMENT_INVALID', atElement(segment, element), elementPath(segment.id, element)))
}

/** The count a trailer states in its element 01; undefined when it is no number. */
export function statedCount(trailer: Segment): number | undefined {
  const text = trailer.text(1)
  return isCount(text) ? Number(text) : undefined
}

/** ISA13 as nine digits, whatever padding its sender gave it. */
export function paddedControl(text: string): string {
  return text.trim().padStart(9, '0')
}

export function atElement(segment: Segment, element: number): Position {
  return { ...segment.at, element }
}

/** "ISA13". */
export function elementPath(id: string, element: number): string {
  return `${id}${String(element).padStart(2, '0')}`
}

/** Control numbers of one level that are remembered to tell a repeated one; older ones are forgotten. */
const rememberedControls = 100_000

/** Was this control number used before? It is from now on; beyond a hundred thousand the oldest is forgotten. */
export function isRepeated(controls: Set<string>, control: string): boolean {
  if (controls.has(control)) return true
  controls.add(control)
  if (controls.size > rememberedControls) for (const oldest of controls) return !controls.delete(oldest)
  return false
}
