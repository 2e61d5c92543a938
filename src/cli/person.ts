import { userInfo } from 'node:os'

/** Who sits at the command line, as the audit trail names people. */
export function person(): string {
  return `user:${userInfo().username}`
}
