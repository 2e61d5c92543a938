// What people do with remittances and claim payments, as one set of acts for the command line and the API.
import type { PostingRun } from '../domain/index.js'
import { balancesAfter, type ClaimBalance } from './balances-after.js'
import { compareRemittances, type ClaimDifference, compareRuns, type RunDifference } from './compare-runs.js'
import { disownClaimPayment, linkClaimPayment } from './link-claim-payment.js'
import { type PostAct, postByHand, type PostParts } from './post-by-hand.js'
import { rejectMatch } from './reject-match.js'
import { createRemittanceReports } from './remittance-report.js'
import type { RemittanceReport } from './report.js'
import type { PersonAct } from './run-parts.js'
import { type VoidAct, voidClaimPayment } from './void-claim-payment.js'
import { voidRemittance } from './void-remittance.js'

/** How a remittance stands after an act, and the accounts of its claims. Of a trial: how they would stand. */
export interface PostingEffect {
  readonly isDryRun: boolean
  readonly remittance: RemittanceReport
  readonly balances: readonly ClaimBalance[]
}

export interface PostingActs {
  post(remittanceId: string, act: PostAct & { readonly dryRun?: boolean }): Promise<PostingEffect>
  void(remittanceId: string, act: VoidAct & { readonly dryRun?: boolean }): Promise<PostingEffect>
  voidPayment(paymentId: string, act: VoidAct): Promise<void>
  link(paymentId: string, claim: string, act: PersonAct): Promise<void>
  /** R-MATCH-5: it is not for this claim, which was proposed. */
  reject(paymentId: string, claim: string, act: PersonAct): Promise<void>
  disown(paymentId: string, act: PersonAct): Promise<void>
  runs(remittanceId: string): Promise<readonly PostingRun[]>
  compareRuns(first: string, second: string): Promise<readonly RunDifference[]>
  compareRemittances(first: string, second: string): Promise<readonly ClaimDifference[]>
}

export function createPostingActs(parts: PostParts): PostingActs {
  const { store, clock } = parts
  const reports = createRemittanceReports(parts)

  return {
    post: (id, { dryRun = false, ...act }) => effectOf(id, dryRun, act, 'remittance.post', () => postByHand(parts, id, act)),
    void: (id, { dryRun = false, ...act }) => effectOf(id, dryRun, act, 'remittance.void', () => voidRemittance(parts, id, act)),
    voidPayment: (id, act) => voidClaimPayment(parts, id, act),
    link: (id, claim, act) => linkClaimPayment(parts, id, claim, act),
    reject: (id, claim, act) => rejectMatch(parts, id, claim, act),
    disown: (id, act) => disownClaimPayment(parts, id, act),
    runs: (id) => store.runs.of(id),
    compareRuns: (first, second) => compareRuns(store, first, second),
    compareRemittances: (first, second) => compareRemittances(store, first, second),
  }

  /** A trial leaves nothing in the books; that somebody looked stands in the audit trail, under a name of its own. */
  async function effectOf(
    id: string,
    isDryRun: boolean,
    { by }: { readonly by: string },
    action: string,
    work: () => Promise<unknown>,
  ): Promise<PostingEffect> {
    const done = async (): Promise<PostingEffect> => {
      await work()
      const [remittance] = await reports.describeAll([id])
      if (remittance === undefined) throw new TypeError('a remittance is gone right after it was posted or voided')
      return { isDryRun, remittance, balances: await balancesAfter(store, [remittance]) }
    }
    if (!isDryRun) return done()
    const effect = await store.tryOut(done)
    await store.audit.append({ at: clock(), actor: by, action: `${action}.dry-run`, object: `remittance:${id}` })
    return effect
  }
}
