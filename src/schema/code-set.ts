// Codes of a guide, looked for in a segment without making text of its bytes.
import { codeOf, codeOfBytes, type Segment, type SegmentSource } from '../x12/index.js'

/** A set of codes. Those of up to three characters, nearly all, are found by their numbers. */
export class CodeSet {
  /** Numbers of short codes, each at its place or the next free one; 0 is free. */
  private readonly table: Int32Array
  private readonly shift: number
  private readonly hasLong: boolean

  constructor(readonly texts: ReadonlySet<string>) {
    const short = [...texts].map(codeOf).filter((code) => code !== 0)
    this.hasLong = short.length < texts.size
    const bits = 32 - Math.clz32(2 * short.length + 1)
    this.table = new Int32Array(1 << bits)
    this.shift = 32 - bits
    for (const code of short) this.table[this.placeOf(code)] = code
  }

  /** Does one of the codes stand there? An empty element has the code "". */
  isIn(segment: Segment, element: number, component: number): boolean {
    const code = segment.code(element, component)
    return code === 0 ? this.hasLong && this.texts.has(segment.text(element, component)) : this.hasNumber(code)
  }

  /** Do these bytes of a segment make one of the codes? */
  hasBytes(source: SegmentSource, from: number, to: number): boolean {
    const code = codeOfBytes(source.bytes, from, to)
    return code === 0 ? this.hasLong && this.texts.has(source.slice(from, to)) : this.hasNumber(code)
  }

  private hasNumber(code: number): boolean {
    return this.table[this.placeOf(code)] === code
  }

  /** Where the number stands, or would. The table is never full. */
  private placeOf(code: number): number {
    const { table } = this
    let place = Math.imul(code, 0x9e3779b1) >>> this.shift
    while (table[place] !== code && table[place] !== 0) place = (place + 1) & (table.length - 1)
    return place
  }
}
