// An 835 set while it is read: claim payments are staged as they come, in flat memory; at its end it is judged as a whole.
import { decodeClaimPayment, decodeProviderAdjustments, decodeRemittance, type LocatedAdjustment, serviceRanges } from '../codecs/index.js'
import type { EntrySource, PostingTrait, Remittance, WorkItemDraft } from '../domain/index.js'
import { checkClaimPayment, createContentHasher, createRemittanceBalance, holdFor, type Imbalance, isBlocking } from '../ledger/index.js'
import type { Loop, Unit } from '../schema/index.js'
import type { ClaimPaymentRow } from '../store/index.js'
import { type Finding, finding, type Position } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { awaitFunds } from './await-funds.js'
import type { GatewayParts } from './parts.js'
import { reviewFirst, traitsOf } from './review-first.js'
import { settleRemittance } from './settle-remittance.js'

export interface StagedSet {
  readonly fileId: string
  readonly sha256: string
  /** Ordinal of the set in the file. */
  readonly ordinal: number
}

/** The remittance that was judged; its row says how. There is none when not even the header could be read. */
export interface SettledSet {
  readonly remittanceId?: string
  readonly findings: readonly Finding[]
}

export interface RemittanceStaging {
  segment(segment: Segment): void
  unit(unit: Unit): void
  /** Writes what has gathered, once it is enough, under the row of the set. */
  flush(setId: string): Promise<void>
  /** The set has ended: its header, trailer and balance are read and staged. */
  end(rest: Loop, setId: string): Promise<void>
  /**
   * The interchange has ended, so it is known whether the set may take effect. `isSound`: its envelopes are whole and
   * nothing in it rejects it.
   */
  settle(isSound: boolean): Promise<SettledSet>
}

/** Staged rows written together. */
const rowsAtOnce = 200

type Parts = Pick<GatewayParts, 'store' | 'clock' | 'payerRules' | 'posting'>

