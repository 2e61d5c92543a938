// What a payer said of a remittance's claims, as a page or PDF.
import type { Eob, PaperFormat } from '../paper/index.js'
import type { ClaimPaymentRow, RemittanceRow, Store } from '../store/index.js'
import { Fault } from '../values/index.js'
import type { GatewayParts } from './parts.js'
import { mustBeOurs } from './quarantine.js'

/** More claim payments than this make no paper that anybody reads. */
const mostPayments = 2000
const pageSize = 500

/** Which claim payments: all of the remittance, those of one claim of ours, or those under a number as the payer gave it. */
export interface EobPick {
  readonly claimId?: string
  readonly patientControlNumber?: string
}

/** Throws NOT_FOUND when the remittance has nothing of the claim, REFUSED when it has more than paper holds, or is another's. */
export async function eobOf(store: Store, row: RemittanceRow, pick: EobPick = {}): Promise<Eob> {
  mustBeOurs(row)
  const isWhole = pick.claimId === undefined && pick.patientControlNumber === undefined
  if (isWhole && row.claimCount > mostPayments)
    throw new Fault(
      'REFUSED',
      `this remittance has ${row.claimCount} claim payments, more than the ${mostPayments} of one paper; name a claim`,
    )
  const picked: ClaimPaymentRow[] = []
  let cursor: string | undefined
  do {
    const page = await store.remittances.payments(row.id, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
    picked.push(...page.items.filter((each) => isPicked(each, pick)))
    cursor = page.next
  } while (cursor !== undefined)
  if (!isWhole && picked.length === 0) throw new Fault('NOT_FOUND', 'this remittance has no payment for that claim')
  const payments = picked.map(({ payment }) => payment)
  if (!isWhole) return { remittance: row.remittance, payments }
  const adjustments = (await store.remittances.adjustments(row.id)).map(({ adjustment }) => adjustment)
  return { remittance: row.remittance, payments, adjustments }
}

function isPicked({ claimId, payment }: ClaimPaymentRow, pick: EobPick): boolean {
  if (pick.claimId !== undefined && claimId !== pick.claimId) return false
  return pick.patientControlNumber === undefined || payment.patientControlNumber === pick.patientControlNumber
}

export type EobPaper = (row: RemittanceRow, format: PaperFormat, pick?: EobPick) => Promise<Uint8Array>

export function createEobPaper({ store, schemas }: Pick<GatewayParts, 'store' | 'schemas'>): EobPaper {
  return async (row, format, pick) => {
    const eob = await eobOf(store, row, pick)
    const { drawAs, eobSheet } = await import('../paper/index.js') // fonts and all, which few commands draw with
    return drawAs(
      eobSheet(eob, (list, code) => schemas.codes(list)?.label(code) ?? undefined),
      format,
    )
  }
}
