// Short texts as numbers: segment ids and codes are compared without making text of their bytes.

/** Longest text that has a number. */
const maxLength = 3
/** Stands before the bytes, so that texts of different length never have the same number. */
const empty = 1

/** The number of a text: equal texts of up to three characters, and no others, have equal ones. Longer text has none, 0; nothing is 1. */
export function codeOf(text: string): number {
  if (text.length > maxLength) return 0
  let code = empty
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i)
    if (character > 0x7f) return 0
    code = (code << 8) | character
  }
  return code
}

/** The number of the text in these bytes. */
export function codeOfBytes(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > maxLength) return 0
  let code = empty
  for (let i = from; i < to; i++) code = (code << 8) | bytes[i]!
  return code
}

/** The number of the text that begins there and ends before one of two separators, or with the bytes. */
export function codeUpTo(bytes: Uint8Array, from: number, to: number, separator: number, otherSeparator: number): number {
  let code = empty
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if (byte === separator || byte === otherSeparator) break
    if (i - from === maxLength) return 0
    code = (code << 8) | byte
  }
  return code
}
