// What must hold between segments of one unit (SNIP type 3), per guide. Balances of an 835 belong to the ledger's rules.
import { type Cents, centsFromR, type FindingCode, type FindingDetail, sumCents } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { firstSegment, type Loop, loopsIn } from './tree.js'
import type { Guide } from './types.js'

/** `at` is the segment to point at, `ref` its element. */
export type ReportRelation = (code: FindingCode, at: Segment, ref: string, element: number, detail: FindingDetail) => void
export type UnitCheck = (unit: Loop, report: ReportRelation) => void

/** The check of a guide's units; undefined when it has none. */
export function unitCheckOf({ transactionSet }: Guide): UnitCheck | undefined {
  return transactionSet === '837' ? checkClaimCharge : undefined
}

/** Where the charge of a service line stands: professional, institutional, dental. */
const lineCharges = [
  ['SV1', 2],
  ['SV2', 3],
  ['SV3', 2],
] as const

/** CLM02 is the sum of the charges of the lines. Says nothing when one of them is missing or no amount: that is reported already. */
function checkClaimCharge(claim: Loop, report: ReportRelation): void {
  const clm = firstSegment(claim, 'CLM')
  const stated = clm === undefined ? undefined : centsFromR(clm.text(2))
  const charges = loopsIn(claim, '2400').map(chargeOf)
  if (clm === undefined || stated === undefined || charges.length === 0 || !charges.every((charge) => charge !== undefined)) return
  const difference = stated - sumCents(charges)
  if (difference !== 0) report('CLAIM_CHARGE_UNBALANCED', clm, 'CLM02', 2, { cents: difference })
}

function chargeOf(line: Loop): Cents | undefined {
  for (const [id, element] of lineCharges) {
    const service = firstSegment(line, id)
    if (service !== undefined) return centsFromR(service.text(element))
  }
  return undefined
}
