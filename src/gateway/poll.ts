// The first step in: files that wait at a partner are taken, and removed there only once their bytes are safe here.
import type { Partner } from '../domain/index.js'
import { pickStable, printableName, type RemoteFile, type RemoteFolder, type StableMemory } from '../exchange/index.js'
import { Fault, type FaultCode } from '../values/index.js'
import { createTurns } from './one-at-a-time.js'
import type { GatewayParts } from './parts.js'
import type { Receive } from './receive.js'
import type { ReceiveReport } from './report.js'

export interface PollReport {
  readonly received: readonly ReceiveReport[]
  /** Seen, but perhaps still being written. */
  readonly waiting: number
  /** Never taken: names that no honest partner uses. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  /** Tried in vain; the next look tries again. */
  readonly failed: readonly { readonly name: string; readonly code: FaultCode }[]
}

/** Takes what waits at one partner. Fetching twice does no harm: the bytes are known by their hash. */
export function createPoll({
  store,
  clock,
  openFolder,
  log,
  receive,
}: Pick<GatewayParts, 'store' | 'clock' | 'openFolder' | 'log'> & { readonly receive: Receive }): (
  partner: Partner,
) => Promise<PollReport> {
  const memories = new Map<string, StableMemory>()
  const turns = createTurns()

  return (partner) => turns(partner.id, () => takeWaiting(partner))

  async function takeWaiting(partner: Partner): Promise<PollReport> {
    const folder = await openFolder(partner)
    try {
      const { ready, waiting, skipped, memory } = pickStable(
        await folder.list(),
        memories.get(partner.id) ?? new Map(),
        clock(),
        partner.folder,
      )
      memories.set(partner.id, memory)
      for (const { name, reason } of skipped) log.warn('a remote file is left alone', { partnerId: partner.id, name, reason })
      const received: ReceiveReport[] = []
      const failed: PollReport['failed'][number][] = []
      for (const file of ready) {
        try {
          const report = await take(partner, folder, file)
          if (report !== undefined) received.push(report)
        } catch (error) {
          // One file that cannot be had, or not be processed, keeps no other one waiting.
          const code = error instanceof Fault ? error.code : 'INTERNAL'
          if (code === 'DATABASE_UNAVAILABLE') throw error
          log.error('a file of a partner could not be taken', { partnerId: partner.id, name: printableName(file.name), code, error })
          failed.push({ name: printableName(file.name), code })
          if (code === 'REMOTE_UNREACHABLE') break
        }
      }
      return { received, waiting: waiting.length, skipped, failed }
    } finally {
      await folder.close()
    }
  }

  async function take(partner: Partner, folder: RemoteFolder, file: RemoteFile): Promise<ReceiveReport | undefined> {
    const before = await store.pickups.find(partner.id, file.path, file.sizeBytes, file.modifiedMs)
    // What was removed and stands there again is another delivery.
    if (before !== undefined && !before.isRemoved) {
      if (partner.folder.afterDownload !== 'keep') await removeThere(partner, folder, file, before)
      return finishEarlier(before.fileId)
    }
    const at = clock()
    const arrival = {
      name: file.name,
      direction: 'in',
      source: partner.folder.kind === 'sftp' ? 'sftp' : 'folder',
      partnerId: partner.id,
      at,
    } as const
    let kept: Awaited<ReturnType<Receive['keep']>>
    try {
      kept = await receive.keep(arrival, folder.read(file))
    } catch (error) {
      // It changed while it was read: the next look takes it whole.
      if (error instanceof Fault && error.code === 'CONFLICT') return undefined
      throw error
    }
    const pickup = {
      partnerId: partner.id,
      path: file.path,
      sizeBytes: file.sizeBytes,
      modifiedMs: file.modifiedMs,
      sha256: kept.file.sha256,
      fileId: kept.file.id,
      at,
    }
    await store.pickups.save({ ...pickup, isRemoved: false })
    if (partner.folder.afterDownload !== 'keep')
      await removeThere(partner, folder, file, { sha256: kept.file.sha256, fileId: kept.file.id })
    return receive.process(kept)
  }

  /** A file that was fetched before; undefined unless that run was cut off before it was processed. */
  async function finishEarlier(fileId: string): Promise<ReceiveReport | undefined> {
    const file = await store.files.find(fileId)
    return file?.state === 'kept' ? receive.process({ file, isNew: false }) : undefined
  }

  async function removeThere(
    partner: Partner,
    folder: RemoteFolder,
    file: RemoteFile,
    { sha256, fileId }: { readonly sha256: string; readonly fileId: string },
  ): Promise<void> {
    const { afterDownload, moveTo } = partner.folder
    const at = clock()
    try {
      const removal = afterDownload === 'move' && moveTo !== undefined ? await folder.move(file, moveTo) : await folder.remove(file)
      if (removal === 'changed') return
      await store.pickups.save({
        partnerId: partner.id,
        path: file.path,
        sizeBytes: file.sizeBytes,
        modifiedMs: file.modifiedMs,
        sha256,
        fileId,
        isRemoved: true,
        at,
      })
    } catch (error) {
      if (!(error instanceof Fault) || (error.code !== 'REMOTE_REFUSED' && error.code !== 'REMOTE_UNREACHABLE')) throw error
      log.warn('a fetched file cannot be removed at the partner', { partnerId: partner.id, code: error.code })
      // Its bytes are safe here: a lost connection keeps nobody from reading them, and the next look removes it.
      if (error.code === 'REMOTE_UNREACHABLE') return
      await store.workItems.open({
        type: 'pickup-not-removed',
        key: `pickup-not-removed:${partner.id}:${sha256}`,
        at,
        nextAction: 'ask the partner for the right to delete or move fetched files, or set afterDownload to keep',
        facts: { partnerId: partner.id },
      })
    }
  }
}
