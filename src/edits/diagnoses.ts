// Edits on diagnoses and on what points at them: E-ICD, E-PTR.
import type { Claim, Diagnosis } from '../domain/index.js'
import { type Edit, edit, editOf, warning } from './edit.js'
import { linesOf } from './places.js'

const icd10 = /^[A-Z]\d[0-9A-Z]{1,5}$/
/** Codes of other lists (ICD-9 on old claims, SNODENT) carry their qualifier. */
const isIcd10 = ({ qualifier }: Diagnosis) => qualifier === undefined

/** Every list of diagnoses begins with the principal one. */
function diagnosesOf(claim: Claim): readonly { readonly diagnosis: Diagnosis; readonly pointer: string; readonly path: string }[] {
  return (claim.diagnoses ?? []).map((diagnosis, index) => ({
    diagnosis,
    pointer: `/diagnoses/${index}/code`,
    // 837I writes one HI for the principal and others after it; 837P and 837D all in one HI.
    path: claim.kind === 'institutional' ? '2300/HI01-2' : `2300/HI${String(index + 1).padStart(2, '0')}-2`,
  }))
}

export const diagnosisEdits: readonly Edit[] = [
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
]
