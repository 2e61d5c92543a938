// The statement of one patient from the books of the patient's claims (domain rules 1.6, 7.3).
import type { Account, LedgerEntry, Statement, StatementClaim } from '../domain/index.js'
import type { ClaimRecord } from '../store/index.js'
import { type Cents, daysBetween, type IsoDate, sumCents, toCents } from '../values/index.js'
import { bucketNames, bucketOf } from './ageing.js'
import { balanceOf, serviceDayOf } from './claim-book.js'

export interface StatementBook {
  readonly record: ClaimRecord
  readonly entries: readonly LedgerEntry[]
  readonly isUnderReview: boolean
}

export function toStatement(about: Pick<Statement, 'practice' | 'patient'>, books: readonly StatementBook[], day: IsoDate): Statement {
  const claims = books.map(toStatementClaim).toSorted((a, b) => (a.serviceOn < b.serviceOn ? -1 : a.serviceOn > b.serviceOn ? 1 : 0))
  const due = claims.filter(({ isUnderReview, patientOwesCents }) => !isUnderReview && patientOwesCents > 0)
  const owes = (some: readonly StatementClaim[]): Cents => sumCents(some.map(({ patientOwesCents }) => patientOwesCents))
  return {
    ...about,
    day,
    claims,
    dueCents: owes(due),
    dueByAge: bucketNames.map((_, bucket) => owes(due.filter(({ serviceOn }) => bucketOf(daysBetween(serviceOn, day)) === bucket))),
    creditCents: toCents(0 - owes(claims.filter(({ patientOwesCents }) => patientOwesCents < 0))),
  }
}

function toStatementClaim({ record, entries, isUnderReview }: StatementBook): StatementClaim {
  const balance = (...accounts: readonly Account[]): Cents => balanceOf(entries, (account) => accounts.includes(account))
  return {
    claimId: record.id,
    patientControlNumber: record.patientControlNumber,
    serviceOn: serviceDayOf(record),
    procedures: record.claim.lines.flatMap(({ procedure, revenueCode }) => procedure ?? revenueCode ?? []),
    chargeCents: toCents(0 - balance('REVENUE')),
    insurancePaidCents: balance('CASH:REMIT', 'CASH:BANK', 'SUSPENSE:CLAIM', 'DUE:PAYER', 'REFUND:PAYER'),
    adjustedCents: balance('ADJ:CONTRACTUAL', 'ADJ:BUNDLE', 'ADJ:WRITEOFF'),
    patientPaidCents: balance('CASH:PATIENT'),
    insuranceOwesCents: balance('AR:P', 'AR:S', 'AR:T', 'AR:DENIED'),
    patientOwesCents: balance('AR:PATIENT'),
    shares: sharesOf(entries),
    isUnderReview,
  }
}

/** By reason code, in the order in which they came; what was taken back is not there any more. */
function sharesOf(entries: readonly LedgerEntry[]): StatementClaim['shares'] {
  const shares = new Map<string, number>()
  for (const { dr, cr, carc, cents } of entries)
    if (carc !== undefined && (dr === 'AR:PATIENT' || cr === 'AR:PATIENT'))
      shares.set(carc, (shares.get(carc) ?? 0) + (dr === 'AR:PATIENT' ? cents : 0 - cents))
  return [...shares].flatMap(([carc, cents]) => (cents === 0 ? [] : [{ carc, cents: toCents(cents) }]))
}
