// Edits on diagnoses, procedures, modifiers and places: E-ICD, E-PTR, E-PROC, E-MOD, E-POS, E-UNLISTED.
import type { Claim, Diagnosis } from '../domain/index.js'
import { type Edit, edit, editOf, warning } from './edit.js'
import { at, linesOf, procedureElement, proceduresOf } from './places.js'
import { isUnlisted } from './unlisted.js'

const icd10 = /^[A-Z]\d[0-9A-Z]{1,5}$/
/** Codes of other lists (ICD-9 on old claims, SNODENT) carry their qualifier. */
const isIcd10 = ({ qualifier }: Diagnosis) => qualifier === undefined

/** CPT with its categories II, III, PLA and MAAA, or HCPCS level II. */
const healthProcedure = /^\d{4}[0-9AFTUM]$|^[A-V]\d{4}$/
const dentalProcedure = /^D\d{4}$/

/** Modifiers that change what is paid; they stand before those that only inform. */
const paymentModifiers = new Set(
  '22 26 50 51 52 53 54 55 56 58 59 62 66 73 74 76 77 78 79 80 81 82 AA AD AS NU QK QW QX QY QZ RR TC UE XE XP XS XU'.split(' '),
)
const informationModifiers = new Set('93 95 AT CG FQ GA GN GO GP GQ GT GX GY GZ KX LT RT RH SH'.split(' '))
const telehealthModifiers = new Set(['93', '95', 'FQ', 'GQ', 'GT'])
const telehealthPlaces = new Set(['02', '10'])

/** Evaluation and management: the visits of CPT and HCPCS, and those of ophthalmology. */
const visit = /^99[2-4]\d\d$|^920(?:02|04|12|14)$|^G0(?:101|245|246|402|438|439|463)$|^S06(?:10|12|20|21)$/

/** Every list of diagnoses begins with the principal one. */
function diagnosesOf(claim: Claim): readonly { readonly diagnosis: Diagnosis; readonly pointer: string; readonly path: string }[] {
  return (claim.diagnoses ?? []).map((diagnosis, index) => ({
    diagnosis,
    pointer: `/diagnoses/${index}/code`,
    // 837I writes one HI for the principal and others after it; 837P and 837D all in one HI.
    path: claim.kind === 'institutional' ? '2300/HI01-2' : `2300/HI${String(index + 1).padStart(2, '0')}-2`,
  }))
}

