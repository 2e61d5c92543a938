// Names that are close to a mistyped one, for the message about it.

/** At most five of the names, the closest first: other letter case, a mistake or two, or what begins the same way. */
export function nearest(wanted: string, names: Iterable<string>): string[] {
  const low = wanted.toLowerCase()
  const scored: { readonly name: string; readonly score: number }[] = []
  for (const name of new Set(names)) {
    const score = scoreOf(low, name.toLowerCase())
    if (score !== undefined) scored.push({ name, score })
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
    .slice(0, 5)
    .map(({ name }) => name)
}

function scoreOf(wanted: string, name: string): number | undefined {
  if (wanted === name) return 0
  if (wanted.length >= 3 && (name.includes(wanted) || wanted.startsWith(name))) return 1.5
  const mistakes = distance(wanted, name)
  return mistakes <= Math.max(1, Math.floor(wanted.length / 4)) ? mistakes : undefined
}

/** Letters to insert, leave out or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
