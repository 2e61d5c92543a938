// Tells at a glance that the elements of a segment are as the guide wants them, as nearly all are: from the bytes, by tables, without
// making text. It says yes only when it is sure; whatever it is not sure of goes to the ElementChecker, which explains.
import { isNpi } from '../values/index.js'
import type { ReadSegment, SegmentSource } from '../x12/index.js'
import { CodeSet } from './code-set.js'
import { digitsOfN, digitsOfR, hasDateFormat, isDay, isTime } from './formats.js'
import { bitOf, isBroken } from './syntax-notes.js'
import type { ElementDefinition, ListRule, SyntaxNote, Usage } from './types.js'

/** What an element's bytes are held against. */
const enum Form {
  Codes,
  Text,
  Decimal,
  Whole,
  Day,
  Time,
  /** A date or time whose format the element before it names. */
  DateUnderFormat,
  /** A provider's number under a qualifier. */
  Identifier,
  Parts,
  Unsure,
}

/** The elements of a segment, or the components of a composite. */
export class PlainElements {
  /** Made when first asked: most segments of a guide are never seen by a command. */
  private elements: readonly PlainElement[] | undefined
  /** Bits of what must be filled, and of what must not be. */
  private readonly required: number
  private readonly unused: number

  constructor(
    private readonly definitions: readonly ElementDefinition[],
    private readonly syntax: readonly SyntaxNote[],
  ) {
    this.required = bitsOf(definitions, 'R')
    this.unused = bitsOf(definitions, 'N')
  }

  /** True when there is certainly nothing wrong with any element. */
  accepts(segment: ReadSegment): boolean {
    const elements = this.plainElements()
    const { source, first, elementCount, filled } = segment
    const { marks } = source
    if (elementCount > elements.length || !this.isFilledWell(filled)) return false
    let before = marks[first]!
    let from = marks[first + 1]! + 1
    for (let i = 0; i < elementCount; i++) {
      const to = marks[first + i + 2]!
      if (to > from && !elements[i]!.accepts(source, from, to, before)) return false
      before = from
      from = to + 1
    }
    return true
  }

  /** The same for the components of a composite. */
  acceptsParts(source: SegmentSource, from: number, to: number): boolean {
    const elements = this.plainElements()
    const { bytes, componentByte } = source
    let filled = 0
    let before = from
    let start = from
    let i = 0
    for (;;) {
      let end = start
      while (end < to && bytes[end] !== componentByte) end++
      if (i === elements.length) return false
      if (end > start) {
        if (!elements[i]!.accepts(source, start, end, before)) return false
        filled |= 1 << i
      }
      if (end === to) break
      i++
      before = start
      start = end + 1
    }
    return filled !== 0 && this.isFilledWell(filled)
  }

  private plainElements(): readonly PlainElement[] {
    return (this.elements ??= this.definitions.map((definition) => new PlainElement(definition)))
  }

  private isFilledWell(filled: number): boolean {
    if ((filled & this.required) !== this.required || (filled & this.unused) !== 0) return false
    for (const note of this.syntax) if (isBroken(note, filled)) return false
    return true
  }
}

/** One element, or component. */
class PlainElement {
  private readonly form: Form
  private readonly min: number
  private readonly max: number
  private readonly repeat: number
  private readonly codes: CodeSet | undefined
  /** Codes of a list outside the guide that are in force on any day. */
  private readonly listed: CodeSet | undefined
  private readonly parts: PlainElements | undefined

  constructor(definition: ElementDefinition) {
    const { codes, list, components, syntax, repeat, min, max, guideMax } = definition
    this.form = formOf(definition)
    this.min = min
    this.max = Math.min(max, guideMax ?? max)
    this.repeat = repeat
    this.codes = codes && new CodeSet(codes)
    this.listed = list && new CodeSet(alwaysInForce(list))
    // What only repeats is a composite of one component.
    const parts = components.length > 0 ? components : [{ ...definition, number: 1, repeat: 1 }]
    if (this.form === Form.Parts) this.parts = new PlainElements(parts, syntax)
  }

  /** `before` is where the element before it begins, which ends one byte before this one. */
  accepts(source: SegmentSource, from: number, to: number, before: number): boolean {
    const { bytes } = source
    const { min, max } = this
    switch (this.form) {
      case Form.Codes:
        return this.codes!.hasBytes(source, from, to)
      case Form.Text:
        return this.isPlain(source, from, to) && (this.listed === undefined || this.listed.hasBytes(source, from, to))
      case Form.Decimal:
        return isWithin(digitsOfR(bytes, from, to), min, max)
      case Form.Whole:
        return isWithin(digitsOfN(bytes, from, to), min, max)
      case Form.Day:
        return isDay(bytes, from, to) && isWithin(to - from, min, max)
      case Form.Time:
        return isTime(bytes, from, to) && isWithin(to - from, min, max)
      case Form.DateUnderFormat:
        return this.isPlain(source, from, to) && hasDateFormat(source.slice(before, from - 1), bytes, from, to)
      case Form.Identifier:
        return this.isPlain(source, from, to) && (!isNpiQualifier(bytes, before, from - 1) || isNpi(source.slice(from, to)))
      case Form.Parts:
        return this.acceptsRepetitions(source, from, to)
      case Form.Unsure:
        return false
    }
  }

  /** Printable characters, no separators, no spaces around, not too short or long. */
  private isPlain({ bytes, plainBytes }: SegmentSource, from: number, to: number): boolean {
    if (!isWithin(to - from, this.min, this.max)) return false
    for (let i = from; i < to; i++) if (plainBytes[bytes[i]!] === 0) return false
    return bytes[from] !== space && bytes[to - 1] !== space
  }

  private acceptsRepetitions(source: SegmentSource, from: number, to: number): boolean {
    const { bytes, repetitionByte } = source
    let start = from
    for (let i = 1; i <= this.repeat; i++) {
      let end = start
      while (end < to && bytes[end] !== repetitionByte) end++
      if (!this.parts!.acceptsParts(source, start, end)) return false
      if (end === to) return true
      start = end + 1
    }
    return false
  }
}

const space = 0x20
const letterX = 0x58

function formOf({ codes, components, repeat, type, dataElement }: ElementDefinition): Form {
  if (components.length > 0 || repeat > 1) return Form.Parts
  if (codes !== undefined) return Form.Codes
  switch (type) {
    case 'R':
      return Form.Decimal
    case 'N0':
    case 'N2':
      return Form.Whole
    case 'DT':
      return Form.Day
    case 'TM':
      return Form.Time
    case 'ID':
    case 'AN':
      return dataElement === '1251' ? Form.DateUnderFormat : dataElement === '67' ? Form.Identifier : Form.Text
    case 'B':
    case undefined:
      return Form.Unsure
  }
}

function bitsOf(definitions: readonly ElementDefinition[], usage: Usage): number {
  return definitions.reduce((bits, each) => (each.usage === usage ? bits | bitOf(each.number) : bits), 0)
}

function alwaysInForce({ list: { codes, periods } }: ListRule): ReadonlySet<string> {
  return new Set([...codes.keys()].filter((code) => !periods.has(code)))
}

function isWithin(length: number, min: number, max: number): boolean {
  return length >= min && length <= max
}

function isNpiQualifier(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from === 2 && bytes[from] === letterX && bytes[from + 1] === letterX
}
