// What a packet of evidence holds: its manifest lists every part, with its hash and the bytes of the stored file it was cut from.
import type { ByteRange, Instant } from '../values/index.js'
import type { Digest } from './digest.js'
import type { Facts, SliceKind } from './facts.js'

export const packetFormat = 'x12gw-claim-evidence/1'

/** The file that a slice was cut from, as the gateway keeps it. */
export interface SourceFile {
  readonly name: string
  readonly sha256: string
  readonly sizeBytes: number
  /** When it was written, or came in. */
  readonly at: Instant
}

/** Exact bytes of one file: its slices, put one after the other, are the part. */
export interface SlicePart extends Digest {
  readonly name: string
  readonly kind: SliceKind
  readonly source: SourceFile
  readonly ranges: readonly ByteRange[]
  /** What its bytes say. */
  readonly facts: Facts
}

/** Records of this gateway itself, as JSON. */
export interface RecordPart extends Digest {
  readonly name: string
  readonly kind: 'send-log' | 'timeline'
}

export type PacketPart = SlicePart | RecordPart

/** verified: the file was seen on the other side after the upload, or was answered; uncertain: it may have arrived; recorded: another system sent it. */
export type SendOutcome = 'verified' | 'uncertain' | 'not-sent' | 'recorded'

export interface SendLogEntry {
  readonly outcome: SendOutcome
  readonly fileName: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly partner: string
  /** Host and folder. */
  readonly destination?: string
  readonly queuedAt: Instant
  readonly sentAt?: Instant
  readonly tries?: number
}

/** Who has certainly had the claim in hands, by the farthest answer in the packet. */
export type Receipt = 'payer' | 'clearinghouse' | 'syntax' | 'none'

export interface Manifest {
  readonly format: typeof packetFormat
  readonly madeAt: Instant
  readonly madeBy: string
  readonly claim: { readonly patientControlNumber: string; readonly charge: string }
  readonly receipt: Receipt
  readonly parts: readonly PacketPart[]
}

export function isSlice(part: PacketPart): part is SlicePart {
  return 'ranges' in part
}

const takenByCategory = /^A[012](?::|$)/

/** Only a payer's own 277CA shows that the payer had the claim (domain rules 5.6); a clearinghouse's shows that the clearinghouse had. */
export function receiptOf(parts: readonly PacketPart[]): Receipt {
  const slices = parts.filter(isSlice)
  const taken = slices.filter(
    ({ kind, facts }) => kind === '277CA' && facts.claim !== undefined && takenByCategory.test(facts.status ?? ''),
  )
  if (taken.some(({ facts }) => facts.source === 'PR')) return 'payer'
  if (taken.length > 0) return 'clearinghouse'
  const isSound = slices.some(({ kind, facts }) => kind === '999' && ['A', 'E'].includes(facts.setVerdict ?? facts.groupVerdict ?? ''))
  return isSound ? 'syntax' : 'none'
}

/** JSON as packets hold it: one way to write a value, so that one byte changed shows. */
export function toJsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`)
}

/** Undefined when the bytes are no JSON, or not written as `toJsonBytes` writes it. */
export function fromJsonBytes(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return Buffer.compare(bytes, toJsonBytes(value)) === 0 ? value : undefined
  } catch {
    return undefined
  }
}
