// The last step out: files of the outbox go to the partner, and "sent" is said only when it is known.
import type { Partner, SubmissionEvent } from '../domain/index.js'
import { needsPerson, type RemoteFolder, type Sighting } from '../exchange/index.js'
import type { OutboxRow } from '../store/index.js'
import { addMs, Fault } from '../values/index.js'
import { markArrived } from './arrival.js'
import { recordStep } from './claims.js'
import { createTurns } from './one-at-a-time.js'
import type { GatewayParts } from './parts.js'

/** First pause after a failed try; doubled with each further one, an hour at most. */
const retryMs = 90_000
const longestRetryMs = 3_600_000

/** A file in state sending is taken for left by a crash after so long. */
const longestUploadMs = 600_000

export interface DispatchReport {
  readonly sent: readonly string[]
  readonly uncertain: readonly string[]
  readonly failed: readonly string[]
}

/**
 * Sends what is due for one partner, oldest first. A file of which nobody knows whether it arrived is never uploaded a
 * second time by itself: the remote side is looked at, and if that cannot tell, a person decides.
 */
export function createDispatch(
  parts: Pick<GatewayParts, 'store' | 'clock' | 'openFolder' | 'log'>,
): (partner: Partner) => Promise<DispatchReport> {
  const { store, clock, openFolder, log } = parts
  // A tick and a submission may ask at once: the second must not take the first one's upload for one that a crash left.
  const turns = createTurns()

  return (partner) => turns(partner.id, () => sendDue(partner))

  async function sendDue(partner: Partner): Promise<DispatchReport> {
    const due = await store.outbox.due(partner.id, clock())
    const report: { sent: string[]; uncertain: string[]; failed: string[] } = { sent: [], uncertain: [], failed: [] }
    if (due.length === 0) return report
    let folder: RemoteFolder
    try {
      folder = await openFolder(partner)
    } catch (error) {
      for (const row of due) if (row.state === 'ready') await postpone(row, toFault(error), report)
      return report
    }
    try {
      for (const row of due) await send(row, folder, report)
    } finally {
      await folder.close()
    }
    return report
  }

  async function send(
    row: OutboxRow,
    folder: RemoteFolder,
    report: { sent: string[]; uncertain: string[]; failed: string[] },
  ): Promise<void> {
    if (row.state !== 'ready') {
      const seen = await look(row, folder)
      if (seen === undefined) return void report.uncertain.push(row.name)
      if (seen === 'present') return settle(row, 'sent', report)
      if (seen === 'absent') return settle(row, 'uncertain', report)
    }
    const at = clock()
    await store.outbox.mark(row.id, { state: 'sending', at, nextAttemptAt: addMs(at, longestUploadMs) })
    const result = await folder.upload(row.name, store.files.read(row.fileId))
    if (result.outcome === 'refused') return postpone(row, result.fault, report)
    if (result.outcome === 'uncertain')
      log.warn('nobody knows whether a file arrived', { partnerId: row.partnerId, name: row.name, code: result.fault.code })
    return settle(row, result.outcome, report)
  }

  /** Undefined when the other side does not answer: then the next look may tell. */
  async function look({ partnerId, name, sizeBytes }: OutboxRow, folder: RemoteFolder): Promise<Sighting | undefined> {
    try {
      return await folder.lookFor(name, sizeBytes)
    } catch (error) {
      const { code } = toFault(error)
      log.warn('the remote side cannot be asked whether a file arrived', { partnerId, name, code })
      return undefined
    }
  }

  /** Nothing arrived, that much is sure: try again later, or ask a person when time will not heal it. */
  async function postpone(row: OutboxRow, fault: Fault, report: { failed: string[] }): Promise<void> {
    const at = clock()
    const isFinal = needsPerson(fault)
    report.failed.push(row.name)
    log.warn('a file was not sent', { partnerId: row.partnerId, name: row.name, code: fault.code, isFinal })
    await store.transaction(async () => {
      await store.outbox.mark(row.id, {
        state: isFinal ? 'failed' : 'ready',
        at,
        nextAttemptAt: addMs(at, Math.min(retryMs * 2 ** Math.min(row.attempts, 10), longestRetryMs)),
        lastError: `${fault.code}: ${fault.message}`,
      })
      if (isFinal)
        await store.workItems.open({
          type: 'send-failed',
          key: `send-failed:${row.id}:${row.attempts}`,
          at,
          fileId: row.fileId,
          nextAction: 'settle the reason with the partner, then send again',
          facts: { partnerId: row.partnerId, name: row.name, code: fault.code },
        })
    })
  }

  /** Looking again without news only moves the next look; claims and people are told once. */
  async function settle(row: OutboxRow, outcome: 'sent' | 'uncertain', report: { sent: string[]; uncertain: string[] }): Promise<void> {
    const at = clock()
    report[outcome].push(row.name)
    if (outcome === 'uncertain' && row.state === 'uncertain')
      return store.outbox.mark(row.id, { state: 'uncertain', at, nextAttemptAt: addMs(at, longestRetryMs) })
    await store.transaction(async () => {
      if (outcome === 'sent') await markArrived(store, clock, row, 'the file was found on the remote side')
      else await store.outbox.mark(row.id, { state: 'uncertain', at, nextAttemptAt: addMs(at, retryMs) })
      if (row.kind === '837') await tellClaims(row, outcome === 'sent' ? 'sent' : 'send uncertain')
      if (outcome === 'uncertain')
        await store.workItems.open({
          type: 'send-uncertain',
          key: `send-uncertain:${row.id}`,
          at,
          fileId: row.fileId,
          nextAction: 'wait for the acknowledgement; if none comes, send the identical bytes again',
          facts: { partnerId: row.partnerId, name: row.name },
        })
    })
  }

  async function tellClaims(row: OutboxRow, heard: SubmissionEvent): Promise<void> {
    for (const { id } of await store.interchanges.setsOfFile(row.fileId)) {
      for (const submission of await store.claims.submissionsOf({ setId: id })) {
        const claim = await store.claims.find(submission.claimId)
        if (claim === undefined) continue
        await recordStep(store, clock, claim, {
          event: heard,
          heard,
          source: submission.source,
          detail: { partner: row.partnerId, interchange: submission.interchangeControl },
        })
      }
    }
  }
}

function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  throw error
}
