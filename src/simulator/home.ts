// A partner's home directory as it sees it: "/" is its own, and there is nothing above or beside it.
import { type Stats } from 'node:fs'
import { lstat, mkdir, realpath } from 'node:fs/promises'
import { dirname, join, posix, sep } from 'node:path'

/** Where partners put their files, and where they find the answers. */
export const inboundFolder = 'inbound'
export const outboundFolder = 'outbound'

/** Makes a home with its two folders, readable by nobody else. */
export async function makeHome(home: string): Promise<void> {
  for (const name of [inboundFolder, outboundFolder]) await mkdir(join(home, name), { recursive: true, mode: 0o700 })
}

/** The path as its partner sees it: absolute, without "." and "..", which cannot lead above "/". */
export function normalPath(path: string): string {
  return posix.normalize(`/${path.replaceAll('\u0000', '')}`).replace(/(.)\/$/, '$1')
}

/**
 * The path on this machine. Undefined when a symbolic link on the way leads out of the home; none can be made over SFTP,
 * but an operator may have put one there.
 */
export async function realPathIn(home: string, path: string): Promise<string | undefined> {
  const wanted = join(home, normalPath(path)).replace(/\/$/, '')
  const root = await realpath(home)
  const folder = wanted === home ? root : await realpath(dirname(wanted)).catch(() => undefined)
  if (folder === undefined) return wanted
  return folder === root || folder.startsWith(root + sep) ? wanted : undefined
}

/** What stands there, without following a link at its end; undefined when nothing does. */
export async function statIn(path: string): Promise<Stats | undefined> {
  return lstat(path).catch(() => undefined)
}

/** May partners make, rename or remove this? Only what stands directly in one of the two folders. */
export function isPartnersFile(path: string): boolean {
  const [folder, name, ...deeper] = normalPath(path).slice(1).split('/')
  return (folder === inboundFolder || folder === outboundFolder) && name !== undefined && deeper.length === 0
}
