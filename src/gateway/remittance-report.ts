// What became of a remittance, told from what is stored: the same whether it was just posted or is asked for later.
import type { LedgerEntry } from '../domain/index.js'
import type { RemittanceRow, WorkItem, WorkItemQuery } from '../store/index.js'
import { decisionOf } from './known-claims.js'
import type { GatewayParts } from './parts.js'
import { whyNotPosted } from './posting-gates.js'
import { proveRemittance } from './prove.js'
import { type ReceiveReport, type RemittanceReport, toEntryView, toWorkItemView } from './report.js'

/** Entries and claim states told of one remittance; more are in the books. */
const mostTold = 5000
const pageSize = 200

export interface RemittanceReports {
  describeAll(remittanceIds: readonly string[]): Promise<readonly RemittanceReport[]>
  itemsOfFile(fileId: string): Promise<readonly WorkItem[]>
  /** What of a report is open work still. */
  openItems(report: ReceiveReport): Promise<Pick<ReceiveReport, 'remittances' | 'workItems'>>
}

export function createRemittanceReports({ store }: Pick<GatewayParts, 'store'>): RemittanceReports {
  return { describeAll, itemsOfFile: (fileId) => items({ fileId }), openItems }

  async function openItems({ fileId, remittances }: ReceiveReport): Promise<Pick<ReceiveReport, 'remittances' | 'workItems'>> {
    const told: RemittanceReport[] = []
    for (const one of remittances) told.push({ ...one, workItems: (await items({ remittanceId: one.remittanceId })).map(toWorkItemView) })
    return { remittances: told, workItems: (await items({ fileId })).map(toWorkItemView) }
  }

  async function describeAll(remittanceIds: readonly string[]): Promise<readonly RemittanceReport[]> {
    const reports: RemittanceReport[] = []
    for (const id of remittanceIds) {
      const row = await store.remittances.find(id)
      if (row !== undefined) reports.push(await describe(row))
    }
    return reports
  }

  async function describe(row: RemittanceRow): Promise<RemittanceReport> {
    const { id, remittance, state, heldFor, duplicateOf } = row
    const why = whyNotPosted(row)
    const own = await entriesOf(id)
    const { claimStates, released } = state === 'posted' ? await claimsOf(id) : { claimStates: {}, released: [] }
    const entries = own.isCut ? own.entries : inOrder([...own.entries, ...released])
    const { postedCents, suspendedCents } = await proveRemittance(store, row)
    return {
      remittanceId: id,
      trace: remittance.trace.number,
      bpr02Cents: remittance.paidCents,
      outcome: state === 'staging' ? 'waiting' : state,
      ...(heldFor === undefined ? {} : { heldFor }),
      ...(why === undefined ? {} : { whyNotPosted: why }),
      ...(duplicateOf === undefined ? {} : { duplicateOf }),
      postedCents,
      suspendedCents,
      entries: entries.map(toEntryView),
      ...(own.isCut ? { entriesCut: true } : {}),
      claimStates,
      workItems: (await items({ remittanceId: id })).map(toWorkItemView),
    }
  }

  async function entriesOf(remittanceId: string): Promise<{ entries: LedgerEntry[]; isCut: boolean }> {
    const entries: LedgerEntry[] = []
    let cursor: string | undefined
    do {
      const page = await store.ledger.entries({ remittanceId, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
      entries.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined && entries.length < mostTold)
    return { entries, isCut: cursor !== undefined }
  }

  /**
   * Every claim that the remittance touched, or may have meant, with its present state; and the entries of earlier
   * remittances that waited for this one.
   */
  async function claimsOf(remittanceId: string): Promise<{ claimStates: Record<string, string>; released: readonly LedgerEntry[] }> {
    const claimStates: Record<string, string> = {}
    const released: LedgerEntry[] = []
    let told = 0
    let cursor: string | undefined
    do {
      const page = await store.remittances.payments(remittanceId, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
      const candidates = page.items.flatMap((row) => (row.claimId === undefined ? (decisionOf(row)?.match.candidates ?? []) : []))
      const meant = [
        ...(await store.claims.findAll(page.items.flatMap(({ claimId }) => claimId ?? []))),
        ...(await store.claims.byNumbers(candidates)),
      ]
      for (const { patientControlNumber, state } of meant) claimStates[patientControlNumber] = state
      for (const { from, to } of page.items.flatMap((row) => decisionOf(row)?.released ?? []))
        released.push(...(await store.ledger.entries({ after: from - 1, limit: to - from + 1 })).items)
      told += page.items.length
      cursor = page.next
    } while (cursor !== undefined && told < mostTold)
    return { claimStates, released }
  }

  /** Open ones, in the order they were opened. */
  async function items(of: Pick<WorkItemQuery, 'remittanceId' | 'fileId'>): Promise<readonly WorkItem[]> {
    const found: WorkItem[] = []
    let cursor: string | undefined
    do {
      const page = await store.workItems.list({ ...of, state: 'open', limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
      found.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined && found.length < mostTold)
    return found.toReversed()
  }
}

function inOrder(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return entries.toSorted((a, b) => a.seq - b.seq)
}
