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
