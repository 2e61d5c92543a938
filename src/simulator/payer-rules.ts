// What a payer denies in the 835, whatever the ending of the claim number says. The first row that fits a service line decides it;
// of a stay, which is paid as a whole, one line is enough.
import type { Claim } from '../domain/index.js'
import { addDays, type IsoDate } from '../values/index.js'
import { type ClaimedLine, claimedLines, destinationOf, facilityOf, providersOf, serviceDays } from './claimed-line.js'
import { payerOf, type SimulatedPayer } from './payers.js'
import type { Denial } from './rules.js'

export interface PayerFacts {
  /** ISA15: filing limits and names for trials are held against production only. */
  readonly usage: string
  readonly receivedOn: IsoDate
}

/** A line with what the payer knows besides. */
interface LineFacts extends PayerFacts {
  /** Was this service decided before, or does it stand earlier in this claim? */
  readonly isDuplicate: boolean
}

export interface PayerRule {
  readonly says: string
  readonly denial: Denial
  readonly denies: (claim: Claim, line: ClaimedLine, payer: SimulatedPayer, facts: LineFacts) => boolean
}

const imagingLaboratoryEquipment = /^(?:[78]\d{4}|[EKL]\d{4})$/
const laboratory = /^8\d{4}$/
/** Procedures for what has no code of its own: those that are seen most often. */
const unlisted = new Set(
  '15999 17999 19499 20999 27599 29999 37799 43999 49999 58999 64999 66999 76499 78999 84999 90749 95999 97799 99199 99499 A9999 E1399 J3490'.split(
    ' ',
  ),
)
const visit = /^99[2-4]\d\d$/
const telehealthModifiers = new Set(['95', '93', 'GT', 'GQ', 'FQ'])

