// Claims of a partner whose batches are written later: checked already, they are kept as Ready and wait.
import type { Claim, EntrySource, Partner } from '../domain/index.js'
import type { StoredFile } from '../store/index.js'
import { openAttempt } from './claims.js'
import type { GatewayParts } from './parts.js'
import { practiceOf } from './practices.js'

export interface HeldClaims {
  readonly claimIds: readonly string[]
  /** Patient control numbers of claims that are on their way or decided already; with any, the caller gives the transaction up. */
  readonly sentBefore: readonly string[]
}

export interface ToHold {
  readonly claim: Claim
  /** Where it stands in the file, when that is an 837. */
  readonly at?: Pick<EntrySource, 'set' | 'segment' | 'offset' | 'length'>
}

/** Must run inside a transaction. A claim that waits already and comes again takes the place of what was said before. */
export async function holdClaims(
  { store, clock }: Pick<GatewayParts, 'store' | 'clock'>,
  { id: fileId, sha256, sizeBytes }: StoredFile,
  partner: Partner,
  claims: readonly ToHold[],
): Promise<HeldClaims> {
  const claimIds: string[] = []
  const sentBefore: string[] = []
  for (const { claim, at = { set: 0, segment: 0, offset: 0, length: sizeBytes } } of claims) {
    const practice = await practiceOf(store, clock, claim)
    const held = await openAttempt(store, clock, claim, {
      practiceId: practice.id,
      partnerId: partner.id,
      heard: 'held',
      source: { fileId, sha256, ...at },
      mayRepeat: false,
    })
    if (held === undefined) sentBefore.push(claim.patientControlNumber)
    else claimIds.push(held.id)
  }
  return { claimIds, sentBefore }
}
