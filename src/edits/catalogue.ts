// All edits in the order of the page that documents them, docs/edits.md.
import { chargeEdits } from './charges.js'
import { dateEdits } from './dates.js'
import { diagnosisEdits } from './diagnoses.js'
import { type Edit, editChecks } from './edit.js'
import { numberEdits } from './numbers.js'
import { partyEdits } from './parties.js'
import { patientEdits } from './patient.js'
import { payerEdits } from './payers.js'
import { placeOfServiceEdits } from './places-of-service.js'
import { procedureEdits } from './procedures.js'
import { serviceEdits } from './services.js'
import { stayEdits } from './stays.js'
import { toothEdits } from './teeth.js'

const all = [
  partyEdits,
  patientEdits,
  dateEdits,
  chargeEdits,
  diagnosisEdits,
  procedureEdits,
  placeOfServiceEdits,
  payerEdits,
  serviceEdits,
  stayEdits,
  toothEdits,
  numberEdits,
].flat()

export const edits: readonly Edit[] = Object.keys(editChecks).flatMap((check) => all.filter((one) => one.check === check))

const ids = new Set(edits.map(({ id }) => id))

/** Is there an edit with this id? Profiles may decide on each. */
export function isEdit(id: string): boolean {
  return ids.has(id)
}
