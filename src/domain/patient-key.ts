// Names as payers write them, and what finds a claim by its patient when no number does.
import type { Cents } from '../values/index.js'

/** Letters of a name, upper case and without accents, so that "O'Neil" is "ONEIL". */
export function letters(name: string): string {
  return name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
}

/** Last name and charge (step M6 of domain rule 2.2); empty where the name has no letters. A reversal states its charge negative. */
export function patientKey(last: string, chargeCents: Cents): string {
  const name = letters(last)
  return name === '' ? '' : `${name}:${Math.abs(chargeCents)}`
}
