// Checks the elements of one segment against their use in the guide: usage, form, length, codes, notes between elements.
import { type FindingCode, type FindingDetail, isNpi } from '../values/index.js'
import type { Element, Repetition, Segment } from '../x12/index.js'
import { bitOf } from './compile.js'
import { badCharacterAt, digitsOfN, digitsOfR, hasDateFormat, isDay, isTime } from './formats.js'
import type { ElementDefinition, SegmentDefinition, SyntaxNote } from './types.js'

/** Where in the segment; numbers as in a Position. */
export interface ElementPlace {
  readonly element: number
  readonly component?: number
  readonly repetition?: number
}

/** Called for each thing wrong; `ref` is "CLM05-3". */
export type ReportElement = (code: FindingCode, ref: string, place: ElementPlace, detail: FindingDetail) => void

/** Text of a neighbour by its number: element of the segment, or component of the composite. */
type Neighbour = (number: number) => string

const allowedShown = 12

/** Checks every element of a segment. Values never get into the details. */
export function checkElements(definition: SegmentDefinition, segment: Segment, report: ReportElement): void {
  const { elements } = definition
  const { elementCount } = segment
  const neighbour: Neighbour = (number) => segment.text(number)
  let filled = 0
  for (const element of elements) {
    const { number } = element
    if (number > elementCount) {
      if (element.usage === 'R') report('ELEMENT_MISSING', element.ref, { element: number }, {})
      continue
    }
    if (checkElement(element, segment, neighbour, report)) filled |= bitOf(number)
  }
  if (elementCount > elements.length) {
    const beyond = elements.length + 1
    report('ELEMENT_TOO_MANY', `${definition.id}${String(beyond).padStart(2, '0')}`, { element: beyond }, { max: elements.length })
  }
  for (const note of definition.syntax) checkNote(note, filled, definition.id, report)
}

/** True when the element holds anything. */
function checkElement(definition: ElementDefinition, segment: Segment, neighbour: Neighbour, report: ReportElement): boolean {
  const { number, usage } = definition
  if (definition.components.length > 0 || definition.repeat > 1 || hasParts(segment, number))
    return checkParts(definition, segment.element(number), neighbour, report)
  const text = segment.text(number)
  if (text === '') {
    if (usage === 'R') report('ELEMENT_MISSING', definition.ref, { element: number }, {})
    return false
  }
  if (usage === 'N') report('ELEMENT_NOT_USED', definition.ref, { element: number }, {})
  else checkValue(definition, text, neighbour, { element: number }, report)
  return true
}

/** Is there more than one component or repetition with something in it? */
function hasParts(segment: Segment, number: number): boolean {
  return segment.text(number, 2) !== '' || segment.text(number, 1, 2) !== ''
}

function checkParts(definition: ElementDefinition, element: Element, neighbour: Neighbour, report: ReportElement): boolean {
  const { number, ref, usage, repeat, components } = definition
  if (element.every((repetition) => repetition.every((text) => text === ''))) {
    if (usage === 'R') report('ELEMENT_MISSING', ref, { element: number }, {})
    return false
  }
  if (usage === 'N') {
    report('ELEMENT_NOT_USED', ref, { element: number }, {})
    return true
  }
  if (element.length > repeat) report('REPETITION_TOO_MANY', ref, { element: number }, { count: element.length, max: repeat })
  const most = Math.max(components.length, 1)
  element.slice(0, repeat).forEach((repetition, i) => {
    const place: ElementPlace = element.length === 1 ? { element: number } : { element: number, repetition: i + 1 }
    if (repetition.length > most) report('COMPONENT_TOO_MANY', ref, place, { count: repetition.length, max: most })
    if (components.length > 0) checkComposite(definition, repetition, place, report)
    else if (repetition[0] !== undefined && repetition[0] !== '') checkValue(definition, repetition[0], neighbour, place, report)
  })
  return true
}

function checkComposite(definition: ElementDefinition, repetition: Repetition, place: ElementPlace, report: ReportElement): void {
  const neighbour: Neighbour = (number) => repetition[number - 1] ?? ''
  let filled = 0
  for (const component of definition.components) {
    const { number, usage, ref } = component
    const text = repetition[number - 1] ?? ''
    const at = { ...place, component: number }
    if (text === '') {
      if (usage === 'R') report('ELEMENT_MISSING', ref, at, {})
      continue
    }
    filled |= bitOf(number)
    if (usage === 'N') report('ELEMENT_NOT_USED', ref, at, {})
    else checkValue(component, text, neighbour, at, report)
  }
  for (const note of definition.syntax) checkNote(note, filled, `${definition.ref}-`, report, place)
}

