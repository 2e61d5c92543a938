// Edits on the bills of institutions: E-INST.
import type { InstitutionalClaim } from '../domain/index.js'
import { daysBetween } from '../values/index.js'
import { type Edit, editOf, warning } from './edit.js'

/** Bill types 11x: a stay in a hospital. */
const isStay = ({ facilityType }: InstitutionalClaim) => facilityType === '11'
/** Diagnoses that are exempt from telling whether they were present on admission, in the main. Source: CMS, POA exempt list (Z codes, external causes). */
const exempt = /^[V-Z]/
/** Occurrences that may lie before the birth of the patient: days of others. Source: NUBC form locator 31. */
const daysOfOthers = new Set(['18', '19', 'A1', 'B1', 'C1'])

export const stayEdits: readonly Edit[] = [
  editOf(
    'institutional',
    'edit-stay-admission',
    'E-INST',
    'a stay in a hospital (bill type 11) tells day and hour of admission; add it',
    function* (claim) {
      if (isStay(claim) && claim.admission === undefined) yield { pointer: '/admission', path: '2300/DTP' }
    },
    { same: ['inpatient-has-admission'] },
  ),
  editOf(
    'institutional',
    'edit-stay-admitting-diagnosis',
    'E-INST',
    'a stay in a hospital (bill type 11) tells the diagnosis on admission; add it',
    function* (claim) {
      if (isStay(claim) && claim.admittingDiagnosis === undefined) yield { pointer: '/admittingDiagnosis', path: '2300/HI' }
    },
    { same: ['inpatient-has-admitting-diagnosis'] },
  ),
  editOf(
    'institutional',
    'edit-stay-attending',
    'E-INST',
    'a stay in a hospital (bill type 11) names the attending physician; add the provider',
    function* (claim) {
      if (isStay(claim) && !claim.providers.some(({ role }) => role === 'attending')) yield { pointer: '/providers', path: '2310A/NM1' }
    },
    { same: ['inpatient-has-attending'] },
  ),
  editOf(
    'institutional',
    'edit-stay-present-on-admission',
    'E-INST',
    'a diagnosis of a stay tells whether it was present on admission (Y, N, U, W); add it, unless the code is exempt',
    function* (claim) {
      if (!isStay(claim)) return
      for (const [index, { code, presentOnAdmission, qualifier }] of claim.diagnoses.entries())
        if (qualifier === undefined && presentOnAdmission === undefined && !exempt.test(code))
          yield { pointer: `/diagnoses/${index}/presentOnAdmission`, path: '2300/HI01-9' }
    },
    { ...warning, same: ['stay-has-presence-on-admission'] },
  ),
  editOf(
    'institutional',
    'edit-bill-type',
    'E-INST',
    'a bill type is two digits for place and kind of care and one for the frequency; correct it',
    function* ({ facilityType, frequency }) {
      if (!/^[1-9]\d$/.test(facilityType)) yield { pointer: '/facilityType', path: '2300/CLM05-1' }
      if (!/^[0-9A-Z]$/.test(frequency)) yield { pointer: '/frequency', path: '2300/CLM05-3' }
    },
    { same: ['bill-type-known'] },
  ),
  editOf(
    'institutional',
    'edit-values-not-negative',
    'E-INST',
    'a value is a number not below 0; correct it',
    function* ({ values = [] }) {
      for (const [index, { amount }] of values.entries())
        if (!(Number(amount) >= 0)) yield { pointer: `/values/${index}/amount`, path: '2300/HI01-5' }
    },
    { same: ['value-not-negative'] },
  ),
  editOf(
    'institutional',
    'edit-occurrence-in-life',
    'E-INST',
    'an occurrence lies before the birth of the patient or after today; correct its date',
    function* ({ occurrences = [], patient: { birthDate } }, { today }) {
      for (const [index, { code, on }] of occurrences.entries())
        if (on > today || (birthDate !== undefined && on < birthDate && !daysOfOthers.has(code)))
          yield { pointer: `/occurrences/${index}/on`, path: '2300/HI01-4' }
    },
    { ...warning, same: ['occurrence-before-file'] },
  ),
  editOf(
    'institutional',
    'edit-covered-days',
    'E-INST',
    'covered and other days (value codes 80 and 81) are {told}, the statement has {days}; correct the one that is wrong',
    function* ({ values = [], statement, patientStatus }) {
      const index = values.findIndex(({ code }) => code === '80')
      if (index < 0) return
      const told = values.filter(({ code }) => code === '80' || code === '81').reduce((sum, { amount }) => sum + Number(amount), 0)
      // The day of discharge is not counted; who is still a patient (30) is one on the last day too.
      const days = Math.max(1, daysBetween(statement.from, statement.to) + (patientStatus === '30' ? 1 : 0))
      if (told !== days) yield { pointer: `/values/${index}/amount`, path: '2300/HI01-5', detail: { told, days } }
    },
    warning,
  ),
]
