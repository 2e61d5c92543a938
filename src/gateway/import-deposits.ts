// The bank's story in: the file's bytes are kept, read as a whole or refused as a whole, staged once, then settled against remittances.
import { type BankStatement, readBai2, readBankCsv, readNacha, standardMapping } from '../bank/index.js'
import type { BankFormat, BankLine, BankMapping } from '../domain/index.js'
import type { Decision } from '../reassociation/index.js'
import type { Arrival, DepositRow } from '../store/index.js'
import { type Cents, Fault, sayFinding, sumCents, zeroCents } from '../values/index.js'
import { openReturn, sortMovements } from './bank-returns.js'
import type { GatewayParts } from './parts.js'
import type { Reassociate } from './reassociate.js'
import { type FindingView, toFindingView } from './report.js'

export interface DepositImport {
  readonly format: BankFormat
  /** Of a CSV; the standard one, with the field names as headings, when left out. */
  readonly mapping?: string
  /** Only say what would come of it: nothing is kept, booked or matched. */
  readonly dryRun?: boolean
}

export interface DepositReport {
  readonly file: string
  /** Absent of a dry run. */
  readonly fileId?: string
  readonly format: BankFormat
  /** duplicate: the same bytes were imported before; refused: nothing of it was; checked: a dry run. */
  readonly outcome: 'imported' | 'duplicate' | 'refused' | 'checked'
  readonly deposits: number
  readonly depositedCents: Cents
  /** Deposits that an overlapping file had brought before. */
  readonly known: number
  readonly returns: number
  /** Movements that concern no payer. */
  readonly passedOver: number
  /** Of the new deposits: where they stand after this. */
  readonly matched: number
  readonly proposed: number
  readonly differing: number
  readonly unmatched: number
  readonly findings: readonly FindingView[]
}

export type ImportDeposits = (
  arrival: Omit<Arrival, 'direction'>,
  chunks: AsyncIterable<Uint8Array>,
  options: DepositImport,
) => Promise<DepositReport>

