// A JSON file that is named on the command line.
import { Fault, findJsonError } from '../values/index.js'
import { readWhole } from './files.js'

/** Throws a Fault FILE_UNREADABLE that says where, and never what, when it is no JSON. */
export async function readJson(path: string): Promise<unknown> {
  const text = Buffer.from(await readWhole(path))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    const { line, column } = findJsonError(text)
    throw new Fault('FILE_UNREADABLE', `${path} is not JSON: look at line ${line}, column ${column}`, { cause })
  }
}
