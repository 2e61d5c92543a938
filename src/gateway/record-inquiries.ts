// A 276 of ours is read back from its own bytes: each question with the trace that its answer comes back under.
import { decodeStatusQuestions, decodeStatusTransaction } from '../codecs/index.js'
import type { EntrySource, Partner } from '../domain/index.js'
import { rangeOf, type SetEnd, type Unit } from '../schema/index.js'
import type { ClaimInquiryRow, ClaimRecord, StoredFile, StoredFinding } from '../store/index.js'
import type { SetHeader } from '../x12/index.js'
import { recordStep } from './claims.js'
import { createFindingLog } from './finding-log.js'
import type { GatewayParts } from './parts.js'
import { type ContentRecorder, recordFile } from './record-file.js'

/** Must run inside a transaction, which the caller gives up when an error finding comes back. `claims` are those asked about, by trace. */
export async function recordInquiries(
  parts: GatewayParts,
  file: StoredFile,
  partner: Partner,
  claims: ReadonlyMap<string, ClaimRecord>,
): Promise<readonly StoredFinding[]> {
  const { store, clock } = parts
  const findings = createFindingLog(file.id)

  const content: ContentRecorder = {
    unit(unit: Unit, set: SetHeader) {
      const { value = [], findings: found } = decodeStatusQuestions(unit)
      for (const one of found) findings.add(one, { interchange: set.interchange, group: set.group, set })
      const asked = value.flatMap(({ question, loop }) => {
        const { payer, providers, claim } = question
        const record = claims.get(claim.trace)
        if (record === undefined) return []
        const source: EntrySource = { fileId: file.id, sha256: file.sha256, set: set.ordinal, ...rangeOf(loop) }
        return { record, source, trace: claim.trace, payerId: payer.id ?? '', providerId: providers[0]?.id ?? '' }
      })
      return async (setId) => {
        for (const one of asked) await ask(setId, one)
      }
    },
    setEnd: ({ rest }: SetEnd) => (rest === undefined ? '' : (decodeStatusTransaction(rest).value?.reference ?? '')),
  }
  await recordFile(parts, file, { partner, findings }, content)
  return findings.all()

  async function ask(
    setId: string,
    {
      record,
      source,
      trace,
      payerId,
      providerId,
    }: Pick<ClaimInquiryRow, 'source' | 'trace' | 'payerId' | 'providerId'> & { readonly record: ClaimRecord },
  ): Promise<void> {
    const submissionSetId = (await store.claims.submissionsOf({ claimId: record.id })).at(-1)?.setId
    const about = submissionSetId === undefined ? {} : { submissionSetId }
    await store.inquiries.add([
      { claimId: record.id, setId, partnerId: partner.id, trace, payerId, providerId, ...about, source, at: clock() },
    ])
    await recordStep(store, clock, record, {
      event: 'status inquired',
      inquiry: 'inquired',
      source,
      detail: { partner: partner.id, payer: payerId, trace },
    })
  }
}
