// What a person decides about a deposit: these remittances, not these, or no payer's money at all. Each with who and why, in the audit trail.
import type { DepositRow, RemittanceRow, Store } from '../store/index.js'
import { type Cents, Fault, formatCents, sumCents, toCents, zeroCents } from '../values/index.js'
import { openDepositItem } from './deposit-items.js'
import { link, takeBack, unlink } from './deposit-links.js'
import type { GatewayParts } from './parts.js'
import type { Reassociate } from './reassociate.js'

type Parts = Pick<GatewayParts, 'store' | 'clock' | 'calendar'>

export interface HandMatch {
  readonly depositId: string
  /** Ids or traces (TRN02) of remittances. */
  readonly remittances: readonly string[]
  /** R-EFT-7: what a card company kept of the only remittance. */
  readonly cardFeeCents?: Cents
  readonly by: string
}

export interface Undoing {
  readonly depositId: string
  readonly by: string
  readonly reason: string
}

export interface MatchDeposit {
  /** R-EFT-4 and R-EFT-7. Throws REFUSED unless the deposit and the fee are the remittances' BPR02 to the cent. */
  match(wanted: HandMatch): Promise<void>
  /** Takes the entries back by new ones; the pair is not matched again by itself. */
  unmatch(undoing: Undoing): Promise<void>
  /** The money has bounced, or is none of a payer's: it leaves the books, and its remittances wait for money again. */
  takeBack(undoing: Undoing): Promise<void>
}

export function createMatchDeposit(parts: Parts, { postFunded }: Pick<Reassociate, 'postFunded'>): MatchDeposit {
  const { store, clock } = parts

  return {
    match: async ({ depositId, remittances, cardFeeCents = zeroCents, by }) => {
      await store.transaction(async () => {
        const deposit = await findDeposit(store, depositId)
        if (!isOpen(deposit))
          throw new Fault('REFUSED', `deposit ${depositId} is ${deposit.state}; only one that belongs to no remittance can be matched`)
        const meant = await findAwaited(store, remittances)
        requireZero(deposit, meant, cardFeeCents)
        await link(parts, deposit, meant, { rule: cardFeeCents > 0 ? 'card' : 'hand', by, feeCents: cardFeeCents })
        const detail = { remittances: meant.map(({ id }) => id).join(' '), feeCents: cardFeeCents }
        await store.audit.append({ at: clock(), actor: by, action: 'deposit.matched', object: `deposit:${depositId}`, detail })
      })
      await postFunded()
    },

    unmatch: (undoing) =>
      undo(undoing, 'deposit.unmatched', async (deposit) => {
        if (deposit.state !== 'matched') throw new Fault('REFUSED', `deposit ${deposit.id} is ${deposit.state}, not matched`)
        await openDepositItem(parts, await unlink(parts, deposit), 'none', [])
      }),

    takeBack: (undoing) =>
      undo(undoing, 'deposit.taken-back', async (deposit) => {
        if (!isOpen(deposit) && deposit.state !== 'matched') throw new Fault('REFUSED', `deposit ${deposit.id} is ${deposit.state}`)
        await takeBack(parts, deposit)
      }),
  }

  async function undo({ depositId, by, reason }: Undoing, action: string, act: (deposit: DepositRow) => Promise<void>): Promise<void> {
    if (reason.trim() === '') throw new Fault('REFUSED', 'undoing needs a reason')
    await store.transaction(async () => {
      await act(await findDeposit(store, depositId))
      await store.audit.append({ at: clock(), actor: by, action, object: `deposit:${depositId}`, detail: { reason } })
    })
  }
}

function requireZero({ cents }: DepositRow, remittances: readonly RemittanceRow[], cardFeeCents: Cents): void {
  if (cardFeeCents < 0 || (cardFeeCents > 0 && remittances.length !== 1))
    throw new Fault('REFUSED', 'a card fee is above 0 and stands beside exactly one remittance')
  const difference = toCents(sumCents(remittances.map(({ remittance }) => remittance.paidCents)) - cents - cardFeeCents)
  if (difference !== 0)
    throw new Fault(
      'REFUSED',
      `the remittances differ from the deposit by ${formatCents(difference)}; a deposit is closed at a difference of zero only`,
    )
}

function isOpen({ state }: DepositRow): boolean {
  return state === 'unmatched' || state === 'proposed' || state === 'differs'
}

export async function findDeposit(store: Store, id: string): Promise<DepositRow> {
  const deposit = await store.deposits.find(id)
  if (deposit === undefined) throw new Fault('NOT_FOUND', `no deposit ${id}`)
  return deposit
}

async function findAwaited(store: Store, names: readonly string[]): Promise<readonly RemittanceRow[]> {
  const awaited = await store.deposits.awaited()
  const found = names.map((name) => {
    const [only, another] = awaited.filter(({ id, remittance }) => id === name || remittance.trace.number === name)
    if (only === undefined) throw new Fault('NOT_FOUND', `no posted remittance ${name} waits for money`)
    if (another !== undefined) throw new Fault('REFUSED', `several remittances have the trace ${name}; name one by its id`)
    return only
  })
  if (found.length === 0) throw new Fault('ARGUMENT_INVALID', 'name at least one remittance')
  if (new Set(found).size < found.length) throw new Fault('ARGUMENT_INVALID', 'a remittance is named twice')
  return found
}
