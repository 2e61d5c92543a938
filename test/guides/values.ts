// Values that an element of a guide may hold, and values that it may not.
import type { ElementDefinition } from '../../src/schema/index.js'

/** An NPI with a right check digit, and one without. */
export const npi = { right: '1234567893', wrong: '1234567890' } as const

/** Values of a date format qualifier (data element 1250), right and wrong ones. */
export const dateFormats: Readonly<Record<string, { readonly right: string; readonly wrong: string; readonly code: string }>> = {
  D8: { right: '20260115', wrong: '20260230', code: 'ELEMENT_DATE_INVALID' },
  D6: { right: '260115', wrong: '260230', code: 'ELEMENT_DATE_INVALID' },
  RD8: { right: '20260115-20260116', wrong: '20260116-20260115', code: 'ELEMENT_DATE_INVALID' },
  DT: { right: '202601151200', wrong: '202601152460', code: 'ELEMENT_DATE_INVALID' },
  TM: { right: '1200', wrong: '2460', code: 'ELEMENT_TIME_INVALID' },
}

/** A plausible value: a code of the guide or of the outside list, or the shortest text of the element's type. `before` is the text of the part before it. */
export function plausible(definition: ElementDefinition, before: string): string {
  const { codes, list, type, min, max } = definition
  const [code] = codes ?? []
  if (code !== undefined) return code
  if (isFormatted(definition)) return dateFormats[before]?.right ?? 'X'
  if (isNpiPlace(definition, before)) return npi.right
  if (list !== undefined) {
    const known = [...list.list.codes.keys()].find((key) => key.length >= min && key.length <= max)
    if (known !== undefined) return known
  }
  if (type === 'DT') return max === 6 ? '260115' : '20260115'
  if (type === 'TM') return '1200'
  return ofLength(definition, Math.max(min, 1))
}

/** Text of the element's type, this long as X12 counts. */
export function ofLength({ type }: ElementDefinition, length: number): string {
  return (type === 'R' || type === 'N0' || type === 'N2' ? '1' : 'X').repeat(length)
}

/** A text of the right length that is none of these codes. */
export function notAmong(codes: { has(code: string): boolean }, { min, max }: ElementDefinition): string {
  for (const character of ['Q', '7', '~', 'W', 'J'])
    for (let length = Math.max(min, 1); length <= Math.min(max, min + 4); length++) {
      const text = character.repeat(length)
      if (character !== '~' && !codes.has(text)) return text
    }
  throw new Error('every code is allowed')
}

/** The type's length is free: neither codes nor a form of its own. */
export function hasFreeLength(definition: ElementDefinition): boolean {
  return definition.codes === undefined && definition.type !== 'DT' && definition.type !== 'TM'
}

/** A day or time whose form the qualifier before it gives (data element 1251). */
export function isFormatted({ dataElement }: ElementDefinition): boolean {
  return dataElement === '1251'
}

/** An identification code that the qualifier XX before it makes an NPI. */
export function isNpiPlace({ dataElement }: ElementDefinition, before: string): boolean {
  return dataElement === '67' && before === 'XX'
}

/** A value of another type, with the finding it makes; undefined for types that take anything. */
export function ofOtherType(definition: ElementDefinition): { readonly text: string; readonly code: string } | undefined {
  switch (definition.type) {
    case 'R':
      return { text: '1.2.3', code: 'ELEMENT_NUMBER_INVALID' }
    case 'N0':
    case 'N2':
      return { text: '1.5', code: 'ELEMENT_NUMBER_INVALID' }
    case 'DT':
      return { text: definition.max === 6 ? '261315' : '20261315', code: 'ELEMENT_DATE_INVALID' }
    case 'TM':
      return { text: '2460', code: 'ELEMENT_TIME_INVALID' }
    case 'ID':
    case 'AN':
      return { text: `${ofLength(definition, Math.max(definition.min, 2)).slice(1)}\u0007`, code: 'ELEMENT_CHARACTER_INVALID' }
    case 'B':
    case undefined:
      return undefined
  }
}
