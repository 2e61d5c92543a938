// Edits on the work of dentists: E-DENT.
import { type Edit, editOf, warning } from './edit.js'

/** Permanent teeth 1 to 32, milk teeth A to T, and extra ones beside them. Source: ADA universal numbering. */
const tooth = /^(?:[1-9]|[12]\d|3[0-2]|5[1-9]|[67]\d|8[0-2]|[A-T]|[A-T]S)$/
const surfaces = new Set(['M', 'O', 'D', 'B', 'L', 'F', 'I'])
const areas = new Set(['00', '01', '02', '09', '10', '20', '30', '40'])
/** Crowns, bridges and dentures. */
const prosthesis = /^D(?:27[1-9]\d|5[1-2]\d\d|6[2-7]\d\d)$/

export const toothEdits: readonly Edit[] = [
  editOf(
    'dental',
    'edit-tooth-form',
    'E-DENT',
    'a tooth is 1 to 32 or A to T, an extra one 51 to 82 or AS to TS; correct it',
    function* ({ teeth = [], lines }) {
      for (const [index, one] of teeth.entries()) if (!tooth.test(one.tooth)) yield { pointer: `/teeth/${index}/tooth`, path: '2300/DN201' }
      for (const [line, { teeth: treated = [] }] of lines.entries())
        for (const [index, one] of treated.entries())
          if (one.tooth !== undefined && !tooth.test(one.tooth))
            yield { pointer: `/lines/${line}/teeth/${index}/tooth`, path: '2400/TOO02', line: line + 1 }
    },
    { same: ['tooth-form', 'missing-tooth-form'] },
  ),
  editOf(
    'dental',
    'edit-surface-known',
    'E-DENT',
    'a surface is one of M, O, D, B, L, F and I; correct it',
    function* ({ lines }) {
      for (const [line, { teeth = [] }] of lines.entries())
        for (const [index, one] of teeth.entries())
          for (const [place, surface] of one.surfaces.entries())
            if (!surfaces.has(surface))
              yield { pointer: `/lines/${line}/teeth/${index}/surfaces/${place}`, path: `2400/TOO03-${place + 1}`, line: line + 1 }
    },
    { same: ['ELEMENT_CODE_INVALID'] },
  ),
  editOf(
    'dental',
    'edit-area-known',
    'E-DENT',
    'an area of the mouth is one of 00, 01, 02, 09, 10, 20, 30 and 40; correct it',
    function* ({ lines }) {
      for (const [line, { oralCavity = [] }] of lines.entries())
        for (const [index, area] of oralCavity.entries())
          if (!areas.has(area)) yield { pointer: `/lines/${line}/oralCavity/${index}`, path: `2400/SV304-${index + 1}`, line: line + 1 }
    },
    { same: ['area-form'] },
  ),
  editOf(
    'dental',
    'edit-prosthesis-said',
    'E-DENT',
    'a crown or prosthesis says whether it is the first (I) or a replacement (R); add it',
    function* ({ lines }) {
      for (const [line, { procedure, prosthesis: said }] of lines.entries())
        if (said === undefined && prosthesis.test(procedure.code))
          yield { pointer: `/lines/${line}/prosthesis`, path: '2400/SV305', line: line + 1 }
    },
    { ...warning, same: ['prosthesis-says-first-or-not'] },
  ),
  editOf(
    'dental',
    'edit-replacement-prior',
    'E-DENT',
    'a replacement (R) tells when the earlier one was placed; add the date, or the estimated one',
    function* ({ lines }) {
      for (const [line, { prosthesis: said, dates }] of lines.entries())
        if (said === 'R' && dates?.priorPlacement === undefined && dates?.priorPlacementEstimated === undefined)
          yield { pointer: `/lines/${line}/dates/priorPlacement`, path: '2400/DTP', line: line + 1 }
    },
    { same: ['replacement-has-prior-date'] },
  ),
]
