// Transaction sets read into typed values and written again from these alone.
import {
  decodeClaim,
  decodeClaimPayment,
  decodeClaimStatus,
  decodeGroupAcknowledgement,
  decodeProviderAdjustments,
  decodeProvidersWithoutClaims,
  decodeRemittance,
  decodeStatusReport,
  decodeSubmission,
  encodeClaims,
  encodeGroupAcknowledgement,
  encodeRemittanceBody,
  encodeStatusReport,
  type ProviderAnswer,
} from '../../src/codecs/index.js'
import { claimKindOf, type ClaimKind } from '../../src/domain/index.js'
import { createFileReader, type Guide, type Loop, type SchemaRegistry, type Unit } from '../../src/schema/index.js'
import type { Checked } from '../../src/values/index.js'
import type { Segment } from '../../src/x12/index.js'
import { readSet, written } from './read-set.js'

/** All between ST and SE, each segment as text with the usual delimiters. */
export interface Again {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Every set of a file, before and after. Throws when anything cannot be read. */
export function againByCodecs(bytes: Uint8Array, schemas: SchemaRegistry): readonly Again[] {
  const sets: Again[] = []
  let segments: Segment[] = []
  const reader = createFileReader(schemas, {
    placed: (segment) => segments.push(segment),
    setEnd: ({ guide }) => {
      if (guide === undefined) throw new Error('no guide')
      const body = segments.filter(({ id }) => id !== 'ST' && id !== 'SE')
      sets.push({ before: body.map(written), after: [...writeAgain(guide, segments)].map(written) })
      segments = []
    },
  })
  reader.push(bytes)
  reader.end()
  return sets
}

function writeAgain(guide: Guide, segments: readonly Segment[]): Iterable<Segment> {
  const { units, rest } = readSet(guide, segments)
  switch (guide.transactionSet) {
    case '837':
      return encodeClaims(
        units.map((unit) => readable(decodeClaim(unit, claimKindOf(guide.id) as ClaimKind))),
        readable(decodeSubmission(rest)),
      )
    case '835': {
      const payments = units.map((unit) => readable(decodeClaimPayment(unit)))
      const adjustments = readable(decodeProviderAdjustments(rest)).map(({ adjustment }) => adjustment)
      return encodeRemittanceBody(readable(decodeRemittance(rest)), payments, adjustments)
    }
    case '277':
      return writeStatusAgain(units, rest)
    case '999': {
      const acknowledgement = readable(
        decodeGroupAcknowledgement({ id: '999', children: [...rest.children, ...units.map(({ loop }) => loop)] }),
      )
      return encodeGroupAcknowledgement(acknowledgement, acknowledgement.sets)
    }
    default:
      throw new Error(`no codec for ${guide.id}`)
  }
}

/** Providers with claims in the order of their claims, then those without. */
function writeStatusAgain(units: readonly Unit[], rest: Loop): Iterable<Segment> {
  const levels = units.at(-1)?.parents ?? [rest]
  const answers = new Map<Loop | undefined, ProviderAnswer>()
  for (const unit of units) {
    const level = unit.parents.find(({ id }) => id === '2000C')
    const claim = readable(decodeClaimStatus(unit))
    const { claims } = answers.get(level) ?? { claims: [] }
    if (claim.provider === undefined) throw new Error('a claim without its provider')
    answers.set(level, { provider: claim.provider, claims: [...claims, claim] })
  }
  const without = readable(decodeProvidersWithoutClaims(levels)).map((provider): ProviderAnswer => ({ provider, claims: [] }))
  return encodeStatusReport(readable(decodeStatusReport(levels)), [...answers.values(), ...without])
}

function readable<T>({ value, findings }: Checked<T>): T {
  if (value === undefined) throw new Error(`cannot be read: ${findings.map(({ code, path }) => `${code} ${path}`).join(', ')}`)
  return value
}
