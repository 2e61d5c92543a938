// The story of a batch: claims that were held for a partner are written together, when that is due.
import type { Partner } from '../domain/index.js'
import type { ClaimRecord, StoredFinding } from '../store/index.js'
import { type Instant, newId } from '../values/index.js'
import { batchReason, type BatchReason } from './batch-due.js'
import { recordStep } from './claims.js'
import { createTurns } from './one-at-a-time.js'
import { enqueue } from './outgoing.js'
import type { GatewayParts } from './parts.js'
import { type RecordedFile, recordOutgoing } from './record-outgoing.js'
import { writeClaims } from './write-claims.js'

/** Claims of one database transaction, when the partner's profile says nothing of files. */
const claimsPerTransaction = 5000

export interface BatchReport {
  readonly partnerId: string
  /** Claims that waited when it was looked. */
  readonly waiting: number
  readonly oldestAt?: Instant
  /** Why batches were written, or would be; absent while the claims go on waiting. */
  readonly reason?: BatchReason | 'asked'
  readonly files: readonly { readonly name: string; readonly interchangeControl: string; readonly claims: number }[]
  /** Claims that a person must look at: they cannot be written any more, say after a change of the guide or the partner's profile. */
  readonly setAside: number
}

export interface Batch {
  /** Writes what is due for a partner into the outbox; `now` asks for all that waits, `dryRun` only says what would be. */
  (partner: Partner, options?: { readonly now?: boolean; readonly dryRun?: boolean }): Promise<BatchReport>
}

/** Ends the transaction in which a file was written that may not leave. */
class Unfit extends Error {
  override readonly name = 'Unfit'
  constructor(
    /** Claims of the transaction by id, each with the codes of what is wrong with it; empty when nothing says which it is. */
    readonly claims: ReadonlyMap<string, readonly string[]>,
    readonly ids: readonly string[],
    readonly codes: readonly string[],
  ) {
    super('unfit')
  }
}

/**
 * A claim is taken from those that wait, written and marked in one transaction: whenever the process dies, each claim either waits
 * or is in exactly one batch. Of two processes that do this at once, the second finds what the first left.
 */
export function createBatch(parts: GatewayParts): Batch {
  const { store, clock, log } = parts
  const turns = createTurns()

  return (partner, options = {}) => turns(partner.id, () => batch(partner, options))

  async function batch(partner: Partner, { now = false, dryRun = false }: NonNullable<Parameters<Batch>[1]>): Promise<BatchReport> {
    const at = clock()
    const waiting = (await store.heldClaims.summary()).find(({ partnerId }) => partnerId === partner.id)
    if (waiting === undefined) return { partnerId: partner.id, waiting: 0, files: [], setAside: 0 }
    const reason = now ? 'asked' : batchReason(waiting, partner.batch, at)
    const seen = { partnerId: partner.id, waiting: waiting.count, oldestAt: waiting.oldestAt }
    if (reason === undefined || dryRun) return { ...seen, ...(reason === undefined ? {} : { reason }), files: [], setAside: 0 }
    const files: BatchReport['files'][number][] = []
    let setAside = 0
    for (;;) {
      try {
        const written = await store.transaction(() => writeSome(partner, at))
        if (written === undefined) break
        files.push(...written)
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        const unfit = error.claims.size > 0 ? error.claims : await unfitAlone(partner, error)
        await setAsideAll(partner, unfit)
        setAside += unfit.size
      }
    }
    log.info('a batch was written', { partnerId: partner.id, reason, files: files.length, setAside })
    return { ...seen, reason, files, setAside }
  }

  /** Undefined when nothing is left that waited at `until`. */
  async function writeSome(partner: Partner, until: Instant): Promise<BatchReport['files'] | undefined> {
    const ids = await store.heldClaims.take(partner.id, until, partner.limits.claimsPerFile ?? claimsPerTransaction)
    return ids.length === 0 ? undefined : writeThese(partner, ids)
  }

  async function writeThese(partner: Partner, ids: readonly string[]): Promise<BatchReport['files']> {
    const records: ClaimRecord[] = []
    for (const id of ids) {
      const record = await store.claims.find(id)
      if (record?.submissionState === 'Ready' && record.document !== undefined) records.push(record)
    }
    await store.heldClaims.release(ids)
    const claims = records.flatMap(({ document }) => document ?? [])
    const files: BatchReport['files'][number][] = []
    for (const outgoing of writeClaims({ store }, `batch:${newId()}`, partner, claims)) {
      const { control, file, row, findings } = await enqueue(parts, outgoing)
      const recorded = await recordOutgoing(parts, file, { partner, heard: 'batched', guardRepeats: true })
      const wrong = recorded.findings.filter(({ severity }) => severity === 'error')
      // A place tells the claim only where every claim was written whole.
      const isWhole = findings.length === 0 && recorded.ends.length === records.length
      if (wrong.length > 0 || findings.length > 0)
        throw unfit(
          isWhole ? wrong : [],
          recorded,
          records,
          [...wrong, ...findings].map(({ code }) => code),
        )
      files.push({ name: row.name, interchangeControl: control, claims: recorded.claimIds.length })
    }
    return files
  }

  /** What is wrong, by the claims it stands in. */
  function unfit(
    wrong: readonly StoredFinding[],
    { ends }: RecordedFile,
    records: readonly ClaimRecord[],
    codes: readonly string[],
  ): Unfit {
    const ids = records.map(({ id }) => id)
    const byClaim = new Map<string, string[]>()
    for (const { code, at } of wrong) {
      const number = ends.find(({ offset }) => offset > at.offset)?.patientControlNumber
      const id = records.find(({ patientControlNumber }) => patientControlNumber === number)?.id
      if (id !== undefined) byClaim.set(id, [...(byClaim.get(id) ?? []), code])
    }
    return new Unfit(byClaim, ids, codes)
  }

  /** Nothing says which of the claims is at fault: each is tried alone. All are, when each alone is not. */
  async function unfitAlone(partner: Partner, { ids, codes }: Unfit): Promise<Unfit['claims']> {
    const alone = new Map<string, readonly string[]>()
    for (const id of ids) {
      try {
        await store.tryOut(() => writeThese(partner, [id]))
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        alone.set(id, error.codes)
      }
    }
    return alone.size > 0 ? alone : new Map(ids.map((id) => [id, codes]))
  }

  async function setAsideAll(partner: Partner, claims: Unfit['claims']): Promise<void> {
    await store.transaction(async () => {
      await store.heldClaims.release([...claims.keys()])
      for (const [id, codes] of claims) {
        const claim = await store.claims.find(id)
        if (claim?.submissionState !== 'Ready') continue
        await recordStep(store, clock, claim, {
          event: 'not batched',
          heard: 'not batched',
          detail: { codes: [...new Set(codes)].join(' ') },
        })
        await store.workItems.open({
          type: 'claim-not-batched',
          key: `claim-not-batched:${id}:${clock()}`,
          at: clock(),
          claim: claim.patientControlNumber,
          claimId: id,
          nextAction: 'correct the claim and send it again: x12gw claim json, x12gw claims replace',
          facts: { partnerId: partner.id, codes: [...new Set(codes)].join(' ') },
        })
      }
    })
  }
}
