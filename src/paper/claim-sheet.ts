// Any claim as the sheet of its kind.
import type { Claim } from '../domain/index.js'
import { dentalSheet } from './dental-sheet.js'
import { institutionalSheet } from './institutional-sheet.js'
import { professionalSheet } from './professional-sheet.js'
import type { Sheet } from './sheet.js'

export function claimSheet(claim: Claim): Sheet {
  if (claim.kind === 'professional') return professionalSheet(claim)
  return claim.kind === 'institutional' ? institutionalSheet(claim) : dentalSheet(claim)
}
