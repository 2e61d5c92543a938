// What left (or is about to) is read back from its own bytes: claims with the numbers that answers come back under.
import { decodeSubmission } from '../codecs/index.js'
import type { Claim, EntrySource, Partner } from '../domain/index.js'
import type { Guide, SetEnd, Unit } from '../schema/index.js'
import type { StoredFile, StoredFinding } from '../store/index.js'
import type { SetHeader } from '../x12/index.js'
import { createClaimReader } from './claim-checks.js'
import { openAttempt } from './claims.js'
import { createFindingLog, type FindingLog } from './finding-log.js'
import type { GatewayParts } from './parts.js'
import { practiceOf } from './practices.js'
import { type ContentRecorder, recordFile } from './record-file.js'

export interface RecordedFile {
  readonly claimIds: readonly string[]
  /** Patient control numbers of claims that are on their way or decided already; with any, nothing may be sent. */
  readonly sentBefore: readonly string[]
  /** Where each claim ends in the file, in order. */
  readonly ends: readonly { readonly patientControlNumber: string; readonly offset: number }[]
  readonly findings: readonly StoredFinding[]
}

export interface RecordOptions {
  readonly partner: Partner
  readonly heard: 'batched' | 'sent'
  readonly guardRepeats: boolean
  /** Sees each claim with its loops as it is read. */
  readonly onClaim?: (claim: Claim, unit: Unit) => void
}

/**
 * Reads an 837 file of ours and writes down what is in it. Must run inside a transaction.
 * `heard` says how far each claim has come by it: batched, or sent when another system sent it.
 * The caller gives the transaction up when an error finding, or a claim that was sent before, comes back.
 */
export async function recordOutgoing(parts: GatewayParts, file: StoredFile, options: RecordOptions): Promise<RecordedFile> {
  const findings = createFindingLog(file.id)
  const claims = new ClaimRecorder(parts, file, options, findings)
  await recordFile(parts, file, { partner: options.partner, findings }, claims)
  const { claimIds, sentBefore, ends } = claims
  return { claimIds, sentBefore, ends, findings: findings.all() }
}

class ClaimRecorder implements ContentRecorder {
  readonly claimIds: string[] = []
  readonly sentBefore: string[] = []
  readonly ends: RecordedFile['ends'][number][] = []
  private readonly claims
  private reference = ''

  constructor(
    private readonly parts: GatewayParts,
    private readonly file: StoredFile,
    private readonly options: RecordOptions,
    findings: FindingLog,
  ) {
    this.claims = createClaimReader(findings.add)
  }

  unit(unit: Unit, set: SetHeader, guide: Guide): ReturnType<ContentRecorder['unit']> {
    const [root] = unit.parents
    if (this.reference === '' && root !== undefined) this.reference = decodeSubmission(root).value?.reference ?? ''
    const { reference } = this
    const claim = this.claims.unit(unit, set, guide)
    if (claim === undefined) return undefined
    this.options.onClaim?.(claim, unit)
    this.ends.push({ patientControlNumber: claim.patientControlNumber, offset: unit.range.offset + unit.range.length })
    const source: EntrySource = { fileId: this.file.id, sha256: this.file.sha256, set: set.ordinal, segment: unit.segment, ...unit.range }
    return (setId) => this.recordClaim(claim, { setId, reference, set, source })
  }

  setEnd(end: SetEnd): string {
    this.claims.setEnd(end)
    const { rest } = end
    const reference = this.reference === '' && rest !== undefined ? (decodeSubmission(rest).value?.reference ?? '') : this.reference
    this.reference = ''
    return reference
  }

  private async recordClaim(
    claim: Claim,
    {
      setId,
      reference,
      set,
      source,
    }: { readonly setId: string; readonly reference: string; readonly set: SetHeader; readonly source: EntrySource },
  ): Promise<void> {
    const { store, clock } = this.parts
    const { partner, heard, guardRepeats } = this.options
    const practice = await practiceOf(store, clock, claim)
    const attempt = await openAttempt(store, clock, claim, {
      practiceId: practice.id,
      partnerId: partner.id,
      heard,
      source,
      mayRepeat: !guardRepeats,
    })
    if (attempt === undefined) {
      this.sentBefore.push(claim.patientControlNumber)
      return
    }
    this.claimIds.push(attempt.id)
    await store.claims.addSubmissions([
      {
        claimId: attempt.id,
        setId,
        partnerId: partner.id,
        interchangeControl: set.interchange.control,
        groupControl: set.group.control,
        setControl: set.control,
        batchReference: reference,
        source,
        at: clock(),
      },
    ])
  }
}
