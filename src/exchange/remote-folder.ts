// What the gateway sees of the other side: a folder that files are taken from and one they are put into.
// SFTP and a local directory keep the same promises; one contract test holds both to them.
import type { Fault } from '../values/index.js'

/** Where files are put and taken. The folder settings of a partner carry more and fit as they are. */
export interface RemotePaths {
  readonly outbound: string
  readonly inbound: string
  /** `rename`: write under a temporary name, check the size, rename. `direct`: where the other side forbids renaming. */
  readonly upload: 'rename' | 'direct'
}

export interface LocalFolderSettings extends RemotePaths {
  readonly kind: 'local'
  /** Directory that `inbound`, `outbound` and the targets of `move` stand in. */
  readonly root: string
}

export interface SftpFolderSettings extends RemotePaths {
  readonly kind: 'sftp'
  readonly host: string
  readonly port: number
  readonly username: string
  /** "SHA256:…" fingerprints as `ssh-keygen -lf` prints them; several during a rotation, never none. */
  readonly hostKeys: readonly [string, ...string[]]
  readonly login: { readonly password: string } | { readonly privateKey: string; readonly passphrase?: string }
  /** Longest wait for the connection, and for the answer to any one request. */
  readonly timeoutMs: number
}

/** A regular file of the inbound folder as it was listed. */
export interface RemoteFile {
  readonly name: string
  /** Full path on the other side; made by the folder, never by the caller. */
  readonly path: string
  readonly sizeBytes: number
  /** Whole seconds on most SFTP servers, in milliseconds. */
  readonly modifiedMs: number
}

/** Anything that stands in the inbound folder. Only `pickStable` turns entries into files to take. */
export interface RemoteEntry extends RemoteFile {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
}

/**
 * How an upload ended. `sent`: the whole file stands under its final name, its size checked. `refused`: nothing stands
 * there and nobody can have taken it. `uncertain`: nobody here can know; `lookFor` is the next question.
 */
export type UploadOutcome =
  | { readonly outcome: 'sent'; readonly path: string; readonly sizeBytes: number }
  | { readonly outcome: 'refused' | 'uncertain'; readonly fault: Fault }

/** `present`: under its final name with its size. `partial`: under its temporary name, or with another size. `absent`: neither. */
export type Sighting = 'present' | 'partial' | 'absent'

/** `changed`: another file stands under that name now, so it was left alone. `gone`: there was nothing left to do it to. */
export type Removal = 'done' | 'gone' | 'changed'

/**
 * Both sides of one partner's exchange. Throws Faults: REMOTE_UNREACHABLE when a connection is lost or an answer does not
 * come in time (the folder is of no further use then), REMOTE_REFUSED when the other side says no.
 */
export interface RemoteFolder {
  /** All entries of the inbound folder, in no order. */
  list(): Promise<RemoteEntry[]>
  /** The bytes of a listed file. Throws a CONFLICT Fault at the end when they are not as many as listed or the file changed meanwhile. */
  read(file: RemoteFile): AsyncGenerator<Uint8Array>
  /** Puts a file into the outbound folder, never over another one. Does not throw for what the other side does: see the outcome. */
  upload(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<UploadOutcome>
  /** Looks for a file that was uploaded before. `absent` may also mean that it was taken already. */
  lookFor(name: string, sizeBytes: number): Promise<Sighting>
  /** A file of the inbound folder as it stands now. */
  stat(name: string): Promise<RemoteEntry | undefined>
  /** Deletes a listed file, unless it changed since. */
  remove(file: RemoteFile): Promise<Removal>
  /** Moves a listed file into another folder, unless it changed since; under a name with its time when the name is taken there. */
  move(file: RemoteFile, toFolder: string): Promise<Removal>
  close(): Promise<void>
}
