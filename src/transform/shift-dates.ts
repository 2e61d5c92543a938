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
    return /^(?:[01]\d|2[0-3])[0-5]\d$/.test(text) ? text : noDay(text, scramble)
  }
  return (text) => text.split('-').map(shifted).join('-')
}

function shiftedD8(text: string, days: number): string | undefined {
  const day = isoDateFromD8(text)
  if (day === undefined) return undefined
  const moved = d8FromIsoDate(addDays(day, days))
  return /^\d{8}$/.test(moved) ? moved : undefined
}

/** Another text of the same form that is no day either. */
function noDay(text: string, scramble: Scramble): string {
  let made = scramble(text)
  for (let tries = 0; tries < 50 && (isoDateFromD8(made) ?? isoDateFromD6(made)) !== undefined; tries++) made = scramble(made)
  return made
}
