// The practice's contracts in: a table is taken as a whole or refused as a whole, and taking it again changes nothing.
import { createHash } from 'node:crypto'
import { readFeeCsv } from '../fees/index.js'
import type { FeeImport, StoredRate } from '../store/index.js'
import { sayFinding } from '../values/index.js'
import type { GatewayParts } from './parts.js'
import { type FindingView, toFindingView } from './report.js'

export interface FeeReport extends FeeImport {
  readonly file: string
  readonly outcome: 'imported' | 'refused'
  readonly findings: readonly FindingView[]
}

/** `by`: whom the audit trail names; left out where the caller keeps it. A row for the same service from the same day takes the place of the one before. What was posted already is not compared anew. */
export async function importFees(
  { store, clock }: Pick<GatewayParts, 'store' | 'clock'>,
  file: { readonly name: string; readonly bytes: Uint8Array },
  by?: string,
): Promise<FeeReport> {
  const { rates, findings } = readFeeCsv(file.bytes)
  const told = findings.map((found) => toFindingView({ ...found, fileId: '', message: sayFinding(found) }))
  if (told.length > 0) return { file: file.name, outcome: 'refused', added: 0, changed: 0, unchanged: 0, findings: told }
  const kept = await store.transaction(async () => {
    const report = await store.fees.keep(rates, clock())
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    if (by !== undefined) await store.audit.append({ at: clock(), actor: by, action: 'fees.imported', detail: { sha256, ...report } })
    return report
  })
  return { file: file.name, outcome: 'imported', ...kept, findings: [] }
}

/** One stored rate as people and programs read it. */
export function toRateView({ basis, modifiers, ...rate }: StoredRate) {
  return {
    ...rate,
    modifiers: [...modifiers],
    ...(basis.kind === 'cents' ? { rateCents: basis.cents } : {}),
    ...(basis.kind === 'medicare' ? { percentOfMedicare: basis.hundredths / 100 } : {}),
    ...(basis.kind === 'charge' ? { percentOfCharge: basis.hundredths / 100 } : {}),
  }
}
