// Values by short codes, found by their numbers (x12/code.ts) in a table that is never full.

export class CodeTable<T> {
  /** Each number at its place or the next free one; 0 is free. */
  private readonly codes: Int32Array
  private readonly values: (T | undefined)[]
  private readonly shift: number

  /** The first value of a number counts. Numbers are never 0. */
  constructor(entries: readonly (readonly [code: number, value: T])[]) {
    const bits = 32 - Math.clz32(2 * entries.length + 1)
    this.codes = new Int32Array(1 << bits)
    this.values = Array.from(this.codes, () => undefined)
    this.shift = 32 - bits
    for (const [code, value] of entries) {
      const place = this.placeOf(code)
      this.codes[place] = code
      this.values[place] ??= value
    }
  }

  has(code: number): boolean {
    return this.codes[this.placeOf(code)] === code
  }

  get(code: number): T | undefined {
    return this.values[this.placeOf(code)]
  }

  /** Where the number stands, or would. */
  private placeOf(code: number): number {
    const { codes } = this
    let place = Math.imul(code, 0x9e3779b1) >>> this.shift
    while (codes[place] !== code && codes[place] !== 0) place = (place + 1) & (codes.length - 1)
    return place
  }
}
