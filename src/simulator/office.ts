// The back office: files that arrived are taken in, answered once, and their answers put out when they are due.
//
//   homes/<user>/inbound/a.837 -> taken/000007_<user>_a.837 -> answers in spool/ -> memory saved -> homes/<user>/outbound/…
//
// Every arrow is one rename or one replaced file, so that a crash anywhere is taken up where it stopped: a taken file whose
// number is above the last answered one is answered again from the same memory, with the same bytes; a spooled answer is
// either still there or out.
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isTemporaryName, openLocalFolder, pickStable, printableName, type StableMemory } from '../exchange/index.js'
import { addMs, type Clock, Fault } from '../values/index.js'
import { answerFile, type FileToAnswer } from './answer-file.js'
import { inboundFolder, outboundFolder } from './home.js'
import { SimulatorMemory, type SpooledAnswer } from './memory.js'
import type { ReadParts } from './read-submissions.js'

/** A file that came without a close or a rename (a cut connection, a hand) is taken when it stood still for so long. */
const stableMs = 5000

export interface SimulatorLog {
  info(message: string, facts: Readonly<Record<string, unknown>>): void
  error(message: string, facts: Readonly<Record<string, unknown>>): void
}

export interface OfficeOptions extends ReadParts {
  readonly folder: string
  readonly usernames: readonly string[]
  readonly clock: Clock
  /** From arrival to TA1, 999 and 277CA. */
  readonly answerDelayMs: number
  /** From arrival to the 835. */
  readonly remittanceDelayMs: number
  readonly log: SimulatorLog
}

export interface Office {
  /** A file is complete: it need not stand still first. */
  arrived(username: string, name: string): void
  /** Does all that is to do now: takes in, answers, puts out. Runs one after the other, however often it is called. */
  work(): Promise<void>
}

/** Opens the office of a folder whose homes are made. Throws FILE_UNREADABLE when its memory is not readable. */
export async function openOffice({ folder, usernames, clock, log, ...rest }: OfficeOptions): Promise<Office> {
  const memoryPath = join(folder, 'memory.json')
  const [taken, spool] = [join(folder, 'taken'), join(folder, 'spool')]
  for (const path of [taken, spool]) await mkdir(path, { recursive: true, mode: 0o700 })
  let memory = new SimulatorMemory(memoryPath)
  let lastTaken = Math.max(memory.lastFile, ...(await readdir(taken)).map((name) => Number.parseInt(name, 10) || 0))
  const complete = new Set<string>()
  const looks = new Map<string, StableMemory>()

  async function takeIn(): Promise<void> {
    for (const username of usernames) {
      const paths = { inbound: inboundFolder, outbound: outboundFolder, upload: 'rename' } as const
      const home = await openLocalFolder({ kind: 'local', root: homeOf(folder, username), ...paths })
      const choice = { inboundPattern: '*', stableMs }
      const { ready, waiting, memory: seen } = pickStable(await home.list(), looks.get(username) ?? new Map(), clock(), choice)
      looks.set(username, seen)
      for (const file of [...ready, ...waiting.filter(({ name }) => complete.has(`${username}/${name}`))]) {
        const number = String(++lastTaken).padStart(6, '0')
        await rename(file.path, join(taken, `${number}.${username}.${printableName(file.name)}`))
        complete.delete(`${username}/${file.name}`)
      }
    }
  }

  async function answerAll(): Promise<void> {
    if (lastTaken <= memory.lastFile) return
    for (const name of (await readdir(taken)).toSorted()) {
      const [, digits = '', username = ''] = /^(\d{6,})\.([\w-]+)\./.exec(name) ?? []
      if (Number(digits) <= memory.lastFile || !usernames.includes(username)) continue
      try {
        await answer(name, Number(digits), username)
      } catch (error) {
        // What was numbered and not saved is numbered again.
        memory = new SimulatorMemory(memoryPath)
        throw error
      }
    }
  }

  async function answer(name: string, number: number, username: string): Promise<void> {
    const receivedAt = clock()
    const file: FileToAnswer = {
      bytes: await readFile(join(taken, name)),
      receivedAt,
      answeredAt: addMs(receivedAt, rest.answerDelayMs),
      remittedAt: addMs(receivedAt, rest.remittanceDelayMs),
    }
    const spooled: SpooledAnswer[] = []
    for (const { kind, control, bytes, dueAt } of answersTo(file, number)) {
      // The control number goes before the kind, so that sorting by name is the order in which they were written.
      const answerName = `${username}_${control}_${kind}.edi`
      await writeFile(join(spool, answerName), bytes, { mode: 0o600, flush: true })
      spooled.push({ username, name: answerName, dueAt })
    }
    memory.lastFile = number
    memory.spooled = [...memory.spooled, ...spooled]
    await memory.save()
    log.info('the simulator answers a file', { username, file: number, answers: spooled.length })
  }

  /** A file that cannot be answered for a fault of ours is passed over: it must not hold up those behind it. */
  function answersTo(file: FileToAnswer, number: number): ReturnType<typeof answerFile> {
    try {
      return answerFile(file, rest, memory)
    } catch (error) {
      log.error('the simulator cannot answer a file', { file: number, error })
      return []
    }
  }

  async function putOut(): Promise<void> {
    const now = clock()
    const due = memory.spooled.filter(({ dueAt }) => dueAt <= now)
    if (due.length === 0) return
    for (const { username, name } of due)
      await rename(join(spool, name), join(homeOf(folder, username), outboundFolder, name)).catch(passOverGone)
    memory.spooled = memory.spooled.filter((each) => !due.includes(each))
    await memory.save()
  }

  async function round(): Promise<void> {
    await takeIn()
    await answerAll()
    await putOut()
  }

  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return {
    arrived(username, name) {
      if (!isTemporaryName(name)) complete.add(`${username}/${name}`)
    },
    work() {
      // One round runs and one waits: a third would find nothing that the second does not.
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined
          return round()
        })
      running = next
      return next
    },
  }
}

export function homeOf(folder: string, username: string): string {
  return join(folder, 'homes', username)
}

/** Gone from the spool: it went out before a crash. */
function passOverGone(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
    throw new Fault('INTERNAL', 'an answer cannot be put out', { cause: error })
}
