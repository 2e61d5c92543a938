// Who may come in: an API key in a header, looked up by the store; what it may do is decided per route by its scopes.
import type { Request } from 'express'
import type { KeyStore } from '../store/index.js'
import { Fault } from '../values/index.js'
import type { Attempts } from './attempts.js'
import type { Caller } from './route.js'
import type { Scope } from './scopes.js'

export type Authenticate = (request: Request) => Promise<Caller>

/** 429, with the seconds to wait for the Retry-After header. */
export class TooManyTries extends Fault {
  constructor(readonly retryAfterSeconds: number) {
    super('TOO_MANY_TRIES', 'too many requests without a valid key came from this address')
  }
}

/** Longer than any key; what is longer is not even looked up. */
const maxSecretLength = 200

/** Finds the caller behind a request. The refusal is always the same, whatever was wrong with the key. */
export function createAuthenticate(keys: KeyStore, attempts: Attempts): Authenticate {
  return async (request) => {
    const address = request.socket.remoteAddress ?? 'unknown'
    const waitMs = attempts.waitMs(address)
    if (waitMs > 0) throw new TooManyTries(Math.ceil(waitMs / 1000))
    const secret = secretOf(request)
    const key = secret === undefined ? undefined : await keys.authenticate(secret)
    if (key !== undefined) return { keyId: key.id, scopes: key.scopes }
    attempts.fail(address)
    throw new Fault('UNAUTHENTICATED', 'send a valid key as "Authorization: Bearer <key>" or "X-API-Key: <key>"')
  }
}

function secretOf({ headers }: Request): string | undefined {
  const [, bearer] = /^Bearer +([\w.-]+)$/i.exec((headers.authorization ?? '').slice(0, maxSecretLength)) ?? []
  const secret = bearer ?? headers['x-api-key']
  return typeof secret === 'string' && secret !== '' && secret.length <= maxSecretLength ? secret : undefined
}

export function authorize(caller: Caller, scope: Scope): void {
  if (!caller.scopes.includes(scope)) throw new Fault('FORBIDDEN', `the key lacks the scope ${scope}`)
}
