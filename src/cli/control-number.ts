// The control number that a command may be given: ISA13 has nine digits.
import { InvalidArgumentError } from 'commander'

export function controlNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It must be a number from 1 to 999999999.')
  return Number(text)
}
