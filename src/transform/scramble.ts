// Replaces texts by others of the same length and form: upper case stays upper case, digits stay digits, signs stay where they are.
// Under one key the same text always gives the same replacement, and two texts of one form never the same, without a table of either.
import { isUtf8 } from 'node:buffer'
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
    (attempt) => () => (/^\d{10}$/.test(text) ? tenDigits(key, text, attempt) : permuted(key, text, attempt)),
  )
  let made = own?.() ?? text
  // A text may be its own replacement, one in many; then it is tried under another key.
  for (const make of others) if (made === text) made = make()
  return made
}

/**
 * The first of ten digits stays: it tells what kind of number an originator has (TRN03). Of what may be an NPI it also stays
 * whether the check digit is right, and by how much it is not.
 */
function tenDigits(key: Uint8Array, text: string, attempt: number): string {
  const first = text.slice(0, 1)
  if (first !== '1' && first !== '2') return first + permuted(key, text.slice(1), attempt)
  const made = first + permuted(key, text.slice(1, 9), attempt)
  return made + String((10 + checkDigit(made) + Number(text.slice(9)) - checkDigit(text.slice(0, 9))) % 10)
}

function checkDigit(nine: string): number {
  for (let digit = 0; digit < 9; digit++) if (isNpi(nine + digit)) return digit
  return 9
}

/** Characters that may take each other's place. */
const digits = '0123456789'
/** Of the first place: a number does not begin with 0 that did not before, nor the other way round. */
const firstDigits = '123456789'
const lowerCase = 'abcdefghijklmnopqrstuvwxyz'
/** Letters and those that look like digits, which the numbers of Medicare cards never have. */
const upperCase = ['ACDEFGHJKMNPQRTUVWXY', 'BILOSZ'] as const

/** Undefined for what stays as it is. UTF-8 stays UTF-8: of its bytes those that follow a first one are replaced. */
function alphabetOf(character: string, isFirst: boolean, isUnicode: boolean): string | undefined {
  if (isFirst && digits.includes(character)) return character === '0' ? undefined : firstDigits
  const plain = [digits, lowerCase, ...upperCase].find((alphabet) => alphabet.includes(character))
  const byte = character.charCodeAt(0)
  if (plain !== undefined || byte < 0x80 || (isUnicode && byte >= 0xc0)) return plain
  return isUnicode ? bytesFrom(byte & 0xf0, 16) : bytesFrom(byte & 0xe0, 32)
}

function bytesFrom(first: number, count: number): string {
  return Buffer.from(Array.from({ length: count }, (_, index) => first + index)).toString('latin1')
}

/** What rules of form look for and names nobody: the D of a CLIA number (two digits, D, seven digits), and the words for a post box. */
const staying = /(?<=^\d\d)D(?=\d{7}$)|\b(?:P\.? ?O\.?|POST OFFICE) BOX\b|\bLOCK ?BOX\b/g

function placesStaying(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(staying)].flatMap(({ index, 0: { length } }) => Array.from({ length }, (_, i) => index + i)))
}

interface Place {
  readonly at: number
  readonly alphabet: string
}

const rounds = 4

/** A keyed permutation of all texts of this form: a Feistel network whose halves are the first and the last characters. */
function permuted(key: Uint8Array, text: string, attempt: number): string {
  const isUnicode = isUtf8(Buffer.from(text, 'latin1'))
  const places: Place[] = []
  const stays = placesStaying(text)
  let form = `${attempt} `
  for (const [at, character] of text.split('').entries()) {
    const alphabet = stays.has(at) ? undefined : alphabetOf(character, at === 0, isUnicode)
    if (alphabet !== undefined) places.push({ at, alphabet })
    form += (alphabet ?? character).charAt(0)
  }
  const characters = text.split('')
  if (places.length === 1) rotate(characters, places, stream(key, form, 1), true)
  const half = Math.ceil(places.length / 2)
  const halves = [places.slice(0, half), places.slice(half)] as const
  for (let round = 0; round < rounds && places.length > 1; round++) {
    const [changed, other] = round % 2 === 0 ? halves : [halves[1], halves[0]]
    const given = other.map(({ at }) => characters[at]).join('')
    rotate(characters, changed, stream(key, `${round} ${form} ${given}`, changed.length), false)
  }
  return characters.join('')
}

/** Moves each character on in its alphabet; when it is the only one that can, by at least one. */
function rotate(characters: string[], places: readonly Place[], by: Uint8Array, isAlone: boolean): void {
  for (const [index, { at, alphabet }] of places.entries()) {
    const random = by[index] ?? 0
    const step = isAlone ? 1 + (random % (alphabet.length - 1)) : random % alphabet.length
    characters[at] = alphabet.charAt((alphabet.indexOf(characters[at] ?? '') + step) % alphabet.length)
  }
}

function stream(key: Uint8Array, label: string, length: number): Uint8Array {
  return createHash('shake256', { outputLength: length }).update(key).update(label, 'latin1').digest()
}
