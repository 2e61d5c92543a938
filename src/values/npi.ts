// National Provider Identifier.

const digit0 = 0x30

/** True for ten digits that begin with 1 or 2 and carry the right Luhn check digit over "80840" + NPI (45 CFR 162.406). */
export function isNpi(text: string): boolean {
  if (text.length !== 10) return false
  const first = text.charCodeAt(0) - digit0
  if (first !== 1 && first !== 2) return false
  let sum = 24 // what the constant prefix 80840 adds
  for (let i = 0; i < 10; i++) {
    const digit = text.charCodeAt(i) - digit0
    if (digit < 0 || digit > 9) return false
    const doubled = i % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
