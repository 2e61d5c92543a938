// Names as payers write them.

/** Letters of a name, upper case and without accents, so that "O'Neil" is "ONEIL". */
export function letters(name: string): string {
  return name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
}
