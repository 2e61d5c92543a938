// Numbers in text, for comparing; amounts of money are cents and have their own reading.

const [digit0, minus, point] = [0x30, 0x2d, 0x2e] as const
/** Powers of ten that are exact, as is every whole number of so many digits: one division of the two is as good as reading the text. */
const tens = Array.from({ length: 16 }, (_, power) => 10 ** power)

/** The same as `Number(text)`, and much quicker for what X12 elements hold: "12.5", "-3", ".07". */
export function numberFrom(text: string): number {
  const start = text.charCodeAt(0) === minus ? 1 : 0
  let digits = 0
  let pointAt = -1
  if (text.length - start > 15) return Number(text)
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - digit0
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit
    else if (digit === point - digit0 && pointAt < 0) pointAt = i
    else return Number(text)
  }
  const decimals = pointAt < 0 ? 0 : text.length - 1 - pointAt
  if (text.length - start === (pointAt < 0 ? 0 : 1)) return Number(text)
  const number = decimals === 0 ? digits : digits / tens[decimals]!
  return start === 0 ? number : -number
}
