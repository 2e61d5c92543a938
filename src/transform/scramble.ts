// Replaces texts by others of the same length and form: upper case stays upper case, digits stay digits, signs stay where they are.
// Under one key the same text always gives the same replacement, and two texts of one form never the same, without a table of either.
import { createHash } from 'node:crypto'
import { isNpi } from '../values/index.js'

/** Takes and gives the bytes of a text as Latin-1 characters. */
export type Scramble = (text: string) => string

/** Replacements kept at hand; they can be made again, so that the table may be emptied at any time. */
const maxKept = 20_000
const keptLength = 80

export function createScramble(key: Uint8Array): Scramble {
  const kept = new Map<string, string>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    if (kept.size >= maxKept) kept.clear()
    const made = replacement(key, text)
    if (text.length <= keptLength) kept.set(text, made)
    return made
  }
}

function replacement(key: Uint8Array, text: string): string {
  const [own, ...others] = [0, 1, 2, 3].map(
    (attempt) => () => (/^[12]\d{9}$/.test(text) ? likeNpi(key, text, attempt) : permuted(key, text, attempt)),
  )
  let made = own?.() ?? text
  // A text may be its own replacement, one in many; then it is tried under another key.
  for (const make of others) if (made === text) made = make()
  return made
}

/** Ten digits that may be an NPI: the first one stays, and so does whether the check digit is right, and by how much it is not. */
function likeNpi(key: Uint8Array, text: string, attempt: number): string {
  const middle = permuted(key, text.slice(1, 9), attempt)
  const made = text.slice(0, 1) + middle
  return made + String((10 + checkDigit(made) + Number(text.slice(9)) - checkDigit(text.slice(0, 9))) % 10)
}

function checkDigit(nine: string): number {
  for (let digit = 0; digit < 9; digit++) if (isNpi(nine + digit)) return digit
  return 9
}

/** Bytes that may take each other's place: the first of them, and how many there are. */
type Alphabet = readonly [first: number, size: number]

const digits: Alphabet = [0x30, 10]
const upperCase: Alphabet = [0x41, 26]
const lowerCase: Alphabet = [0x61, 26]

/** Undefined for what stays as it is. UTF-8 stays UTF-8: of its bytes those that follow a first one are replaced. */
function alphabetOf(byte: number, isUtf8: boolean): Alphabet | undefined {
  if (byte >= 0x30 && byte <= 0x39) return digits
  if (byte >= 0x41 && byte <= 0x5a) return upperCase
  if (byte >= 0x61 && byte <= 0x7a) return lowerCase
  if (byte < 0x80 || (isUtf8 && byte >= 0xc0)) return undefined
  return isUtf8 ? [byte & 0xf0, 16] : [byte & 0xe0, 32]
}

const rounds = 4

/** A keyed permutation of all texts of this form: a Feistel network whose halves are the first and the last bytes. */
function permuted(key: Uint8Array, text: string, attempt: number): string {
  const bytes = Buffer.from(text, 'latin1')
  const isUtf8 = isValidUtf8(bytes)
  const places: { readonly at: number; readonly first: number; readonly size: number }[] = []
  for (const [at, byte] of bytes.entries()) {
    const alphabet = alphabetOf(byte, isUtf8)
    if (alphabet !== undefined) places.push({ at, first: alphabet[0], size: alphabet[1] })
  }
  const form = `${attempt} ${text.replaceAll(/\d/g, '0').replaceAll(/[A-Z]/g, 'A').replaceAll(/[a-z]/g, 'a')}`
  if (places.length === 1) rotate(bytes, places, stream(key, form, 1), true)
  const half = Math.ceil(places.length / 2)
  const halves = [places.slice(0, half), places.slice(half)] as const
  for (let round = 0; round < rounds && places.length > 1; round++) {
    const [changed, other] = round % 2 === 0 ? halves : [halves[1], halves[0]]
    const given = other.map(({ at }) => bytes[at]).join()
    rotate(bytes, changed, stream(key, `${round} ${form} ${given}`, changed.length), false)
  }
  return bytes.toString('latin1')
}

/** Moves each byte on in its alphabet; with `never` by at least one. */
function rotate(bytes: Buffer, places: readonly { at: number; first: number; size: number }[], by: Uint8Array, never: boolean): void {
  for (const [index, { at, first, size }] of places.entries()) {
    const step = never ? 1 + ((by[index] ?? 0) % (size - 1)) : (by[index] ?? 0) % size
    bytes[at] = first + (((bytes[at] ?? first) - first + step) % size)
  }
}

function stream(key: Uint8Array, label: string, length: number): Uint8Array {
  return createHash('shake256', { outputLength: length }).update(key).update(label, 'latin1').digest()
}

function isValidUtf8(bytes: Buffer): boolean {
  return bytes.equals(Buffer.from(bytes.toString('utf8'), 'utf8'))
}
