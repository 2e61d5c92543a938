// Edits on procedures and their modifiers: E-PROC, E-MOD, E-UNLISTED.
import { type Edit, edit, editOf, warning } from './edit.js'
import { at, procedureElement, proceduresOf } from './places.js'
import { isUnlisted } from './unlisted.js'
import { isVisit } from './visit.js'

/** CPT with its categories II, III, PLA and MAAA, or HCPCS level II. */
const healthProcedure = /^\d{4}[0-9AFTUM]$|^[A-V]\d{4}$/
const dentalProcedure = /^D\d{4}$/

/** Modifiers that change what is paid; they stand before those that only inform. */
const paymentModifiers = new Set(
  '22 26 50 51 52 53 54 55 56 58 59 62 66 73 74 76 77 78 79 80 81 82 AA AD AS NU QK QW QX QY QZ RR TC UE XE XP XS XU'.split(' '),
)
const informationModifiers = new Set('93 95 AT CG FQ GA GN GO GP GQ GT GX GY GZ KX LT RT RH SH'.split(' '))

export const procedureEdits: readonly Edit[] = [
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
        if (index >= 0 && !isVisit(procedure.value.code))
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
