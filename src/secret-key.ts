// The keys that encrypt stored files and seal the audit chain: from the environment, from a file, or made on first start.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { KeySource } from './config.js'
import { Fault } from './values/index.js'

const keyBytes = 32

/**
 * The 32 bytes of a key. A file that may be made is made, readable by its owner only.
 * Throws a Fault KEY_MISSING when a named file is not there or the text is no key.
 */
export function loadKey(source: KeySource, purpose: string, onCreated: (file: string) => void): Uint8Array {
  if ('text' in source) return decode(source.text, `the environment variable of the ${purpose} key`)
  if (!existsSync(source.file)) {
    if (!source.mayCreate) throw new Fault('KEY_MISSING', `the ${purpose} key is not there: ${source.file}`)
    mkdirSync(dirname(source.file), { recursive: true, mode: 0o700 })
    // "wx": of two first starts at once, one makes the key and the other reads it.
    try {
      writeFileSync(source.file, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
      onCreated(source.file)
    } catch (error) {
      if (!existsSync(source.file)) throw error
    }
  }
  return decode(readFileSync(source.file, 'utf8').trim(), source.file)
}

function decode(text: string, where: string): Uint8Array {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (bytes.length !== keyBytes) throw new Fault('KEY_MISSING', `${where} does not hold 32 bytes as base64 or hex`)
  return bytes
}
