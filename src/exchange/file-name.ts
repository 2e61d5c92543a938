// Names of files: which may come in, which are only half a file, and what ours are called.
import { Fault } from '../values/index.js'

const maxNameBytes = 255

/** Why a name from the other side is not to be touched; undefined when it is a plain file name. */
export function hostileName(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'is no file name'
  if (/[/\\]/.test(name)) return 'holds a path separator'
  // Format characters turn the reading direction or hide; U+FFFD stands for bytes that were not UTF-8 and cannot be asked for again.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/u.test(name)) return 'holds control, hidden or undecodable characters'
  if (Buffer.byteLength(name) > maxNameBytes) return `is longer than ${maxNameBytes} bytes`
  return undefined
}

/** A name from the other side, fit for a log: without what makes it hostile, and short. */
export function printableName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._~@#+=,()[\]{}-]/gu, '?').slice(0, 80)
}

/** Is this what transfer programs call a file that is still being written? */
export function isTemporaryName(name: string): boolean {
  return name.startsWith('.') || /\.(?:tmp|part|filepart)$/i.test(name)
}

/** The name under which an upload grows. The same for every attempt, so that a later one finds what an earlier one left. */
export function temporaryName(name: string): string {
  return `${name}.tmp`
}

/** Matches a name against "*" (any run) and "?" (one character), without regard to case. Linear but for retries of the last "*". */
export function matchesPattern(name: string, pattern: string): boolean {
  const text = name.toLowerCase()
  const wanted = pattern.toLowerCase()
  let at = 0
  let next = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    if (wanted[next] === '*') {
      star = next++
      resume = at
    } else if (wanted[next] === '?' || wanted[next] === text[at]) {
      next++
      at++
    } else if (star >= 0) {
      next = star + 1
      at = ++resume
    } else return false
  }
  while (wanted[next] === '*') next++
  return next === wanted.length
}

/**
 * The name of a file we send, such as "acorn_837_000000001.edi". It follows from what is sent, so that every attempt bears
 * the same name and the other side's refusal to overwrite protects us.
 */
export function outgoingName(file: { readonly partnerId: string; readonly kind: string; readonly control: string }): string {
  const parts = [file.partnerId, file.kind, file.control].map((part) => part.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 60))
  return `${parts.join('_')}.edi`
}

/** Throws for a name that must not be used on the other side. */
export function requireSafeName(name: string): void {
  const reason = hostileName(name) ?? (isTemporaryName(name) ? 'would be taken for an unfinished file' : undefined)
  if (reason !== undefined) throw new Fault('ARGUMENT_INVALID', `file name ${JSON.stringify(printableName(name))} ${reason}`)
}