/** Begins to stage one 835 set. A second try after a crash throws away what the first one staged, unless that was judged already. */
export function stageRemittance(parts: Parts, set: StagedSet): RemittanceStaging {
  const { store, clock } = parts
  const hasher = createContentHasher()
  const balance = createRemittanceBalance()
  const findings: Finding[] = []
  let header: Remittance | undefined
  let isHeaderRead = false
  let remittanceId: string | undefined
  let gathered: Omit<ClaimPaymentRow, 'id' | 'state' | 'remittanceId'>[] = []
  let isReadable = true
  /** An earlier run judged it: what that one staged stays as it is. */
  let isSettled = false
  let imbalances: readonly Imbalance[] = []
  let traceAt: Position = { offset: 0, segment: 0 }
  let count = 0
  const traits = new Set<PostingTrait>()

  return { segment: (segment) => hasher.add(segment), unit, flush, end, settle }

  function unit(read: Unit): void {
    header ??= headerOf(read.parents[0])
    const { value, findings: found } = decodeClaimPayment(read)
    findings.push(...found)
    if (value === undefined) {
      // An empty CLP of a capitation payer says nothing; anything else unreadable is money that nobody could account for.
      isReadable &&= found.every(({ severity }) => severity !== 'error')
      return
    }
    balance.add(value)
    traitsOf(value).forEach((trait) => traits.add(trait))
    findings.push(...checkClaimPayment(value).map((imbalance) => toFinding(imbalance, { ...read.range, segment: read.segment })))
    gathered.push({
      ordinal: ++count,
      payment: value,
      source: { fileId: set.fileId, sha256: set.sha256, set: set.ordinal, segment: read.segment, ...read.range },
      serviceSources: serviceRanges(read),
    })
  }

  async function flush(setId: string): Promise<void> {
    if (gathered.length >= rowsAtOnce) await write(setId)
  }

  async function write(setId: string): Promise<void> {
    if (header === undefined) return
    if (remittanceId === undefined) {
      const begun = await store.remittances.begin({ setId, fileId: set.fileId, remittance: header, at: clock() })
      remittanceId = begun.id
      isSettled = begun.state !== 'staging'
    }
    const id = remittanceId
    const rows = isSettled ? [] : gathered
    gathered = []
    for (let from = 0; from < rows.length; from += rowsAtOnce)
      await store.remittances.stage(rows.slice(from, from + rowsAtOnce).map((row) => ({ remittanceId: id, ...row })))
  }

  async function end(rest: Loop, setId: string): Promise<void> {
    header ??= headerOf(rest)
    const { value: adjustments, findings: found } = decodeProviderAdjustments(rest)
    findings.push(...found)
    isReadable &&= adjustments !== undefined
    await write(setId)
    if (header === undefined || remittanceId === undefined) return
    await stageAdjustments(remittanceId, adjustments ?? [])
    // What could not be read is missing from every sum.
    imbalances = isReadable ? balance.close(header) : []
    findings.push(
      ...imbalances.map((imbalance) => toFinding(imbalance, positionOf(rest, imbalance.path.startsWith('BPR') ? 'BPR' : 'PLB'))),
    )
    traceAt = positionOf(rest, 'TRN')
  }

  async function settle(isSound: boolean): Promise<SettledSet> {
    if (header === undefined || remittanceId === undefined) return { findings }
    if (isSettled) return { remittanceId, findings }
    const isUsable = isSound && isReadable
    const held = isUsable ? holdFor(header, imbalances, await store.practices.list()) : unsound(header)
    const judged = { id: remittanceId, remittance: header, fileId: set.fileId, claimCount: count, ...hasher.digest() }
    const act = { mode: 'automatic', by: 'system' } as const
    const gate = held ?? reviewFirst(header, traits, parts) ?? awaitFunds(header, parts)
    const { reusesTrace } = await settleRemittance(parts, judged, gate, act)
    if (reusesTrace === true) findings.push(finding('PAYMENT_TRACE_REUSED', traceAt, 'TRN02'))
    return { remittanceId, findings }
  }

  async function stageAdjustments(id: string, adjustments: readonly LocatedAdjustment[]): Promise<void> {
    for (const { adjustment } of adjustments) {
      balance.addProviderAdjustment(adjustment)
      traits.add('provider-adjustment')
    }
    if (isSettled) return
    await store.remittances.stageAdjustments(
      adjustments.map(({ adjustment, at }, index) => ({
        remittanceId: id,
        ordinal: index + 1,
        adjustment,
        source: sourceAt(set, at),
      })),
    )
  }

  function headerOf(root: Loop | undefined): Remittance | undefined {
    if (root === undefined || isHeaderRead) return undefined
    isHeaderRead = true
    const { value, findings: found } = decodeRemittance(root)
    findings.push(...found)
    return value
  }
}

function unsound({ trace, paidCents }: Remittance): WorkItemDraft {
  return {
    type: 'unreadable-file',
    cents: paidCents,
    nextAction: 'see the findings of the file and ask the payer for a whole and correct remittance; nothing posted',
    facts: { trace: trace.number },
  }
}

function sourceAt(set: StagedSet, at: Position): EntrySource {
  return { fileId: set.fileId, sha256: set.sha256, set: set.ordinal, segment: at.segment, offset: at.offset, length: at.length ?? 0 }
}

function toFinding(imbalance: Imbalance, at: Position): Finding {
  const made = finding(imbalance.code, at, imbalance.path, { cents: imbalance.cents, rule: imbalance.rule })
  return isBlocking(imbalance) ? made : { ...made, severity: made.severity === 'error' ? 'warning' : made.severity }
}

/** Where the first such segment of the header or trailer stands. */
function positionOf(rest: Loop, id: string): Position {
  const found = rest.children.find((child): child is Segment => !('children' in child) && child.id === id)
  return found?.at ?? { offset: 0, segment: 0 }
}
