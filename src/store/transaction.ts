// The one way to the database. Every store reads and writes through a session, which knows whether a transaction is running.
// SQLite has one writing connection for the whole process: transactions that overlap would fall into each other, and
// a write beside them would be rolled back with them. So on SQLite they pass one gate, one at a time.
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as othersTurn, setTimeout as sleep } from 'node:timers/promises'
import type { DataSource, EntityManager } from 'typeorm'
import { Fault } from '../values/index.js'
import { isLockConflict, toFault } from './faults.js'

/** How often a transaction is begun before a deadlock or lock time-out is given up on. */
const maxTries = 5
/** SQLite answers in this very thread: after so long it pauses, or nothing else of the process, such as the API, would get a turn. */
const turnMs = 5

/** Ends what is only tried out. */
class TriedOut extends Error {
  override readonly name = 'TriedOut'
}

interface Running {
  readonly manager: EntityManager
  hasEnded: boolean
  /** The first failure inside: the transaction cannot commit any more, whoever caught it. */
  failure?: { readonly error: unknown }
}

export class Session {
  readonly #writer: DataSource
  readonly #reader: DataSource
  readonly #running = new AsyncLocalStorage<Running>()
  readonly #underWay = new Set<Promise<unknown>>()
  #gate: Promise<unknown> = Promise.resolve()
  #turnBegan = 0
  #isClosed = false

  /** `reader` serves reads outside of transactions: on SQLite a second, read-only connection; on MySQL the same pool. */
  constructor(writer: DataSource, reader: DataSource) {
    this.#writer = writer
    this.#reader = reader
  }

  /** Commits all that `work` does, or nothing. Inside a running transaction it joins that one. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const running = this.#current()
    return running === undefined ? this.#tracked(this.#outermost(work)) : this.#join(running, work)
  }

  /**
   * Does the work and takes it back, so that what comes of it is told and nothing stays. Gives what the work gives, throws what it throws.
   * Inside a running transaction that one goes on as if nothing had been tried.
   */
  async tryOut<T>(work: () => Promise<T>): Promise<T> {
    const done: { result?: T } = {}
    const attempt = async (): Promise<never> => {
      done.result = await work()
      throw new TriedOut()
    }
    try {
      const running = this.#current()
      await (running === undefined ? this.transaction(attempt) : this.#apart(running, attempt))
    } catch (error) {
      if (!(error instanceof TriedOut)) throw error
    }
    return done.result as T
  }

  /** Reads inside the running transaction, or what is committed when none is running. */
  async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const running = this.#current()
    if (running !== undefined) return this.#join(running, work)
    try {
      return await this.#tracked(this.#inTurn(() => work(this.#reader.manager)))
    } catch (error) {
      throw toFault(error)
    }
  }

  /** Does what is called from here see what may still be taken back? */
  get isInTransaction(): boolean {
    return this.#current() !== undefined
  }

  /** Waits for what is under way, then closes the connections. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await Promise.allSettled(this.#underWay)
    this.#running.disable() // else Node keeps it, and every promise of the process carries it along
    if (this.#reader !== this.#writer) await this.#reader.destroy()
    await this.#writer.destroy()
  }

  #current(): Running | undefined {
    const running = this.#running.getStore()
    if (running?.hasEnded) throw new Fault('INTERNAL', 'the store was used after the transaction it was called in had ended')
    if (running === undefined && this.#isClosed) throw new Fault('DATABASE_UNAVAILABLE', 'the store is closed')
    return running
  }

  async #tracked<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work)
    try {
      return await work
    } finally {
      this.#underWay.delete(work)
    }
  }

  async #outermost<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#one(work)
      } catch (error) {
        if (tries === maxTries || !isLockConflict(error)) throw error
        await sleep(Math.random() * 20 * 2 ** tries)
      }
    }
  }

  async #join<T>(running: Running, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.#inTurn(() => work(running.manager))
    } catch (error) {
      const fault = toFault(error)
      running.failure ??= { error: fault }
      throw fault
    }
  }

  /** Between savepoints: a failure takes back this part alone. A lock conflict takes back the whole transaction, and fails it. */
  async #apart(running: Running, work: () => Promise<never>): Promise<void> {
    let part: Running | undefined
    try {
      await running.manager.transaction(async (manager) => {
        const mine: Running = { manager, hasEnded: false }
        part = mine
        try {
          await this.#running.run(mine, work)
        } finally {
          mine.hasEnded = true
        }
      })
    } catch (error) {
      const fault = isLockConflict(part?.failure?.error) ? part?.failure?.error : toFault(error)
      if (isLockConflict(fault)) running.failure ??= { error: fault }
      throw fault
    }
  }

  async #one<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    let running: Running | undefined
    const begin = (): Promise<T> =>
      this.#writer.transaction(async (manager) => {
        const mine: Running = { manager, hasEnded: false }
        running = mine
        try {
          const result = await this.#running.run(mine, work, manager)
          if (mine.failure !== undefined) throw mine.failure.error
          return result
        } finally {
          mine.hasEnded = true
        }
      })
    try {
      return await (this.#isSqlite ? this.#pass(() => this.#inTurn(begin)) : begin())
    } catch (error) {
      throw isLockConflict(running?.failure?.error) ? running?.failure?.error : toFault(error)
    }
  }

  get #isSqlite(): boolean {
    return this.#writer.options.type === 'better-sqlite3'
  }

  /** Does the work once others have had their turn, where that is due. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isSqlite && performance.now() - this.#turnBegan > turnMs) {
      await othersTurn()
      this.#turnBegan = performance.now()
    }
    return work()
  }

  #pass<T>(begin: () => Promise<T>): Promise<T> {
    const result = this.#gate.then(begin)
    this.#gate = result.catch(() => undefined)
    return result
  }
}
