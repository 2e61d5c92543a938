// Checks the elements of one segment against their use in the guide: usage, form, length, codes, notes between elements.
import { type FindingCode, type FindingDetail, type IsoDate, isNpi } from '../values/index.js'
import { type Element, isReadSegment, type Repetition, type Segment } from '../x12/index.js'
import { digitsOfN, digitsOfR, hasDateFormat, isDay, isPlainText, isTime } from './formats.js'
import { twoDigits } from './refs.js'
import type { Period } from './format.js'
import { bitOf, isBroken } from './syntax-notes.js'
import type { ElementDefinition, ListRule, SegmentDefinition, SyntaxNote } from './types.js'

/** Where in the segment; numbers as in a Position. */
export interface ElementPlace {
  readonly element: number
  readonly component?: number
  readonly repetition?: number
}

/** Called for each thing wrong; `ref` is "CLM05-3". */
export type ReportElement = (code: FindingCode, ref: string, place: ElementPlace, detail: FindingDetail) => void

const allowedShown = 12

/** Checks the elements of one segment after the other. Where it stands is kept in fields, so that nothing is made for what is right. */
export class ElementChecker {
  /** Day of the transaction set: codes must be in force on it. */
  day: IsoDate | undefined
  readonly #report: ReportElement
  #segment: Segment | undefined
  /** Components of the composite being checked; undefined outside one. */
  #components: Repetition | undefined
  #element = 0
  #component = 0
  #repetition = 0
  /** Bits of elements (in a composite: of components) reported missing: a note that asks for one of them would say it twice. */
  #missing = 0
  /** Characters of the elements as far as they were looked at, with the separators inside them. */
  #characters = 0

  constructor(report: ReportElement) {
    this.#report = report
  }

  /** Checks every element of a segment. Values never get into the details. */
  check(definition: SegmentDefinition, segment: Segment): void {
    if (isReadSegment(segment) && definition.plain.accepts(segment)) return
    const { elements, lastRequired } = definition
    const { elementCount, filled: present } = segment
    this.#segment = segment
    this.#missing = 0
    this.#characters = 0
    let filled = 0
    const end = Math.min(Math.max(elementCount, lastRequired), elements.length)
    for (let i = 0; i < end; i++) {
      const element = elements[i]
      if (element === undefined) break
      this.#element = i + 1
      if ((present & (1 << i)) === 0) {
        if (element.usage === 'R') this.#failMissing(element.number, element.ref)
      } else if (this.#checkElement(element, segment)) filled |= 1 << i
    }
    if (segment.at.length !== lengthOf(segment) + this.#characters) this.#checkExtents(definition, segment)
    if (elementCount > elements.length) {
      this.#element = elements.length + 1
      this.#fail('ELEMENT_TOO_MANY', `${definition.id}${twoDigits(this.#element)}`, { max: elements.length })
    }
    for (const note of definition.syntax) if (isBroken(note, filled)) this.#failNote(note, filled, definition.id)
  }

  /** Checks an element that is not quite empty. True when it holds what it may hold. */
  #checkElement(definition: ElementDefinition, segment: Segment): boolean {
    const { number, usage, ref, codes } = definition
    if (hasParts(definition)) {
      const element = segment.element(number)
      this.#characters += charactersOf(element)
      return this.#checkParts(definition, element)
    }
    const text = segment.text(number)
    this.#characters += text.length
    if (text === '') {
      if (usage === 'R') this.#failMissing(number, ref)
      return false
    }
    // Of what is not used only ST03 has codes: an 835 leaves it out, and senders often fill it as those of other sets do.
    if (usage === 'N') return this.#failNotUsed(ref, codes?.has(text) === true ? 'SET_VERSION_REPEATED' : 'ELEMENT_NOT_USED')
    this.#checkValue(definition, text)
    return true
  }

  /** The segment is longer than what was looked at: components or repetitions stand where the guide has none. */
  #checkExtents({ elements }: SegmentDefinition, segment: Segment): void {
    for (const definition of elements.slice(0, segment.elementCount)) {
      if (hasParts(definition)) continue
      const element = segment.element(definition.number)
      const components = element[0]?.length ?? 1
      this.#element = definition.number
      if (element.length > 1) this.#fail('REPETITION_TOO_MANY', definition.ref, { count: element.length, max: 1 })
      if (components > 1) this.#fail('COMPONENT_TOO_MANY', definition.ref, { count: components, max: 1 })
    }
  }

