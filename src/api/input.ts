// Checks what came in against a schema; every failure is told with its pointer, none repeats what was sent.
import { z } from 'zod'
import { Fault } from '../values/index.js'

/** One thing wrong with a request. */
export interface InputError {
  /** "/query/limit", "/path/id", "/body/scopes/0". */
  readonly pointer: string
  readonly detail: string
}

/** ARGUMENT_INVALID with all that is wrong, not only the first. */
export class InputFault extends Fault {
  constructor(readonly errors: readonly InputError[]) {
    const [first] = errors
    super('ARGUMENT_INVALID', errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '), first && { pointer: first.pointer })
  }
}

/** The value as the schema reads it. Throws an InputFault whose pointers begin with `root`. */
export function checkInput<S extends z.ZodType>(schema: S, value: unknown, root: string): z.output<S> {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  throw new InputFault(checked.error.issues.map((issue) => ({ pointer: pointerTo(root, issue.path), detail: sayIssue(issue, schema) })))
}

function pointerTo(root: string, path: readonly PropertyKey[]): string {
  return [root, ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')
}

/** zod's sentences hold no input, save one: that of unknown keys names them. */
function sayIssue(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  if (issue.code !== 'unrecognized_keys') return issue.message
  const known = issue.path.length === 0 && schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  return known.length === 0 ? 'holds what is not known here' : `holds what is not known here; known are ${known.join(', ')}`
}
