// Bytes in, lines of text out; memory holds one line.
import { constants } from 'node:buffer'

export interface TextLine {
  /** From 1. */
  readonly number: number
  /** Undefined when it is not UTF-8, or longer than a text can be. */
  readonly text: string | undefined
}

/** Lines that are not blank, without their ends. A byte order mark is skipped. */
export async function* readTextLines(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<TextLine> {
  let waiting: Uint8Array[] = []
  let number = 0
  for await (const chunk of chunks) {
    let from = 0
    for (let to = chunk.indexOf(lineFeed); to >= 0; to = chunk.indexOf(lineFeed, from)) {
      yield* textLine(++number, [...waiting, chunk.subarray(from, to)])
      waiting = []
      from = to + 1
    }
    if (from < chunk.length) waiting.push(Uint8Array.from(chunk.subarray(from)))
  }
  yield* textLine(++number, waiting)
}

const lineFeed = 0x0a

function* textLine(number: number, pieces: readonly Uint8Array[]): Generator<TextLine> {
  const text = decode(Buffer.concat(pieces))
  if (text === undefined || text.trim() !== '') yield { number, text }
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.length > constants.MAX_STRING_LENGTH) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
