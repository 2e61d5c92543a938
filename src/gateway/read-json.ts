// Claims as JSON are told from an 837 by how they begin, and read whole: what people write by hand or by program is small.
import type { Store, StoredFile } from '../store/index.js'
import { Fault } from '../values/index.js'

/** The first character that says something, past a byte order mark and white space. */
export async function firstCharacter(store: Store, kept: StoredFile): Promise<string> {
  const bytes = await store.files.slice(kept.id, { offset: 0, length: Math.min(64, kept.sizeBytes) })
  return withoutMark(Buffer.from(bytes)).trimStart().charAt(0)
}

/** Throws a Fault ARGUMENT_INVALID when it is no JSON; what the JSON says is looked at by others. */
export async function readJson(store: Store, kept: StoredFile): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of store.files.read(kept.id)) chunks.push(chunk)
  try {
    return JSON.parse(withoutMark(Buffer.concat(chunks))) as unknown
  } catch (cause) {
    throw new Fault('ARGUMENT_INVALID', 'the claims are not JSON; check for a missing comma, bracket or quote', { cause })
  }
}

function withoutMark(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}
