// When claims that are held go out: decided from what waits and from the time alone, so that a missed or doubled tick does no harm.
import type { BatchSettings } from '../domain/index.js'
import { addDays, epochMs, type Instant, type IsoDate, localTime } from '../values/index.js'

/** Why a batch goes out now: so many wait, the oldest has waited long enough, a cut-off has passed, or nothing is held any more. */
export type BatchReason = 'count' | 'waited' | 'cut-off' | 'not-held'

export interface Waiting {
  readonly count: number
  readonly oldestAt: Instant
}

/** Undefined when what waits goes on waiting. */
export function batchReason({ count, oldestAt }: Waiting, settings: BatchSettings | undefined, now: Instant): BatchReason | undefined {
  if (count === 0) return undefined
  if (settings === undefined || !settings.hold) return 'not-held'
  const { maxClaims, maxMinutes, timeZone } = settings
  if (!isBusinessDay(localTime(now, timeZone).day, settings)) return undefined
  if (maxClaims !== undefined && count >= maxClaims) return 'count'
  if (maxMinutes !== undefined && epochMs(now) - epochMs(oldestAt) >= maxMinutes * 60_000) return 'waited'
  return cutOffPassed(oldestAt, settings, now) ? 'cut-off' : undefined
}

/**
 * Has a cut-off passed since the oldest claim came? Clocks on the wall are compared: a cut-off in the hour that a time change leaves out
 * has passed when that hour is over, and one in the hour that comes twice passes once.
 */
function cutOffPassed(oldestAt: Instant, settings: BatchSettings, now: Instant): boolean {
  const oldest = wallClock(oldestAt, settings.timeZone)
  const present = wallClock(now, settings.timeZone)
  for (let day = present.slice(0, 10) as IsoDate; day >= oldest.slice(0, 10); day = addDays(day, -1)) {
    if (!isBusinessDay(day, settings)) continue
    if (settings.cutOffs.some((time) => `${day}T${time}` > oldest && `${day}T${time}` <= present)) return true
  }
  return false
}

export interface BatchCalendar {
  /** Today is a day on which batches go, in the partner's time zone. */
  readonly isBusinessDay: boolean
  /** The next cut-off on the wall there, "2026-11-23T16:30"; absent when there is none, or none within a year. */
  readonly nextCutOff?: string
}

const daysAhead = 366

export function batchCalendar(settings: BatchSettings, now: Instant): BatchCalendar {
  const present = wallClock(now, settings.timeZone)
  const today = present.slice(0, 10) as IsoDate
  for (let ahead = 0; ahead < (settings.cutOffs.length === 0 ? 0 : daysAhead); ahead++) {
    const day = addDays(today, ahead)
    if (!isBusinessDay(day, settings)) continue
    const nextCutOff = settings.cutOffs
      .map((time) => `${day}T${time}`)
      .toSorted()
      .find((cutOff) => cutOff > present)
    if (nextCutOff !== undefined) return { isBusinessDay: isBusinessDay(today, settings), nextCutOff }
  }
  return { isBusinessDay: isBusinessDay(today, settings) }
}

/** "2026-11-23T16:30". */
function wallClock(at: Instant, timeZone: string): string {
  const { day, hour, minute } = localTime(at, timeZone)
  return `${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function isBusinessDay(day: IsoDate, { holidays, onWeekends }: BatchSettings): boolean {
  const { weekday } = localTime(`${day}T12:00:00.000Z` as Instant, 'UTC')
  return !holidays.includes(day) && (onWeekends || (weekday !== 0 && weekday !== 6))
}
