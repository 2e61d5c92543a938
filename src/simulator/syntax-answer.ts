// What is said of the form: a TA1 to each interchange, a 999 to each functional group.
import { encodeGroupAcknowledgement, interchangeAcknowledgement } from '../codecs/index.js'
import type { GroupAcknowledgement } from '../domain/index.js'
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
  const acknowledgement = acknowledge(group)
  return [...encodeGroupAcknowledgement(acknowledgement, acknowledgement.sets)]
}

/** The verdict on a group with its sets; of a group that is wrong itself no set is looked at. */
export function acknowledge({ header, includedCount, reasons, sets }: SubmittedGroup): GroupAcknowledgement {
  const { functionalId, control, version } = header
  const isGroupWrong = reasons.length > 0
  const answered = isGroupWrong
    ? []
    : sets.map((set) => ({
        type: set.header.type,
        control: set.header.control,
        version: set.header.version,
        errors: set.errors,
        verdict: set.verdict,
        reasons: set.reasons,
      }))
  const acceptedCount = answered.filter(({ verdict }) => verdict !== 'R').length
  return {
    functionalId,
    control,
    version,
    verdict: verdictOf(answered.map(({ verdict }) => verdict)),
    includedCount,
    receivedCount: sets.length,
    acceptedCount,
    reasons,
    sets: answered,
  }
}

/** AK901: A or E when all were accepted, P when some were, R when none was. */
function verdictOf(verdicts: readonly ('A' | 'E' | 'R')[]): string {
  const rejected = verdicts.filter((verdict) => verdict === 'R').length
  if (rejected === verdicts.length) return 'R'
  if (rejected > 0) return 'P'
  return verdicts.includes('E') ? 'E' : 'A'
}
