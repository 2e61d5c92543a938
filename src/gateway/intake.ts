// The way in for programs that can only write files: what they drop into a watched folder is submitted once, and its report lies beside it.
import { createHash } from 'node:crypto'
import type { IntakeFolder } from '../domain/index.js'
import { type DropFolder, pickStable, printableName, type RemoteEntry, type RemoteFile, type StableMemory } from '../exchange/index.js'
import type { Arrival } from '../store/index.js'
import { Fault, type FaultCode, type Instant } from '../values/index.js'
import { sayIntake } from './intake-report.js'
import { createTurns } from './one-at-a-time.js'
import type { GatewayParts } from './parts.js'
import type { Submit } from './submit.js'
import type { SubmitOptions, SubmitReport } from './submit-report.js'

export interface IntakeReport {
  readonly folderId: string
  readonly files: readonly SubmitReport[]
  /** Seen, but perhaps still being written, or locked. */
  readonly waiting: number
  /** Never taken: names that no honest program uses. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  /** Tried in vain; the next look tries again. */
  readonly failed: readonly { readonly name: string; readonly code: FaultCode }[]
}

export type Intake = (folder: IntakeFolder) => Promise<IntakeReport>

/** Where a file ends, once it is known what became of it. */
const endings = { submitted: 'taken', duplicate: 'taken', refused: 'refused' } as const

/** Programs that lock files say so by a file beside them. */
const lockEndings = ['.lock', '.lck']

/**
 * A file is kept, noted, submitted under a key of its own, reported and moved, in this order: wherever the process dies, the next look
 * does the rest and gives the same answer. Of two processes at the same folder one is the first at each step, and the other finds it done.
 */
export function createIntake({
  store,
  clock,
  log,
  submit,
  openDrop,
}: Pick<GatewayParts, 'store' | 'clock' | 'log'> & {
  readonly submit: Submit
  readonly openDrop: (folder: IntakeFolder) => Promise<DropFolder>
}): Intake {
  const memories = new Map<string, StableMemory>()
  const turns = createTurns()

  return (folder) => turns(folder.id, () => look(folder))

  async function look(folder: IntakeFolder): Promise<IntakeReport> {
    const drop = await openDrop(folder)
    const { free, locked } = withoutLocked(await drop.list())
    const { ready, waiting, skipped, memory } = pickStable(free, memories.get(folder.id) ?? new Map(), clock(), {
      inboundPattern: folder.pattern,
      stableMs: folder.stableMs,
    })
    memories.set(folder.id, memory)
    for (const { name, reason } of skipped) log.warn('a file of a watched folder is left alone', { folderId: folder.id, name, reason })
    const files: SubmitReport[] = []
    const failed: IntakeReport['failed'][number][] = []
    for (const file of ready) {
      try {
        const report = await take(folder, drop, file)
        if (report !== undefined) files.push(report)
      } catch (error) {
        // One file that cannot be read now, or not be processed, keeps no other one waiting.
        const code = error instanceof Fault ? error.code : 'INTERNAL'
        if (code === 'DATABASE_UNAVAILABLE') throw error
        log.error('a file of a watched folder could not be taken', { folderId: folder.id, name: printableName(file.name), code, error })
        failed.push({ name: printableName(file.name), code })
      }
    }
    return { folderId: folder.id, files, waiting: waiting.length + locked, skipped, failed }
  }

  /** Undefined when it changed while it was read, or another process was the first to take it. */
  async function take(folder: IntakeFolder, drop: DropFolder, file: RemoteFile): Promise<SubmitReport | undefined> {
    const pickup = await keep(folder, drop, file)
    if (pickup === undefined) return undefined
    const arrival = { name: file.name, source: 'folder', at: pickup.at } as const
    const report = await submitOnce(arrival, pickup.fileId, {
      ...(folder.partnerId === undefined ? {} : { partnerId: folder.partnerId }),
      acceptGood: folder.acceptGood,
      idempotencyKey: `intake:${createHash('sha256').update([file.path, file.modifiedMs, pickup.fileId, pickup.at].join('\n')).digest('hex')}`,
    })
    const told = { ...report, folderId: folder.id, takenAt: pickup.at }
    const removal = await drop.settle(file, endings[report.outcome], {
      '.report.txt': sayIntake(told),
      '.report.json': `${JSON.stringify(told, undefined, 1)}\n`,
    })
    if (removal === 'changed') return report
    await store.pickups.save({ ...pickup, isRemoved: true })
    return removal === 'gone' ? undefined : report
  }

  /** Its bytes are safe here, and this delivery of them has a time; both are the same when it is looked at again. */
  async function keep(folder: IntakeFolder, drop: DropFolder, file: RemoteFile) {
    const { path, sizeBytes, modifiedMs, name } = file
    const partnerId = `intake:${folder.id}`
    const before = await store.pickups.find(partnerId, path, sizeBytes, modifiedMs)
    // What was moved away and stands there again is another delivery.
    if (before !== undefined && !before.isRemoved) return { ...before, partnerId, path, sizeBytes, modifiedMs }
    const at = clock()
    let kept: Awaited<ReturnType<typeof store.files.keep>>
    try {
      kept = await store.files.keep({ name, direction: 'intake', source: 'folder', at }, drop.read(file))
    } catch (error) {
      if (error instanceof Fault && error.code === 'CONFLICT') return undefined
      throw error
    }
    const pickup = { partnerId, path, sizeBytes, modifiedMs, sha256: kept.file.sha256, fileId: kept.file.id, at }
    await store.pickups.save({ ...pickup, isRemoved: false })
    // Of two processes that saved it, the time that stands counts for both.
    return { ...pickup, at: (await store.pickups.find(partnerId, path, sizeBytes, modifiedMs))?.at ?? at }
  }

  /** What cannot even be read, or goes to nobody, is refused in the words of the fault. */
  async function submitOnce(arrival: Omit<Arrival, 'direction'>, fileId: string, options: SubmitOptions): Promise<SubmitReport> {
    try {
      return await submit.file(arrival, store.files.read(fileId), options)
    } catch (error) {
      if (!(error instanceof Fault) || (error.code !== 'ARGUMENT_INVALID' && error.code !== 'REFUSED')) throw error
      const problems = [{ pointer: '', message: error.message }]
      return { file: arrival.name, fileId, outcome: 'refused', claims: [], sending: [], findings: [], problems }
    }
  }
}

/** What the report beside a file says: what came of it, and of which delivery. */
export interface ToldIntake extends SubmitReport {
  readonly folderId: string
  readonly takenAt: Instant
}

function withoutLocked(entries: readonly RemoteEntry[]): { readonly free: readonly RemoteEntry[]; readonly locked: number } {
  const names = new Set(entries.map(({ name }) => name))
  const isLock = (name: string): boolean => lockEndings.some((ending) => name.toLowerCase().endsWith(ending))
  const isLocked = (name: string): boolean => lockEndings.some((ending) => names.has(`${name}${ending}`))
  const files = entries.filter(({ name }) => !isLock(name))
  const free = files.filter(({ name }) => !isLocked(name))
  return { free, locked: files.length - free.length }
}
