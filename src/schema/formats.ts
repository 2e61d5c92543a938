// The forms that X12 gives to numbers, days and times; asked for every element, so they look at bytes and make nothing.

const [digit0, digit9, minus, point, space, tilde] = [0x30, 0x39, 0x2d, 0x2e, 0x20, 0x7e] as const
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Digits of a number of type R (at most one point, a leading minus); -1 when it is none. Sign and point do not count. */
export function digitsOfR(bytes: Uint8Array, from: number, to: number): number {
  let digits = 0
  let hasPoint = false
  for (let i = bytes[from] === minus ? from + 1 : from; i < to; i++) {
    const byte = bytes[i]!
    if (isDigit(byte)) digits++
    else if (byte === point && !hasPoint) hasPoint = true
    else return -1
  }
  return digits === 0 ? -1 : digits
}

/** Digits of a number of type N0 or N2 (a leading minus, no point); -1 when it is none. */
export function digitsOfN(bytes: Uint8Array, from: number, to: number): number {
  const start = bytes[from] === minus ? from + 1 : from
  return start < to && areDigits(bytes, start, to) ? to - start : -1
}

/** Is this a day of the calendar, CCYYMMDD, or YYMMDD when it has six digits? */
export function isDay(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from
  if ((length !== 8 && length !== 6) || !areDigits(bytes, from, to)) return false
  const month = number(bytes, to - 4, to - 2)
  const day = number(bytes, to - 2, to)
  if (day < 1 || day > (daysInMonth[month - 1] ?? 0)) return false
  if (month !== 2 || day < 29) return true
  const year = number(bytes, from, to - 4) + (length === 6 ? 2000 : 0)
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Is this a time of day: HHMM, HHMMSS, HHMMSSD or HHMMSSDD? */
export function isTime(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from
  if (length !== 4 && (length < 6 || length > 8)) return false
  if (!areDigits(bytes, from, to)) return false
  return (
    number(bytes, from, from + 2) < 24 && number(bytes, from + 2, from + 4) < 60 && (length === 4 || number(bytes, from + 4, from + 6) < 60)
  )
}

/** Has it the form that the date format qualifier (data element 1250) promises? True for qualifiers not known here. */
export function hasDateFormat(qualifier: string, bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from
  switch (qualifier) {
    case 'D8':
      return length === 8 && isDay(bytes, from, to)
    case 'D6':
      return length === 6 && isDay(bytes, from, to)
    case 'RD8':
      return length === 17 && bytes[from + 8] === minus && isRange(bytes, from, from + 9)
    case 'DT':
      return length === 12 && isDay(bytes, from, from + 8) && isTime(bytes, from + 8, to)
    case 'TM':
      return length === 4 && isTime(bytes, from, to)
    default:
      return true
  }
}

/** Two days, the second not before the first. */
function isRange(bytes: Uint8Array, first: number, second: number): boolean {
  if (!isDay(bytes, first, first + 8) || !isDay(bytes, second, second + 8)) return false
  return number(bytes, first, first + 8) <= number(bytes, second, second + 8)
}

/** Are these all characters that X12 text may hold: no control characters, and nothing beyond ASCII? */
export function isPlainText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if (byte < space || byte > tilde) return false
  }
  return true
}

function areDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isDigit(bytes[i]!)) return false
  return true
}

function number(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) value = value * 10 + bytes[i]! - digit0
  return value
}

function isDigit(byte: number): boolean {
  return byte >= digit0 && byte <= digit9
}
