// The simulator's own SSH host key: made at the first start, kept in its folder, the same ever after.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import ssh2, { type ParsedKey } from 'ssh2'
import { hostKeyFingerprint } from '../exchange/index.js'
import { Fault } from '../values/index.js'

export interface HostKey {
  /** In OpenSSH's format. */
  readonly privateKey: string
  /** "SHA256:…", for partners to pin. */
  readonly fingerprint: string
}

/** Reads the key, or makes it when there is none. Throws FILE_UNREADABLE when what stands there is no key. */
export function loadHostKey(path: string): HostKey {
  const privateKey = readOrMake(path)
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw new Fault('FILE_UNREADABLE', `${path} is no private key; delete it to have a new one made`)
  return { privateKey, fingerprint: hostKeyFingerprint(key.getPublicSSH()) }
}

function readOrMake(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    const privateKey = makeKey()
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, privateKey, { mode: 0o600, flag: 'wx' })
    return privateKey
  }
}

/** ssh2 spoils one in 256 of the ed25519 keys it makes, those whose public part begins with a zero byte; such a one is thrown away. */
function makeKey(): string {
  for (;;) {
    const { private: privateKey } = ssh2.utils.generateKeyPairSync('ed25519')
    const key: ParsedKey | Error = ssh2.utils.parseKey(privateKey)
    if (!(key instanceof Error)) return privateKey
  }
}
