// What rules say of two values; undefined where they cannot be compared.
import { numberFrom } from '../values/index.js'

export type Comparison = (text: string, other: string) => boolean | undefined

export function same(text: string, other: string): boolean {
  return text === other
}

/** Is the day, or the first day of a range, not before the other? */
export function notBefore(text: string, other: string): boolean | undefined {
  return isDays(text) && isDays(other) ? firstDay(text) >= firstDay(other) : undefined
}

/** Is the day, or the last day of a range, not after the other? */
export function notAfter(text: string, other: string): boolean | undefined {
  return isDays(text) && isDays(other) ? lastDay(text) <= lastDay(other) : undefined
}

export function atMostOf(text: string, other: string): boolean | undefined {
  const [number, limit] = [numberFrom(text), numberFrom(other)]
  return Number.isNaN(number) || Number.isNaN(limit) ? undefined : number <= limit
}

/** A day, a range of days, or a day with a time of day; that they are right is looked at elsewhere. */
function isDays({ length }: string): boolean {
  return length === 8 || length === 17 || length === 12
}

function firstDay(text: string): string {
  return text.slice(0, 8)
}

function lastDay(text: string): string {
  return text.length === 17 ? text.slice(9) : text.slice(0, 8)
}
