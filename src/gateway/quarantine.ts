// A payment to somebody else that came here by mistake: held, and what it says of patients is shown to nobody.
import type { RemittanceRow } from '../store/index.js'
import { Fault } from '../values/index.js'

/** Is the payee none of the practices here (R-MATCH-4)? */
export function isQuarantined({ state, heldFor }: Pick<RemittanceRow, 'state' | 'heldFor'>): boolean {
  return state === 'held' && heldFor === 'foreign-payee'
}

/** Throws REFUSED for a quarantined remittance: its claim payments are not ours to read. */
export function mustBeOurs(row: Pick<RemittanceRow, 'state' | 'heldFor'>): void {
  if (isQuarantined(row)) throw new Fault('REFUSED', quarantineText)
}

export const quarantineText =
  'its payee is none of the practices here, so what it says of patients is not shown; if the payee is yours, add the practice (x12gw practice add) and post the remittance again'
