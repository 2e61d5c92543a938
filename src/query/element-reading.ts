// Elements as people read them: the guide's name, what a code means, amounts and dates in plain form.
import type { ElementDefinition, SegmentDefinition } from '../schema/index.js'
import { centsFromR, formatCents, isoDateFromD6, isoDateFromD8 } from '../values/index.js'
import type { Segment } from '../x12/index.js'

/** A filled element, or a component of a composite. */
export interface OutlinedElement {
  /** "CLM05-1". */
  readonly ref: string
  /** From 2; left out for the first. */
  readonly repetition?: number
  /** Left out where the guide has no such element. */
  readonly name?: string
  readonly value: string
  /** Of a code, when we hold it. */
  readonly meaning?: string
  /** Of an amount, a date or a time, when it reads otherwise than it stands: "150.00", "2026-10-05". */
  readonly formatted?: string
}

/** The filled elements of a segment, in order. */
export function readElements(segment: Segment, definition: SegmentDefinition | undefined): OutlinedElement[] {
  const elements: OutlinedElement[] = []
  for (let number = 1; number <= segment.elementCount; number++) {
    const defined = definition?.elements[number - 1]
    const ref = `${segment.id}${String(number).padStart(2, '0')}`
    segment.element(number).forEach((components, i) => {
      const isComposite = components.length > 1 || (defined?.components.length ?? 0) > 0
      components.forEach((value, j) => {
        if (value === '') return
        const own = isComposite ? defined?.components[j] : defined
        const beside = isComposite ? (n: number) => components[n - 1] ?? '' : (n: number) => segment.text(n)
        const repetition = i === 0 ? {} : { repetition: i + 1 }
        elements.push({
          ref: isComposite ? `${ref}-${j + 1}` : ref,
          ...repetition,
          ...(own === undefined ? { value } : read(own, value, beside)),
        })
      })
    })
  }
  return elements
}

/** Text of a neighbour by its number: an element of the segment, or a component of the composite. */
type Beside = (number: number) => string

function read(definition: ElementDefinition, value: string, beside: Beside): Omit<OutlinedElement, 'ref' | 'repetition'> {
  const meaning = meaningOf(definition, value, beside)
  const formatted = format(definition, value, beside)
  return {
    name: definition.name,
    value,
    ...(meaning === undefined ? {} : { meaning }),
    ...(formatted === undefined || formatted === value ? {} : { formatted }),
  }
}

function meaningOf({ labels, list }: ElementDefinition, value: string, beside: Beside): string | undefined {
  const applies = list?.conditions.every(({ number, codes, wanted }) => codes.has(beside(number)) === wanted) ?? false
  return labels?.label(value) ?? (applies ? list?.list.label(value) : undefined) ?? undefined
}

/** Data elements of X12: 782 is a monetary amount, 1251 a date or period whose form the element before it tells. */
function format({ dataElement, type, number }: ElementDefinition, value: string, beside: Beside): string | undefined {
  if (dataElement === '782') {
    const amount = centsFromR(value)
    return amount === undefined ? undefined : formatCents(amount)
  }
  if (dataElement === '1251') return formatPeriod(beside(number - 1), value)
  if (type === 'DT') return value.length === 6 ? isoDateFromD6(value) : isoDateFromD8(value)
  return type === 'TM' ? formatTime(value) : undefined
}

function formatPeriod(form: string, value: string): string | undefined {
  const day = isoDateFromD8(value.slice(0, 8))
  if (day === undefined) return undefined
  if (form === 'D8') return value.length === 8 ? day : undefined
  if (form === 'DT') return withTime(day, formatTime(value.slice(8)))
  const last = form === 'RD8' && value.charAt(8) === '-' ? isoDateFromD8(value.slice(9)) : undefined
  return last === undefined ? undefined : `${day} to ${last}`
}

function withTime(day: string, time: string | undefined): string | undefined {
  return time === undefined ? undefined : `${day} ${time}`
}

/** HHMM, or with seconds (and their parts, which are left as they are). */
function formatTime(value: string): string | undefined {
  const [, hours, minutes, seconds = ''] = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d\d{0,2})?$/.exec(value) ?? []
  if (hours === undefined) return undefined
  return `${hours}:${minutes}${seconds === '' ? '' : `:${seconds.slice(0, 2)}${seconds.length > 2 ? `.${seconds.slice(2)}` : ''}`}`
}
