// What the source text of judges may call, by name.
import { codeOf, type Segment } from '../x12/index.js'
import { atMostOf, notAfter, notBefore, same } from './comparisons.js'
import type { OpenLoop } from './open-loop.js'
import { firstOf } from './rule-path.js'
import { feed } from './rule-sums.js'

const [firstOfDays, endOfDays] = [1e9, 1e10] as const

function first(open: OpenLoop | undefined, slot: number): Segment | undefined {
  const place = open === undefined ? 0 : open.firsts[slot]!
  return place === 0 ? undefined : (open!.loop.children[place - 1] as Segment)
}

function countIn(open: OpenLoop | undefined, slot: number): number {
  return open === undefined ? 0 : open.counts[slot]!
}

/** Are both days of eight digits, read as amounts, and the second not before the first? */
function areInOrder(cents: number, laterCents: number): boolean {
  return cents >= firstOfDays && laterCents < endOfDays && cents <= laterCents
}

/** Is this the number of the text of a whole number? Nobody knows of one with more than three digits. */
function isNumeral(code: number, whole: number): boolean {
  return code === codeOf(String(whole)) && code !== 0
}

/** Is there a difference of which something can be said? */
function isOff(difference: number): boolean {
  return difference !== 0 && !Number.isNaN(difference)
}

export const sourceCalls = { areInOrder, atMostOf, countIn, feed, first, firstOf, isNumeral, isOff, notAfter, notBefore, same }
