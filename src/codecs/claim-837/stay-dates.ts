// DTP of an institutional claim: the days of its statement, day and hour of admission, hour of discharge.
import type { IsoDate } from '../../values/index.js'
import { d8FromIsoDate, isoDateFromD8 } from '../../values/index.js'
import { at, day, days, type ElementPart, type ElementType, oneOf, segmentCodec, tagged, time } from '../codec.js'

interface Moment {
  readonly on: IsoDate
  /** HHMM. */
  readonly at?: string
}

export const statement = segmentCodec('DTP', tagged(2, 'RD8', at(3, days)), { 1: '434' })
export const dischargeHour = segmentCodec('DTP', tagged(2, 'TM', at(3, time)), { 1: '096' })

/** CCYYMMDDHHMM. */
const dayAndTime: ElementType<Required<Moment>> = {
  read: (it) => {
    const [on, clock] = [isoDateFromD8(it.slice(0, 8)), time.read(it.slice(8))]
    return it.length === 12 && on !== undefined && clock !== undefined ? { on, at: clock } : undefined
  },
  write: ({ on, at: clock }) => `${d8FromIsoDate(on)}${clock}`,
  otherwise: ['ELEMENT_DATE_INVALID', { format: 'DT' }],
}

/** A day (D8) or a day with its hour and minute (DT). */
function moment(formatAt: number, textAt: number): ElementPart<Moment> {
  const format = at(formatAt, oneOf('D8', 'DT'))
  const asDay = at(textAt, day)
  const asMoment = at(textAt, dayAndTime)
  return {
    isIn: asDay.isIn,
    read: (segment, reading, mayBeAbsent) => {
      if (mayBeAbsent && !asDay.isIn(segment)) return undefined
      const form = format.read(segment, reading)
      if (form === undefined) return undefined
      if (form === 'DT') return asMoment.read(segment, reading)
      const on = asDay.read(segment, reading)
      return on === undefined ? undefined : { on }
    },
    write: ({ on, at: clock }) =>
      clock === undefined ? [...format.write('D8'), ...asDay.write(on)] : [...format.write('DT'), ...asMoment.write({ on, at: clock })],
  }
}

export const admission = segmentCodec('DTP', moment(2, 3), { 1: '435' })
