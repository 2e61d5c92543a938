// A 277CA on its way out, level by level: every HL gets its number and names the one above it.
import { isDeepStrictEqual } from 'node:util'
import type { ClaimStatus, ClaimStatusReport, ProviderStatus } from '../../domain/index.js'
import { allSegments, type Loop, loop } from '../../schema/index.js'
import type { Segment } from '../../x12/index.js'
import { claimStatus, patientName } from './claim.js'
import { createHierarchy } from './hierarchy.js'
import { providerLevel, receiverLevel, sourceLevel, transaction } from './report.js'

/** A billing provider and what is said of its claims; totals are written as given. */
export interface ProviderAnswer {
  readonly provider: ProviderStatus
  readonly claims: readonly ClaimStatus[]
}

/** Writes all between ST and SE. Neighbouring claims of one patient share a patient level. */
export function* encodeStatusReport(report: ClaimStatusReport, providers: readonly ProviderAnswer[]): Generator<Segment> {
  const hl = createHierarchy()
  yield* flat(transaction.write(report))
  const sourceHl = hl('20', undefined, true)
  yield sourceHl
  yield* flat(sourceLevel.write(report))
  const receiverHl = hl('21', sourceHl, providers.length > 0)
  yield receiverHl
  yield* flat(receiverLevel.write(report))
  for (const { provider, claims } of providers) {
    const providerHl = hl('19', receiverHl, claims.length > 0)
    yield providerHl
    yield* flat(providerLevel.write(provider))
    let last: ClaimStatus | undefined
    for (const claim of claims) {
      if (last === undefined || !isDeepStrictEqual(claim.patient, last.patient)) {
        yield hl('PT', providerHl, false)
        if (claim.patient !== undefined) yield* flat(patientName.write({ patient: claim.patient }))
      }
      last = claim
      yield* flat(claimStatus.write(claim))
    }
  }
}

function flat(nodes: readonly (Loop | Segment)[]): Generator<Segment> {
  return allSegments(loop('277', nodes))
}
