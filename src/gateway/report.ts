// What the stories tell of what they did: the JSON that `x12gw receive --json` prints and the API answers.
import type { EntryDraft, LedgerEntry, WorkItemDraft } from '../domain/index.js'
import type { StoredFinding, WorkItem } from '../store/index.js'
import type { Finding } from '../values/index.js'

/** One finding, as `validate --json` prints it. */
export interface FindingView {
  readonly code: string
  readonly severity: string
  readonly snip: number
  readonly interchange?: string
  readonly group?: string
  readonly transactionSet?: string
  readonly segment: number
  readonly offset: number
  readonly loop?: string
  readonly path: string
  /** The rule of the guide or the edit of the practice that it is of; a profile may decide on it. */
  readonly rule?: string
  /** Its place in claims that were handed in as JSON (RFC 6901). */
  readonly pointer?: string
  readonly message: string
}

export type EntryView = Pick<EntryDraft, 'dr' | 'cr' | 'cents' | 'claim' | 'line' | 'why' | 'ref'>

/** Type and facts of a work item, flat, with its id when it is stored. */
export type WorkItemView = { readonly type: string; readonly id?: string } & Readonly<Record<string, unknown>>

export interface RemittanceReport {
  readonly remittanceId: string
  readonly trace: string
  readonly bpr02Cents: number
  readonly outcome: 'posted' | 'awaiting-funds' | 'held' | 'duplicate' | 'waiting' | 'voided'
  readonly heldFor?: string
  /** The gate that it did not pass, in a sentence. */
  readonly whyNotPosted?: string
  /** Of a duplicate: the remittance that has this payment already. */
  readonly duplicateOf?: string
  readonly postedCents: number
  readonly suspendedCents: number
  readonly entries: readonly EntryView[]
  /** There are more entries than are listed here. */
  readonly entriesCut?: boolean
  readonly claimStates: Readonly<Record<string, string>>
  readonly workItems: readonly WorkItemView[]
}

/** One acknowledgement or claim status report that came, and what it moved. */
export interface AnswerReport {
  readonly kind: 'TA1' | '999' | '277CA' | '277'
  /** Control number, batch reference or trace that it answers. */
  readonly answers: string
  readonly verdict: string
  /** False when nothing we sent bears that number. */
  readonly isKnown: boolean
  /** It waits for what it answers, and is tried again by itself. */
  readonly isParked?: true
  readonly claimStates: Readonly<Record<string, string>>
}

export interface ReceiveReport {
  readonly file: string
  readonly fileId: string
  readonly sha256: string
  readonly sizeBytes: number
  /** duplicate: the same bytes came before; incomplete: cut off, waits for the rest; refused: nothing in it could be used. */
  readonly outcome: 'processed' | 'duplicate' | 'incomplete' | 'refused'
  readonly interchanges: number
  readonly transactionSets: readonly { readonly control: string; readonly type: string; readonly guide: string; readonly verdict: string }[]
  readonly findings: readonly FindingView[]
  readonly remittances: readonly RemittanceReport[]
  readonly answers: readonly AnswerReport[]
  /** Acknowledgements written for this file, by outbox name. */
  readonly acknowledged: readonly string[]
  readonly workItems: readonly WorkItemView[]
}

export function toFindingView(one: StoredFinding): FindingView {
  const { code, severity, snip, interchange, group, transactionSet, at, loop, path, message, detail } = one
  return {
    code,
    severity,
    snip,
    ...(interchange === undefined ? {} : { interchange }),
    ...(group === undefined ? {} : { group }),
    ...(transactionSet === undefined ? {} : { transactionSet }),
    segment: at.segment,
    offset: at.offset,
    ...(loop === undefined ? {} : { loop }),
    path,
    ...ruleAndPointer(detail),
    message,
  }
}

/** What a finding's details say of the rule or edit that made it. */
export function ruleAndPointer({ rule, pointer }: Finding['detail']): Pick<FindingView, 'rule' | 'pointer'> {
  return { ...(typeof rule === 'string' ? { rule } : {}), ...(typeof pointer === 'string' ? { pointer } : {}) }
}

export function toEntryView({ dr, cr, cents, claim, line, why, ref }: LedgerEntry): EntryView {
  return {
    dr,
    cr,
    cents,
    ...(claim === undefined ? {} : { claim }),
    ...(line === undefined ? {} : { line }),
    why,
    ...(ref === undefined ? {} : { ref }),
  }
}

export function toWorkItemView(item: WorkItem | WorkItemDraft): WorkItemView {
  const { type, claim, line, cents, nextAction, facts } = item
  return {
    ...('id' in item ? { id: item.id } : {}),
    type,
    ...(claim === undefined ? {} : { claim }),
    ...(line === undefined ? {} : { line }),
    ...(cents === undefined ? {} : { cents }),
    ...(nextAction === undefined ? {} : { nextAction }),
    ...facts,
  }
}
