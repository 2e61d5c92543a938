// SHA-256 of a part, and short hashes of its blocks beside it: the one proves that it was changed, the others say where.
import { createHash } from 'node:crypto'

/** Bytes of one block. */
const blockBytes = 16
/** Hex digits of a block's hash: they point to a place; proof is the SHA-256 of the whole. */
const blockDigits = 8

export interface Digest {
  readonly sha256: string
  readonly sizeBytes: number
  /** First hex digits of the SHA-256 of every 16 bytes, one after the other. */
  readonly blocks: string
}

export function digestOf(bytes: Uint8Array): Digest {
  let blocks = ''
  for (let at = 0; at < bytes.length; at += blockBytes) blocks += blockHash(bytes, at)
  return { sha256: sha256Of(bytes), sizeBytes: bytes.length, blocks }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Where bytes are not what the digest says: the first block that differs, as first and last byte. Undefined when they are. */
export function firstDifference(bytes: Uint8Array, digest: Digest): { readonly from: number; readonly to: number } | undefined {
  if (sha256Of(bytes) === digest.sha256 && bytes.length === digest.sizeBytes) return undefined
  const end = Math.min(bytes.length, digest.sizeBytes)
  for (let at = 0, index = 0; at < end; at += blockBytes, index += blockDigits)
    if (blockHash(bytes, at) !== digest.blocks.slice(index, index + blockDigits))
      return { from: at, to: Math.min(at + blockBytes, bytes.length) - 1 }
  return { from: end, to: Math.max(bytes.length, digest.sizeBytes) - 1 }
}

function blockHash(bytes: Uint8Array, at: number): string {
  return sha256Of(bytes.subarray(at, at + blockBytes)).slice(0, blockDigits)
}
