// Points in time: UTC, ISO text, millisecond precision. The only source of "now" is a Clock that is handed in.
import { addDays, type IsoDate, isoDateFromD8 } from './iso-date.js'

declare const instant: unique symbol
/** A point in time such as "2026-11-23T17:05:09.123Z". */
export type Instant = string & { readonly [instant]: true }

/** Tells the present instant. Tests hand in one that stands still or is moved by hand. */
export type Clock = () => Instant

export const systemClock: Clock = () => new Date().toISOString() as Instant

/** Reads any ISO instant with a zone; undefined when it is none. */
export function toInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined
  const at = new Date(text)
  return Number.isNaN(at.valueOf()) ? undefined : (at.toISOString() as Instant)
}

export function epochMs(at: Instant): number {
  return Date.parse(at)
}

export function instantFromEpochMs(ms: number): Instant {
  return new Date(ms).toISOString() as Instant
}

/** The instant so many milliseconds later (or earlier, when negative). */
export function addMs(at: Instant, ms: number): Instant {
  return instantFromEpochMs(epochMs(at) + ms)
}

export function dayOf(at: Instant): IsoDate {
  return at.slice(0, 10) as IsoDate
}

/** ISA09/ISA10 and GS04/GS05 parts of an instant, in UTC: `d6` YYMMDD, `d8` CCYYMMDD, `hhmm`, `hhmmss`. */
export function x12Stamp(at: Instant): { readonly d6: string; readonly d8: string; readonly hhmm: string; readonly hhmmss: string } {
  const digits = at.replaceAll(/[-:T]/g, '')
  return { d6: digits.slice(2, 8), d8: digits.slice(0, 8), hhmm: digits.slice(8, 12), hhmmss: digits.slice(8, 14) }
}

/** Is this the name of a zone that the system knows, such as "America/New_York"? */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** By zone: making a format takes twenty times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const two = '2-digit'
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
  })
  formats.set(timeZone, made)
  return made
}

/** The local calendar day, hour, minute and weekday (0 Sunday) of an instant in an IANA zone such as "America/New_York". */
export function localTime(at: Instant, timeZone: string): { day: IsoDate; hour: number; minute: number; weekday: number } {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  )
  const day = isoDateFromD8(`${parts.year}${parts.month}${parts.day}`) ?? addDays(dayOf(at), 0)
  return { day, hour: Number(parts.hour), minute: Number(parts.minute), weekday: new Date(`${day}T00:00:00Z`).getUTCDay() }
}

/** The first day that a ZIP can write down, in local time as ZIP wants it: the same bytes in every time zone. */
export function firstZipDay(): Date {
  return new Date(1980, 0, 1)
}
