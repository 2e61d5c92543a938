// Claims as JSON or CSV are told from an 837 by how they begin, and read whole: what people write by hand or by program is small.
import {
  looksLikeClaimsCsv,
  looksLikeClearinghouse,
  parseClaimsCsv,
  parseClearinghouseClaims,
  type ReadClaims,
  readClaimsJson,
} from '../codecs/index.js'
import type { Store, StoredFile } from '../store/index.js'
import { Fault } from '../values/index.js'

/** `clearinghouse-v3`: the JSON of the large clearinghouse APIs (docs/clearinghouse-json.md). */
export const claimForms = ['x12', 'json', 'csv', 'clearinghouse-v3'] as const
export type ClaimForm = (typeof claimForms)[number]

/** The heading of a table of claims is shorter. */
const longestHeading = 8192

/** How the claims of a file are written; what is neither JSON nor a table is taken for X12, whose reader says what is wrong with it. */
export async function formOf(store: Store, kept: StoredFile): Promise<ClaimForm> {
  const bytes = await store.files.slice(kept.id, { offset: 0, length: Math.min(longestHeading, kept.sizeBytes) })
  const beginning = withoutMark(Buffer.from(bytes)).trimStart()
  if (beginning.startsWith('[') || beginning.startsWith('{')) return 'json'
  if (beginning.startsWith('ISA')) return 'x12'
  return /\.csv$/i.test(kept.name) || looksLikeClaimsCsv(beginning) ? 'csv' : 'x12'
}

/** Reads claims that came as values. Throws a Fault ARGUMENT_INVALID when what should be JSON is none. */
export async function readClaims(store: Store, kept: StoredFile, form: Exclude<ClaimForm, 'x12'>): Promise<ReadClaims> {
  const text = await readText(store, kept)
  if (form === 'csv') return parseClaimsCsv(text)
  const json = parseJson(text)
  return form === 'clearinghouse-v3' || looksLikeClearinghouse(json) ? parseClearinghouseClaims(json) : readClaimsJson(json)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new Fault('ARGUMENT_INVALID', 'the claims are not JSON; check for a missing comma, bracket or quote', { cause })
  }
}

async function readText(store: Store, kept: StoredFile): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of store.files.read(kept.id)) chunks.push(chunk)
  return withoutMark(Buffer.concat(chunks))
}

function withoutMark(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}
