// Ratios that grow claim by claim, group by group: never a rate of rates.

export interface Ratio {
  readonly numerator: number
  readonly denominator: number
}

/** Sums by group and name, in the order in which they were first met. */
export class Tally<Name extends string> {
  readonly #sums = new Map<string, Map<Name, { numerator: number; denominator: number }>>()

  add(group: string, name: Name, numerator: number, denominator: number): void {
    const ofGroup = this.#sums.get(group) ?? new Map<Name, { numerator: number; denominator: number }>()
    this.#sums.set(group, ofGroup)
    const sum = ofGroup.get(name) ?? { numerator: 0, denominator: 0 }
    ofGroup.set(name, { numerator: sum.numerator + numerator, denominator: sum.denominator + denominator })
  }

  groups(): readonly string[] {
    return [...this.#sums.keys()].toSorted()
  }

  of(group: string, name: Name): Ratio {
    return this.#sums.get(group)?.get(name) ?? { numerator: 0, denominator: 0 }
  }
}

/** `scale` times the ratio with one decimal; undefined over nothing, which is neither 0 nor 100 per cent. */
export function rated({ numerator, denominator }: Ratio, scale: number): number | undefined {
  return denominator === 0 ? undefined : Math.round((numerator * scale * 10) / denominator) / 10
}

/** Medians of whole numbers by group and name: what is held is how often each number came, not the numbers. */
export class Medians<Name extends string> {
  readonly #counts = new Map<string, Map<Name, Map<number, number>>>()

  add(group: string, name: Name, value: number): void {
    const ofGroup = this.#counts.get(group) ?? new Map<Name, Map<number, number>>()
    this.#counts.set(group, ofGroup)
    const counts = ofGroup.get(name) ?? new Map<number, number>()
    ofGroup.set(name, counts)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }

  groups(): readonly string[] {
    return [...this.#counts.keys()]
  }

  /** Numerator: the sum of all values; denominator: how many. Of an even number the median is the mean of the two in the middle. */
  of(group: string, name: Name): Ratio & { readonly median?: number } {
    const counts = [...(this.#counts.get(group)?.get(name) ?? [])].toSorted(([a], [b]) => a - b)
    const denominator = counts.reduce((sum, [, count]) => sum + count, 0)
    if (denominator === 0) return { numerator: 0, denominator }
    const at = (place: number): number => {
      let seen = 0
      return counts.find(([, count]) => (seen += count) > place)?.[0] ?? 0
    }
    const numerator = counts.reduce((sum, [value, count]) => sum + value * count, 0)
    return { numerator, denominator, median: (at(Math.floor((denominator - 1) / 2)) + at(Math.floor(denominator / 2))) / 2 }
  }
}
