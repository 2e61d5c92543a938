// Lists that the wire cuts into pieces: six reasons to a CAS, six adjustments to a PLB.

/** Cuts a list into runs of neighbours that belong together, none longer than `most`. */
export function runs<T>(list: readonly T[], belongTogether: (a: T, b: T) => boolean, most: number): readonly (readonly [T, ...T[]])[] {
  const cut: [T, ...T[]][] = []
  for (const item of list) {
    const run = cut.at(-1)
    if (run !== undefined && run.length < most && belongTogether(run[0], item)) run.push(item)
    else cut.push([item])
  }
  return cut
}
