// The exact bytes of every file, and who brought them.
import type { ByteRange, Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

/** in: from a partner; intake: handed in by the practice to be sent; out: what we sent; bank: a statement of the bank. */
export type Direction = 'in' | 'intake' | 'out' | 'bank'

export interface Arrival {
  /** Name the file came or goes under; a label only, never a path. */
  readonly name: string
  readonly direction: Direction
  readonly source: 'command-line' | 'api' | 'folder' | 'sftp' | 'gateway'
  readonly partnerId?: string
  readonly at: Instant
}

/** kept: bytes are safe, nothing more; done: everything that follows from it has happened; incomplete: cut off, waits; refused: nothing could be made of it. */
export type FileState = 'kept' | 'done' | 'incomplete' | 'refused'

export interface StoredFile {
  readonly id: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly direction: Direction
  readonly name: string
  readonly partnerId?: string
  readonly source: Arrival['source']
  readonly firstAt: Instant
  readonly state: FileState
  /** How often the same bytes came. */
  readonly receipts: number
  /** What processing found, as the receiving story wrote it. */
  readonly summary?: unknown
}

export interface FileStore {
  /**
   * Stores the bytes, encrypted, in chunks, before anybody reads them. The same bytes in the same direction are stored once;
   * each arrival leaves a receipt. Inside a transaction give chunks that can be read twice (an array): it may run again.
   */
  keep(
    arrival: Arrival,
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<{ readonly file: StoredFile; readonly isNew: boolean }>
  find(fileId: string): Promise<StoredFile | undefined>
  list(query: Paging & { readonly direction?: Direction; readonly state?: FileState }): Promise<Page<StoredFile>>
  /** The exact bytes, in order. A Fault KEY_MISSING or INTERNAL when they cannot be decrypted or were altered. */
  read(fileId: string): AsyncIterable<Uint8Array>
  slice(fileId: string, range: ByteRange): Promise<Uint8Array>
  finish(fileId: string, state: FileState, summary?: unknown): Promise<void>
}