export function createImportDeposits(
  parts: Pick<GatewayParts, 'store' | 'clock' | 'bank'>,
  { settle, foresee }: Pick<Reassociate, 'settle' | 'foresee'>,
): ImportDeposits {
  const { store, clock, bank } = parts

  return async (arrival, chunks, { format, mapping, dryRun = false }) => {
    const read = readerOf(format, mapping)
    if (dryRun) return check(arrival.name, format, read(await gather(chunks)))
    const { file, isNew } = await store.files.keep({ ...arrival, direction: 'bank' }, chunks)
    // A refused file may come again with the right format or mapping.
    if (!isNew && file.state === 'done') {
      await settle()
      return {
        ...(file.summary as DepositReport),
        file: arrival.name,
        fileId: file.id,
        outcome: 'duplicate',
        deposits: 0,
        depositedCents: zeroCents,
      }
    }
    const statement = read(await gather(store.files.read(file.id)))
    const told = { file: arrival.name, fileId: file.id, format, passedOver: statement.passedOver, findings: views(statement, file.id) }
    if (isRefused(statement)) {
      const report: DepositReport = { ...nothing, ...told, outcome: 'refused' }
      await store.files.finish(file.id, 'refused', report)
      return report
    }
    return importAll(told, statement)
  }

  async function importAll(
    told: Pick<DepositReport, 'file' | 'format' | 'passedOver' | 'findings'> & { readonly fileId: string },
    statement: BankStatement,
  ) {
    const { credits, returns, others } = await sortMovements(store, statement.lines)
    const at = clock()
    const stage = (lines: readonly BankLine[], state: 'new' | 'return') =>
      store.deposits.stage(lines.map((line) => ({ ...line, fileId: told.fileId, state, importedAt: at })))
    const report = await store.transaction(async () => {
      const before = await store.deposits.known(credits.map(({ key }) => key))
      const fresh = newOnes(credits, before)
      await stage(fresh, 'new')
      const knownReturns = await store.deposits.known(returns.map(({ line }) => line.key))
      await stage(
        returns.map(({ line }) => line),
        'return',
      )
      for (const one of returns) if (!knownReturns.has(one.line.key)) await openReturn(parts, one, told.fileId)
      const added: DepositReport = {
        ...nothing,
        ...told,
        outcome: 'imported',
        deposits: fresh.length,
        depositedCents: sumCents(fresh.map(({ cents }) => cents)),
        known: credits.length - fresh.length,
        returns: returns.length - knownReturns.size,
        passedOver: told.passedOver + others,
      }
      await store.files.finish(told.fileId, 'done', added)
      await store.audit.append({
        at,
        actor: 'system',
        action: 'deposit.imported',
        object: `file:${told.fileId}`,
        detail: { deposits: fresh.length },
      })
      return { added, keys: fresh.map(({ key }) => key) }
    })
    await settle()
    const states = await statesOf(report.keys, report.added.fileId ?? '')
    return { ...report.added, ...states }
  }

  async function check(file: string, format: BankFormat, statement: BankStatement): Promise<DepositReport> {
    const told = { ...nothing, file, format, passedOver: statement.passedOver, findings: views(statement, '') }
    if (isRefused(statement)) return { ...told, outcome: 'refused' }
    const { credits, returns, others } = await sortMovements(store, statement.lines)
    const before = await store.deposits.known([...credits, ...returns.map(({ line }) => line)].map(({ key }) => key))
    const fresh = newOnes(credits, before)
    const decisions = await foresee(fresh.map((line) => ({ ...line, id: line.key, refused: [] })))
    const count = (kind: Decision['kind']): number => decisions.filter((decision) => decision.kind === kind).length
    return {
      ...told,
      outcome: 'checked',
      deposits: fresh.length,
      depositedCents: sumCents(fresh.map(({ cents }) => cents)),
      known: credits.length - fresh.length,
      returns: returns.filter(({ line }) => !before.has(line.key)).length,
      passedOver: statement.passedOver + others,
      matched: count('match'),
      proposed: count('propose'),
      differing: count('differs'),
      unmatched: count('none'),
    }
  }

  async function statesOf(
    keys: readonly string[],
    fileId: string,
  ): Promise<Pick<DepositReport, 'matched' | 'proposed' | 'differing' | 'unmatched'>> {
    const mine = new Set(keys)
    const open = (await store.deposits.inStates(['unmatched', 'proposed', 'differs', 'new'])).filter(
      (row) => row.fileId === fileId && mine.has(row.key),
    )
    const count = (...states: readonly DepositRow['state'][]): number => open.filter(({ state }) => states.includes(state)).length
    return {
      matched: keys.length - open.length,
      proposed: count('proposed'),
      differing: count('differs'),
      unmatched: count('unmatched', 'new'),
    }
  }

  function readerOf(format: BankFormat, name: string | undefined): (bytes: Uint8Array) => BankStatement {
    if (format !== 'csv') {
      if (name !== undefined) throw new Fault('ARGUMENT_INVALID', `only CSV has mappings; ${format} needs none`)
      return format === 'bai2' ? readBai2 : readNacha
    }
    const mapping = name === undefined || name === standardMapping.name ? standardMapping : mappings().find((one) => one.name === name)
    if (mapping === undefined)
      throw new Fault(
        'ARGUMENT_INVALID',
        `there is no mapping ${name ?? ''}; there are: ${['standard', ...mappings().map((one) => one.name)].join(', ')}`,
      )
    return (bytes) => readBankCsv(bytes, mapping)
  }

  function mappings(): readonly BankMapping[] {
    return bank?.mappings ?? []
  }
}

const nothing = {
  deposits: 0,
  depositedCents: zeroCents,
  known: 0,
  returns: 0,
  passedOver: 0,
  matched: 0,
  proposed: 0,
  differing: 0,
  unmatched: 0,
} as const

/** Those whose key nobody has, each key once: a file may repeat a movement under the bank's own number for it. */
function newOnes(lines: readonly BankLine[], known: ReadonlySet<string>): readonly BankLine[] {
  return [...new Map(lines.map((line) => [line.key, line])).values()].filter(({ key }) => !known.has(key))
}

function isRefused({ findings }: BankStatement): boolean {
  return findings.some(({ severity }) => severity === 'error')
}

function views({ findings }: BankStatement, fileId: string): readonly FindingView[] {
  return findings.map((found) => toFindingView({ ...found, fileId, message: sayFinding(found) }))
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}
