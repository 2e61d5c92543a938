// A packet put together: slices and records as parts, the manifest over them, the cover page, the seal, one ZIP.
import type { ByteRange, Instant } from '../values/index.js'
import { writeCover } from './cover.js'
import { digestOf, sha256Of } from './digest.js'
import type { Facts, SliceKind } from './facts.js'
import { type Manifest, packetFormat, type PacketPart, receiptOf, type SendLogEntry, type SourceFile, toJsonBytes } from './manifest.js'
import { fingerprintOf, publicKeyOf, sealPacket } from './seal.js'
import { writeZip, type ZipEntry } from './zip.js'

export const manifestName = 'manifest.json'
export const coverName = 'cover.html'
export const sealName = 'seal.json'

/** Bytes cut out of a stored file, with what they say. */
export interface Slice {
  readonly kind: SliceKind
  readonly bytes: Uint8Array
  readonly source: SourceFile
  readonly ranges: readonly ByteRange[]
  readonly facts: Facts
}

export interface PacketContent {
  readonly madeAt: Instant
  readonly madeBy: string
  readonly claim: Manifest['claim']
  /** Each sending of the claim first, oldest first, then the answers as they came. */
  readonly slices: readonly Slice[]
  /** For each 837 slice, in their order. */
  readonly sendings: readonly SendLogEntry[]
  readonly timeline: readonly unknown[]
}

export interface Packet {
  readonly zip: Uint8Array
  readonly manifest: Manifest
  readonly manifestSha256: string
  readonly fingerprint: string
}

/** The same content and the same 32-byte signing secret make the same bytes. */
export async function makePacket(content: PacketContent, secret: Uint8Array): Promise<Packet> {
  const { madeAt, madeBy, claim, slices, sendings, timeline } = content
  const entries: ZipEntry[] = []
  const parts: PacketPart[] = []
  const counts = new Map<SliceKind, number>()
  for (const { kind, bytes, source, ranges, facts } of slices) {
    const ordinal = (counts.get(kind) ?? 0) + 1
    counts.set(kind, ordinal)
    const name = `${kind}-${ordinal}.edi`
    parts.push({ name, kind, source, ranges, facts, ...digestOf(bytes) })
    entries.push({ name, bytes })
  }
  for (const [kind, records] of [
    ['send-log', sendings],
    ['timeline', timeline],
  ] as const) {
    const bytes = toJsonBytes(records)
    parts.push({ name: `${kind}.json`, kind, ...digestOf(bytes) })
    entries.push({ name: `${kind}.json`, bytes })
  }
  const manifest: Manifest = { format: packetFormat, madeAt, madeBy, claim, receipt: receiptOf(parts), parts }
  const manifestBytes = toJsonBytes(manifest)
  const manifestSha256 = sha256Of(manifestBytes)
  const fingerprint = fingerprintOf(publicKeyOf(secret))
  const cover = writeCover({ manifest, manifestSha256, sendings, fingerprint })
  const zip = await writeZip([
    { name: coverName, bytes: cover },
    { name: manifestName, bytes: manifestBytes },
    { name: sealName, bytes: toJsonBytes(sealPacket(manifestBytes, cover, secret)) },
    ...entries,
  ])
  return { zip, manifest, manifestSha256, fingerprint }
}
