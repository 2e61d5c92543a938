// Functions made of text at run time, for what is asked of every segment of every file. Who writes such text puts in names of ours and
// literals, never a piece of text from outside as it stands: who may write rules or settings may not write code.

/** A text, a number or a list of texts as a literal of JavaScript. */
export function literal(value: string | number | readonly string[]): string {
  return JSON.stringify(value)
}

/** Condition: does one of these hold? */
export function anyOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'false' : `(${conditions.join(' || ')})`
}

/**
 * Compiles the body of a function whose parameters have these names, and runs it once with these values. Undefined where the process may
 * not make code of text (`node --disallow-code-generation-from-strings`): then whoever asks does without.
 */
export function runSource(body: string, given: Readonly<Record<string, unknown>>): unknown {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- this is the one place, see above
    const compiled = new Function(...Object.keys(given), `'use strict'\n${body}`) as (...values: readonly unknown[]) => unknown
    return compiled(...Object.values(given))
  } catch (error) {
    if (error instanceof EvalError) return undefined
    throw error
  }
}
