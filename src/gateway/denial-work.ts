// Open denials as the desk should take them: until when something can be done about each, and which is worth most per day (domain rules 7.1).
import type { Account, PayerRules } from '../domain/index.js'
import { denialKind, denialPriority, type DenialScenario, usualDays } from '../ledger/index.js'
import type { ClaimRecord, Store, WorkItem } from '../store/index.js'
import { addDays, type Clock, dayOf, daysBetween, type IsoDate } from '../values/index.js'
import { pagesOf } from './pages-of.js'

export interface DenialStanding {
  /** Last day for an appeal to reach the payer; absent where none is possible, or the payer's days are not in the settings. */
  readonly appealBy?: IsoDate
  /** Last day for a corrected claim; absent where the payer's days are not in the settings. */
  readonly fixBy?: IsoDate
  readonly scenario: DenialScenario
  /** Cents x recoverability / days left: what a day's delay puts at risk. */
  readonly priority: number
}

export interface DenialWork extends DenialStanding {
  readonly item: WorkItem
}

export interface DenialParts {
  readonly store: Store
  readonly clock: Clock
  readonly payerRules?: readonly PayerRules[]
}

/** Medicare's redetermination: 120 days from receipt, which is presumed five days after the notice (42 CFR 405.942). */
const medicare = { filingIndicators: ['MA', 'MB'], appealDays: 125 }

/** Open and in sight, what is worth most per day first. */
export async function openDenials(parts: DenialParts, scenario?: DenialScenario): Promise<readonly DenialWork[]> {
  const { store, clock } = parts
  const found: DenialWork[] = []
  const query = { state: 'open', type: 'denial', inSightOn: dayOf(clock()), limit: 500 } as const
  for await (const { items } of pagesOf((cursor) => store.workItems.list({ ...query, ...cursor })))
    for (const item of items) {
      const claim = item.claimId === undefined ? undefined : await store.claims.find(item.claimId)
      found.push({ item, ...(await denialStanding(parts, item, claim)) })
    }
  return found
    .filter((denial) => scenario === undefined || denial.scenario === scenario)
    .toSorted((a, b) => b.priority - a.priority || (a.item.id < b.item.id ? -1 : 1))
}

export async function denialStanding(parts: DenialParts, item: WorkItem, claim: ClaimRecord | undefined): Promise<DenialStanding> {
  const { clock, payerRules = [] } = parts
  const account = await refuserOf(parts.store, item)
  const payer = coverageOf(claim, account)
  const rules = payerRules.find(({ id }) => id === payer?.payerId)
  const appealBy = await appealDay(parts.store, item, payer, rules)
  const fixBy = fixDay(claim, rules)
  const today = dayOf(clock())
  const left = [appealBy, fixBy].flatMap((day) => (day === undefined ? [] : [daysBetween(today, day)]))
  // The next day that passes counts; with all of them passed nothing is left.
  const ahead = left.filter((days) => days >= 0)
  const daysLeft =
    left.length === 0 ? Math.max(usualDays - daysBetween(dayOf(item.openedAt), today), 1) : Math.min(...(ahead.length > 0 ? ahead : [-1]))
  const category = typeof item.facts?.category === 'string' ? item.facts.category : ''
  return {
    ...(appealBy === undefined ? {} : { appealBy }),
    ...(fixBy === undefined ? {} : { fixBy }),
    scenario: denialKind(category).scenario,
    priority: denialPriority(item.cents ?? 0, category, daysLeft),
  }
}

/** The receivable that the denial took the money from: whose payer refused it. */
export async function refuserOf(store: Store, { claimId, remittanceId }: WorkItem): Promise<Account | undefined> {
  if (claimId === undefined || remittanceId === undefined) return undefined
  const { items } = await store.ledger.entries({ claimId, remittanceId, limit: 500 })
  return items.find(({ dr }) => dr === 'AR:DENIED')?.cr
}

type DecidingPayer = ClaimRecord['claim']['coverages'][number] & { readonly filing?: string }

function coverageOf(claim: ClaimRecord | undefined, account: Account | undefined): DecidingPayer | undefined {
  const coverage = claim?.claim.coverages.find(({ order }) => account === `AR:${order}`)
  const filing = claim?.document?.coverages.find(({ payer }) => payer.id === coverage?.payerId)?.filing
  return coverage === undefined ? undefined : { ...coverage, ...(filing === undefined ? {} : { filing }) }
}

async function appealDay(
  store: Store,
  { facts, remittanceId }: WorkItem,
  payer: DecidingPayer | undefined,
  rules: PayerRules | undefined,
): Promise<IsoDate | undefined> {
  if (facts?.appealable === false || remittanceId === undefined || payer === undefined) return undefined
  const isMedicare = payer.filing !== undefined && medicare.filingIndicators.includes(payer.filing)
  const days = rules?.appealDays ?? (isMedicare ? medicare.appealDays : undefined)
  const decided = days === undefined ? undefined : await store.remittances.find(remittanceId)
  return decided === undefined || days === undefined ? undefined : addDays(decided.remittance.effectiveOn, days)
}

/** From the last day of service (domain rules 5.6). */
function fixDay(claim: ClaimRecord | undefined, rules: PayerRules | undefined): IsoDate | undefined {
  const last = claim?.claim.lines
    .flatMap(({ serviceDate }) => serviceDate ?? [])
    .toSorted()
    .at(-1)
  return last === undefined || rules?.correctedFilingDays === undefined ? undefined : addDays(last, rules.correctedFilingDays)
}
