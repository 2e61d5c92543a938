// What the simulator must not forget: numbers it has given, interchanges and refused claims it has seen, what its payers have on
// file, answers not out yet.
import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { Fault, type Instant } from '../values/index.js'
import type { Memory } from './answer-file.js'
import type { ClaimOnFile, Debt } from './on-file.js'

/** An answer that lies in the spool until it is due. */
export interface SpooledAnswer {
  readonly username: string
  readonly name: string
  readonly dueAt: Instant
}

interface Written {
  readonly version: 1
  readonly interchange: number
  readonly trace: number
  readonly claim: number
  /** Number of the last file that was answered; files are answered in the order of their numbers. */
  readonly lastFile: number
  readonly seen: readonly string[]
  readonly claims: readonly ClaimOnFile[]
  readonly debts: readonly (readonly [account: string, debts: readonly Debt[]])[]
  readonly spooled: readonly SpooledAnswer[]
}

const blank: Written = { version: 1, interchange: 0, trace: 0, claim: 0, lastFile: 0, seen: [], claims: [], debts: [], spooled: [] }

/** The memory of one simulator. Changes are of no consequence until `save`. */
export class SimulatorMemory implements Memory {
  lastFile: number
  spooled: readonly SpooledAnswer[]
  private interchange: number
  private trace: number
  private claim: number
  private readonly seen: Set<string>
  private readonly claims: Map<string, ClaimOnFile>
  private readonly services: Set<string>
  private readonly debts: Map<string, readonly Debt[]>

  /** Throws FILE_UNREADABLE when the file is there and is not ours: starting anew would give numbers twice. */
  constructor(private readonly path: string) {
    const { interchange, trace, claim, lastFile, seen, claims, debts, spooled } = readWritten(path)
    this.interchange = interchange
    this.trace = trace
    this.claim = claim
    this.lastFile = lastFile
    this.seen = new Set(seen)
    this.claims = new Map(claims.map((each) => [each.payerClaimNumber, each]))
    this.services = new Set(claims.flatMap(({ services }) => services))
    this.debts = new Map(debts)
    this.spooled = spooled
  }

  nextInterchange(): string {
    return String(++this.interchange).padStart(9, '0')
  }

  nextTrace(): string {
    return String(++this.trace).padStart(9, '0')
  }

  nextClaim(): string {
    return `SIM${String(++this.claim).padStart(9, '0')}`
  }

  isNew(identity: string): boolean {
    if (this.seen.has(identity)) return false
    this.seen.add(identity)
    return true
  }

  claimOnFile(payerClaimNumber: string): ClaimOnFile | undefined {
    return this.claims.get(payerClaimNumber)
  }

  claimsOnFile(account: string): readonly ClaimOnFile[] {
    return [...this.claims.values()].filter((claim) => claim.account === account)
  }

  isOnFile(service: string): boolean {
    return this.services.has(service)
  }

  putOnFile(claim: ClaimOnFile): void {
    this.claims.set(claim.payerClaimNumber, claim)
    for (const service of claim.services) this.services.add(service)
  }

  takeOffFile(payerClaimNumber: string): void {
    for (const service of this.claims.get(payerClaimNumber)?.services ?? []) this.services.delete(service)
    this.claims.delete(payerClaimNumber)
  }

  debtsOf(account: string): readonly Debt[] {
    return this.debts.get(account) ?? []
  }

  setDebts(account: string, debts: readonly Debt[]): void {
    if (debts.length === 0) this.debts.delete(account)
    else this.debts.set(account, debts)
  }

  /** Replaces the file as a whole: after a crash it holds either the old or the new. */
  async save(): Promise<void> {
    const { interchange, trace, claim, lastFile, spooled } = this
    const written: Written = {
      version: 1,
      interchange,
      trace,
      claim,
      lastFile,
      seen: [...this.seen],
      claims: [...this.claims.values()],
      debts: [...this.debts],
      spooled,
    }
    const handle = await open(`${this.path}.tmp`, 'w', 0o600)
    try {
      await handle.writeFile(JSON.stringify(written))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${this.path}.tmp`, this.path)
  }
}

function readWritten(path: string): Written {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return blank
  }
  try {
    const written = JSON.parse(text) as Partial<Written>
    if (written.version === 1) return { ...blank, ...written }
  } catch {
    // Told below.
  }
  throw new Fault('FILE_UNREADABLE', `${path} is not the memory of a simulator; use another folder`)
}
