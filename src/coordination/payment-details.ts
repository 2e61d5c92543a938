// What MIA and MOA of an 835 (2100) say, in the words of MIA and MOA of the next payer's claim (2320).
import type { ClaimKind, ClaimPayment, InpatientDetails, OutpatientDetails, PriorAdjudication } from '../domain/index.js'
import { claimRemarks } from '../ledger/index.js'
import { type Cents, centsFromR } from '../values/index.js'

/** MIA05, MIA20 to 23; MOA03 to 07. */
const maxRemarks = 5

type Details = OutpatientDetails & Pick<PriorAdjudication, 'remarks' | 'inpatient'>

/** MIA of a stay, MOA otherwise: the figures of the last part, the remarks of all. */
export function detailsOf(payments: readonly ClaimPayment[], kind: ClaimKind): Details {
  const remarks = [...new Set(payments.flatMap(claimRemarks))].slice(0, maxRemarks)
  const stay = payments.findLast((payment) => (payment.inpatient?.[0] ?? '') !== '')?.inpatient
  const list = remarks.length === 0 ? {} : { remarks }
  if (kind === 'institutional' && stay !== undefined) return { inpatient: { ...inpatientOf(stay), ...list } }
  const visit = payments.findLast(({ outpatient }) => outpatient !== undefined)?.outpatient ?? []
  return {
    ...(visit[0] === undefined || visit[0] === '' ? {} : { reimbursementRate: visit[0] }),
    ...amountsAt(visit, { hcpcsPayableCents: 2, renalDiseaseCents: 8, professionalComponentCents: 9 }),
    ...list,
  }
}

function inpatientOf(mia: readonly string[]): InpatientDetails {
  const [coveredDays = '', , psychiatricDays = ''] = mia
  const costReportDays = mia[14] ?? ''
  return {
    coveredDays,
    ...(psychiatricDays === '' ? {} : { lifetimePsychiatricDays: psychiatricDays }),
    ...(costReportDays === '' ? {} : { costReportDays }),
    ...amountsAt(mia, {
      drgCents: 4,
      disproportionateShareCents: 6,
      mspPassThroughCents: 7,
      capitalCents: 8,
      capitalFederalDrgCents: 9,
      capitalHospitalDrgCents: 10,
      capitalDisproportionateShareCents: 11,
      oldCapitalCents: 12,
      capitalTeachingCents: 13,
      operatingHospitalDrgCents: 14,
      operatingFederalDrgCents: 16,
      capitalOutlierCents: 17,
      indirectTeachingCents: 18,
      professionalComponentCents: 19,
      capitalExceptionCents: 24,
    }),
  }
}

/** Amounts by their place in the segment, counted from 1. */
function amountsAt<Name extends string>(
  elements: readonly string[],
  places: Readonly<Record<Name, number>>,
): { readonly [N in Name]?: Cents } {
  const found: { [N in Name]?: Cents } = {}
  for (const [name, place] of Object.entries(places) as [Name, number][]) {
    const cents = centsFromR(elements[place - 1] ?? '')
    if (cents !== undefined) found[name] = cents
  }
  return found
}
