// The remittances of one file, read once more from their bytes and compared with what is stored of them.
import type { Store } from '../store/index.js'
import { RemittanceComparison } from './comparison.js'
import { PlainReader, type PlacedSegment } from './tokenize.js'

export interface StoredRemittance {
  readonly id: string
  /** Of its transaction set in the file, from 1. */
  readonly ordinal: number
  readonly paidCents: number
}

/** Tells what differs, remittance by remittance. Where the bytes cannot be had to their end, nothing that they say counts. */
export async function compareFile(
  store: Store,
  fileId: string,
  remittances: readonly StoredRemittance[],
  breach: (problem: string) => void,
): Promise<void> {
  const problems = new Map<string, readonly string[]>()
  let isReadable = true
  const chunks = untilUnreadable(store.files.read(fileId), () => (isReadable = false))
  await compareSets(store, bySet(remittances), chunks, (id, found) => problems.set(id, found))
  for (const { id } of remittances) {
    const found = isReadable ? (problems.get(id) ?? ['its bytes hold no such set']) : ['its bytes cannot be read back']
    for (const problem of found) breach(`remittance ${id}: ${problem}`)
  }
}

function bySet(remittances: readonly StoredRemittance[]): ReadonlyMap<number, StoredRemittance> {
  return new Map(remittances.map((remittance) => [remittance.ordinal, remittance]))
}

/** BYTES says which file it is. */
async function* untilUnreadable(chunks: AsyncIterable<Uint8Array>, onFault: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch {
    onFault()
  }
}

async function compareSets(
  store: Store,
  remittances: ReadonlyMap<number, StoredRemittance>,
  chunks: AsyncIterable<Uint8Array>,
  tell: (remittanceId: string, problems: readonly string[]) => void,
): Promise<void> {
  let open: { readonly set: number; readonly remittance: StoredRemittance; readonly comparison: RemittanceComparison } | undefined
  const close = async (): Promise<void> => {
    if (open !== undefined) tell(open.remittance.id, await open.comparison.end())
    open = undefined
  }
  const take = async (segments: Iterable<PlacedSegment>): Promise<void> => {
    for (const { set, segment } of segments) {
      if (set !== open?.set) {
        await close()
        const remittance = remittances.get(set)
        if (remittance !== undefined) open = { set, remittance, comparison: new RemittanceComparison(store, remittance) }
      }
      if (open?.comparison.isFull(segment) === true) await open.comparison.comparePage()
      open?.comparison.take(segment)
    }
  }
  const reader = new PlainReader()
  for await (const chunk of chunks) await take(reader.push(chunk))
  await take(reader.end())
  await close()
}
