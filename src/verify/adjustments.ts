// The adjustments of a remittance, as its bytes give them and as the books hold them: per claim payment, group and reason.
import type { Store } from '../store/index.js'
import { numberOf, textOf } from './check.js'
import { plainCents, type PlainSegment } from './tokenize.js'

/** Of one group and reason: what it comes to, and what of that lowers the payment. */
interface Adjusted {
  readonly cents: number
  readonly loweringCents: number
}

/** By "CO45", of one claim payment. */
type Adjustments = Map<string, Adjusted>

const nothing: Adjusted = { cents: 0, loweringCents: 0 }

/** The account that a payer of this order owes on. */
const receivable = "CASE e.payer_order WHEN 'S' THEN 'AR:S' WHEN 'T' THEN 'AR:T' ELSE 'AR:P' END"

/**
 * What is booked for an adjustment, and was not voided since, is what its CAS segments say. It may be nothing, where it explains and moves no money;
 * and less for a later payer, who may not write off what an earlier one did already.
 */
export async function compareAdjustments(store: Store, remittanceId: string, segments: readonly PlainSegment[]): Promise<string[]> {
  const claims = adjustmentsIn(segments)
  const booked = await store.query(
    `SELECT p.ordinal AS ordinal, e.adjustment_group AS cas_group, e.carc AS carc, e.payer_order AS payer_order,
       SUM(CASE WHEN e.cr = ${receivable} THEN e.cents ELSE -e.cents END) AS cents
     FROM ledger_entry e JOIN claim_payment p ON p.id = e.claim_payment_id
     WHERE p.remittance_id = ? AND p.state = 'posted' AND e.reverses IS NULL AND e.carc IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM ledger_entry v WHERE v.reverses = e.id AND v.claim_payment_id = e.claim_payment_id)
     GROUP BY p.ordinal, e.adjustment_group, e.carc, e.payer_order`,
    [remittanceId],
  )
  return booked.flatMap((row) => {
    const name = `${textOf(row, 'cas_group')}${textOf(row, 'carc')}`
    const inBooks = numberOf(row, 'cents')
    const { cents: inBytes, loweringCents } = claims[numberOf(row, 'ordinal') - 1]?.get(name) ?? nothing
    const mayBeLess = textOf(row, 'payer_order') !== 'P' && inBooks < inBytes && inBooks >= inBytes - loweringCents
    return inBooks === inBytes || mayBeLess
      ? []
      : [`${name} of claim payment ${numberOf(row, 'ordinal')} is ${inBytes} cents in its bytes, ${inBooks} in the books`]
  })
}

/** In the order of the claim payments; an empty CLP of a capitation payer is none. */
function adjustmentsIn(segments: readonly PlainSegment[]): Adjustments[] {
  const claims: Adjustments[] = []
  let open: Adjustments | undefined
  for (const [id, group = '', ...triples] of segments) {
    if (id === 'CLP') {
      open = new Map()
      if ([group, ...triples.slice(0, 3)].some((element) => element !== '')) claims.push(open)
    }
    if (id === 'CAS')
      for (let at = 0; at < triples.length; at += 3) {
        const [reason = '', amount = ''] = triples.slice(at)
        if (reason !== '' && amount !== '') add(open, `${group}${reason}`, plainCents(amount))
      }
  }
  return claims
}

function add(to: Adjustments | undefined, name: string, cents: number): void {
  const before = to?.get(name) ?? nothing
  to?.set(name, { cents: before.cents + cents, loweringCents: before.loweringCents + Math.max(cents, 0) })
}
