// Edits on services that hang on a number or on somebody: E-CLIA, E-NDC, E-REF, E-ANES.
import type { ProfessionalClaim, ProfessionalLine } from '../domain/index.js'
import { type Edit, editOf, edit, type Hit, warning } from './edit.js'
import { destinationOf, isWithin, linesOf, providersOf } from './places.js'

/** Laboratory tests under CLIA; 80500 to 80506 are consultations. */
const isLaboratoryTest = (code: string) => isWithin(code, '80047', '89398') && !isWithin(code, '80500', '80506')
const isImaging = (code: string) => isWithin(code, '70010', '79999')
const isConsultation = (code: string) => isWithin(code, '99242', '99255')
const isEquipment = (code: string) => /^[EKL]\d{4}$/.test(code)
/** Anaesthesia by the minute; 01953 and 01996 are not. */
const isAnaesthesia = (code: string) => isWithin(code, '00100', '01999') && code !== '01953' && code !== '01996'
const certificate = /^\d{2}D\d{7}$/
const minutesOfDay = 1440

function* eachLine(
  claim: ProfessionalClaim,
): Generator<{ readonly line: ProfessionalLine; readonly index: number; readonly number: number }> {
  for (const [index, line] of claim.lines.entries()) yield { line, index, number: index + 1 }
}

/** Lines for which somebody referred or ordered, and nobody is named. */
function* withoutReferrer(claim: ProfessionalClaim): Generator<Hit> {
  const isNamed = (roles: readonly { readonly role: string; readonly provider: { readonly npi?: string } }[] = []) =>
    roles.some(({ role, provider }) => (role === 'referring' || role === 'ordering') && provider.npi !== undefined)
  if (isNamed(claim.providers)) return
  for (const { line, index, number } of eachLine(claim)) {
    const { code, modifiers } = line.procedure
    const isOrdered = isImaging(code) || isLaboratoryTest(code) || isConsultation(code) || isEquipment(code)
    if (isOrdered && !modifiers.includes('QW') && !isNamed(line.providers))
      yield { pointer: `/lines/${index}/providers`, path: '2400/NM1', line: number }
  }
}

