// A packet checked from its bytes alone: no database, no connection, nothing believed that is not recomputed.
import { Fault } from '../values/index.js'
import { type Digest, firstDifference } from './digest.js'
import { type Facts, readFacts } from './facts.js'
import { coverName, manifestName, sealName } from './make-packet.js'
import { fromJsonBytes, isSlice, type Manifest, receiptOf, type Receipt, type SlicePart } from './manifest.js'
import { manifestSchema, sealSchema, sendLogSchema } from './packet-schema.js'
import { fingerprintOf, isSigned, type Seal } from './seal.js'
import { readZip, writeZip, type ZipEntry } from './zip.js'

export interface PacketProblem {
  /** Name of the part, or "the ZIP file". */
  readonly part: string
  /** Bytes of the part that differ first, when that can be told. */
  readonly from?: number
  readonly to?: number
  readonly says: string
}

export interface PacketReport {
  readonly isHeld: boolean
  readonly problems: readonly PacketProblem[]
  /** What was looked at; absent when the packet could not even be opened. */
  readonly claim?: string
  readonly receipt?: Receipt
  readonly parts: readonly { readonly name: string; readonly kind: string; readonly sizeBytes: number; readonly sha256: string }[]
  readonly fingerprint?: string
}

const container = 'the ZIP file'

/** `fingerprint`: the key must be the one the caller knows as the practice's. */
export async function verifyPacket(zip: Uint8Array, options: { readonly fingerprint?: string } = {}): Promise<PacketReport> {
  const problems: PacketProblem[] = []
  let entries: readonly ZipEntry[]
  try {
    entries = await readZip(zip)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { isHeld: false, problems: [{ part: container, says: error.message }], parts: [] }
  }
  const held = new Map(entries.map(({ name, bytes }) => [name, bytes]))
  const bytesOf = (name: string): Uint8Array | undefined => {
    if (!held.has(name)) problems.push({ part: name, says: 'is missing' })
    return held.get(name)
  }
  const [cover, manifestBytes, sealBytes] = [coverName, manifestName, sealName].map(bytesOf)
  const seal = sealBytes === undefined ? undefined : parsed(sealSchema, sealBytes)
  if (sealBytes !== undefined && (seal === undefined || !isSigned(seal)))
    problems.push({ part: sealName, says: 'is not a seal whose signature holds: it was changed, or made by someone else' })
  else if (seal !== undefined) problems.push(...checkSealed(seal, cover, manifestBytes, options.fingerprint))
  const manifest = manifestBytes === undefined ? undefined : parsed(manifestSchema, manifestBytes)
  if (manifestBytes !== undefined && manifest === undefined) problems.push({ part: manifestName, says: 'is not a manifest of this format' })
  if (manifest !== undefined) {
    problems.push(...manifest.parts.flatMap((part) => checkDigest(part.name, bytesOf(part.name), part)))
    if (problems.length === 0) problems.push(...checkContent(manifest, held))
    const known = new Set([coverName, manifestName, sealName, ...manifest.parts.map(({ name }) => name)])
    problems.push(...entries.filter(({ name }) => !known.has(name)).map(({ name }) => ({ part: name, says: 'is not in the manifest' })))
  }
  if (problems.length === 0) problems.push(...(await checkContainer(zip, entries)))
  return {
    isHeld: problems.length === 0,
    problems,
    ...(manifest === undefined ? {} : { claim: manifest.claim.patientControlNumber, receipt: manifest.receipt }),
    parts: (manifest?.parts ?? []).map(({ name, kind, sizeBytes, sha256 }) => ({ name, kind, sizeBytes, sha256 })),
    ...(seal === undefined ? {} : { fingerprint: fingerprintOf(seal.publicKey) }),
  }
}

function parsed<T>(schema: { safeParse(value: unknown): { readonly data?: T } }, bytes: Uint8Array): T | undefined {
  return schema.safeParse(fromJsonBytes(bytes)).data
}

