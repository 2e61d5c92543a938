// The 277CA to the claims of one 837 transaction set: what was decided of each claim, totalled so that every level balances.
import type { ClaimStatus, ClaimStatusReport, NamedEntity, StatusTotals } from '../../domain/index.js'
import { type Cents, dayOf, type Instant, sumCents, x12Stamp } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { encodeStatusReport, type ProviderAnswer } from './encode.js'

export interface AnsweredClaim {
  /** Who billed it; claims of one id stand together. */
  readonly billing: NamedEntity
  /** The payer it is for; undefined when that cannot be read. */
  readonly payer?: { readonly id: string; readonly name: string }
  readonly isAccepted: boolean
  readonly chargeCents: Cents
  readonly status: ClaimStatus
}

export interface ClaimAnswerHead {
  /** BHT03 and 2200A TRN02 of the answer. */
  readonly reference: string
  /** BHT03 of the 837. */
  readonly batchReference: string
  readonly submitter: NamedEntity
  /** 1000B of the 837: who answers when no payer does. */
  readonly receiver: { readonly id: string; readonly name: string }
  readonly receivedAt: Instant
  readonly answeredAt: Instant
}

/** All between ST and SE. */
export function* encodeClaimAnswer(head: ClaimAnswerHead, claims: readonly AnsweredClaim[]): Generator<Segment> {
  const { reference, batchReference, submitter, receivedAt, answeredAt } = head
  const source = sourceOf(head, claims)
  const answeredOn = dayOf(answeredAt)
  const codes = [{ category: 'A1', status: '19', entity: source.role }]
  const chargesOf = (some: readonly AnsweredClaim[]) => sumCents(some.map(({ chargeCents }) => chargeCents))
  const report: ClaimStatusReport = {
    reference,
    createdOn: answeredOn,
    createdAt: x12Stamp(answeredAt).hhmm,
    source,
    sourceTrace: reference,
    receivedOn: dayOf(receivedAt),
    processedOn: answeredOn,
    receiver: submitter,
    batchReference,
    statuses: [{ codes, effectiveOn: answeredOn, action: 'WQ', chargedCents: chargesOf(claims) }],
    totals: totalsOf(claims),
  }
  const providers = byProvider(claims).map((theirs): ProviderAnswer => {
    const statuses = [{ codes, action: 'WQ', chargedCents: chargesOf(theirs) }]
    const provider = { provider: theirs[0].billing, trace: '0', statuses, references: [], totals: totalsOf(theirs) }
    return { provider, claims: theirs.map(({ status }) => status) }
  })
  yield* encodeStatusReport(report, providers)
}

/** The payer when the claims go to one only and it gave those it accepts its numbers, else whoever received them. */
function sourceOf({ receiver }: ClaimAnswerHead, claims: readonly AnsweredClaim[]): ClaimStatusReport['source'] {
  const payers = new Map(claims.flatMap(({ payer }) => (payer === undefined ? [] : [[payer.id, payer]])))
  const [payer] = payers.values()
  const hasNumbers = claims.every(({ isAccepted, status }) => !isAccepted || status.payerClaimNumber !== undefined)
  return payer !== undefined && payers.size === 1 && hasNumbers
    ? { role: 'PR', entityType: '2', last: payer.name, idQualifier: 'PI', id: payer.id }
    : { role: 'AY', entityType: '2', last: receiver.name, idQualifier: '46', id: receiver.id }
}

function totalsOf(claims: readonly AnsweredClaim[]): StatusTotals {
  const charges = (wanted: boolean) => claims.filter(({ isAccepted }) => isAccepted === wanted).map(({ chargeCents }) => chargeCents)
  const accepted = charges(true)
  const rejected = charges(false)
  return {
    ...(accepted.length === 0 ? {} : { acceptedCount: accepted.length, acceptedCents: sumCents(accepted) }),
    ...(rejected.length === 0 ? {} : { rejectedCount: rejected.length, rejectedCents: sumCents(rejected) }),
  }
}

type OneOrMore<T> = readonly [T, ...T[]]

function byProvider(claims: readonly AnsweredClaim[]): OneOrMore<AnsweredClaim>[] {
  const groups = new Map<string, [AnsweredClaim, ...AnsweredClaim[]]>()
  for (const each of claims) {
    const key = `${each.billing.idQualifier ?? ''} ${each.billing.id ?? ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()]
}
