// A rehearsal of submit: everything is checked as if it were sent, in a transaction that is given up whatever comes of it.
import type { Arrival, Store } from '../store/index.js'
import type { Submit } from './submit.js'
import type { SubmitOptions, SubmitReport } from './submit-report.js'

export interface CheckReport extends Pick<SubmitReport, 'file' | 'findings' | 'problems'> {
  /** passed: it would be sent; refused: it would not; duplicate: these bytes were submitted before. */
  readonly outcome: 'passed' | 'refused' | 'duplicate'
  readonly claims: readonly { readonly patientControlNumber: string; readonly chargeCents: number }[]
  /** Ids of the partners it would go to, at once or in a batch. */
  readonly partners: readonly string[]
}

/** How to read the claims, and whom they are for. */
export type CheckOptions = Pick<SubmitOptions, 'partnerId' | 'format'>

/** Carries the report out of the transaction that it ends. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed'
  constructor(readonly report: CheckReport) {
    super('rehearsed')
  }
}

/** Nothing is stored, numbered or sent. `open` gives the bytes from their start: the database may ask for a second try. */
export async function checkClaims(
  store: Store,
  submit: Submit,
  arrival: Omit<Arrival, 'direction'>,
  open: () => AsyncIterable<Uint8Array>,
  options: CheckOptions = {},
): Promise<CheckReport> {
  try {
    return await store.transaction(async () => {
      throw new Rehearsed(await toCheckReport(store, await submit.file(arrival, open(), options)))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.report
    throw error
  }
}

async function toCheckReport(store: Store, { file, outcome, findings, problems, claims }: SubmitReport): Promise<CheckReport> {
  const partners = new Set<string>()
  for (const { claimId } of claims) {
    const { partnerId } = (await store.claims.find(claimId)) ?? {}
    if (partnerId !== undefined) partners.add(partnerId)
  }
  return {
    file,
    outcome: outcome === 'submitted' ? 'passed' : outcome,
    claims: claims.map(({ patientControlNumber, chargeCents }) => ({ patientControlNumber, chargeCents })),
    partners: [...partners],
    findings,
    problems,
  }
}
