// Has this payment been here before? Fingerprints F2 to F5 and the decisions of domain rule 3.
import { createHash } from 'node:crypto'
import type { ClaimPayment, Remittance, WorkItemDraft } from '../domain/index.js'
import { type Cents, toCents } from '../values/index.js'
import type { Segment } from '../x12/index.js'

export interface ContentFingerprints {
  /** F2: all segments between ST and SE, whatever the delimiters. */
  readonly content: string
  /** F4: the same without BPR16, TRN02 and DTM*405, which alone change when a payment is issued again. */
  readonly reissue: string
}

export interface ContentHasher {
  /** Every segment of the transaction set in order; ST and SE, which hold only the envelope's numbers, are left out here. */
  add(segment: Segment): void
  /** Hexadecimal SHA-256. Call once, at SE. */
  digest(): ContentFingerprints
}

/** A hash is fed by the block, not by the segment: a call costs more than a segment. */
const blockLength = 16 * 1024

/** Hashes a transaction set as it goes by, in flat memory. */
export function createContentHasher(): ContentHasher {
  const content = createHash('sha256')
  const reissue = createHash('sha256')
  let common = ''
  const flush = (): void => {
    content.update(common)
    reissue.update(common)
    common = ''
  }
  return {
    add(segment) {
      if (segment.id === 'ST' || segment.id === 'SE') return
      const left = reissueDifference(segment)
      if (left === undefined) {
        common += neutralText(segment)
        if (common.length >= blockLength) flush()
        return
      }
      flush()
      content.update(neutralText(segment))
      if (left !== 'all') reissue.update(neutralText(segment, left))
    },
    digest() {
      flush()
      return { content: content.digest('hex'), reissue: reissue.digest('hex') }
    },
  }
}

/** The element that a payment issued again may change, or the whole segment. */
function reissueDifference(segment: Segment): number | 'all' | undefined {
  if (segment.id === 'BPR') return 16
  if (segment.id === 'TRN') return 2
  return segment.id === 'DTM' && segment.text(1) === '405' ? 'all' : undefined
}

/** The segment with control characters for delimiters, which data cannot hold; empty ends and the element `left` left out. */
function neutralText(segment: Segment, left = 0): string {
  let text = segment.id
  let gap = ''
  for (let number = 1; number <= segment.elementCount; number++) {
    gap += '\u001d'
    const element =
      number === left
        ? ''
        : joined(
            segment.element(number).map((components) => joined(components, '\u001f')),
            '\u001e',
          )
    if (element === '') continue
    text += gap + element
    gap = ''
  }
  return `${text}\u001c`
}

/** Joined without empty ends. */
function joined(texts: readonly string[], delimiter: string): string {
  if (texts.length === 1) return texts[0] ?? ''
  let end = texts.length
  while (end > 0 && texts[end - 1] === '') end--
  return texts.slice(0, end).join(delimiter)
}

/** F3: who pays whom under which trace. */
export function paymentKey({ trace, payee }: Remittance): string {
  return JSON.stringify([trace.payerIdentifier, trace.number, payee.id ?? ''])
}

/** F5: this claim payment among all, also when a set repeats it (`occurrence` counts from 1). */
export function claimPaymentKey(paymentKeyOfSet: string, payment: ClaimPayment, occurrence: number): string {
  return JSON.stringify([paymentKeyOfSet, payment.patientControlNumber, payment.payerClaimNumber ?? '', payment.status, occurrence])
}

/** A remittance as duplicates are judged by. */
export interface RemittanceIdentity extends ContentFingerprints {
  readonly id: string
  /** F3, as `paymentKey` gives it. */
  readonly key: string
  readonly paidCents: Cents
  /** BPR04. */
  readonly method: string
  readonly trace: string
}

export type DuplicateDecision =
  /** New. `key` is unique among all that post: F3, extended by F2 where a payer uses one number for many zero payments. */
  | { readonly kind: 'post'; readonly key: string; readonly reusesZeroTrace: boolean }
  | { readonly kind: 'duplicate'; readonly of: string }
  | { readonly kind: 'conflict' | 'possible-reissue'; readonly of: string; readonly workItem: WorkItemDraft }

/**
 * In: the new remittance, and those that share its payment key, its extended key or its reissue fingerprint and took effect (or may yet).
 * Remittances that were themselves found duplicate or in conflict do not count.
 */
export function decideDuplicate(arrival: RemittanceIdentity, earlier: readonly RemittanceIdentity[]): DuplicateDecision {
  // An extended key begins with the plain one and keeps it recognisable.
  const samePayment = earlier.filter(({ key }) => key === arrival.key || key.startsWith(`${arrival.key}#`))
  const same = samePayment.find(({ content }) => content === arrival.content)
  if (same !== undefined) return { kind: 'duplicate', of: same.id }
  const [other] = samePayment
  if (other !== undefined) {
    if (paysNothing(arrival) && samePayment.every(paysNothing)) {
      return { kind: 'post', key: `${arrival.key}#${arrival.content}`, reusesZeroTrace: true }
    }
    return { kind: 'conflict', of: other.id, workItem: conflictItem(arrival, other) }
  }
  const reissued = arrival.paidCents > 0 ? earlier.find(({ reissue }) => reissue === arrival.reissue) : undefined
  if (reissued !== undefined) return { kind: 'possible-reissue', of: reissued.id, workItem: reissueItem(arrival, reissued) }
  return { kind: 'post', key: arrival.key, reusesZeroTrace: false }
}

function paysNothing({ paidCents, method }: RemittanceIdentity): boolean {
  return paidCents === 0 || method === 'NON'
}

function conflictItem(arrival: RemittanceIdentity, other: RemittanceIdentity): WorkItemDraft {
  return {
    type: 'remittance-conflict',
    cents: toCents(arrival.paidCents - other.paidCents),
    nextAction: 'ask payer which is right; nothing posted',
    facts: { trace: arrival.trace, first: other.id },
  }
}

function reissueItem(arrival: RemittanceIdentity, other: RemittanceIdentity): WorkItemDraft {
  return {
    type: 'possible-reissue',
    cents: arrival.paidCents,
    nextAction: 'decide: a reissue of the earlier payment, or a separate payment',
    facts: { trace: arrival.trace, earlierTrace: other.trace, earlier: other.id },
  }
}
