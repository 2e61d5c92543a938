// A bookkeeper's own entry: money moved by a person, with a reason, never without one.
import type { EntryDraft, LedgerEntry } from '../domain/index.js'
import { creditItems } from '../ledger/index.js'
import type { Store } from '../store/index.js'
import { type Clock, Fault, newId } from '../values/index.js'
import { createEffects } from './take-effect.js'

/** Books one entry. A Fault REFUSED when debit and credit are the same account, or the claim is not known. */
export async function enterByHand(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  draft: Pick<EntryDraft, 'dr' | 'cr' | 'cents' | 'why' | 'ref' | 'claim'>,
  actor = 'command-line',
): Promise<LedgerEntry> {
  if (draft.dr === draft.cr) throw new Fault('REFUSED', 'debit and credit are the same account')
  if (draft.why.trim() === '') throw new Fault('REFUSED', 'an entry by hand needs a reason')
  return store.transaction(async () => {
    const claim = draft.claim === undefined ? undefined : (await store.claims.byNumbers([draft.claim]))[0]
    if (draft.claim !== undefined && claim === undefined) throw new Fault('NOT_FOUND', 'no claim has this patient control number')
    const at = clock()
    const before = claim === undefined ? {} : await store.ledger.balances({ claimId: claim.id })
    const { entries } = await store.ledger.post({
      key: `hand:${newId()}`,
      at,
      ...(claim === undefined ? {} : { claimId: claim.id }),
      entries: [draft],
    })
    const [entry] = entries
    if (entry === undefined) throw new Fault('INTERNAL', 'an entry by hand was not written')
    if (claim !== undefined) {
      // I-4: money moved by a person may leave a credit as well as a payer's may.
      const credit = creditItems(claim.patientControlNumber, before, await store.ledger.balances({ claimId: claim.id }))
      const effects = createEffects({ store, clock })
      await effects.close(credit.closes, claim.id)
      await effects.open(credit.workItems, `entry:${entry.id}`, { claimId: claim.id })
    }
    await store.audit.append({ at, actor, action: 'ledger.enter', object: `entry:${entry.id}`, detail: { cents: entry.cents } })
    return entry
  })
}
