// The key by which a server is known: told and compared as OpenSSH prints it.
import { createHash, timingSafeEqual } from 'node:crypto'

/** The fingerprint of a host key as `ssh-keygen -lf` prints it. */
export function hostKeyFingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

export function isPinned(fingerprint: string, pinned: readonly string[]): boolean {
  return pinned.reduce((found, one) => timingSafeEqual(digest(one), digest(fingerprint)) || found, false)
}

/** Texts of any length as equally long bytes; padding does not count. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text.replace(/=+$/, '')).digest()
}
