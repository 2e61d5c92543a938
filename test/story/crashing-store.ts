// A store that dies: from the n-th call on, every call fails, as if the process had been killed there.
import type { Store } from '../../src/store/index.js'

/** What a killed process throws: nothing that anybody would mend and go on from. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

export interface CrashingStore {
  readonly store: Store
  /** Calls so far. */
  calls(): number
}

/**
 * Wraps every store. `point` is the call that fails, counted from 1: `before` it does anything, or `after` it did what
 * was asked and only the answer is lost. Inside a transaction either rolls it back.
 */
export function crashingStore(inner: Store, point: number, when: 'before' | 'after'): CrashingStore {
  let count = 0

  function guarded<A extends unknown[], R>(call: (...args: A) => R): (...args: A) => R | Promise<Awaited<R>> {
    return (...args) => {
      const mine = ++count
      if (mine > point || (mine === point && when === 'before')) return Promise.reject(new Killed())
      const result = call(...args)
      if (mine !== point || !(result instanceof Promise)) return result
      return result.then(() => Promise.reject(new Killed()))
    }
  }

  function wrap<T extends object>(part: T): T {
    return new Proxy(part, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property)
        if (typeof value === 'function') {
          const call = value.bind(target) as (...args: unknown[]) => unknown
          return property === 'read' ? call : guarded(call)
        }
        return typeof value === 'object' && value !== null ? wrap(value) : value
      },
    })
  }

  return { store: wrap(inner), calls: () => count }
}
