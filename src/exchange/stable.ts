// Which of the listed files are taken now. SFTP cannot tell a whole file from a growing one, so a file must have stood still.
import { addMs, epochMs, type Instant } from '../values/index.js'
import { hostileName, isTemporaryName, matchesPattern, printableName } from './file-name.js'
import type { RemoteEntry, RemoteFile } from './remote-folder.js'

/** What an earlier look saw, by name. Handed in and given back; the caller keeps it, in memory or at rest. */
export type StableMemory = ReadonlyMap<string, { readonly sizeBytes: number; readonly modifiedMs: number; readonly since: Instant }>

export interface StableChoice {
  /** Only names that match are taken; "*" and "?" are wildcards. */
  readonly inboundPattern: string
  /** How long size and time must stand still between two looks; 0 takes a file at first sight. */
  readonly stableMs: number
}

export interface StablePick {
  readonly ready: readonly RemoteFile[]
  /** Seen, but not long enough. */
  readonly waiting: readonly RemoteFile[]
  /** Never taken, to be told to a person; names are made printable. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  readonly memory: StableMemory
}

/** Sorts one look at the inbound folder. Files come out in the order of their time, then name, however the other side lists them. */
export function pickStable(entries: readonly RemoteEntry[], memory: StableMemory, now: Instant, choice: StableChoice): StablePick {
  const ready: RemoteFile[] = []
  const waiting: RemoteFile[] = []
  const skipped: { name: string; reason: string }[] = []
  const seen = new Map<string, { sizeBytes: number; modifiedMs: number; since: Instant }>()
  for (const { kind, ...file } of entries) {
    const reason = hostileName(file.name) ?? (kind === 'link' || kind === 'other' ? 'is no regular file' : undefined)
    if (reason !== undefined) skipped.push({ name: printableName(file.name), reason })
    else if (kind === 'folder' || isTemporaryName(file.name) || !matchesPattern(file.name, choice.inboundPattern)) continue
    else {
      const before = memory.get(file.name)
      const still = before?.sizeBytes === file.sizeBytes && before.modifiedMs === file.modifiedMs
      const since = still ? before.since : now
      seen.set(file.name, { sizeBytes: file.sizeBytes, modifiedMs: file.modifiedMs, since })
      const isReady = choice.stableMs === 0 || (still && epochMs(addMs(since, choice.stableMs)) <= epochMs(now))
      ;(isReady ? ready : waiting).push(file)
    }
  }
  ready.sort((a, b) => a.modifiedMs - b.modifiedMs || (a.name < b.name ? -1 : 1))
  return { ready, waiting, skipped, memory: seen }
}
