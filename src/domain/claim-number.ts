// Claim numbers as they come back from payers: upper-cased, padded with zeros, stripped of punctuation.

/** Upper case, A-Z and 0-9 only, no leading zeros (domain rule 2.2). "00rb-1003" is "RB1003"; "0" is "". */
export function normalisedNumber(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+/, '')
}