export const payerRules: readonly PayerRule[] = [
  {
    says: 'the member is not known: a name for trials, in production',
    denial: { group: 'CO', reason: '31', status: '4' },
    denies: ({ patient }, _line, _payer, { usage }) => usage === 'P' && /^(?:Z*TEST|DUMMY)\b/i.test(patient.last),
  },
  {
    says: 'the same service was decided before, or stands twice in the claim',
    denial: { group: 'OA', reason: '18' },
    denies: (_claim, _line, _payer, { isDuplicate }) => isDuplicate,
  },
  {
    says: 'received too late, and no reason of the delay is told',
    denial: { group: 'CO', reason: '29' },
    denies: (claim, _line, { filingDays }, { usage, receivedOn }) => {
      const { to } = serviceDays(claim) ?? {}
      return (
        usage === 'P' &&
        !/^[78]$/.test(claim.frequency) &&
        claim.delayReason === undefined &&
        to !== undefined &&
        addDays(to, filingDays) < receivedOn
      )
    },
  },
  {
    says: 'the patient had died before the service',
    denial: { group: 'CO', reason: '13' },
    denies: ({ patient: { diedOn } }, { from }) => diedOn !== undefined && from !== undefined && from > diedOn,
  },
  {
    says: 'another payer comes first, and nothing tells what it decided',
    denial: { group: 'CO', reason: '22', remark: 'N4' },
    denies: ({ coverages, destination, lines }) =>
      destination !== 'P' &&
      coverages.some(({ order, payer, adjudication }) => {
        const isByLine = lines.some(({ adjudications = [] }) => adjudications.some(({ payerId }) => payerId === payer.id))
        return order === 'P' && adjudication === undefined && !isByLine
      }),
  },
  {
    says: 'an injury at work is for the insurer of the employer',
    denial: { group: 'CO', reason: '19' },
    denies: (claim) =>
      claim.kind !== 'institutional' && claim.accident?.causes.includes('EM') === true && destinationOf(claim)?.filing !== 'WC',
  },
  {
    says: 'who rendered the service has no NPI',
    denial: { group: 'CO', reason: '16', remark: 'N290' },
    denies: (claim) => claim.kind !== 'institutional' && providersOf(claim, 'rendering').some(({ npi }) => npi === undefined),
  },
  {
    says: 'nobody with an NPI referred or ordered what this payer pays on order only',
    denial: { group: 'CO', reason: '16', remark: 'N265' },
    denies: (claim, { procedure }, { needsReferrer }) =>
      needsReferrer &&
      claim.kind === 'professional' &&
      imagingLaboratoryEquipment.test(procedure.code) &&
      ![...providersOf(claim, 'referring'), ...providersOf(claim, 'ordering')].some(({ npi }) => npi !== undefined),
  },
  {
    says: 'this payer pays the procedure with an authorization only',
    denial: { group: 'CO', reason: '197' },
    denies: ({ authorization }, { line, procedure }, { authorized }) =>
      authorized?.test(procedure.code) === true &&
      authorization === undefined &&
      !('authorization' in line && line.authorization !== undefined),
  },
  {
    says: 'this payer pays a drug with its NDC only',
    denial: { group: 'CO', reason: '16', remark: 'M119' },
    denies: (_claim, { line, procedure }, { needsDrugNumber }) =>
      needsDrugNumber && /^J\d{4}$/.test(procedure.code) && !('drug' in line && line.drug !== undefined),
  },
  {
    says: 'a procedure without a name of its own is not described',
    denial: { group: 'CO', reason: '16', remark: 'N350' },
    denies: (_claim, { procedure: { code, description } }) => unlisted.has(code) && description === undefined,
  },
  {
    says: 'a laboratory test in an office or laboratory without a CLIA number',
    denial: { group: 'CO', reason: '16', remark: 'MA120' },
    denies: (claim, { line, procedure }) => {
      if (claim.kind !== 'professional' || !laboratory.test(procedure.code) || !('diagnosisPointers' in line)) return false
      const place = line.placeOfService ?? claim.placeOfService
      const hasNumber = claim.clia !== undefined || ('clia' in line && line.clia !== undefined)
      return (place === '11' || place === '81') && !hasNumber && !procedure.modifiers.includes('90')
    },
  },
  {
    says: 'a diagnosis of a stay does not say whether it was present on admission',
    denial: { group: 'CO', reason: '16', remark: 'N434' },
    denies: (claim) =>
      claim.kind === 'institutional' &&
      claim.facilityType === '11' &&
      claim.diagnoses.some(({ code, presentOnAdmission }) => presentOnAdmission === undefined && !/^[ZVWXY]/.test(code)),
  },
  {
    says: 'more minutes of anaesthesia than a day has',
    denial: { group: 'CO', reason: '151' },
    denies: (_claim, { line, units }) => 'unit' in line && line.unit === 'MJ' && Number(units) > 1440,
  },
  {
    says: 'a modifier stands twice, or for both sides and for one',
    denial: { group: 'CO', reason: '4', remark: 'N519' },
    denies: (_claim, { procedure: { modifiers } }) =>
      new Set(modifiers).size < modifiers.length || ['50', 'LT', 'RT'].filter((side) => modifiers.includes(side)).length > 1,
  },
  {
    says: 'a modifier is not for this procedure (25 off a visit, QW off a laboratory test), or one for telehealth is missing',
    denial: { group: 'CO', reason: '4' },
    denies: (claim, { procedure: { code, modifiers } }) =>
      (modifiers.includes('25') && /^[1-8]\d{4}$/.test(code)) ||
      (modifiers.includes('QW') && !laboratory.test(code)) ||
      (isAtDistance(claim) && visit.test(code) && !modifiers.some((modifier) => telehealthModifiers.has(modifier))),
  },
  {
    says: 'a service by telehealth at a place where the patient was seen',
    denial: { group: 'CO', reason: '5', remark: 'M77' },
    denies: (claim, { procedure: { modifiers } }) =>
      claim.kind === 'professional' && !isAtDistance(claim) && (modifiers.includes('95') || modifiers.includes('93')),
  },
]

/** Places of service 02 and 10. */
function isAtDistance(claim: Claim): boolean {
  return claim.kind === 'professional' && /^(?:02|10)$/.test(facilityOf(claim))
}

/** Why the payer does not pay each line; undefined where it does. `duplicates` are lines by their index. */
export function denialsOf(claim: Claim, facts: PayerFacts, duplicates: ReadonlySet<number>): (Denial | undefined)[] {
  const coverage = destinationOf(claim)
  if (coverage === undefined) return []
  const payer = payerOf(coverage)
  return claimedLines(claim).map((line, index) => {
    const known = { ...facts, isDuplicate: duplicates.has(index) }
    return payerRules.find(({ denies }) => denies(claim, line, payer, known))?.denial
  })
}
