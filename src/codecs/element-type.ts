// What the text of an element can be: each type turns it into a value and back, and knows the finding when it cannot.
import {
  anyOf,
  type Cents,
  centsFromR,
  d8FromIsoDate,
  type FindingCode,
  type FindingDetail,
  type IsoDate,
  isoDateFromD8,
  literal,
  rFromCents,
} from '../values/index.js'

import type { Scope, TextPosition } from './plain/scope.js'

/** How one text becomes a value and back; undefined when it is not of its form, with the finding that says so. */
export interface ElementType<T> {
  read(text: string): T | undefined
  /** Adds the statements that read it where all is plain, and gives the expression of the value; calls `read` when left out. */
  plain?(scope: Scope, place: TextPosition): string
  write(value: T): string
  readonly otherwise: readonly [FindingCode, FindingDetail]
}

export const text: ElementType<string> = {
  read: (it) => it,
  plain: (scope, place) => scope.filledText(place),
  write: (it) => it,
  otherwise: ['ELEMENT_CHARACTER_INVALID', { type: 'AN' }],
}

/** Money, type R in dollars on the wire. */
export const cents: ElementType<Cents> = {
  read: centsFromR,
  plain: (scope, place) => {
    const amount = scope.cents(place)
    scope.leaveIf(`${amount} !== ${amount}`)
    return amount
  },
  write: rFromCents,
  otherwise: ['ELEMENT_NUMBER_INVALID', { type: 'R' }],
}

/** A decimal that is no money (units, weights): checked, and kept as written. */
export const decimal: ElementType<string> = {
  read: (it) => (isDecimal(it) ? it : undefined),
  write: (it) => it,
  otherwise: ['ELEMENT_NUMBER_INVALID', { type: 'R' }],
}

/** Digits with at most one point, and a minus in front where it is negative. */
function isDecimal(it: string): boolean {
  let [digits, points] = [0, 0]
  for (let i = it.startsWith('-') ? 1 : 0; i < it.length; i++) {
    const character = it.charCodeAt(i)
    if (character === 0x2e) points++
    else if (character < 0x30 || character > 0x39) return false
    else digits++
  }
  return digits > 0 && points < 2
}

/** A count, type N0. */
export const whole: ElementType<number> = {
  read: (it) => (/^-?\d{1,15}$/.test(it) ? Number(it) + 0 : undefined),
  write: String,
  otherwise: ['ELEMENT_NUMBER_INVALID', { type: 'N0' }],
}

/** A day as CCYYMMDD. */
export const day: ElementType<IsoDate> = {
  read: isoDateFromD8,
  write: d8FromIsoDate,
  otherwise: ['ELEMENT_DATE_INVALID', { format: 'D8' }],
}

/** A range of days, CCYYMMDD-CCYYMMDD. */
export const days: ElementType<{ readonly from: IsoDate; readonly to: IsoDate }> = {
  read: (it) => {
    const [from, to] = it.split('-').map(isoDateFromD8)
    return it.length === 17 && from !== undefined && to !== undefined ? { from, to } : undefined
  },
  write: ({ from, to }) => `${d8FromIsoDate(from)}-${d8FromIsoDate(to)}`,
  otherwise: ['ELEMENT_DATE_INVALID', { format: 'RD8' }],
}

/** A time of day as HHMM, HHMMSS or with hundredths: checked, and kept as written. */
export const time: ElementType<string> = {
  read: (it) => (/^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,2})?$/.test(it) ? it : undefined),
  write: (it) => it,
  otherwise: ['ELEMENT_TIME_INVALID', {}],
}

export function oneOf<const Code extends string>(...codes: readonly Code[]): ElementType<Code> {
  return {
    read: (it) => codes.find((code) => code === it),
    plain: (scope, place) => {
      const it = scope.filledText(place)
      scope.leaveIf(`!${anyOf(codes.map((code) => `${it} === ${literal(code)}`))}`)
      return it
    },
    write: (it) => it,
    otherwise: ['ELEMENT_CODE_INVALID', { allowed: codes.join(', ') }],
  }
}

/** Codes that have names of ours: `coded({ DN: 'referring', P3: 'primaryCare' })`. */
export function coded<const Name extends string>(names: Readonly<Record<string, Name>>): ElementType<Name> {
  const codes = new Map(Object.entries(names).map(([code, name]) => [name, code]))
  return {
    read: (it) => (Object.hasOwn(names, it) ? names[it] : undefined),
    write: (name) => codes.get(name) ?? '',
    otherwise: ['ELEMENT_CODE_INVALID', { allowed: Object.keys(names).join(', ') }],
  }
}

export const yesNo: ElementType<boolean> = {
  read: (it) => (it === 'Y' ? true : it === 'N' ? false : undefined),
  write: (it) => (it ? 'Y' : 'N'),
  otherwise: ['ELEMENT_CODE_INVALID', { allowed: 'N, Y' }],
}

/** A mark that is only ever set: this code, or nothing at all. */
export function markAs(code: string): ElementType<boolean> {
  return {
    read: (it) => it === code || undefined,
    write: (it) => (it ? code : ''),
    otherwise: ['ELEMENT_CODE_INVALID', { allowed: code }],
  }
}

export const mark = markAs('Y')