export const codeEdits: readonly Edit[] = [
  edit(
    'edit-diagnosis-form',
    'E-ICD',
    'an ICD-10 diagnosis is a letter, a digit and one to five more characters, without the point; correct it',
    function* (claim) {
      for (const { diagnosis, pointer, path } of diagnosesOf(claim))
        if (isIcd10(diagnosis) && !icd10.test(diagnosis.code)) yield { pointer, path }
    },
    { same: ['diagnosis-form'] },
  ),
  edit(
    'edit-diagnosis-once',
    'E-ICD',
    'a diagnosis stands twice; remove one, and point the lines at the other',
    function* (claim) {
      const all = diagnosesOf(claim)
      for (const [index, { diagnosis, pointer, path }] of all.entries())
        if (all.slice(0, index).some((earlier) => earlier.diagnosis.code === diagnosis.code)) yield { pointer, path }
    },
    { ...warning, same: ['diagnosis-once', 'other-diagnosis-differs'] },
  ),
  edit(
    'edit-diagnosis-external-first',
    'E-ICD',
    'an external cause (V, W, X, Y) is never the principal diagnosis; put the injury first',
    function* (claim) {
      const [first] = diagnosesOf(claim)
      if (first !== undefined && isIcd10(first.diagnosis) && /^[V-Y]/.test(first.diagnosis.code))
        yield { pointer: first.pointer, path: '2300/HI01-2' }
    },
    { same: ['principal-is-no-external-cause'] },
  ),
  edit(
    'edit-pointer-known',
    'E-PTR',
    'the line points at a diagnosis that the claim does not have; correct the pointer, or add the diagnosis',
    function* (claim) {
      for (const { line, pointer, number } of linesOf(claim))
        if ('diagnosisPointers' in line)
          for (const [index, position] of (line.diagnosisPointers ?? []).entries())
            if (position > (claim.diagnoses ?? []).length)
              yield {
                pointer: `${pointer}/diagnosisPointers/${index}`,
                path: claim.kind === 'dental' ? `2400/SV311-${index + 1}` : `2400/SV107-${index + 1}`,
                line: number,
              }
    },
    { same: ['pointers-to-diagnoses'] },
  ),
  editOf(
    'professional',
    'edit-diagnosis-unused',
    'E-PTR',
    'no line points at this diagnosis; point the line it was for at it, or remove it',
    function* ({ diagnoses, lines }) {
      const used = new Set(lines.flatMap(({ diagnosisPointers }) => diagnosisPointers))
      for (const index of diagnoses.keys())
        if (!used.has(index + 1)) yield { pointer: `/diagnoses/${index}`, path: `2300/HI${String(index + 1).padStart(2, '0')}-2` }
    },
    warning,
  ),
  edit(
    'edit-procedure-form',
    'E-PROC',
    'this is not the form of a procedure: CPT is four digits and a digit or A, F, M, T, U; HCPCS a letter and four digits; CDT the letter D and four digits',
    function* (claim) {
      for (const procedure of proceduresOf(claim)) {
        const { qualifier, code } = procedure.value
        const form = qualifier === 'HC' ? healthProcedure : qualifier === 'AD' ? dentalProcedure : undefined
        if (form?.test(code) === false) yield at(procedure, `${procedureElement[claim.kind]}-2`, '/code')
      }
    },
    { same: ['procedure-form'] },
  ),
  editOf(
    'institutional',
    'edit-revenue-code',
    'E-PROC',
    'a revenue code has four digits, and the total (0001) is no line; correct it',
    function* ({ lines }) {
      for (const [index, { revenueCode }] of lines.entries())
        if (!/^(?!0001)\d{4}$/.test(revenueCode)) yield { pointer: `/lines/${index}/revenueCode`, path: '2400/SV201', line: index + 1 }
    },
    { same: ['revenue-code-form'] },
  ),
  edit(
    'edit-modifier-form',
    'E-MOD',
    'a modifier has two characters, capital letters and digits; correct it',
    function* (claim) {
      for (const procedure of proceduresOf(claim))
        for (const [index, modifier] of procedure.value.modifiers.entries())
          if (!/^[0-9A-Z]{2}$/.test(modifier)) yield at(procedure, `${procedureElement[claim.kind]}-${index + 3}`, `/modifiers/${index}`)
    },
    { same: ['modifier-form'] },
  ),
  edit(
    'edit-modifier-once',
    'E-MOD',
    'a modifier stands twice at one procedure; remove one',
    function* (claim) {
      for (const procedure of proceduresOf(claim))
        for (const [index, modifier] of procedure.value.modifiers.entries())
          if (procedure.value.modifiers.indexOf(modifier) < index)
            yield at(procedure, `${procedureElement[claim.kind]}-${index + 3}`, `/modifiers/${index}`)
    },
    warning,
  ),
  edit(
    'edit-modifier-order',
    'E-MOD',
    'a modifier that changes the payment stands after one that only informs; payers read the first ones, so move it to the front',
    function* (claim) {
      for (const procedure of proceduresOf(claim)) {
        const { modifiers } = procedure.value
        const firstInformation = modifiers.findIndex((modifier) => informationModifiers.has(modifier))
        const late = modifiers.findIndex((modifier, index) => index > firstInformation && paymentModifiers.has(modifier))
        if (firstInformation >= 0 && late >= 0) yield at(procedure, `${procedureElement[claim.kind]}-${late + 3}`, `/modifiers/${late}`)
      }
    },
    warning,
  ),
  edit(
    'edit-modifier-of-visit',
    'E-MOD',
    'modifier 25 is for a visit (evaluation and management) beside a procedure; move it to the visit, or use 59',
    function* (claim) {
      for (const procedure of proceduresOf(claim)) {
        const index = procedure.value.modifiers.indexOf('25')
        if (index >= 0 && !visit.test(procedure.value.code))
          yield at(procedure, `${procedureElement[claim.kind]}-${index + 3}`, `/modifiers/${index}`)
      }
    },
    warning,
  ),
  edit(
    'edit-modifier-sides',
    'E-MOD',
    'both sides are told with 50 alone, one side with LT or RT alone; keep one of them',
    function* (claim) {
      for (const procedure of proceduresOf(claim)) {
        const sides = procedure.value.modifiers.filter((modifier) => ['50', 'LT', 'RT'].includes(modifier))
        if (new Set(sides).size > 1) yield at(procedure, `${procedureElement[claim.kind]}-3`, '/modifiers')
      }
    },
    { ...warning, same: ['modifier-of-one-side'] },
  ),
  edit(
    'edit-place-known',
    'E-POS',
    'this place of service is not in the CMS list; correct it, or import the newer list (x12gw codes import)',
    function* (claim, { isPlaceOfService }) {
      if (claim.kind === 'institutional') return
      if (!isPlaceOfService(claim.placeOfService)) yield { pointer: '/placeOfService', path: '2300/CLM05-1' }
      for (const { line, pointer, number } of linesOf(claim))
        if ('placeOfService' in line && line.placeOfService !== undefined && !isPlaceOfService(line.placeOfService))
          yield { pointer: `${pointer}/placeOfService`, path: claim.kind === 'dental' ? '2400/SV303' : '2400/SV105', line: number }
    },
    { same: ['CODE_UNKNOWN'] },
  ),
  editOf(
    'professional',
    'edit-inpatient-admission',
    'E-POS',
    'a visit to an inpatient (place 21) tells the day of admission; add it',
    function* ({ placeOfService, dates }) {
      if (placeOfService === '21' && dates?.admission === undefined) yield { pointer: '/dates/admission', path: '2300/DTP' }
    },
    { same: ['inpatient-visit-has-admission'] },
  ),
  editOf(
    'professional',
    'edit-telehealth-modifier',
    'E-POS',
    'a visit by telehealth (place 02 or 10) says so with modifier 95 (93 for sound only); add it',
    function* ({ placeOfService, lines }) {
      for (const [index, { procedure, placeOfService: place = placeOfService }] of lines.entries())
        if (telehealthPlaces.has(place) && visit.test(procedure.code) && !procedure.modifiers.some((one) => telehealthModifiers.has(one)))
          yield { pointer: `/lines/${index}/procedure/modifiers`, path: '2400/SV101-3', line: index + 1 }
    },
    warning,
  ),
  editOf(
    'professional',
    'edit-telehealth-place',
    'E-POS',
    'a visit with a modifier for telehealth is at place 10 (the home of the patient) or 02 (elsewhere); correct the place or the modifier',
    function* ({ placeOfService, lines }) {
      for (const [index, { procedure, placeOfService: own }] of lines.entries())
        if (procedure.modifiers.some((one) => telehealthModifiers.has(one)) && !telehealthPlaces.has(own ?? placeOfService))
          yield own === undefined
            ? { pointer: '/placeOfService', path: '2300/CLM05-1' }
            : { pointer: `/lines/${index}/placeOfService`, path: '2400/SV105', line: index + 1 }
    },
    warning,
  ),
  edit(
    'edit-unlisted-description',
    'E-UNLISTED',
    'a code for what is not listed says nothing by itself; describe the service',
    function* (claim) {
      for (const procedure of proceduresOf(claim))
        if (procedure.value.description === undefined && isUnlisted(procedure.value.code, claim.kind))
          yield at(procedure, `${procedureElement[claim.kind]}-7`, '/description')
    },
    { same: ['unlisted-service-described'] },
  ),
]
