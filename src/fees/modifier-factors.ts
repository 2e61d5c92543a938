// What modifiers make of a rate, where the contract has no row of its own for them (domain rules 7.2).

/** Thousandths of the rate. */
const factors: Readonly<Record<string, number>> = {
  '50': 1500, // both sides
  '51': 500, // not the first of several procedures
  '62': 625, // two surgeons
  '80': 160, // assistant surgeon
  '82': 160, // assistant surgeon, no resident to be had
  AS: 136, // assistant at surgery, no physician
}

/** Modifiers that make another service of it: it needs a row of its own. */
const ownRow: ReadonlySet<string> = new Set(['26', 'TC'])

/** What is allowed for less, or for a part, of the service is agreed case by case. */
const byHand: ReadonlySet<string> = new Set(['52', '53'])

/** Thousandths of the rate for the modifiers that are not in it; undefined where no rate can be told from it. */
export function factorOf(modifiers: readonly string[]): number | undefined {
  if (modifiers.some((modifier) => ownRow.has(modifier) || byHand.has(modifier))) return undefined
  return modifiers.reduce((product, modifier) => (product * (factors[modifier] ?? 1000)) / 1000, 1000)
}
