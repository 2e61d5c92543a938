// Money that leaves the account again: whether a payment of a payer has bounced is for a person to say.
import type { BankLine } from '../domain/index.js'
import type { DepositRow, Store } from '../store/index.js'
import type { GatewayParts } from './parts.js'

/** A debit, with the keys of the deposits that it may take back. */
export interface BankReturn {
  readonly line: BankLine
  readonly of: readonly string[]
}

export interface Movements {
  readonly credits: readonly BankLine[]
  readonly returns: readonly BankReturn[]
  /** Debits that concern no payer: rent, wages, fees. */
  readonly others: number
}

type Credit = Pick<DepositRow, 'cents' | 'postedOn' | 'trace' | 'companyId' | 'references' | 'key'>

/** Debits concern us when they say that they return something, or are the very amount and payer of a deposit before them. */
export async function sortMovements(store: Store, lines: readonly BankLine[]): Promise<Movements> {
  const credits = lines.filter(({ direction }) => direction === 'credit')
  const debits = lines.filter(({ direction }) => direction === 'debit')
  const earlier: readonly Credit[] = [...(await store.deposits.ofAmounts(debits.map(({ cents }) => cents))), ...credits]
  const returns = debits.flatMap((line) => {
    const of = earlier.filter((deposit) => isReturnOf(line, deposit)).map(({ key }) => key)
    return of.length > 0 || line.isReturn === true ? [{ line, of }] : []
  })
  return { credits, returns, others: debits.length - returns.length }
}

function isReturnOf(line: BankLine, deposit: Credit): boolean {
  if (line.cents !== deposit.cents || line.postedOn < deposit.postedOn) return false
  if (line.trace !== undefined && deposit.trace !== undefined) return line.trace.number === deposit.trace.number
  if (line.companyId !== undefined && line.companyId === deposit.companyId) return true
  return line.references.some((reference) => deposit.references.includes(reference))
}

/** Must run inside a transaction, after the deposits of the same file were staged. */
export async function openReturn(
  { store, clock }: Pick<GatewayParts, 'store' | 'clock'>,
  { line, of }: BankReturn,
  fileId: string,
): Promise<void> {
  const rows = (await store.deposits.ofAmounts([line.cents])).filter(({ key }) => of.includes(key))
  await store.workItems.open({
    type: 'bank-return',
    key: `bank-return:${line.key}`,
    at: clock(),
    fileId,
    cents: line.cents,
    nextAction: 'see whether a payment has bounced; if so, `x12gw deposits take-back` the deposit, and ask the payer for a new payment',
    facts: {
      postedOn: line.postedOn,
      ...(rows[0] === undefined ? {} : { deposit: rows[0].id }),
      candidates: rows.map(({ id }) => id),
      ...(line.trace === undefined ? {} : { trace: line.trace.number }),
    },
  })
}
