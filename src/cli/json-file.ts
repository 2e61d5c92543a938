// A JSON file that is named on the command line.
import { Fault } from '../values/index.js'
import { namedFiles } from './files.js'

/** Throws a Fault FILE_UNREADABLE when it is no JSON; the words of the parser are told without the text that they quote. */
export async function readJson(path: string): Promise<unknown> {
  const [file] = namedFiles([path], { quiet: true })
  const chunks: Uint8Array[] = []
  for await (const chunk of file?.chunks() ?? []) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch (cause) {
    throw new Fault('FILE_UNREADABLE', `${path} is not JSON: ${cause instanceof Error ? cause.message.replace(/"[^"]*"/g, '"…"') : ''}`, {
      cause,
    })
  }
}
