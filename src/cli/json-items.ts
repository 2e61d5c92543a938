// The items of a JSON list, one after the other, for files longer than one would hold in memory: it holds one item.
import { Fault, findJsonError } from '../values/index.js'
import type { NamedFile } from './files.js'

/** Reads the list that a file is. Throws a Fault FILE_UNREADABLE that says where, and never what, when it is none. */
export async function* readJsonItems({ path, chunks }: Pick<NamedFile, 'path' | 'chunks'>): AsyncGenerator {
  const reader = new ItemReader(path)
  for await (const chunk of chunks()) yield* reader.push(chunk)
  reader.end()
}

const byte = { quote: 0x22, comma: 0x2c, backslash: 0x5c, open: [0x5b, 0x7b], close: [0x5d, 0x7d] } as const

class ItemReader {
  readonly #path: string
  /** Bytes since the last item that earlier chunks brought. */
  #pieces: Uint8Array[] = []
  #stage: 'before' | 'inside' | 'after' = 'before'
  #isFirst = true
  /** Brackets that are open within the item. */
  #depth = 0
  #isInString = false
  #isEscaped = false
  /** Where the bytes not yet looked at begin, from 1. */
  #line = 1
  #column = 1

  constructor(path: string) {
    this.#path = path
  }

  *push(chunk: Uint8Array): Generator {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      if (!this.#isBoundary(chunk[at] ?? 0)) continue
      const text = this.#take(chunk.subarray(from, at))
      from = at + 1
      const isEnd = chunk[at] === byte.close[0]
      if (this.#stage === 'before') this.#start(text)
      else if (!(isEnd && this.#isFirst && text.trim() === '')) yield this.#item(text)
      else this.#advance(text)
      if (isEnd) this.#stage = 'after'
      this.#column++ // the boundary itself
    }
    if (from < chunk.length) this.#pieces.push(Uint8Array.from(chunk.subarray(from)))
  }

  /** Throws unless the list was closed, with nothing after it. */
  end(): void {
    const text = this.#take(new Uint8Array())
    if (this.#stage === 'after' && text.trim() === '') return
    if (this.#stage === 'inside') this.#item(text)
    else this.#skipBlanks(text)
    throw this.#faultHere()
  }

  /** Does this byte end what was collected: the bracket that opens the list, a comma between its items, the bracket that closes it? */
  #isBoundary(code: number): boolean {
    if (this.#stage === 'after') return false
    if (this.#stage === 'before') return code === byte.open[0]
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false
      else if (code === byte.backslash) this.#isEscaped = true
      else if (code === byte.quote) this.#isInString = false
      return false
    }
    if (code === byte.quote) this.#isInString = true
    else if (code === byte.open[0] || code === byte.open[1]) this.#depth++
    else if (this.#depth === 0) return code === byte.comma || code === byte.close[0]
    else if (code === byte.close[0] || code === byte.close[1]) this.#depth--
    return false
  }

  #take(last: Uint8Array): string {
    const text = Buffer.concat([...this.#pieces, last]).toString('utf8')
    this.#pieces = []
    return text
  }

  /** What stands before the list: blanks, and at the very beginning a byte order mark. */
  #start(text: string): void {
    this.#skipBlanks(text.replace(/^\uFEFF/, ''))
    if (text.trim() !== '') throw this.#faultHere()
    this.#stage = 'inside'
  }

  #item(text: string): unknown {
    try {
      const item = JSON.parse(text) as unknown
      this.#advance(text)
      this.#isFirst = false
      return item
    } catch {
      throw this.#fault(text)
    }
  }

  #skipBlanks(text: string): void {
    this.#advance(text.slice(0, text.length - text.trimStart().length))
  }

  #advance(text: string): void {
    const last = text.lastIndexOf('\n')
    if (last < 0) this.#column += text.length
    else {
      this.#line += text.split('\n').length - 1
      this.#column = text.length - last
    }
  }

  #fault(text: string): Fault {
    const { line, column } = findJsonError(text)
    if (line > 1) this.#column = column
    else this.#column += column - 1
    this.#line += line - 1
    return this.#faultHere()
  }

  #faultHere(): Fault {
    return new Fault('FILE_UNREADABLE', `${this.#path} is not a JSON list: look at line ${this.#line}, column ${this.#column}`)
  }
}
