// Business days: those on which an answer may be expected. Weekends are none, nor are the holidays of the calendar handed in.
import { addDays, daysBetween, type IsoDate } from './iso-date.js'

export interface BusinessCalendar {
  isBusinessDay(day: IsoDate): boolean
}

/** Any Sunday; weekdays are counted from it. */
const sunday = '2023-01-01' as IsoDate

/** 0 Sunday to 6 Saturday. */
function weekdayOf(day: IsoDate): number {
  return ((daysBetween(sunday, day) % 7) + 7) % 7
}

/** @param options.federalReserve observe the holidays of the Federal Reserve Banks; @param options.days further days that are none */
export function createBusinessCalendar({
  federalReserve = true,
  days = [],
}: {
  readonly federalReserve?: boolean
  readonly days?: readonly IsoDate[]
} = {}): BusinessCalendar {
  const further = new Set(days)
  return {
    isBusinessDay: (day) => {
      const weekday = weekdayOf(day)
      if (weekday === 0 || weekday === 6 || further.has(day)) return false
      return !federalReserve || !federalReserveHolidays(Number(day.slice(0, 4))).includes(day)
    },
  }
}

/** The day so many business days after another, which itself need be none. */
export function addBusinessDays(day: IsoDate, count: number, { isBusinessDay }: BusinessCalendar): IsoDate {
  let present = day
  for (let left = count; left > 0; ) {
    present = addDays(present, 1)
    if (isBusinessDay(present)) left -= 1
  }
  return present
}

/**
 * Holidays of the Federal Reserve Banks, as they are observed. Of those with a fixed day, one on a Sunday is kept on the
 * Monday; one on a Saturday is not moved, and the Banks are open on the Friday before. Source: frbservices.org, holiday schedules.
 */
export function federalReserveHolidays(year: number): readonly IsoDate[] {
  const fixed = (month: number, date: number): IsoDate => {
    const day = dayOfYear(year, month, date)
    return weekdayOf(day) === 0 ? addDays(day, 1) : day
  }
  const nth = (month: number, weekday: number, count: number): IsoDate => {
    const first = dayOfYear(year, month, 1)
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (count - 1))
  }
  const lastOfMay = dayOfYear(year, 5, 31)
  return [
    fixed(1, 1),
    nth(1, 1, 3),
    nth(2, 1, 3),
    addDays(lastOfMay, -((weekdayOf(lastOfMay) + 6) % 7)),
    ...(year >= 2021 ? [fixed(6, 19)] : []),
    fixed(7, 4),
    nth(9, 1, 1),
    nth(10, 1, 2),
    fixed(11, 11),
    nth(11, 4, 4),
    fixed(12, 25),
  ]
}

function dayOfYear(year: number, month: number, date: number): IsoDate {
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as IsoDate
}
