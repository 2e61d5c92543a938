// Moves the days in an element by a constant number of days; days that do not exist stay days that do not exist.
import { addDays, d8FromIsoDate, isoDateFromD6, isoDateFromD8 } from '../values/index.js'
import type { Scramble } from './scramble.js'

/** Takes CCYYMMDD, YYMMDD, either with a time after it, ranges of them with a hyphen, and times alone (which stay). */
export function createDateShift(days: number, scramble: Scramble): (text: string) => string {
  const shifted = (text: string): string => {
    const long = shiftedD8(text.slice(0, 8), days)
    if (long !== undefined && /^(?:\d{4}(?:\d\d(?:\d\d)?)?)?$/.test(text.slice(8))) return long + text.slice(8)
    if (text.length === 6) {
      const day = isoDateFromD6(text)
      if (day !== undefined) return d8FromIsoDate(addDays(day, days)).slice(2)
    }
    return /^(?:[01]\d|2[0-3])[0-5]\d$/.test(text) ? text : noDay(text, days, scramble)
  }
  return (text) => text.split('-').map(shifted).join('-')
}

function shiftedD8(text: string, days: number): string | undefined {
  const day = isoDateFromD8(text)
  if (day === undefined) return undefined
  const moved = d8FromIsoDate(addDays(day, days))
  return /^\d{8}$/.test(moved) ? moved : undefined
}

/** Another text of the same form that is no day either. Eight digits move with the day nearest to them, so that they stay before what they stood before. */
function noDay(text: string, days: number, scramble: Scramble): string {
  const near = /^\d{8}$/.test(text) ? shiftedD8(nearestDay(text), days) : undefined
  if (near !== undefined) return near.slice(0, 6) + (/^\d{4}(?:00|\d\d00)/.test(text) ? '00' : '99')
  let made = scramble(text)
  for (let tries = 0; tries < 50 && (isoDateFromD8(made) ?? isoDateFromD6(made)) !== undefined; tries++) made = scramble(made)
  return made
}

/** The day of the calendar next to CCYYMMDD digits that are none. */
function nearestDay(text: string): string {
  const month = Math.min(Math.max(Number(text.slice(4, 6)), 1), 12)
  const start = text.slice(0, 4) + String(month).padStart(2, '0')
  const wanted = Math.min(Math.max(Number(text.slice(6)), 1), 31)
  const day = [0, 1, 2, 3].map((less) => start + String(wanted - less).padStart(2, '0')).find((each) => isoDateFromD8(each) !== undefined)
  return day ?? `${start}01`
}
