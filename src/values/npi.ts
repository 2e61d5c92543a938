// National Provider Identifier.

/** True for ten digits that begin with 1 or 2 and carry the right Luhn check digit over "80840" + NPI (45 CFR 162.406). */
export function isNpi(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false
  let sum = 24 // what the constant prefix 80840 adds
  for (let i = 0; i < 10; i++) {
    const digit = Number(text[i])
    const doubled = i % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
