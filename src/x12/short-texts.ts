// One string for each short text of a file: segment ids, codes, counts. They come again and again, and one that was made and
// hashed before is much cheaper to compare and to look up than a new one.

/** Three bytes and the length make one key. */
const maxLength = 3

/** A table of fixed size, where a newcomer takes the place of another: broken files have texts without end. */
export class ShortTexts {
  private readonly keys = new Int32Array(4096)
  private readonly texts: string[] = Array.from({ length: 4096 }, () => '')

  /** Latin-1 text of these bytes; any length will do, only short ones are kept. */
  text(bytes: Buffer, from: number, to: number): string {
    const length = to - from
    if (length === 0) return ''
    if (length > maxLength) return bytes.toString('latin1', from, to)
    let key = length
    for (let i = from; i < to; i++) key = (key << 8) | bytes[i]!
    const place = Math.imul(key, 0x9e3779b1) >>> 20
    if (this.keys[place] === key) return this.texts[place]!
    this.keys[place] = key
    return (this.texts[place] = bytes.toString('latin1', from, to))
  }
}
