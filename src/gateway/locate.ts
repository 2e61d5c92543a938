// Finds segments of a set that we sent by their ordinal, as a 999 counts them (IK302), with the loop they stand in.
import { createFileReader } from '../schema/index.js'
import type { SetRow } from '../store/index.js'
import type { GatewayParts } from './parts.js'

export interface SentPlace {
  /** "2010BA". */
  readonly loop: string
  /** Byte offset in the file that was sent. */
  readonly offset: number
}

/** Reads the sent file once; ordinals that the set does not have are not in the answer. */
export async function locateInSent(
  { store, schemas }: Pick<GatewayParts, 'store' | 'schemas'>,
  set: SetRow,
  ordinals: ReadonlySet<number>,
): Promise<ReadonlyMap<number, SentPlace>> {
  const places = new Map<number, SentPlace>()
  if (ordinals.size === 0) return places
  let isMeant = false
  const reader = createFileReader(schemas, {
    setStart: ({ ordinal }) => {
      isMeant = ordinal === set.ordinal
    },
    placed: ({ at }, _definition, loop) => {
      if (isMeant && ordinals.has(at.segment)) places.set(at.segment, { loop: loop.id, offset: at.offset })
    },
  })
  for await (const chunk of store.files.read(set.fileId)) reader.push(chunk)
  reader.end()
  return places
}
