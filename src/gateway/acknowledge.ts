// What we answer to a file that came in: TA1 and 999, made from its findings, as the partner's profile wants them.
import {
  acknowledgeGroup,
  acknowledgeInterchange,
  type CheckedSet,
  encodeGroupAcknowledgement,
  interchangeAcknowledgement,
} from '../codecs/index.js'
import type { Partner } from '../domain/index.js'
import type { Verdict } from '../schema/index.js'
import type { StoredFile } from '../store/index.js'
import { Fault, type Finding } from '../values/index.js'
import { chooseDelimiters, type Delimiters, type GroupHeader, type InterchangeHeader } from '../x12/index.js'
import { enqueue } from './outgoing.js'
import type { GatewayParts } from './parts.js'

export interface AnsweredGroup {
  readonly header: GroupHeader
  verdict: Verdict
  findings: readonly Finding[]
  readonly sets: CheckedSet[]
}

export interface AnsweredInterchange {
  readonly header: InterchangeHeader
  readonly verdict: Verdict
  readonly findings: readonly Finding[]
  readonly groups: readonly AnsweredGroup[]
  readonly partner: Partner
}

/** GS08 and ST03 of the 999. */
const guide = '005010X231A1'

/** Writes the answers to a file's interchanges into the outbox; gives their names. Acknowledgements are never acknowledged. */
export function createAcknowledge(parts: Pick<GatewayParts, 'store' | 'clock'>) {
  return async (interchanges: readonly AnsweredInterchange[], file: StoredFile): Promise<readonly string[]> => {
    const names: string[] = []
    for (const { header, verdict, findings, groups, partner } of interchanges) {
      const answerable = groups.filter(({ header: { functionalId } }) => functionalId !== 'FA')
      const isOnlyAnswers = groups.length > 0 && answerable.length === 0
      const wantsTa1 = partner.acknowledge.ta1 && !isOnlyAnswers && (groups.length > 0 || verdict === 'rejected')
      const answered = partner.acknowledge.implementation999 ? answerable : []
      if (!wantsTa1 && answered.length === 0) continue
      const {
        row,
        isNew,
        findings: refused,
      } = await enqueue(parts, {
        partner,
        kind: answered.length > 0 ? '999' : 'TA1',
        key: `acknowledge:${file.id}:${header.ordinal}`,
        ...delimitersFor(partner, answered),
        async *fill(writer) {
          if (wantsTa1) writer.interchangeAcknowledgement(interchangeAcknowledgement.encode(acknowledgeInterchange(header, findings)))
          if (answered.length > 0) await writer.startGroup('FA', guide)
          for (const [index, group] of answered.entries()) {
            const answer = acknowledgeGroup(group)
            writer.startSet({ type: '999', control: String(index + 1), version: guide })
            for (const segment of encodeGroupAcknowledgement(answer, answer.sets)) writer.segment(segment)
            yield
          }
        },
      })
      if (!isNew) throw new Fault('CONFLICT', 'another process has answered this file')
      if (refused.length > 0) throw new Fault('INTERNAL', `an acknowledgement cannot be written: ${refused[0]?.code ?? ''}`)
      names.push(row.name)
    }
    return names
  }
}

/** A 999 repeats what the partner wrote; where that holds one of our delimiters, another one must do. */
function delimitersFor({ envelope }: Partner, groups: readonly AnsweredGroup[]): { readonly delimiters?: Delimiters } {
  const echoed = groups.flatMap(({ header: { functionalId, control, version }, sets }) => [
    functionalId,
    control,
    version,
    ...sets.flatMap(({ header }) => [header.type, header.control, header.version]),
  ])
  const delimiters = chooseDelimiters(echoed, envelope)
  return delimiters === undefined ? {} : { delimiters }
}