  #checkParts(definition: ElementDefinition, element: Element): boolean {
    const { ref, usage, repeat, components } = definition
    if (element.every(isBlank)) {
      if (usage === 'R') this.#failMissing(definition.number, ref)
      return false
    }
    if (usage === 'N') return this.#failNotUsed(ref)
    if (element.length > repeat) this.#fail('REPETITION_TOO_MANY', ref, { count: element.length, max: repeat })
    const most = Math.max(components.length, 1)
    for (let i = 0; i < element.length && i < repeat; i++) {
      const repetition = element[i] ?? []
      if (element.length > 1) this.#repetition = i + 1
      if (repetition.length > most) this.#fail('COMPONENT_TOO_MANY', ref, { count: repetition.length, max: most })
      if (components.length > 0) this.#checkComposite(definition, repetition)
      else if (repetition[0] !== undefined && repetition[0] !== '') this.#checkValue(definition, repetition[0])
    }
    this.#repetition = 0
    return true
  }

  #checkComposite(definition: ElementDefinition, repetition: Repetition): void {
    this.#components = repetition
    const missing = this.#missing
    this.#missing = 0
    let filled = 0
    for (const component of definition.components) {
      const text = repetition[component.number - 1] ?? ''
      this.#component = component.number
      if (text === '') {
        if (component.usage === 'R') this.#failMissing(component.number, component.ref)
      } else if (component.usage === 'N') this.#failNotUsed(component.ref)
      else {
        filled |= bitOf(component.number)
        this.#checkValue(component, text)
      }
    }
    for (const note of definition.syntax) if (isBroken(note, filled)) this.#failNote(note, filled, definition.ref)
    this.#missing = missing
    this.#component = 0
    this.#components = undefined
  }

  #checkValue(definition: ElementDefinition, text: string): void {
    const { codes } = definition
    if (codes !== undefined) {
      if (!codes.has(text)) this.#fail('ELEMENT_CODE_INVALID', definition.ref, { allowed: allowed(codes) })
      return
    }
    const length = this.#checkForm(definition, text)
    if (length < 0) return
    const { ref, min, max, guideMax } = definition
    // What has not its length means nothing: no second finding for the same fault.
    if (length < min) return this.#fail('ELEMENT_TOO_SHORT', ref, { length, min })
    if (length > max) return this.#fail('ELEMENT_TOO_LONG', ref, { length, max })
    if (guideMax !== undefined && length > guideMax) this.#fail('ELEMENT_OVER_GUIDE_LENGTH', ref, { length, max: guideMax })
    this.#checkMeaning(definition, text)
  }

  /** Length as X12 counts it, -1 when the form is wrong and was reported. */
  #checkForm({ type, ref, min, max }: ElementDefinition, text: string): number {
    const bytes = Buffer.from(text)
    const { length } = bytes
    switch (type) {
      case 'R':
      case 'N0':
      case 'N2': {
        const digits = type === 'R' ? digitsOfR(bytes, 0, length) : digitsOfN(bytes, 0, length)
        if (digits < 0) this.#fail('ELEMENT_NUMBER_INVALID', ref, { type })
        return digits
      }
      case 'DT':
        if (isDay(bytes, 0, length) && length >= min && length <= max) return length
        this.#fail('ELEMENT_DATE_INVALID', ref, { format: max === 6 ? 'YYMMDD' : 'CCYYMMDD' })
        return -1
      case 'TM':
        if (isTime(bytes, 0, length)) return length
        this.#fail('ELEMENT_TIME_INVALID', ref, {})
        return -1
      case 'ID':
      case 'AN':
        if (!isPlainText(bytes, 0, length)) {
          this.#fail('ELEMENT_CHARACTER_INVALID', ref, { type })
          return -1
        }
        // Elements of fixed width, as in the ISA, are padded with spaces.
        if (min !== max && (text.charCodeAt(0) === 0x20 || text.charCodeAt(text.length - 1) === 0x20))
          this.#fail('ELEMENT_TRAILING_SPACE', ref, {})
        return text.length
      case 'B':
      case undefined:
        break
    }
    return text.length
  }

  /** What the value means together with its neighbours: dates under a format qualifier, NPIs, lists kept outside the guide. */
  #checkMeaning({ dataElement, number, ref, list }: ElementDefinition, text: string): void {
    if (dataElement === '1251') {
      const format = this.#neighbour(number - 1)
      const bytes = Buffer.from(text)
      if (!hasDateFormat(format, bytes, 0, bytes.length))
        this.#fail(format === 'TM' ? 'ELEMENT_TIME_INVALID' : 'ELEMENT_DATE_INVALID', ref, { format })
    } else if (dataElement === '67' && this.#neighbour(number - 1) === 'XX' && !isNpi(text)) this.#fail('NPI_INVALID', ref, {})
    if (list !== undefined) this.#checkList(list, ref, text)
  }

  #checkList({ list, conditions }: ListRule, ref: string, text: string): void {
    const { id, codes, periods, date } = list
    const period = periods.get(text)
    if (codes.has(text) && (period === undefined || this.day === undefined || isWithin(period, this.day))) return
    if (!conditions.every((each) => each.codes.has(this.#neighbour(each.number)) === each.wanted)) return
    if (codes.has(text)) this.#fail('CODE_NOT_IN_FORCE', ref, { list: id, date, day: this.day ?? '' })
    else this.#fail('CODE_UNKNOWN', ref, { list: id, date })
  }

  /** Text beside the one being checked: an element of the segment, or a component of the composite. */
  #neighbour(number: number): string {
    return this.#components === undefined ? (this.#segment?.text(number) ?? '') : (this.#components[number - 1] ?? '')
  }

  #failNote(note: SyntaxNote, filled: number, ref: string): void {
    const { kind, numbers } = note
    const refs = numbers.map((number) => (this.#components === undefined ? `${ref}${twoDigits(number)}` : `${ref}-${number}`))
    // The element that is missing is the one to point at, of exclusive ones the one too many.
    const isFilled = (number: number) => (filled & bitOf(number)) !== 0
    const culprit = kind === 'E' ? numbers.findLastIndex(isFilled) : numbers.findIndex((number) => !isFilled(number))
    if ((this.#missing & bitOf(numbers[culprit] ?? 1)) !== 0) return
    if (this.#components === undefined) this.#element = numbers[culprit] ?? 0
    else this.#component = numbers[culprit] ?? 0
    const detail =
      kind === 'C' || kind === 'L' ? { first: refs[0] ?? '', elements: refs.slice(1).join(', ') } : { elements: refs.join(', ') }
    this.#fail(noteCodes[kind], refs[culprit] ?? ref, detail)
  }

  #failMissing(number: number, ref: string): void {
    this.#missing |= bitOf(number)
    this.#fail('ELEMENT_MISSING', ref, {})
  }

  /** False: what must not be there fills nothing, so no note between elements asks for its partners. */
  #failNotUsed(ref: string, code: 'ELEMENT_NOT_USED' | 'SET_VERSION_REPEATED' = 'ELEMENT_NOT_USED'): false {
    this.#fail(code, ref, {})
    return false
  }

  #fail(code: FindingCode, ref: string, detail: FindingDetail): void {
    this.#report(
      code,
      ref,
      {
        element: this.#element,
        ...(this.#component === 0 ? {} : { component: this.#component }),
        ...(this.#repetition === 0 ? {} : { repetition: this.#repetition }),
      },
      detail,
    )
  }
}

const noteCodes = {
  P: 'SYNTAX_PAIRED',
  R: 'SYNTAX_REQUIRED',
  E: 'SYNTAX_EXCLUSIVE',
  C: 'SYNTAX_CONDITIONAL',
  L: 'SYNTAX_LIST',
} as const satisfies Record<SyntaxNote['kind'], FindingCode>

/** May the element have several components or repetitions? */
function hasParts({ components, repeat }: ElementDefinition): boolean {
  return components.length > 0 || repeat > 1
}

/** Bytes of a segment's id, element separators and terminator. */
function lengthOf({ id, elementCount }: Segment): number {
  return id.length + elementCount + 1
}

function charactersOf(element: Element): number {
  let characters = element.length - 1
  for (const repetition of element) {
    characters += repetition.length - 1
    for (const text of repetition) characters += text.length
  }
  return characters
}

function isBlank(repetition: Repetition): boolean {
  for (const text of repetition) if (text !== '') return false
  return true
}

function allowed(codes: ReadonlySet<string>): string {
  const shown = [...codes].slice(0, allowedShown).join(', ')
  return codes.size > allowedShown ? `${shown}, … ${codes.size} in all` : shown
}

function isWithin([first, last]: Period, day: IsoDate): boolean {
  return (first === null || first <= day) && (last === null || day <= last)
}
