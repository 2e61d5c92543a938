// Calendar days. They have no time zone and are never a `Date` outside this folder.

declare const isoDate: unique symbol
/** A day such as "2024-02-29", known to exist. */
export type IsoDate = string & { readonly [isoDate]: true }

/** Takes "2024-02-29"; undefined when the text has another shape or there is no such day. */
export function toIsoDate(text: string): IsoDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  return isDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))) ? (text as IsoDate) : undefined
}

/** Days that were read lately, each in the place its number gives, where it takes that of another: a file has few, each a thousand times. */
const knownNumbers = new Int32Array(4096)
const knownDays: IsoDate[] = []

/** Reads CCYYMMDD (DTP03 under qualifier D8, BPR16, GS04): "20240229"; undefined when there is no such day. */
export function isoDateFromD8(text: string): IsoDate | undefined {
  if (text.length !== 8) return undefined
  let number = 0
  for (let i = 0; i < 8; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (digit < 0 || digit > 9) return undefined
    number = number * 10 + digit
  }
  const place = number % knownNumbers.length
  if (knownNumbers[place] === number && number !== 0) return knownDays[place]
  if (!isDay(Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100)) return undefined
  knownNumbers[place] = number
  return (knownDays[place] = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as IsoDate)
}

/** Reads a day as people and spreadsheets write it: "2026-01-31", "1/31/2026" or "20260131". */
export function isoDateFromText(text: string): IsoDate | undefined {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  return toIsoDate(text) ?? isoDateFromD8(year === '' ? text : `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`)
}

/** Is there such a day in the Gregorian calendar? */
function isDay(year: number, month: number, day: number): boolean {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 ? (isLeapYear ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return month >= 1 && month <= 12 && day >= 1 && day <= days
}

/** Reads YYMMDD (ISA09); two-digit years are of this century. */
export function isoDateFromD6(text: string): IsoDate | undefined {
  return /^\d{6}$/.test(text) ? isoDateFromD8(`20${text}`) : undefined
}

/** Writes CCYYMMDD. */
export function d8FromIsoDate(day: IsoDate): string {
  return day.replaceAll('-', '')
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** The day so many days later (or earlier, when negative). */
export function addDays(day: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as IsoDate
}
