// What a person should do about a denial: the reason's own action, refined by remark codes (domain rules 1.6, 7.1).
import type { AdjustmentTreatments } from './treatments.js'

/** Remarks that name the very field to correct, so that the action can name it too. */
const correctable: Readonly<Record<string, string>> = {
  M62: 'authorization number',
  M76: 'diagnosis',
  N290: 'rendering provider id',
  N382: 'patient id',
  N56: 'procedure code',
  N570: 'credentialing data',
}
const priorPayerMissing = new Set(['N4', 'N479', 'MA04'])
const recordsMissing = new Set(['M127', 'N706'])
const noAppeal = new Set(['MA130', 'N211'])

export interface DenialAdvice {
  readonly category: string
  readonly nextAction: string
  readonly isAppealable: boolean
}

/**
 * In: the CARC, the remarks of the line and claim, CLP02, and whether the money was put on the patient.
 * A code that the table does not know gets the category "unknown-code" and a person to read it.
 */
export function adviseOnDenial(
  carc: string,
  remarks: readonly string[],
  status: string,
  isPatientShare: boolean,
  treatments: AdjustmentTreatments,
): DenialAdvice {
  const row = treatments.carc[carc]
  const category = row?.category ?? 'unknown-code'
  const isAppealable = (row?.appealable ?? true) && !remarks.some((remark) => noAppeal.has(remark))
  return { category, isAppealable, nextAction: isPatientShare ? patientAction() : payerAction() }

  function patientAction(): string {
    return category === 'eligibility' || category === 'cob' ? 'check other coverage before statement' : (row?.nextAction ?? readIt)
  }

  function payerAction(): string {
    // MA130: the claim was never processed, so it can be neither appealed nor replaced.
    if (remarks.includes('MA130')) return 'correct the claim, send new original; no appeal'
    // The payer has no such member: there is nothing on its side that a replacement could replace.
    if (carc === '31' || (status === '4' && category === 'eligibility')) return 'verify member id, send new original'
    if (remarks.some((remark) => priorPayerMissing.has(remark))) return 'send prior payer result'
    if (remarks.some((remark) => recordsMissing.has(remark))) return 'send records'
    const field = category === 'claim-data' ? remarks.map((remark) => correctable[remark]).find((name) => name !== undefined) : undefined
    return field === undefined ? (row?.nextAction ?? readIt) : `correct ${field}, send frequency 7`
  }
}

const readIt = 'look up the reason code, then decide'
