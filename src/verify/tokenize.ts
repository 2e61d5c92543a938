// A second, small reader of X12, for `verify` alone: it shares nothing with the one that posted, so that a fault in
// either shows as a difference. No checks, no mercy for odd files: those are the other reader's job.

/** A segment as plain text: element 0 is the id. */
export type PlainSegment = readonly string[]

/** A segment within a transaction set; `set` counts the sets of the file from 1. */
export interface PlacedSegment {
  readonly set: number
  readonly segment: PlainSegment
}

/** Characters of an ISA, its terminator included. */
const isaLength = 106

/** Bytes in, the segments of transaction sets out; memory holds one chunk. */
export class PlainReader {
  /** What is not read yet. */
  #text = ''
  #element = ''
  #terminator = ''
  #set = 0
  #isInSet = false

  push(bytes: Uint8Array): Iterable<PlacedSegment> {
    this.#text += Buffer.from(bytes).toString('latin1')
    return this.#read(false)
  }

  end(): Iterable<PlacedSegment> {
    return this.#read(true)
  }

  *#read(isEnd: boolean): Generator<PlacedSegment> {
    const text = this.#text
    let at = 0
    for (;;) {
      const start = this.#interchangeAt(at)
      if (start !== undefined) {
        if (text.length < start + isaLength) break
        this.#begin(start)
        at = start + isaLength
        continue
      }
      const isUndecided = this.#terminator === '' || (!isEnd && text.length - at < isaLength)
      const end = isUndecided ? -1 : text.indexOf(this.#terminator, at)
      if (isUndecided || (end < 0 && !isEnd)) break
      yield* this.#segment(text.slice(at, end < 0 ? undefined : end))
      if (end < 0) break
      at = end + 1
    }
    this.#text = text.slice(at)
  }

  /** Where an ISA begins: the first of the file, then right after a terminator and its line end. */
  #interchangeAt(at: number): number | undefined {
    if (this.#terminator === '') {
      const first = this.#text.indexOf('ISA', at)
      return first < 0 ? undefined : first
    }
    let start = at
    while (/\s/.test(this.#text.charAt(start))) start++
    return this.#text.startsWith('ISA', start) && /[^\w\s]/.test(this.#text.charAt(start + 3)) ? start : undefined
  }

  #begin(start: number): void {
    this.#element = this.#text.charAt(start + 3)
    this.#terminator = this.#text.charAt(start + isaLength - 1)
    this.#isInSet = false
  }

  *#segment(raw: string): Generator<PlacedSegment> {
    const segment = raw.replace(/^[\r\n]+/, '').split(this.#element)
    if (segment[0] === 'ST') {
      this.#isInSet = true
      this.#set += 1
    }
    if (this.#isInSet) yield { set: this.#set, segment }
    if (segment[0] === 'SE') this.#isInSet = false
  }
}

/** An amount in cents; NaN for what is none. Own arithmetic, on purpose. */
export function plainCents(text: string | undefined): number {
  const match = /^([-+]?)(\d*)\.?(\d{0,2})0*$/.exec(text ?? '')
  if (match === null || text === '' || text === undefined) return Number.NaN
  const cents = Number(match[2] || '0') * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? 0 - cents : cents
}
