// An item that holds money is not closed over it: the books would keep an amount that nobody is asked about any more.
import type { Account } from '../domain/index.js'
import { isSuspenseReason } from '../ledger/index.js'
import type { Store, WorkItem } from '../store/index.js'

/** Why the item cannot be closed yet, with what ends it; undefined when no money stands behind it. */
export async function moneyBehind(store: Pick<Store, 'ledger'>, item: WorkItem): Promise<string | undefined> {
  const { type, claimId, decided, facts = {} } = item
  const balances = claimId === undefined ? {} : await store.ledger.balances({ claimId })
  if (type === 'denial' && decided === undefined && (balances['AR:DENIED'] ?? 0) > 0)
    return 'the claim still holds denied money: decide first what is to be done about it (x12gw work decide)'
  if (type === 'credit-balance' && (balances[facts.account as Account] ?? 0) < 0)
    return 'the credit still stands: refund or apply it first (x12gw accounts; a payer’s with x12gw ledger enter), and the item closes by itself'
  if (isSuspenseReason(type) && (await store.ledger.balancesByReference('SUSPENSE:CLAIM')).has(String(facts.ref)))
    return 'the money still waits in suspense: link it to its claim or say that it is not ours (x12gw remittances link, not-ours), and the item closes by itself'
  return undefined
}
