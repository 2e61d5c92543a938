// A posted claim payment against the practice's contract: what the first payer allowed for each line it did not deny (domain rules 7.2).
import type { OpenLine, ServicePayment, WorkItemDraft } from '../domain/index.js'
import { anyProcedure, medicarePayer } from '../domain/index.js'
import { compareLines, contractItem, type DecidedLine, type PricedLine } from '../fees/index.js'
import { isReversal, matchLines, type PostingNote, type Settlement } from '../ledger/index.js'
import type { ClaimPaymentRow, ClaimRecord } from '../store/index.js'
import type { GatewayParts } from './parts.js'
import type { Effect } from './take-effect.js'

export interface ContractFindings {
  readonly workItems: readonly WorkItemDraft[]
  readonly notes: readonly PostingNote[]
}

export type ContractCheck = (effect: Pick<Effect, 'remittanceId' | 'row' | 'settled' | 'claim'>) => Promise<ContractFindings>

const nothing: ContractFindings = { workItems: [], notes: [] }

/** Without a fee schedule it asks the store once for each remittance, and finds nothing. */
export function createContractCheck({ store }: Pick<GatewayParts, 'store'>): ContractCheck {
  let asked: { readonly remittanceId: string; readonly hasAny: boolean } | undefined

  return async ({ remittanceId, row, settled, claim }) => {
    if (settled.claimId === undefined || settled.disposition.outcome !== 'posted' || isReversal(row.payment)) return nothing
    if (asked?.remittanceId !== remittanceId) asked = { remittanceId, hasAny: await store.fees.hasAny() }
    const record = asked.hasAny ? (claim ?? (await store.claims.find(settled.claimId))) : undefined
    if (record === undefined) return nothing
    const payer = firstPayer(record)
    if (payer === undefined || payer.order !== settled.disposition.payerOrder) return nothing
    return compare(row, settled, record, payer.payerId)
  }

  async function compare(row: ClaimPaymentRow, settled: Settlement, record: ClaimRecord, payerId: string): Promise<ContractFindings> {
    const npi = (await store.practices.list()).find(({ id }) => id === record.practiceId)?.npi
    const lines = decidedLines(row, settled, record, { payerId, providers: providersOf(row, record, npi) })
    if (lines.length === 0) return nothing
    const procedures = [...new Set(lines.map(({ line }) => line.procedure)), anyProcedure]
    const compared = compareLines(lines, await store.fees.ratesFor([payerId, medicarePayer], procedures))
    return {
      workItems: compared.flatMap((line) => contractItem(record.patientControlNumber, line) ?? []),
      notes: compared.flatMap(({ number, statedCents }) => (statedCents === undefined ? [] : [{ code: 'allowed-differs', line: number }])),
    }
  }
}

/** Secondary lines are not compared: what a later payer allows follows from the one before. */
function firstPayer({ claim: { coverages } }: ClaimRecord) {
  return (['P', 'S', 'T'] as const).flatMap((order) => coverages.find((coverage) => coverage.order === order) ?? [])[0]
}

/** Lines with an answer of their own: not denied, not even in part, and in no bundle, whose lines are paid for one another. */
function decidedLines(
  { payment }: ClaimPaymentRow,
  { entries, disposition }: Settlement,
  record: ClaimRecord,
  about: Pick<PricedLine, 'payerId' | 'providers'>,
): readonly DecidedLine[] {
  const left = new Set([
    ...disposition.lines.flatMap(({ line, result }) => (result === 'denied' ? [line] : [])),
    ...entries.flatMap(({ dr, cr, line, reverses }) => {
      // An earlier denial that is taken back says nothing of this decision.
      const isElsewhere = reverses === undefined && [dr, cr].some((one) => elsewhere.has(one))
      return line !== undefined && isElsewhere ? [line] : []
    }),
  ])
  if (left.has(0)) return []
  const matches = matchLines(payment.services, record.claim.lines)
  return record.claim.lines.flatMap((line): DecidedLine[] => {
    const services = payment.services.filter((_, index) => matches[index]?.line === line.number)
    const priced = services.length === 0 || left.has(line.number) ? undefined : toPriced(line, services, payment, record, about)
    return priced === undefined ? [] : [{ number: line.number, line: priced, services }]
  })
}

const elsewhere: ReadonlySet<string> = new Set(['AR:DENIED', 'ADJ:BUNDLE'])

/** Undefined for a line that no contract can be asked about: its procedure or its day is not known. */
function toPriced(
  line: OpenLine,
  services: readonly ServicePayment[],
  payment: ClaimPaymentRow['payment'],
  { document }: ClaimRecord,
  about: Pick<PricedLine, 'payerId' | 'providers'>,
): PricedLine | undefined {
  const day =
    line.serviceDate ?? services.flatMap(({ dates }) => dates)[0]?.date ?? payment.dates.find(({ qualifier }) => qualifier === '232')?.date
  if (line.procedure === undefined || day === undefined) return undefined
  const coverage = document?.coverages.find(({ payer }) => payer.id === about.payerId)
  const classes = payment.references.filter(({ qualifier }) => qualifier === 'CE').map(({ value }) => value)
  const sent = document?.lines[line.number - 1]
  const place = (sent !== undefined && 'placeOfService' in sent ? sent.placeOfService : undefined) ?? payment.facilityType
  return {
    ...about,
    products: [...classes, ...[coverage?.group, coverage?.groupName].filter((name) => name !== undefined)],
    procedure: line.procedure,
    modifiers: line.modifiers,
    ...(place === undefined ? {} : { placeOfService: place }),
    serviceDate: day,
    units: line.units ?? 1,
    chargeCents: line.chargeCents,
  }
}

/** NPIs and taxonomy codes of the practice, of who billed, and of who rendered. */
function providersOf({ payment }: ClaimPaymentRow, { document }: ClaimRecord, practiceNpi: string | undefined): readonly string[] {
  const rendering = (document?.providers ?? []).flatMap(({ role, provider }) => (role === 'rendering' ? [provider] : []))
  const known = [document?.billing, ...rendering].flatMap((one) => [one?.npi, one?.taxonomy])
  return [practiceNpi, payment.renderingProvider?.id, ...known].filter((id) => id !== undefined)
}
