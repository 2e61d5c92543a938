// Who may log in at the simulator, and with what.
import { createHash, timingSafeEqual } from 'node:crypto'
import ssh2, { type AuthContext, type ParsedKey } from 'ssh2'
import { Fault } from '../values/index.js'

/** One trading partner of the simulator. */
export interface SimulatorLogin {
  /** Also the name of its home directory: letters, digits, "-" and "_". */
  readonly username: string
  readonly password?: string
  /** Public keys as in an authorized_keys file. */
  readonly publicKeys?: readonly string[]
}

/** Decides about one step of a login; answers with the user name when it is done. */
export type CheckLogin = (context: AuthContext) => string | undefined

/** Makes the check. Throws CONFIG_INVALID for a user name that cannot name a directory, a key that is none, and a login without secret. */
export function createLoginCheck(logins: readonly SimulatorLogin[]): CheckLogin {
  const known = new Map(logins.map((login) => [login.username, { password: login.password, keys: readKeys(login) }]))

  return (context) => {
    const login = known.get(context.username)
    if (login === undefined) return undefined
    if (context.method === 'password')
      return login.password !== undefined && isSame(context.password, login.password) ? context.username : undefined
    if (context.method !== 'publickey') return undefined
    const key = login.keys.find((one) => one.type === context.key.algo && isSame(one.getPublicSSH(), context.key.data))
    if (key === undefined) return undefined
    // Without a signature the client only asks whether the key would do.
    if (context.signature === undefined || context.blob === undefined) return context.username
    return isSignedBy(key, context.blob, context.signature, context.hashAlgo) ? context.username : undefined
  }
}

function readKeys({ username, password, publicKeys = [] }: SimulatorLogin): ParsedKey[] {
  if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(username))
    throw new Fault('CONFIG_INVALID', `simulator login ${JSON.stringify(username)}: not a user name`)
  if (password === undefined && publicKeys.length === 0)
    throw new Fault('CONFIG_INVALID', `simulator login ${username}: a password or a public key is needed`)
  return publicKeys.map((text) => {
    const key = ssh2.utils.parseKey(text)
    if (key instanceof Error) throw new Fault('CONFIG_INVALID', `simulator login ${username}: not a public key`)
    return key
  })
}

/** ssh2 answers with an Error instead of false when the signature is none at all. */
function isSignedBy(key: ParsedKey, blob: Buffer, signature: Buffer, hash: string | undefined): boolean {
  const verdict: unknown = key.verify(blob, signature, hash)
  return verdict === true
}

/** In constant time, whatever the lengths. */
function isSame(a: string | Buffer, b: string | Buffer): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

function digest(secret: string | Buffer): Buffer {
  return createHash('sha256').update(secret).digest()
}