export const serviceEdits: readonly Edit[] = [
  editOf(
    'professional',
    'edit-clia-missing',
    'E-CLIA',
    'a laboratory test in an office or laboratory (place 11 or 81) names the CLIA certificate; add its number to the claim or the line',
    function* (claim) {
      for (const { line, index, number } of eachLine(claim)) {
        const place = line.placeOfService ?? claim.placeOfService
        const hasNumber = claim.clia !== undefined || line.clia !== undefined
        if (!hasNumber && (place === '11' || place === '81') && isLaboratoryTest(line.procedure.code))
          yield { pointer: `/lines/${index}/clia`, path: '2400/REF', line: number }
      }
    },
    { ...warning, same: ['laboratory-has-certificate'] },
  ),
  editOf(
    'professional',
    'edit-clia-form',
    'E-CLIA',
    'a CLIA number is two digits, the letter D and seven digits; correct it',
    function* (claim) {
      if (claim.clia !== undefined && !certificate.test(claim.clia)) yield { pointer: '/clia', path: '2300/REF02', qualifier: 'X4' }
      for (const { line, index, number } of eachLine(claim))
        if (line.clia !== undefined && !certificate.test(line.clia))
          yield { pointer: `/lines/${index}/clia`, path: '2400/REF02', qualifier: 'X4', line: number }
    },
    { same: ['laboratory-certificate-form', 'laboratory-certificate-form-of-line'] },
  ),
  editOf(
    'professional',
    'edit-clia-waived',
    'E-CLIA',
    'modifier QW is for waived laboratory tests; remove it, or correct the procedure',
    function* (claim) {
      for (const { line, index, number } of eachLine(claim)) {
        const { code, modifiers } = line.procedure
        const place = modifiers.indexOf('QW')
        if (place >= 0 && !isLaboratoryTest(code) && !/^G\d{4}$/.test(code))
          yield { pointer: `/lines/${index}/procedure/modifiers/${place}`, path: `2400/SV101-${place + 3}`, line: number }
      }
    },
    warning,
  ),
  edit(
    'edit-ndc-form',
    'E-NDC',
    'a drug number (NDC) has eleven digits, 5-4-2 without hyphens: fill the short part with a zero in front',
    function* (claim) {
      for (const { line, pointer, number } of linesOf(claim))
        if ('drug' in line && line.drug !== undefined && (line.drug.qualifier ?? 'N4') === 'N4' && !/^\d{11}$/.test(line.drug.ndc))
          yield { pointer: `${pointer}/drug/ndc`, path: '2410/LIN03', line: number }
    },
    { same: ['drug-code-form'] },
  ),
  edit(
    'edit-ndc-quantity',
    'E-NDC',
    'a drug has a quantity above 0 in its unit (F2, GR, ME, ML, UN); correct it',
    function* (claim) {
      for (const { line, pointer, number } of linesOf(claim))
        if ('drug' in line && line.drug !== undefined && !(Number(line.drug.quantity) > 0))
          yield { pointer: `${pointer}/drug/quantity`, path: '2410/CTP04', line: number }
    },
    { same: ['drug-quantity'] },
  ),
  edit(
    'edit-ndc-missing',
    'E-NDC',
    'a drug under a J code is told with its NDC too; add it as most payers ask for it',
    function* (claim, { payer }) {
      for (const { line, pointer, number } of linesOf(claim))
        if (payer?.needsDrugNumber !== true && /^J\d{4}$/.test(line.procedure?.code ?? '') && !('drug' in line))
          yield { pointer: `${pointer}/drug`, path: '2410/LIN', line: number }
    },
    warning,
  ),
  edit(
    'edit-ndc-required',
    'E-NDC',
    'this payer takes no drug under a J code without its NDC (needsDrugNumber of its rules in the settings); add it',
    function* (claim, { payer }) {
      for (const { line, pointer, number } of linesOf(claim))
        if (payer?.needsDrugNumber === true && /^J\d{4}$/.test(line.procedure?.code ?? '') && !('drug' in line))
          yield { pointer: `${pointer}/drug`, path: '2410/LIN', line: number }
    },
  ),
  editOf(
    'professional',
    'edit-referrer-missing',
    'E-REF',
    'imaging, laboratory tests, consultations and equipment are referred or ordered by somebody; name them with their NPI',
    function* (claim) {
      if (destinationOf(claim).value.filing !== 'MB') yield* withoutReferrer(claim)
    },
    warning,
  ),
  editOf(
    'professional',
    'edit-referrer-of-medicare',
    'E-REF',
    'Medicare pays imaging, laboratory tests and equipment only with the NPI of who referred or ordered; name them',
    function* (claim) {
      if (destinationOf(claim).value.filing === 'MB') yield* withoutReferrer(claim)
    },
  ),
  edit(
    'edit-referrer-is-somebody',
    'E-REF',
    'who referred or ordered is a person with a name, not SELF; name the person, or nobody',
    function* (claim) {
      for (const { value, pointer, loop, line, role } of providersOf(claim))
        if ((role === 'referring' || role === 'ordering') && /^(SELF|SELF.?REFERRED|NONE|UNKNOWN)$/i.test(value.last.trim()))
          yield { pointer: `${pointer}/last`, path: `${loop}/NM103`, ...(line === undefined ? {} : { line }) }
    },
  ),
  editOf(
    'professional',
    'edit-anaesthesia-minutes',
    'E-ANES',
    'anaesthesia is told in minutes; set the unit to MJ and the units to the minutes',
    function* (claim) {
      for (const { line, index, number } of eachLine(claim))
        if (isAnaesthesia(line.procedure.code) && line.unit !== 'MJ')
          yield { pointer: `/lines/${index}/unit`, path: '2400/SV103', line: number }
    },
    { same: ['anaesthesia-in-minutes'] },
  ),
  editOf(
    'professional',
    'edit-anaesthesia-length',
    'E-ANES',
    'anaesthesia takes 1 to 1440 minutes of a day; correct the minutes',
    function* (claim) {
      for (const { line, index, number } of eachLine(claim))
        if (isAnaesthesia(line.procedure.code) && line.unit === 'MJ' && !(Number(line.units) >= 1 && Number(line.units) <= minutesOfDay))
          yield { pointer: `/lines/${index}/units`, path: '2400/SV104', line: number }
    },
    { same: ['minutes-of-a-day'] },
  ),
  editOf(
    'professional',
    'edit-anaesthesia-status',
    'E-ANES',
    'anaesthesia tells the physical status of the patient as a modifier (P1 to P6); add it',
    function* (claim) {
      for (const { line, index, number } of eachLine(claim))
        if (isAnaesthesia(line.procedure.code) && !line.procedure.modifiers.some((one) => /^P[1-6]$/.test(one)))
          yield { pointer: `/lines/${index}/procedure/modifiers`, path: '2400/SV101-3', line: number }
    },
    warning,
  ),
]
