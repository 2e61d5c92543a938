// Readers of codecs, written as source text and compiled. A part says beside `read` how it is read where all is plain; from that
// follows one function for a whole loop, with the names of properties, the places of elements and the codes as literals in it.
// Such a reader knows only what is plainly right. It answers undefined for anything else, and then the codec reads again and explains.
//
// What gets into the text: names and codes from our own definitions, as JSON. Nothing that was read from a file.
import { FunctionSource } from './function.js'
import type { ObjectSource } from './object.js'
import { Scope } from './scope.js'

/** How a part is read where all is plain. Every string is a piece of source text. */
export interface PlainPart {
  /** Condition: is there anything to read? */
  isIn(scope: Scope): string
  /**
   * Adds the statements that read it, and gives the expression of its value. A statement that meets something not plain returns
   * undefined. An object may be filled instead of a new one being made.
   */
  read(scope: Scope, into?: ObjectSource): string
}

/** A reader that was compiled. */
export type PlainReader<Whole, T> = (whole: Whole) => T | undefined

/** Compiles the reader of a segment or loop. Where the process may not make code of text, there is none that finds anything plain. */
export function compilePlain<Whole, T>(id: string, write: (scope: Scope) => string): PlainReader<Whole, T> {
  const scope = Scope.of('whole', new FunctionSource())
  const value = write(scope)
  return (scope.compile(`read${id}`, value) as PlainReader<Whole, T> | undefined) ?? (() => undefined)
}