function checkSealed(
  seal: Seal,
  cover: Uint8Array | undefined,
  manifest: Uint8Array | undefined,
  fingerprint: string | undefined,
): PacketProblem[] {
  const problems = [...checkDigest(manifestName, manifest, seal.manifest), ...checkDigest(coverName, cover, seal.cover)]
  if (cover !== undefined && !Buffer.from(cover).includes(seal.manifest.sha256))
    problems.push({ part: coverName, says: 'does not print the SHA-256 of the manifest' })
  const own = fingerprintOf(seal.publicKey)
  if (fingerprint !== undefined && fingerprint !== own)
    problems.push({ part: sealName, says: `is signed with the key ${own}, not with the one that was asked for` })
  return problems
}

function checkDigest(part: string, bytes: Uint8Array | undefined, digest: Digest): PacketProblem[] {
  const difference = bytes === undefined ? undefined : firstDifference(bytes, digest)
  return difference === undefined ? [] : [{ part, ...difference, says: 'is not what was sealed' }]
}

/** Every part is what the manifest says of it; the answers answer what was sent; all of it is about the one claim. */
function checkContent(manifest: Manifest, held: ReadonlyMap<string, Uint8Array>): PacketProblem[] {
  const slices = manifest.parts.filter(isSlice)
  const sent = slices.filter(({ kind }) => kind === '837')
  const problems = slices.flatMap((part) => checkSlice(part, held.get(part.name) ?? new Uint8Array(), manifest, sent))
  if (sent.length === 0) problems.push({ part: manifestName, says: 'names no 837' })
  if (receiptOf(manifest.parts) !== manifest.receipt)
    problems.push({ part: manifestName, says: `says that the receipt is shown as “${manifest.receipt}”, which its parts do not bear out` })
  const log = parsed(sendLogSchema, held.get('send-log.json') ?? new Uint8Array())
  const isLogged =
    log?.length === sent.length &&
    sent.every(({ source }, index) => log[index]?.sha256 === source.sha256 && log[index].sizeBytes === source.sizeBytes)
  if (!isLogged) problems.push({ part: 'send-log.json', says: 'does not tell of the very files that the 837 slices were cut from' })
  return problems
}

function checkSlice(part: SlicePart, bytes: Uint8Array, manifest: Manifest, sent: readonly SlicePart[]): PacketProblem[] {
  const { name, kind, ranges, source, sizeBytes } = part
  const problem = (says: string): PacketProblem[] => [{ part: name, says }]
  if (ranges.reduce((sum, { length }) => sum + length, 0) !== sizeBytes) return problem('is not as long as the byte ranges it was cut from')
  if (!areInOrder(ranges, source.sizeBytes)) return problem('names byte ranges that overlap or lie outside its source file')
  const facts = readFacts(kind, bytes)
  if (facts === undefined) return problem(`does not read as a slice of kind ${kind}`)
  if (!sameFacts(facts, part.facts)) return problem('does not say what the manifest says it does')
  const { patientControlNumber, charge } = manifest.claim
  if (kind === '837')
    return facts.claim === patientControlNumber && (facts.charge === charge || sent.length > 1) ? [] : problem('is not about this claim')
  if (facts.claim !== undefined && facts.claim !== patientControlNumber) return problem('speaks of another claim')
  return sent.some((own) => answers(kind, facts, own.facts)) ? [] : problem('answers none of the 837 slices')
}

/** Does this answer tie back to what was sent (domain rules 5.2)? */
function answers(kind: SlicePart['kind'], answer: Facts, sent: Facts): boolean {
  if (kind === 'TA1') return answer.answersInterchange === sent.interchange
  if (kind === '999') return answer.answersGroup === sent.group && (answer.answersSet === undefined || answer.answersSet === sent.set)
  return answer.answersBatch === sent.batch
}

function areInOrder(ranges: SlicePart['ranges'], sizeBytes: number): boolean {
  return ranges.every(({ offset, length }, index) => {
    const next = ranges[index + 1]?.offset ?? sizeBytes
    return length > 0 && offset + length <= next
  })
}

function sameFacts(a: Facts, b: Facts): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => a[name] === b[name])
}

/** A packet is written one way only: its parts, written again, must give the same file, byte for byte. */
async function checkContainer(zip: Uint8Array, entries: readonly ZipEntry[]): Promise<PacketProblem[]> {
  const again = await writeZip(entries)
  if (Buffer.compare(zip, again) === 0) return []
  let at = 0
  while (at < again.length && at < zip.length && zip[at] === again[at]) at++
  return [{ part: container, from: at, to: at, says: 'was changed around its parts' }]
}
