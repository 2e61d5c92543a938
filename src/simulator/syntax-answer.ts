// What is said of the form: a TA1 to each interchange, a 999 to each functional group.
import { acknowledgeGroup, encodeGroupAcknowledgement, interchangeAcknowledgement } from '../codecs/index.js'
import type { Segment } from '../x12/index.js'
import type { SubmittedGroup, SubmittedInterchange } from './read-submissions.js'

/** The note of an interchange whose control number was used before. */
export const duplicateNote = '025'

/** The TA1; undefined when the ISA is too broken to be named in one. */
export function toInterchangeAnswer({ header }: SubmittedInterchange, note: string): Segment | undefined {
  const { control, date, time, sender, receiver } = header
  const canBeNamed = /^\d{9}$/.test(control) && /^\d{6}$/.test(date) && /^\d{4}$/.test(time)
  const canBeAddressed = [sender, receiver].every(({ qualifier, id }) => /^\w\w$/.test(qualifier) && /^[ -~]{1,15}$/.test(id))
  if (!canBeNamed || !canBeAddressed) return undefined
  return interchangeAcknowledgement.encode({ control, date, time, verdict: note === '000' ? 'A' : 'R', note })
}

/** The 999 between ST and SE. */
export function toGroupAnswer(group: SubmittedGroup): Segment[] {
  const acknowledgement = acknowledgeGroup(group)
  return [...encodeGroupAcknowledgement(acknowledgement, acknowledgement.sets)]
}