function checkValue(definition: ElementDefinition, text: string, neighbour: Neighbour, place: ElementPlace, report: ReportElement): void {
  const { codes } = definition
  if (codes !== undefined) {
    if (!codes.has(text)) report('ELEMENT_CODE_INVALID', definition.ref, place, { allowed: allowed(codes) })
    return
  }
  const length = checkForm(definition, text, place, report)
  if (length < 0) return
  const { ref, min, max, guideMax } = definition
  if (length < min) report('ELEMENT_TOO_SHORT', ref, place, { length, min })
  else if (length > max) report('ELEMENT_TOO_LONG', ref, place, { length, max })
  else if (guideMax !== undefined && length > guideMax) report('ELEMENT_OVER_GUIDE_LENGTH', ref, place, { length, max: guideMax })
  checkMeaning(definition, text, neighbour, place, report)
}

/** Length as X12 counts it, -1 when the form is wrong and was reported. */
function checkForm({ type, ref, min, max }: ElementDefinition, text: string, place: ElementPlace, report: ReportElement): number {
  switch (type) {
    case 'R':
    case 'N0':
    case 'N2': {
      const digits = type === 'R' ? digitsOfR(text) : digitsOfN(text)
      if (digits < 0) report('ELEMENT_NUMBER_INVALID', ref, place, { type })
      return digits
    }
    case 'DT':
      if (isDay(text) && text.length >= min && text.length <= max) return text.length
      report('ELEMENT_DATE_INVALID', ref, place, { format: max === 6 ? 'YYMMDD' : 'CCYYMMDD' })
      return -1
    case 'TM':
      if (isTime(text)) return text.length
      report('ELEMENT_TIME_INVALID', ref, place, {})
      return -1
    case 'B':
      return text.length
    case 'ID':
    case 'AN':
    case undefined: {
      if (badCharacterAt(text) >= 0) {
        report('ELEMENT_CHARACTER_INVALID', ref, place, { type: type ?? 'AN' })
        return -1
      }
      // Elements of fixed width, as in the ISA, are padded with spaces.
      if (min !== max && (text.charCodeAt(0) === 0x20 || text.charCodeAt(text.length - 1) === 0x20))
        report('ELEMENT_TRAILING_SPACE', ref, place, {})
      return text.length
    }
  }
}

/** What the value means together with its neighbours: dates under a format qualifier, NPIs, lists kept outside the guide. */
function checkMeaning(definition: ElementDefinition, text: string, neighbour: Neighbour, place: ElementPlace, report: ReportElement): void {
  const { dataElement, number, ref, list } = definition
  if (dataElement === '1251') {
    const format = neighbour(number - 1)
    if (!hasDateFormat(format, text)) report(format === 'TM' ? 'ELEMENT_TIME_INVALID' : 'ELEMENT_DATE_INVALID', ref, place, { format })
  } else if (dataElement === '67' && neighbour(number - 1) === 'XX' && !isNpi(text)) report('NPI_INVALID', ref, place, {})
  if (list === undefined || list.list.codes.has(text)) return
  if (list.conditions.every((each) => each.codes.has(neighbour(each.number)) === each.wanted))
    report('CODE_UNKNOWN', ref, place, { list: list.list.id })
}

function checkNote(note: SyntaxNote, filled: number, prefix: string, report: ReportElement, place?: ElementPlace): void {
  const { kind, first, mask, numbers } = note
  const present = filled & mask
  let code: FindingCode | undefined
  if (kind === 'P') code = present !== 0 && present !== mask ? 'SYNTAX_PAIRED' : undefined
  else if (kind === 'R') code = present === 0 ? 'SYNTAX_REQUIRED' : undefined
  else if (kind === 'E') code = (present & (present - 1)) === 0 ? undefined : 'SYNTAX_EXCLUSIVE'
  else if ((filled & first) !== 0) {
    if (kind === 'C') code = present === mask ? undefined : 'SYNTAX_CONDITIONAL'
    else code = present === 0 ? 'SYNTAX_LIST' : undefined
  }
  if (code === undefined) return
  const isComponent = prefix.endsWith('-')
  const refs = numbers.map((number) => `${prefix}${isComponent ? number : String(number).padStart(2, '0')}`)
  // The element that is missing, or for E the one too many, is the one to point at.
  const culprit =
    numbers.find((number, i) => i > 0 === (kind === 'E') && ((filled & bitOf(number)) !== 0) === (kind === 'E')) ?? numbers.at(-1) ?? 0
  const at = place === undefined ? { element: culprit } : { ...place, component: culprit }
  const depends = kind === 'C' || kind === 'L'
  const elements = (depends ? refs.slice(1) : refs).join(', ')
  report(code, refs[numbers.indexOf(culprit)] ?? prefix, at, depends ? { first: refs[0] ?? '', elements } : { elements })
}

function allowed(codes: ReadonlySet<string>): string {
  const shown = [...codes].slice(0, allowedShown).join(', ')
  return codes.size > allowedShown ? `${shown}, … ${codes.size} in all` : shown
}
