// A patient's statement: all claims of the person whom one claim is about, as data or on paper.
import type { Claim, Statement } from '../domain/index.js'
import type { PaperFormat } from '../paper/index.js'
import { toStatement } from '../reports/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import { dayOf } from '../values/index.js'
import type { GatewayParts } from './parts.js'

export interface Statements {
  /** Of the patient of this claim, as the books stand now. */
  data(claim: ClaimRecord): Promise<Statement>
  paper(claim: ClaimRecord, format: PaperFormat): Promise<{ readonly statement: Statement; readonly bytes: Uint8Array }>
}

export function createStatements({ store, clock, schemas }: Pick<GatewayParts, 'store' | 'clock' | 'schemas'>): Statements {
  async function data(claim: ClaimRecord): Promise<Statement> {
    const records = await claimsOfPatient(store, claim)
    const entries = await store.ledger.entriesByClaim(records.map(({ id }) => id))
    const books = []
    for (const record of records)
      books.push({ record, entries: entries.get(record.id) ?? [], isUnderReview: await isUnderReview(store, record) })
    return toStatement(await addressees(store, claim, records), books, dayOf(clock()))
  }

  return {
    data,
    paper: async (claim, format) => {
      const statement = await data(claim)
      const { drawAs, statementSheet } = await import('../paper/index.js') // fonts and all, which few commands draw with
      const sheet = statementSheet(statement, (list, code) => schemas.codes(list)?.label(code) ?? undefined)
      return { statement, bytes: await drawAs(sheet, format) }
    },
  }
}

/**
 * Claims of one person at one practice: a member number in common, and the same name and day of birth. Where the birth date is not
 * known nobody is taken for somebody else: the claim stands alone. Estimates are no account.
 */
async function claimsOfPatient(store: Store, claim: ClaimRecord): Promise<readonly ClaimRecord[]> {
  const who = identityOf(claim)
  if (who === undefined) return [claim]
  const others = await store.claims.byMember(claim.claim.coverages.map(({ memberId }) => memberId))
  const own = others.filter(
    (other) =>
      other.id !== claim.id && other.practiceId === claim.practiceId && other.claim.predetermination !== true && identityOf(other) === who,
  )
  return [claim, ...own]
}

function identityOf({ claim: { patient } }: ClaimRecord): string | undefined {
  const { last, first = '', birthDate } = patient
  return birthDate === undefined ? undefined : `${last}|${first}|${birthDate}`.toUpperCase()
}

async function isUnderReview(store: Store, { id }: ClaimRecord): Promise<boolean> {
  const { items } = await store.workItems.list({ type: 'patient-liability-review', claimId: id, state: 'open', limit: 1 })
  return items.length > 0
}

/** Addresses come from the newest claim that has them: claims imported at go-live have none. */
async function addressees(
  store: Store,
  claim: ClaimRecord,
  records: readonly ClaimRecord[],
): Promise<Pick<Statement, 'practice' | 'patient'>> {
  const practice = (await store.practices.list()).find(({ id }) => id === claim.practiceId)
  const documents = records.toSorted((a, b) => (a.createdAt > b.createdAt ? -1 : 1)).flatMap(({ document }) => document ?? [])
  const billing = documents[0]?.billing
  const phone = billing?.contact?.numbers.find(({ qualifier }) => qualifier === 'TE')?.value
  const address = documents.map(addressOf).find((found) => found !== undefined)
  const { last, first } = claim.claim.patient
  return {
    practice: {
      name: practice?.name ?? '',
      npi: practice?.npi ?? '',
      taxId: practice?.taxId ?? '',
      ...(billing?.address === undefined ? {} : { address: billing.address }),
      ...(phone === undefined ? {} : { phone }),
    },
    patient: { last, ...(first === undefined ? {} : { first }), ...(address === undefined ? {} : { address }) },
  }
}

/** The patient's own, or that of the insured when they are one person. */
function addressOf({ patient, coverages }: Claim) {
  return patient.address ?? coverages.find(({ relationship }) => relationship === '18')?.subscriber.address
}
