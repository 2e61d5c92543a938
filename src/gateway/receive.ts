// The story in: bytes are kept before anybody reads them; then segments, checks, effects, answers. Read this file first.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Arrival, StoredFile } from '../store/index.js'
import { Fault } from '../values/index.js'
import { IncomingFile, type ReceiveProgress } from './incoming-file.js'
import { createOverdue } from './overdue.js'
import type { GatewayParts } from './parts.js'
import { createRemittanceReports } from './remittance-report.js'
import type { ReceiveReport, RemittanceReport } from './report.js'

export interface Kept {
  readonly file: StoredFile
  readonly isNew: boolean
}

export interface Receive {
  /** Stores the bytes. When this returns they are safe, and the sender's copy may go. */
  keep(arrival: Arrival, chunks: AsyncIterable<Uint8Array>): Promise<Kept>
  /** Does all that follows from a kept file. Doing it again, also after a crash half-way, is harmless. */
  process(kept: Kept, onProgress?: ReceiveProgress): Promise<ReceiveReport>
  /** Finishes what an earlier run left unfinished, oldest first; gives the number of files. */
  resume(): Promise<number>
}

/** Of these something follows: money that is awaited may be there. */
const goesOn: ReadonlySet<RemittanceReport['outcome']> = new Set(['posted', 'awaiting-funds'] as const)

/** How long another process may take with a file that both were given. */
const lookEveryMs = 250
const looksElsewhere = 480

/** `afterPosting` is told that a remittance was posted; should it fail, what was received stands all the same. */
export function createReceive(parts: GatewayParts & { readonly afterPosting?: () => Promise<unknown> }): Receive {
  const { store, log, afterPosting } = parts
  const overdue = createOverdue(parts)
  const reports = createRemittanceReports(parts)
  /** Two requests for one file at once: the second waits for the first. */
  const running = new Map<string, Promise<ReceiveReport>>()

  return { keep, process, resume }

  async function keep(arrival: Arrival, chunks: AsyncIterable<Uint8Array>): Promise<Kept> {
    const kept = await store.files.keep(arrival, chunks)
    await store.audit.append({
      at: arrival.at,
      actor: 'system',
      action: 'file.receive',
      object: `file:${kept.file.id}`,
      detail: { source: arrival.source },
    })
    return kept
  }

  async function process({ file, isNew }: Kept, onProgress?: ReceiveProgress): Promise<ReceiveReport> {
    const present = await store.files.find(file.id)
    if (!isNew && present !== undefined && present.state !== 'kept') return asDuplicate(present, file.name)
    const before = running.get(file.id)
    if (before !== undefined) {
      await before
      return process({ file, isNew: false })
    }
    const run = new IncomingFile(parts, file, onProgress).process()
    running.set(file.id, run)
    try {
      const report = await run
      // An answer that was missed ends the question about it; should this be cut off, the next look at what is overdue does it.
      await overdue.closeAnswered()
      if (afterPosting === undefined || report.remittances.every(({ outcome }) => !goesOn.has(outcome))) return report
      await goOn(file.id)
      // What has been done by rule is nobody's to do any more; and what waited for money that was there already is posted.
      return { ...report, ...(await reports.openItems({ ...report, remittances: await toldAgain(report.remittances) })) }
    } catch (error) {
      const elsewhere = error instanceof Fault && error.code === 'CONFLICT' ? await finishedElsewhere(file.id) : undefined
      if (elsewhere === undefined) throw error
      return asDuplicate(elsewhere, file.name)
    } finally {
      running.delete(file.id)
    }
  }

  async function toldAgain(remittances: readonly RemittanceReport[]): Promise<readonly RemittanceReport[]> {
    const waiting = remittances.filter(({ outcome }) => outcome === 'awaiting-funds').map(({ remittanceId }) => remittanceId)
    const now = new Map((await reports.describeAll(waiting)).map((one) => [one.remittanceId, one]))
    return remittances.map((one) => now.get(one.remittanceId) ?? one)
  }

  /** What follows from money that is in the books is remembered there, and tried again with the next remittance. */
  async function goOn(fileId: string): Promise<void> {
    try {
      await afterPosting?.()
    } catch (error) {
      log.error('what follows from a posted remittance could not be done', { fileId, error })
    }
  }

  /** Another process has taken the file over: what it makes of it is the answer. Undefined when it takes too long. */
  async function finishedElsewhere(fileId: string): Promise<StoredFile | undefined> {
    for (let look = 0; look < looksElsewhere; look++) {
      const file = await store.files.find(fileId)
      if (file !== undefined && file.state !== 'kept') return file
      await sleep(lookEveryMs)
    }
    return undefined
  }

  async function resume(): Promise<number> {
    let count = 0
    for (const file of await unfinished()) {
      try {
        await process({ file, isNew: true })
        count += 1
      } catch (error) {
        // It stays as it is; the others must not wait for it.
        if (error instanceof Fault && error.code === 'DATABASE_UNAVAILABLE') throw error
        log.error('an unfinished file could not be finished', { fileId: file.id, error })
      }
    }
    return count
  }

  /** Oldest first, as they came. */
  async function unfinished(): Promise<readonly StoredFile[]> {
    const files: StoredFile[] = []
    let cursor: string | undefined
    do {
      const page = await store.files.list({ direction: 'in', state: 'kept', limit: 500, ...(cursor === undefined ? {} : { cursor }) })
      files.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    return files.toReversed()
  }
}

/** The same bytes again: the first receipt, with nothing done. */
function asDuplicate({ summary, ...file }: StoredFile, name: string): ReceiveReport {
  const first = summary as ReceiveReport
  const remittances = first.remittances.map(
    (one): RemittanceReport => ({
      ...one,
      outcome: 'duplicate',
      duplicateOf: one.remittanceId,
      entries: [],
      claimStates: {},
      workItems: [],
    }),
  )
  return { ...first, file: name, fileId: file.id, outcome: 'duplicate', remittances, answers: [], acknowledged: [], workItems: [] }
}
