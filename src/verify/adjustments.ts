// The adjustments of claim payments, as their bytes give them and as the books hold them: by group and reason.
import type { Store } from '../store/index.js'
import { numberOf, textOf } from './check.js'
import { plainCents } from './tokenize.js'

/** Of one group and reason: what it comes to, and what of that lowers the payment. */
interface Adjusted {
  readonly cents: number
  readonly loweringCents: number
}

/** By "CO45", of one claim payment. */
export type Adjustments = Map<string, Adjusted>

const nothing: Adjusted = { cents: 0, loweringCents: 0 }

/** The account that a payer of this order owes on. */
const receivable = "CASE e.payer_order WHEN 'S' THEN 'AR:S' WHEN 'T' THEN 'AR:T' ELSE 'AR:P' END"

/** Adds what the elements of a CAS say. */
export function addAdjustments(adjustments: Adjustments, [group = '', ...triples]: readonly string[]): void {
  for (let at = 0; at < triples.length; at += 3) {
    const [reason = '', amount = ''] = triples.slice(at)
    if (reason === '' || amount === '') continue
    const name = `${group}${reason}`
    const cents = plainCents(amount)
    const before = adjustments.get(name) ?? nothing
    adjustments.set(name, { cents: before.cents + cents, loweringCents: before.loweringCents + Math.max(cents, 0) })
  }
}

/**
 * What is booked for an adjustment, and was not voided since, is what its CAS segments say. It may be nothing, where it explains and moves no money;
 * and less for a later payer, who may not write off what an earlier one did already.
 */
export async function compareAdjustments(
  store: Store,
  remittanceId: string,
  ordinals: { readonly after: number; readonly to: number },
  adjustmentsOf: (ordinal: number) => Adjustments | undefined,
): Promise<string[]> {
  // The state is asked for in a way that no index helps with: the range of ordinals is to be found by theirs.
  const booked = await store.query(
    `SELECT p.ordinal AS ordinal, e.adjustment_group AS cas_group, e.carc AS carc, e.payer_order AS payer_order,
       SUM(CASE WHEN e.cr = ${receivable} THEN e.cents ELSE -e.cents END) AS cents
     FROM claim_payment p JOIN ledger_entry e ON e.claim_payment_id = p.id
     WHERE p.remittance_id = ? AND p.ordinal > ? AND p.ordinal <= ? AND COALESCE(p.state, '') = 'posted'
       AND e.reverses IS NULL AND e.carc IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM ledger_entry v WHERE v.reverses = e.id AND v.claim_payment_id = e.claim_payment_id)
     GROUP BY p.ordinal, e.adjustment_group, e.carc, e.payer_order`,
    [remittanceId, ordinals.after, ordinals.to],
  )
  return booked.flatMap((row) => {
    const name = `${textOf(row, 'cas_group')}${textOf(row, 'carc')}`
    const inBooks = numberOf(row, 'cents')
    const { cents: inBytes, loweringCents } = adjustmentsOf(numberOf(row, 'ordinal'))?.get(name) ?? nothing
    const mayBeLess = textOf(row, 'payer_order') !== 'P' && inBooks < inBytes && inBooks >= inBytes - loweringCents
    return inBooks === inBytes || mayBeLess
      ? []
      : [`${name} of claim payment ${numberOf(row, 'ordinal')} is ${inBytes} cents in its bytes, ${inBooks} in the books`]
  })
}
