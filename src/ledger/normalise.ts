// Numbers as they come back from payers: upper-cased, padded with zeros, stripped of punctuation.

/** Upper case, A-Z and 0-9 only, no leading zeros (domain rule 2.2). "00rb-1003" is "RB1003"; "0" is "". */
export function normalised(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+/, '')
}

/** Letters of a name, upper case and without accents, so that "O'Neil" is "ONEIL". */
export function letters(name: string): string {
  return name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
}
