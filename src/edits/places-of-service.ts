// Edits on where the service was given: E-POS.
import { type Edit, edit, editOf, warning } from './edit.js'
import { linesOf } from './places.js'
import { isVisit } from './visit.js'

const telehealthModifiers = new Set(['93', '95', 'FQ', 'GQ', 'GT'])
const telehealthPlaces = new Set(['02', '10'])

export const placeOfServiceEdits: readonly Edit[] = [
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
        if (telehealthPlaces.has(place) && isVisit(procedure.code) && !procedure.modifiers.some((one) => telehealthModifiers.has(one)))
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
]
