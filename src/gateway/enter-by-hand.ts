// A bookkeeper's own entry: money moved by a person, with a reason, never without one.
import type { EntryDraft, LedgerEntry, WorkItemDraft } from '../domain/index.js'
import { creditItems, doubleRecovery, dueKey, isRecoveryLetter } from '../ledger/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import { type Cents, type Clock, Fault, newId, toCents } from '../values/index.js'
import { numbersOf } from './due-reference.js'
import { toKnownClaim } from './known-claims.js'
import { reviewDue } from './run-parts.js'
import { createEffects } from './take-effect.js'

/** Books one entry. A Fault REFUSED when debit and credit are the same account, or the claim is not known. */
export async function enterByHand(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  draft: Pick<EntryDraft, 'dr' | 'cr' | 'cents' | 'why' | 'ref' | 'claim' | 'reverses'>,
  actor = 'command-line',
  /** Why, where the entry does not say it. */
  note?: string,
): Promise<LedgerEntry> {
  if (draft.dr === draft.cr) throw new Fault('REFUSED', 'debit and credit are the same account')
  if (draft.why.trim() === '') throw new Fault('REFUSED', 'an entry by hand needs a reason')
  return store.transaction(async () => {
    const claim = draft.claim === undefined ? undefined : (await store.claims.byNumbers([draft.claim]))[0]
    if (draft.claim !== undefined && claim === undefined) throw new Fault('NOT_FOUND', 'no claim has this patient control number')
    const at = clock()
    const due = touchesDue(draft) ? await store.ledger.balancesByReference('DUE:PAYER') : noneDue
    const ref = draft.ref ?? (await referenceOf(store, draft, claim, due))
    const before = claim === undefined ? {} : await store.ledger.balances({ claimId: claim.id })
    const { entries } = await store.ledger.post({
      key: `hand:${newId()}`,
      at,
      ...(claim === undefined ? {} : { claimId: claim.id }),
      entries: [{ ...draft, ...(ref === undefined ? {} : { ref }) }],
    })
    const [entry] = entries
    if (entry === undefined) throw new Fault('INTERNAL', 'an entry by hand was not written')
    const key = `entry:${entry.id}`
    if (claim !== undefined) {
      // I-4: money moved by a person may leave a credit as well as a payer's may.
      const credit = creditItems(claim.patientControlNumber, before, await store.ledger.balances({ claimId: claim.id }))
      const effects = createEffects({ store, clock })
      await effects.close(credit.closes, claim.id)
      await effects.open([...credit.workItems, ...(await doubleRecoveries(store, draft, claim))], key, { claimId: claim.id })
    }
    await closeReviewed({ store, clock }, entry)
    await reviewDue({ store, clock }, [entry], due, key, claim === undefined ? {} : { claimId: claim.id })
    await store.audit.append({
      at,
      actor,
      action: 'ledger.enter',
      object: key,
      detail: { cents: entry.cents, ...(note === undefined ? {} : { reason: note }) },
    })
    return entry
  })
}

/** A provider adjustment that was booked on to its account, to the cent, needs no review any more. */
async function closeReviewed(parts: { readonly store: Store; readonly clock: Clock }, { dr, cr, ref }: LedgerEntry): Promise<void> {
  if (ref === undefined || (dr !== 'SUSPENSE:PLB' && cr !== 'SUSPENSE:PLB')) return
  if ((await parts.store.ledger.balancesByReference('SUSPENSE:PLB')).has(ref)) return
  await createEffects(parts).close([{ type: 'plb-review', ref, outcome: 'booked to its account' }])
}

const noneDue: ReadonlyMap<string, Cents> = new Map()

function touchesDue({ dr, cr }: Pick<EntryDraft, 'dr' | 'cr'>): boolean {
  return dr === 'DUE:PAYER' || cr === 'DUE:PAYER'
}

/** What is due has a key. A person who names only the claim means what is due of it, or opens it under its own number. */
async function referenceOf(
  store: Store,
  draft: Pick<EntryDraft, 'dr' | 'cr' | 'cents'>,
  claim: ClaimRecord | undefined,
  due: ReadonlyMap<string, Cents>,
): Promise<string | undefined> {
  if (claim === undefined || !touchesDue(draft)) return undefined
  const amount = toCents(draft.dr === 'DUE:PAYER' ? draft.cents : 0 - draft.cents)
  return dueKey(claim.patientControlNumber, amount, due, [await numbersOf(store, claim)])
}

/** R-PLB-4, the letter after the reversal; the reversal after the letter is seen when it is posted. */
async function doubleRecoveries(
  store: Store,
  draft: Pick<EntryDraft, 'dr' | 'cr' | 'cents'>,
  claim: ClaimRecord,
): Promise<readonly WorkItemDraft[]> {
  if (!isRecoveryLetter(draft)) return []
  const { history } = await toKnownClaim(store, claim, claim.document?.billing.npi)
  const isReversed = history.some(({ disposition }) => disposition.outcome === 'posted' && disposition.reverses.length > 0)
  return isReversed ? [doubleRecovery(claim.patientControlNumber, draft.cents)] : []
}
