// A rehearsal of submit: everything is checked as if it were sent, in a transaction that is given up whatever comes of it.
import type { Arrival, Store } from '../store/index.js'
import type { Submit, SubmitOptions, SubmitReport } from './submit.js'

export interface CheckReport extends Pick<SubmitReport, 'file' | 'findings' | 'problems'> {
  /** passed: it would be sent; refused: it would not; duplicate: these bytes were submitted before. */
  readonly outcome: 'passed' | 'refused' | 'duplicate'
  readonly claims: readonly { readonly patientControlNumber: string; readonly chargeCents: number }[]
  /** Ids of the partners it would go to. */
  readonly partners: readonly string[]
}

/** Carries the report out of the transaction that it ends. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed'
  constructor(readonly report: SubmitReport) {
    super('rehearsed')
  }
}

/** Nothing is stored, numbered or sent. `open` gives the bytes from their start: the database may ask for a second try. */
export async function checkClaims(
  store: Store,
  submit: Submit,
  arrival: Omit<Arrival, 'direction'>,
  open: () => AsyncIterable<Uint8Array>,
  options: Pick<SubmitOptions, 'partnerId'> = {},
): Promise<CheckReport> {
  try {
    return await store.transaction(async () => {
      throw new Rehearsed(await submit.file(arrival, open(), options))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return toCheckReport(error.report)
    throw error
  }
}

function toCheckReport({ file, outcome, findings, problems, claims, sending }: SubmitReport): CheckReport {
  return {
    file,
    outcome: outcome === 'submitted' ? 'passed' : outcome,
    claims: claims.map(({ patientControlNumber, chargeCents }) => ({ patientControlNumber, chargeCents })),
    partners: sending.map(({ partnerId }) => partnerId),
    findings,
    problems,
  }
}
