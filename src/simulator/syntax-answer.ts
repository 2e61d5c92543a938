// What is said of the form: a TA1 to each interchange, a 999 to each functional group.
import { acknowledgeGroup, encodeGroupAcknowledgement, interchangeAcknowledgement } from '../codecs/index.js'
import type { GroupAcknowledgement, SegmentError } from '../domain/index.js'
import type { Guide, LoopDefinition } from '../schema/index.js'
import type { Finding } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { type SubmittedGroup, type SubmittedInterchange, type SubmittedSet, wordFor } from './read-submissions.js'

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

/** The verdict on a group, with every error told where it stands and in which claim. */
function acknowledge({ header, findings, sets }: SubmittedGroup): GroupAcknowledgement {
  // A set that does not belong into its kind of group is the group's error in the words of the standard.
  const misplaced = sets.flatMap((set) => set.findings.filter((found) => wordFor(found, 'AK905') !== undefined))
  const statedCount = findings.find(({ code }) => code === 'TRANSACTION_SET_COUNT_WRONG')?.detail.stated
  const answer = acknowledgeGroup({
    header,
    findings: [...findings, ...misplaced],
    sets: sets.map((set) => ({ ...set, findings: set.findings.map((found) => inWordsOfThe999(found, set.guide)) })),
    stated: typeof statedCount === 'number' ? statedCount : sets.length,
  })
  return {
    ...answer,
    sets: answer.sets.map((set, index) => ({ ...set, errors: set.errors.map((error) => withClaim(error, sets[index]?.places ?? [])) })),
  }
}

/** IK301 names the first segment of a missing loop; IK303 has room for four characters, and half a loop id says nothing. */
function inWordsOfThe999(found: Finding, guide: Guide | undefined): Finding {
  const { loop, path, ...rest } = found
  const trigger = guide && found.code.startsWith('LOOP_') ? triggerOf(guide.root, path.slice(path.lastIndexOf('/') + 1)) : undefined
  return { ...rest, path: trigger ?? path, ...(loop === undefined || loop.length > 4 ? {} : { loop }) }
}

function triggerOf(inside: LoopDefinition, id: string): string | undefined {
  if (inside.id === id) return inside.trigger.id
  for (const inner of inside.loops) {
    const found = triggerOf(inner, id)
    if (found !== undefined) return found
  }
  return undefined
}

/** CTX with the number of the claim that the segment stands in, when it stands in one. */
function withClaim(error: SegmentError, places: SubmittedSet['places']): SegmentError {
  const place = places.find(({ from, to }) => from <= error.ordinal && error.ordinal <= to)
  return place === undefined ? error : { ...error, contexts: [{ names: [{ name: 'CLM01', value: place.patientControlNumber }] }] }
}
