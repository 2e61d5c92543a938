// A whole 835 on its way out, one claim payment at a time: memory does not grow with their number.
import { isDeepStrictEqual } from 'node:util'
import type { ClaimGroup, ClaimPayment, ProviderAdjustment, Remittance } from '../../domain/index.js'
import { allSegments } from '../../schema/index.js'
import type { Segment } from '../../x12/index.js'
import { claimGroup, encodeClaimPayment } from './claim-payment.js'
import { encodeRemittance } from './header.js'
import { encodeProviderAdjustments } from './provider-adjustment.js'

const ungrouped: ClaimGroup = { number: '1' }

/**
 * Writes all between ST and SE. A new LX begins where a payment's group differs from the one before;
 * payments without a group stand under an LX numbered 1, because no claim payment may stand outside one.
 */
export function* encodeRemittanceBody(
  header: Remittance,
  payments: Iterable<ClaimPayment>,
  adjustments: readonly ProviderAdjustment[] = [],
): Generator<Segment> {
  yield* encodeRemittance(header)
  let current: ClaimGroup | undefined
  for (const payment of payments) {
    const group = payment.claimGroup ?? ungrouped
    if (!isDeepStrictEqual(group, current)) yield* allSegments(claimGroup.encode(group))
    current = group
    yield* allSegments(encodeClaimPayment(payment))
  }
  yield* encodeProviderAdjustments(adjustments)
}
