// Encryption of file bytes at rest: AES-256-GCM in chunks of 64 KiB under one random data key per file,
// and that key wrapped by the master key, which never enters the database.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { Fault } from '../values/index.js'

export const chunkBytes = 64 * 1024
const keyBytes = 32
const tagBytes = 16
const nonceBytes = 12

/** Whose bytes a chunk holds and where: authenticated with them, so that cutting, reordering and swapping show. */
export interface ChunkPlace {
  readonly fileId: string
  /** From 0. */
  readonly ordinal: number
  readonly isLast: boolean
}

export interface MasterKey {
  /** Tells keys apart, for rotation and for a clear refusal; says nothing of the key. */
  readonly id: string
  /** A new data key for this file, and the same wrapped. */
  create(fileId: string): { readonly dataKey: Buffer; readonly wrappedKey: Buffer }
  /** Throws a Fault KEY_MISSING when the key was wrapped by another master key, for another file, or altered. */
  unwrap(fileId: string, wrappedKey: Buffer): Buffer
}

/** Throws a Fault KEY_MISSING unless the key is 32 bytes. */
export function createMasterKey(key: Uint8Array): MasterKey {
  if (key.length !== keyBytes) throw new Fault('KEY_MISSING', `the encryption key has ${key.length} bytes, ${keyBytes} are needed`)
  const id = createHash('sha256').update('x12gw master key').update(key).digest('hex').slice(0, 16)
  const aad = (fileId: string): string => `${id} ${fileId}`
  return {
    id,
    create(fileId) {
      const dataKey = randomBytes(keyBytes)
      const nonce = randomBytes(nonceBytes)
      return { dataKey, wrappedKey: Buffer.concat([nonce, seal(key, nonce, aad(fileId), dataKey)]) }
    },
    unwrap(fileId, wrappedKey) {
      const dataKey = unseal(key, wrappedKey.subarray(0, nonceBytes), aad(fileId), wrappedKey.subarray(nonceBytes))
      if (dataKey === undefined)
        throw new Fault('KEY_MISSING', `the key of file ${fileId} cannot be unwrapped with the encryption key given`)
      return dataKey
    },
  }
}

export function sealChunk(dataKey: Buffer, place: ChunkPlace, plain: Uint8Array): Buffer {
  return seal(dataKey, chunkNonce(place), place.fileId, plain)
}

/** Throws a Fault INTERNAL when the chunk is not, bit for bit, the one that was sealed for this place. */
export function openChunk(dataKey: Buffer, place: ChunkPlace, sealed: Buffer): Buffer {
  const plain = unseal(dataKey, chunkNonce(place), place.fileId, sealed)
  if (plain === undefined) throw new Fault('INTERNAL', `chunk ${place.ordinal} of file ${place.fileId} was altered at rest`)
  return plain
}

/** The counter with the last-chunk flag. It never repeats under one data key, and both are bound to the chunk by it. */
function chunkNonce({ ordinal, isLast }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUInt32BE(ordinal, 7)
  nonce.writeUInt8(Number(isLast), 11)
  return nonce
}

function seal(key: Uint8Array, nonce: Buffer, aad: string, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(aad))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function unseal(key: Uint8Array, nonce: Buffer, aad: string, sealed: Buffer): Buffer | undefined {
  if (nonce.length !== nonceBytes || sealed.length < tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}

/** The same bytes in chunks of 64 KiB, the last one marked and possibly shorter. An empty file is one empty chunk. */
export async function* inChunks(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let parts: Buffer[] = []
  let size = 0
  for await (const piece of source) {
    let rest = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    while (size + rest.length > chunkBytes) {
      const fill = rest.subarray(0, chunkBytes - size)
      yield { bytes: Buffer.concat([...parts, fill]), isLast: false }
      rest = rest.subarray(fill.length)
      parts = []
      size = 0
    }
    if (rest.length > 0) parts.push(Buffer.from(rest)) // a copy: the reader may use its buffer again
    size += rest.length
  }
  yield { bytes: Buffer.concat(parts), isLast: true }
}
