// The forms that X12 gives to numbers, days and times; asked for every element, so they look at characters and make nothing.

const digit0 = 0x30
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Digits of a number of type R (at most one point, a leading minus); -1 when it is none. Sign and point do not count. */
export function digitsOfR(text: string): number {
  let digits = 0
  let hasPoint = false
  for (let i = text.charCodeAt(0) === 0x2d ? 1 : 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isDigit(code)) digits++
    else if (code === 0x2e && !hasPoint) hasPoint = true
    else return -1
  }
  return digits === 0 ? -1 : digits
}

/** Digits of a number of type N0 or N2 (a leading minus, no point); -1 when it is none. */
export function digitsOfN(text: string): number {
  const start = text.charCodeAt(0) === 0x2d ? 1 : 0
  if (text.length === start) return -1
  for (let i = start; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return -1
  return text.length - start
}

/** Is the text a day of the calendar, CCYYMMDD, or YYMMDD when it has six digits? */
export function isDay(text: string): boolean {
  const { length } = text
  return (length === 8 || length === 6) && isDayAt(text, 0, length)
}

function isDayAt(text: string, from: number, length: number): boolean {
  if (!areDigits(text, from, length)) return false
  const month = number(text, from + length - 4, 2)
  const day = number(text, from + length - 2, 2)
  if (day < 1 || day > (daysInMonth[month - 1] ?? 0)) return false
  if (month !== 2 || day < 29) return true
  const year = number(text, from, length - 4) + (length === 6 ? 2000 : 0)
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Is the text a time of day: HHMM, HHMMSS, HHMMSSD or HHMMSSDD? */
export function isTime(text: string): boolean {
  return isTimeAt(text, 0, text.length)
}

function isTimeAt(text: string, from: number, length: number): boolean {
  if (length !== 4 && (length < 6 || length > 8)) return false
  if (!areDigits(text, from, length)) return false
  return number(text, from, 2) < 24 && number(text, from + 2, 2) < 60 && (length === 4 || number(text, from + 4, 2) < 60)
}

/** Does the text have the form that the date format qualifier (data element 1250) promises? True for qualifiers not known here. */
export function hasDateFormat(qualifier: string, text: string): boolean {
  switch (qualifier) {
    case 'D8':
      return text.length === 8 && isDayAt(text, 0, 8)
    case 'D6':
      return text.length === 6 && isDayAt(text, 0, 6)
    case 'RD8':
      return (
        text.length === 17 && text.charCodeAt(8) === 0x2d && isDayAt(text, 0, 8) && isDayAt(text, 9, 8) && text.slice(0, 8) <= text.slice(9)
      )
    case 'DT':
      return text.length === 12 && isDayAt(text, 0, 8) && isTimeAt(text, 8, 4)
    case 'TM':
      return text.length === 4 && isTimeAt(text, 0, 4)
    default:
      return true
  }
}

/** First character that X12 text may not hold (control characters, and all beyond ASCII); -1 when there is none. */
export function badCharacterAt(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code > 0x7e) return i
  }
  return -1
}

function areDigits(text: string, from: number, length: number): boolean {
  for (let i = from; i < from + length; i++) if (!isDigit(text.charCodeAt(i))) return false
  return true
}

function number(text: string, from: number, length: number): number {
  let value = 0
  for (let i = from; i < from + length; i++) value = value * 10 + text.charCodeAt(i) - digit0
  return value
}

function isDigit(code: number): boolean {
  return code >= digit0 && code <= 0x39
}
