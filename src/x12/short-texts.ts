// One string for each short text of a file: segment ids, codes, counts. They come again and again, and one that was made and
// hashed before is much cheaper to compare and to look up than a new one.
import { codeOfBytes } from './code.js'

/** A table of fixed size, where a newcomer takes the place of another: broken files have texts without end. */
export class ShortTexts {
  private readonly codes = new Int32Array(4096)
  private readonly texts: string[] = Array.from({ length: 4096 }, () => '')

  /** Latin-1 text of these bytes; any length will do, only short ones are kept. */
  text(bytes: Buffer, from: number, to: number): string {
    const code = codeOfBytes(bytes, from, to)
    if (code === 0) return bytes.toString('latin1', from, to)
    const place = Math.imul(code, 0x9e3779b1) >>> 20
    if (this.codes[place] === code) return this.texts[place]!
    this.codes[place] = code
    return (this.texts[place] = bytes.toString('latin1', from, to))
  }
}
