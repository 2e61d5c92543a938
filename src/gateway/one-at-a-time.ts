// Of acts on the same thing only one runs at a time; the next waits for its turn.

export type OneAtATime = <T>(key: string, act: () => Promise<T>) => Promise<T>

/** Makes a set of turns. A failed act lets the next one through. */
export function createTurns(): OneAtATime {
  const last = new Map<string, Promise<unknown>>()
  return async (key, act) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(act, act)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
