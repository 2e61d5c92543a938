// Looking at what is about patients leaves its trace, on the command line as over the API.
import { userInfo } from 'node:os'
import type { Store } from '../store/index.js'
import type { Clock } from '../values/index.js'

export function leaveTrace(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  action: string,
  object: string,
): Promise<void> {
  return store.audit.append({ at: clock(), actor: `user:${userInfo().username}`, action, object })
}
