// Codes of a guide, looked for in a segment without making text of its bytes.
import { codeOf, codeOfBytes, type Segment, type SegmentSource } from '../x12/index.js'
import { CodeTable } from './code-table.js'

/** A set of codes. Those of up to three characters, nearly all, are found by their numbers. */
export class CodeSet {
  private readonly short: CodeTable<true>
  private readonly hasLong: boolean

  constructor(readonly texts: ReadonlySet<string>) {
    const short = [...texts].map(codeOf).filter((code) => code !== 0)
    this.hasLong = short.length < texts.size
    this.short = new CodeTable(short.map((code) => [code, true]))
  }

  /** Does one of the codes stand there? An empty element has the code "". */
  isIn(segment: Segment, element: number, component: number): boolean {
    const code = segment.code(element, component)
    return code === 0 ? this.hasLong && this.texts.has(segment.text(element, component)) : this.short.has(code)
  }

  /** Do these bytes of a segment make one of the codes? */
  hasBytes(source: SegmentSource, from: number, to: number): boolean {
    const code = codeOfBytes(source.bytes, from, to)
    return code === 0 ? this.hasLong && this.texts.has(source.slice(from, to)) : this.short.has(code)
  }
}
