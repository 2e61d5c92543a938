// "Post only when the money is seen" (domain rules section 4): a remittance over money waits until a deposit pays it, then posts by itself.
import type { Remittance, WorkItemDraft } from '../domain/index.js'
import { payerIdsOf } from '../ledger/index.js'
import { waitsForMoney } from '../reassociation/index.js'
import type { RemittanceRow } from '../store/index.js'
import { Fault } from '../values/index.js'
import { closeItems } from './deposit-items.js'
import type { GatewayParts } from './parts.js'
import { createPostRemittance } from './post-remittance.js'

/** The item that tells of the wait; undefined where the setting does not ask for it, and for what pays nothing (R-EFT-5). */
export function awaitFunds(
  remittance: Remittance,
  { payerRules = [], posting }: Pick<GatewayParts, 'payerRules' | 'posting'>,
): WorkItemDraft | undefined {
  const ids = payerIdsOf(remittance)
  const ofPayer = payerRules.find(({ id }) => ids.includes(id))?.posting?.awaitFunds
  const wanted = ofPayer ?? posting?.awaitFunds ?? false
  const isWanted = typeof wanted === 'boolean' ? wanted : payeeIds(remittance).some((id) => wanted.includes(id))
  if (!isWanted || !waitsForMoney(remittance)) return undefined
  const { trace, method, effectiveOn, paidCents } = remittance
  return {
    type: 'awaiting-funds',
    cents: paidCents,
    nextAction: 'wait: it posts by itself when its deposit comes; to post it before that: x12gw remittances post ID --reason',
    facts: { trace: trace.number, method, effectiveOn },
  }
}

/** NPI or tax id, as the payer names the payee (N104, REF*TJ). */
function payeeIds({ payee }: Remittance): readonly string[] {
  const others = payee.references.filter(({ qualifier }) => qualifier === 'TJ').map(({ value }) => value)
  return payee.id === undefined ? others : [payee.id, ...others]
}

/** Must run in the transaction that links the deposit: the money is seen and the remittance free to post, or neither. */
export async function releaseFunded({ store, clock }: Pick<GatewayParts, 'store' | 'clock'>, { id }: RemittanceRow): Promise<void> {
  if (await store.remittances.release(id)) {
    await store.runs.begin(id, 'automatic', { by: 'system', reason: 'its money is there', at: clock() })
    return closeItems({ store, clock }, { type: 'awaiting-funds', remittanceId: id }, 'its money is there')
  }
  const state = (await store.remittances.find(id))?.state
  if (state !== 'waiting' && state !== 'posted') throw new Fault('CONFLICT', `remittance ${id} is ${state ?? 'gone'} now`)
}

/**
 * Posts every remittance that may take effect and is not in the hands of the reading of its file; gives their number. What a crash left
 * between the money and the posting goes on here. Repeating it, also beside another process, is harmless.
 */
export function createPostFunded(parts: Pick<GatewayParts, 'store' | 'treatments' | 'clock'>): () => Promise<number> {
  const { store } = parts
  const post = createPostRemittance(parts)
  return async () => {
    let posted = 0
    for (const row of await store.remittances.waiting()) {
      if ((await store.files.find(row.fileId))?.state === 'kept') continue
      await post(row)
      posted += 1
    }
    return posted
  }
}
