// The answer to an interchange: TA1 (00501 interchange control), which stands between ISA and GS or IEA.
import type { InterchangeAcknowledgement } from '../domain/index.js'
import { type Finding, type FindingCodeEntry, findingCodes, type Severity } from '../values/index.js'
import type { InterchangeHeader } from '../x12/index.js'
import { at, oneOf, type SegmentCodec, segmentCodec, text } from './codec.js'

export const interchangeAcknowledgement: SegmentCodec<InterchangeAcknowledgement> = segmentCodec('TA1', {
  control: at(1, text),
  date: at(2, text),
  time: at(3, text),
  verdict: at(4, oneOf('A', 'E', 'R')),
  note: at(5, text),
})

/** TA105 for an ISA element that is not of its form (X12 data element I18). */
const notesOfElements: Readonly<Record<string, string>> = {
  ISA01: '010',
  ISA02: '011',
  ISA03: '012',
  ISA04: '013',
  ISA05: '005',
  ISA06: '006',
  ISA07: '007',
  ISA08: '008',
  ISA09: '014',
  ISA10: '015',
  ISA11: '026',
  ISA12: '017',
  ISA13: '018',
  ISA14: '019',
  ISA15: '020',
  ISA16: '027',
}

/** TA105 for a finding about the interchange itself; undefined when a TA1 has no word for it. */
export function interchangeNote({ code, path }: Finding): string | undefined {
  if (code === 'ENVELOPE_ELEMENT_INVALID' && path.slice(0, 5) in notesOfElements) return notesOfElements[path.slice(0, 5)]
  const { ack }: FindingCodeEntry = findingCodes[code]
  return ack?.startsWith('TA105:') === true ? ack.slice('TA105:'.length) : undefined
}

/** The TA1 for an interchange, from what was found at its own level: rejected by an error, accepted with errors by a lesser fault. */
export function acknowledgeInterchange(
  { control, date, time }: Pick<InterchangeHeader, 'control' | 'date' | 'time'>,
  findings: readonly Finding[],
): InterchangeAcknowledgement {
  const notes = (severity: Severity) =>
    findings.filter((found) => found.severity === severity).flatMap((found) => interchangeNote(found) ?? [])
  const [error] = notes('error')
  const [warning] = notes('warning')
  const isRejected = findings.some(({ severity }) => severity === 'error')
  const note = error ?? warning ?? (isRejected ? '022' : '000')
  return { control, date, time, verdict: isRejected ? 'R' : warning === undefined ? 'A' : 'E', note }
}
