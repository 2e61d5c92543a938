// Files for partners are written into the outbox and read back as the partner will read them; nothing is trusted because we wrote it.
import type { Claim, Partner } from '../domain/index.js'
import type { Unit } from '../schema/index.js'
import type { StoredFinding } from '../store/index.js'
import { sayFinding } from '../values/index.js'
import { enqueue, type Outgoing } from './outgoing.js'
import type { GatewayParts } from './parts.js'
import { recordOutgoing, type RecordedFile } from './record-outgoing.js'
import { SubmittedMeanwhile, type SubmitReport } from './submit-report.js'

/** One file that was written for a partner, and what was read back from it. */
export interface Written {
  readonly partner: Partner
  readonly recorded: RecordedFile
  readonly unwritable: readonly StoredFinding[]
}

export interface Hears {
  readonly claim?: (partner: Partner, claim: Claim, unit: Unit) => void
  /** All claims of the file were told. */
  readonly file?: (written: Written) => void
}

export interface WrittenFiles {
  readonly written: readonly Written[]
  readonly claimIds: readonly string[]
  readonly sending: SubmitReport['sending']
}

export type WriteOutgoing = (sendings: readonly Outgoing[], hears?: Hears) => Promise<WrittenFiles>

/** Must run inside a transaction, which the caller gives up when anything is wrong. */
export function createWriteOutgoing(parts: GatewayParts): WriteOutgoing {
  return async (sendings, hears = {}) => {
    const written: Written[] = []
    const sending: SubmitReport['sending'][number][] = []
    for (const outgoing of sendings) {
      const { control, file: kept, row, isNew, findings } = await enqueue(parts, outgoing)
      if (!isNew) throw new SubmittedMeanwhile()
      const { partner } = outgoing
      const recorded = await recordOutgoing(parts, kept, {
        partner,
        heard: 'batched',
        guardRepeats: true,
        onClaim: (claim, unit) => hears.claim?.(partner, claim, unit),
      })
      const unwritable = findings.map((found) => ({ ...found, fileId: kept.id, message: sayFinding(found) }))
      const one = { partner, recorded, unwritable }
      hears.file?.(one)
      written.push(one)
      sending.push({ outboxId: row.id, partnerId: row.partnerId, name: row.name, interchangeControl: control, state: row.state })
    }
    return { written, claimIds: written.flatMap(({ recorded }) => recorded.claimIds), sending }
  }
}
