// The seal of a packet: hashes of its manifest and cover page, signed with the practice's own Ed25519 key (RFC 8032).
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { type Digest, digestOf } from './digest.js'
import { packetFormat, toJsonBytes } from './manifest.js'

export interface Seal {
  readonly format: typeof packetFormat
  readonly manifest: Digest
  readonly cover: Digest
  /** The 32 bytes of the public key, base64. */
  readonly publicKey: string
  /** Over all above, written as JSON in this order, base64. */
  readonly signature: string
}

/** DER before the 32 bytes of a key (RFC 8410): PKCS #8 for the private one, SubjectPublicKeyInfo for the public one. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

function privateKeyOf(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privatePrefix, secret]), format: 'der', type: 'pkcs8' })
}

/** The public key of a 32-byte secret, base64. */
export function publicKeyOf(secret: Uint8Array): string {
  return createPublicKey(privateKeyOf(secret)).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length).toString('base64')
}

/** A public key as people compare it: 32 hex digits in groups of four. */
export function fingerprintOf(publicKey: string): string {
  const digits = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32)
  return digits.replaceAll(/(.{4})(?!$)/g, '$1-')
}

export function sealPacket(manifest: Uint8Array, cover: Uint8Array, secret: Uint8Array): Seal {
  const body = { format: packetFormat, manifest: digestOf(manifest), cover: digestOf(cover), publicKey: publicKeyOf(secret) } as const
  return { ...body, signature: sign(null, toJsonBytes(body), privateKeyOf(secret)).toString('base64') }
}

/** Does the signature hold for what the seal says, under the key it names? */
export function isSigned({ signature, ...body }: Seal): boolean {
  const [key, signed] = [body.publicKey, signature].map((text) => Buffer.from(text, 'base64'))
  if (key === undefined || signed === undefined || key.toString('base64') !== body.publicKey || signed.toString('base64') !== signature)
    return false
  try {
    return verify(
      null,
      toJsonBytes(body),
      createPublicKey({ key: Buffer.concat([publicPrefix, key]), format: 'der', type: 'spki' }),
      signed,
    )
  } catch {
    return false
  }
}
