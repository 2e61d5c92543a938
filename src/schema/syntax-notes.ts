// Notes between elements ("P0304"): which of them must stand together, or not.
import type { SyntaxNote } from './types.js'

export function syntaxNote(note: string): SyntaxNote {
  const kind = note.charAt(0) as SyntaxNote['kind']
  const numbers = (note.slice(1).match(/\d\d/g) ?? []).map(Number)
  const bits = numbers.map(bitOf)
  const first = bits[0] ?? 0
  const depends = kind === 'C' || kind === 'L'
  return { kind, numbers, first, mask: (depends ? bits.slice(1) : bits).reduce((mask, bit) => mask | bit, 0) }
}

/** Do the elements that are filled, as bits, go against the note? */
export function isBroken({ kind, first, mask }: SyntaxNote, filled: number): boolean {
  const present = filled & mask
  switch (kind) {
    case 'P':
      return present !== 0 && present !== mask
    case 'R':
      return present === 0
    case 'E':
      return (present & (present - 1)) !== 0
    case 'C':
      return (filled & first) !== 0 && present !== mask
    case 'L':
      return (filled & first) !== 0 && present === 0
  }
}

/** The bit of an element in a word of what is filled; X12 segments of these guides have at most 31 elements. */
export function bitOf(number: number): number {
  return 1 << (number - 1)
}
