// Who answers to whom for which 837, and for which billing providers: the levels 2000A to 2000C of a 277CA (005010X214).
import type { ClaimStatusReport, ProviderStatus } from '../../domain/index.js'
import { firstLoop, type Loop, loopsIn } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import {
  at,
  checked,
  constant,
  day,
  elements,
  loopCodec,
  type LoopPart,
  mapped,
  optional,
  readable,
  segmentCodec,
  segments,
  text,
} from '../codec.js'
import { dateCodec } from '../parts/amount.js'
import { entityName, namedEntity } from '../parts/named-entity.js'
import { anyReference } from '../parts/reference.js'
import { descend, nest } from './hierarchy.js'
import { statuses, totalsUnder, trace } from './status.js'

/** BHT. */
export const transaction: LoopPart<Pick<ClaimStatusReport, 'reference' | 'createdOn' | 'createdAt'>> = segmentCodec(
  'BHT',
  elements(constant(1, '0085'), constant(2, '08'), constant(6, 'TH'), {
    reference: at(3, text),
    createdOn: at(4, day),
    createdAt: at(5, text),
  }),
)

/** Level 2000A without its HL. */
export const sourceLevel: LoopPart<Pick<ClaimStatusReport, 'source' | 'sourceTrace' | 'receivedOn' | 'processedOn'>> = segments(
  loopCodec('2100A', { source: segmentCodec('NM1', elements({ role: at(1, text) }, entityName), { 1: ['PR', 'AY'] }) }),
  loopCodec('2200A', {
    sourceTrace: trace('1'),
    receivedOn: optional(dateCodec('050')),
    processedOn: optional(dateCodec('009')),
  }),
)

/** Level 2000B without its HL. */
export const receiverLevel: LoopPart<Pick<ClaimStatusReport, 'receiver' | 'batchReference' | 'statuses' | 'totals'>> = segments(
  loopCodec('2100B', { receiver: namedEntity('41') }),
  loopCodec('2200B', { batchReference: trace('2'), statuses, totals: totalsUnder('90', 'AA') }),
)

const providerAnswer = loopCodec('2200C', {
  trace: trace('1'),
  statuses,
  references: readable(anyReference()),
  totals: totalsUnder('QA', 'QC'),
})

/** Level 2000C without its HL. Its loop 2200C is there when the sender says anything of the provider; "0" is its usual trace. */
export const providerLevel: LoopPart<ProviderStatus> = mapped(
  segments(loopCodec('2100C', { provider: namedEntity('85') }), { answer: optional(providerAnswer) }),
  {
    decode: ({ provider, answer = { statuses: [], references: [], totals: {} } }): ProviderStatus => ({ provider, ...answer }),
    encode: ({ provider, trace: number, ...answer }) =>
      number === undefined && answer.statuses.length === 0 ? { provider } : { provider, answer: { trace: number ?? '0', ...answer } },
  },
)

/**
 * Reads who answers to whom for which 837, with the answer to the whole of it.
 * `levels` are the parents of a unit, outermost first, or, when there was no unit, the one loop of what stands outside all units.
 */
export function decodeStatusReport(levels: readonly Loop[]): Checked<ClaimStatusReport> {
  const set = nest(levels)
  const sourceLoop = descend(set, '2000A')
  return checked((reading) => {
    const header = transaction.read(set, reading)
    const source = sourceLevel.read(sourceLoop, { ...reading, loop: '2000A' })
    const receiver = receiverLevel.read(descend(sourceLoop, '2000B'), { ...reading, loop: '2000B' })
    return header && source && receiver && { ...header, ...source, ...receiver }
  })
}

/**
 * Reads the billing providers of which no claim is named: all that is said of them stands at their level.
 * `levels` as above, taken when the set has ended, because the parents of a unit go on filling up until then.
 * What cannot be read is left out, with its findings.
 */
export function decodeProvidersWithoutClaims(levels: readonly Loop[]): Checked<readonly ProviderStatus[]> {
  const providers = loopsIn(descend(nest(levels), '2000A', '2000B'), '2000C')
  const withoutClaims = providers.filter((provider) => firstLoop(provider, '2000D') === undefined)
  return checked((reading) =>
    withoutClaims.map((level) => providerLevel.read(level, { ...reading, loop: level.id })).filter((provider) => provider !== undefined),
  )
}
