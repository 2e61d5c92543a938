// A remittance that was read is judged: held, duplicate, or to take effect, with its first posting run (domain rules section 3).
import type { PostingMode, Remittance, WorkItemDraft } from '../domain/index.js'
import { type ContentFingerprints, decideDuplicate, paymentKey, type RemittanceIdentity } from '../ledger/index.js'
import type { RemittanceRow } from '../store/index.js'
import type { GatewayParts } from './parts.js'

export interface JudgedRemittance extends ContentFingerprints {
  readonly id: string
  readonly remittance: Remittance
  readonly fileId: string
  readonly claimCount: number
}

export interface PostingAct {
  readonly mode: Exclude<PostingMode, 'void'>
  readonly by: string
  readonly reason?: string
  /** A person says that it only looks like an earlier payment that was issued again. */
  readonly isSeparate?: boolean
}

export interface Judgement {
  /** The item that holds it, or that tells what it waits for; absent when it is a duplicate, or takes effect. */
  readonly held?: WorkItemDraft
  /** It takes effect beside others of its payer that pay nothing under the same number. */
  readonly reusesTrace?: true
}

/** `held`: the reason that was found to hold it. What took effect before decides, and in the end the unique payment key. */
export async function settleRemittance(
  { store, clock }: Pick<GatewayParts, 'store' | 'clock'>,
  { id, remittance, fileId, claimCount, content, reissue }: JudgedRemittance,
  held: WorkItemDraft | undefined,
  { mode, by, reason, isSeparate = false }: PostingAct,
): Promise<Judgement> {
  const identity = identityOf(id, remittance, { content, reissue })
  const known = { contentHash: content, paymentKey: identity.key, reissueHash: reissue, claimCount }
  return store.transaction(async () => {
    const others = [...(await store.remittances.alike({ id, paymentKey: identity.key, reissueHash: reissue }))]
    for (;;) {
      // A voided payment keeps its number: what comes under it again is a duplicate or a conflict, until a person lets it take its place.
      const voided = others.filter(({ state }) => state === 'voided')
      const standing = others.filter(({ state }) => holdsPayment.has(state))
      const earlier = (mode === 'by-person' ? standing : [...standing, ...voided]).map(toIdentity)
      const decision = decideDuplicate(identity, earlier)
      if (decision.kind === 'duplicate') {
        await store.remittances.settle(id, { ...known, state: 'duplicate', duplicateOf: decision.of })
        return {}
      }
      const isMeant = decision.kind === 'post' || (decision.kind === 'possible-reissue' && isSeparate)
      const item = isMeant ? held : decision.workItem
      const awaitsFunds = item?.type === 'awaiting-funds'
      if (item !== undefined && !awaitsFunds) {
        await store.remittances.settle(id, { ...known, state: 'held', heldFor: item.type })
        return { held: await open(item) }
      }
      const plainKey = decision.kind === 'post' ? decision.key : identity.key
      const key = voided.some(({ paymentKey: taken }) => taken === plainKey) ? `${plainKey}#${content}` : plainKey
      const { taken, holder } = await store.remittances.settle(id, {
        ...known,
        paymentKey: key,
        state: awaitsFunds ? 'awaiting-funds' : 'waiting',
      })
      if (taken && item !== undefined) return { held: await open(item) }
      if (taken) {
        await store.runs.begin(id, mode, { by, at: clock(), ...(reason === undefined ? {} : { reason }) })
        return decision.kind === 'post' && decision.reusesZeroTrace ? { reusesTrace: true } : {}
      }
      // Another process settled the same payment a moment ago, unseen by this transaction: judge again, now beside it.
      if (holder !== undefined) others.push(holder)
    }
  })

  async function open(item: WorkItemDraft): Promise<WorkItemDraft> {
    await store.workItems.open({ ...item, key: `${item.type}:${id}`, at: clock(), remittanceId: id, fileId })
    return item
  }
}

/** In these states a remittance is the one with its payment: another that says the same is a duplicate, or a conflict. */
export const holdsPayment: ReadonlySet<RemittanceRow['state']> = new Set(['awaiting-funds', 'waiting', 'posted'] as const)

function identityOf(id: string, remittance: Remittance, hashes: ContentFingerprints): RemittanceIdentity {
  const { paidCents, method, trace } = remittance
  return { id, ...hashes, key: paymentKey(remittance), paidCents, method, trace: trace.number }
}

function toIdentity({ id, remittance, contentHash, reissueHash, paymentKey: key }: RemittanceRow): RemittanceIdentity {
  return { ...identityOf(id, remittance, { content: contentHash, reissue: reissueHash }), key }
}
