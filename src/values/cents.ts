// Money in and out of text. Nowhere else does the gateway turn characters into an amount or back.

declare const cents: unique symbol
/** US money in whole cents, a safe integer; negative when taken back. */
export type Cents = number & { readonly [cents]: true }

/** Takes a whole number of cents from inside the program. Throws a RangeError for anything but a safe integer: that is a bug. */
export function toCents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError('not a whole, safe number of cents')
  return (value + 0) as Cents
}

export const zeroCents = 0 as Cents

/**
 * Reads a type R amount in dollars: "12.5" is 1250, ".07" is 7, "-3" is -300.
 * Undefined for an empty, signed-plus, comma, exponent or third-decimal text.
 */
export function centsFromR(text: string): Cents | undefined {
  const bytes = Buffer.from(text)
  const amount = centsFromBytes(bytes, 0, bytes.length)
  return Number.isNaN(amount) ? undefined : (amount as Cents)
}

/** The same from the bytes of a file, without making text of them; NaN where that is undefined. */
export function centsFromBytes(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === 0x2d
  let amount = 0
  let wholeDigits = 0
  // Digits after the point; -1 before it.
  let decimals = -1
  for (let i = isNegative ? from + 1 : from; i < to; i++) {
    const digit = bytes[i]! - 0x30
    if (digit === pointAsDigit) {
      if (decimals >= 0) return Number.NaN
      decimals = 0
    } else if (digit < 0 || digit > 9) return Number.NaN
    else if (decimals < 0) {
      if (++wholeDigits > 13) return Number.NaN
      amount = amount * 10 + digit
    } else if (++decimals <= 2) amount = amount * 10 + digit
    else if (digit !== 0) return Number.NaN
  }
  if (wholeDigits === 0 && decimals <= 0) return Number.NaN
  if (decimals < 2) amount *= decimals === 1 ? 10 : 100
  return (isNegative ? 0 - amount : amount) + 0
}

const pointAsDigit = 0x2e - 0x30

/** Writes a type R amount as short as the guides ask: 15000 is "150", 7840 is "78.4", 24 is ".24", 0 is "0". */
export function rFromCents(amount: Cents): string {
  const sign = amount < 0 ? '-' : ''
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/^0+/, '')
  const part = digits.slice(-2).replace(/0+$/, '')
  return `${sign}${whole}${part === '' ? '' : `.${part}`}` || '0'
}

/** Dollars for people: 1234567 is "12,345.67". */
export function formatCents(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

/** Dollars for other programs: always two decimals, nothing between the thousands: 1234567 is "12345.67". */
export function decimalFromCents(amount: Cents): string {
  return formatCents(amount).replaceAll(',', '')
}

/** The sum; throws a RangeError when it leaves the safe integers. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = 0
  for (const amount of amounts) sum += amount
  return toCents(sum)
}

export function negateCents(amount: Cents): Cents {
  return (0 - amount) as Cents
}
