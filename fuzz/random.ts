// Numbers that look random and follow from their seed alone (mulberry32), so that any input can be made again.

export interface Random {
  /** A whole number from 0 on, below the limit. */
  below(limit: number): number
  /** One of these. */
  of<T>(from: readonly T[]): T
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    of(from) {
      const index = below(from.length)
      const found = from[index]
      if (found === undefined && index >= from.length) throw new RangeError('nothing to choose from')
      return found as (typeof from)[number]
    },
  }
}
