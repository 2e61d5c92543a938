// The story out, up to the outbox: claims come in as an 837 file or as values, are checked, numbered and written for their partner.
import type { Arrival, StoredFile } from '../store/index.js'
import { createEdits } from './claim-edits.js'
import { idempotent } from './idempotent.js'
import type { GatewayParts } from './parts.js'
import { createPartnerChoice } from './partners.js'
import { formOf, readClaims } from './read-values.js'
import { toFindingView } from './report.js'
import { createSubmitFile } from './submit-file.js'
import { Refused, type Submission, type SubmitOptions, type SubmitReport, SubmittedMeanwhile } from './submit-report.js'
import { createSubmitValues } from './submit-values.js'
import { createWriteOutgoing } from './write-outgoing.js'

export interface Submit {
  /** An 837 file, JSON claims (text that begins with "[" or "{"), or a table. The same bytes again are not sent again. */
  file(arrival: Omit<Arrival, 'direction'>, chunks: AsyncIterable<Uint8Array>, options?: SubmitOptions): Promise<SubmitReport>
  /** The report as things stand now. */
  describe(report: SubmitReport): Promise<SubmitReport>
}

export function createSubmit(parts: GatewayParts): Submit {
  const { store } = parts
  const shared = {
    ...parts,
    choice: createPartnerChoice(parts),
    startEdits: createEdits(parts),
    write: createWriteOutgoing(parts),
  }
  const submitFile = createSubmitFile(shared)
  const submitValues = createSubmitValues(shared)

  return { file, describe }

  async function file(
    arrival: Omit<Arrival, 'direction'>,
    chunks: AsyncIterable<Uint8Array>,
    options: SubmitOptions = {},
  ): Promise<SubmitReport> {
    const direction = options.asSent === true ? 'out' : 'intake'
    const kept = await store.files.keep({ ...arrival, direction }, chunks)
    await store.audit.append({
      at: arrival.at,
      actor: 'system',
      action: 'claims.submit',
      object: `file:${kept.file.id}`,
      detail: { source: arrival.source },
    })
    const { partnerId = '', asSent = false, acceptGood = false, format, idempotencyKey: key } = options
    if (key === undefined) return submit(kept, arrival.name, options)
    const request = [kept.file.sha256, partnerId, asSent, acceptGood, ...(format === undefined ? [] : [format])]
    const answer = await idempotent(parts, key, request, async (isRetry) => {
      const report = await submit(kept, arrival.name, options)
      // A try that was cut off may have submitted them: then this is its answer.
      return isRetry && report.outcome === 'duplicate' ? { ...report, outcome: 'submitted' as const } : report
    })
    return describe(answer)
  }

  async function submit(
    kept: { readonly file: StoredFile; readonly isNew: boolean },
    name: string,
    options: SubmitOptions,
  ): Promise<SubmitReport> {
    const before = kept.isNew ? undefined : await submittedBefore(kept.file, name)
    if (before !== undefined) return before
    const finish: Submission['finish'] = async (done) => describe(await conclude('done', kept.file, name, done))
    const submission = { kept: kept.file, options, finish }
    try {
      const form = options.format ?? (await formOf(store, kept.file))
      if (options.asSent === true) return await submitFile.asSent(submission)
      if (form === 'x12') return await submitFile.forward(submission)
      return await submitValues(submission, await readClaims(store, kept.file, form))
    } catch (error) {
      if (error instanceof Refused) return refuse(kept.file, name, error)
      const meanwhile = error instanceof SubmittedMeanwhile ? await submittedBefore(kept.file, name) : undefined
      if (meanwhile === undefined) throw error
      return meanwhile
    }
  }

  async function submittedBefore(kept: StoredFile, name: string): Promise<SubmitReport | undefined> {
    const present = await store.files.find(kept.id)
    return present?.state === 'done' ? describe({ ...(present.summary as SubmitReport), file: name, outcome: 'duplicate' }) : undefined
  }

  function refuse(kept: StoredFile, name: string, { findings, problems }: Refused): Promise<SubmitReport> {
    return store.transaction(() => conclude('refused', kept, name, { claimIds: [], sending: [], findings, problems }))
  }

  /** Keeps the report with the file; must run inside a transaction. */
  async function conclude(
    state: 'done' | 'refused',
    kept: StoredFile,
    name: string,
    { claimIds, sending, findings, problems = [] }: Parameters<Submission['finish']>[0],
  ): Promise<SubmitReport> {
    const found = findings.map((one) => ({ ...one, fileId: kept.id }))
    await store.interchanges.saveFindings(kept.id, found)
    const report: SubmitReport = {
      file: name,
      fileId: kept.id,
      outcome: state === 'done' ? 'submitted' : 'refused',
      claims: claimIds.map((claimId) => ({ claimId, patientControlNumber: '', submissionState: '', chargeCents: 0 })),
      sending,
      findings: found.map(toFindingView),
      problems,
    }
    await store.files.finish(kept.id, state, report)
    return report
  }

  async function describe(report: SubmitReport): Promise<SubmitReport> {
    const claims = []
    for (const { claimId } of report.claims) {
      const claim = await store.claims.find(claimId)
      if (claim === undefined) continue
      const { patientControlNumber, submissionState, chargeCents } = claim
      claims.push({ claimId, patientControlNumber, submissionState, chargeCents })
    }
    const sending = []
    for (const one of report.sending) sending.push({ ...one, state: (await store.outbox.find(one.outboxId))?.state ?? one.state })
    return { ...report, claims, sending }
  }
}
