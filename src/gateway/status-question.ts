// A claim that was sent, as the question where it stands: what a payer needs to find it (005010X212).
import { type Claim, type NamedEntity, type Partner, type Person, type StatusQuestion } from '../domain/index.js'
import type { ClaimRecord } from '../store/index.js'
import type { IsoDate } from '../values/index.js'

/** Undefined when the claim is not known in full: a payer's name and the insured are not in the books of another system's claims. */
export function toStatusQuestion({ document, payerClaimNumber }: ClaimRecord, partner: Partner, trace: string): StatusQuestion | undefined {
  const paying = document?.coverages.find(({ order }) => order === document.destination)
  if (document === undefined || paying === undefined) return undefined
  const { patient, patientControlNumber, chargeCents } = document
  const isSelf = paying.relationship === '18'
  const { birthDate, sex } = patient
  const days = serviceSpan(document)
  return {
    payer: { entityType: '2', last: paying.payer.name, idQualifier: paying.payer.idQualifier ?? 'PI', id: paying.payer.id },
    receiver: { entityType: '2', last: partner.contact.name, idQualifier: '46', id: partner.us.applicationId },
    providers: [providerOf(document)],
    subscriber: {
      ...entityOf(isSelf ? patient : paying.subscriber),
      idQualifier: paying.memberIdQualifier ?? 'MI',
      ...(paying.memberId === '' ? {} : { id: paying.memberId }),
    },
    ...(isSelf ? {} : { patient: entityOf(patient) }),
    ...(birthDate === undefined ? {} : { birthDate, ...(sex === 'F' || sex === 'M' ? { sex } : {}) }),
    claim: {
      trace,
      ...(payerClaimNumber === undefined || document.destination !== 'P' ? {} : { payerClaimNumber }),
      ...(document.kind === 'institutional' ? { billType: `${document.facilityType}${document.frequency}` } : {}),
      patientControlNumber,
      ...(chargeCents > 0 ? { chargedCents: chargeCents } : {}),
      ...(days === undefined ? {} : { serviceFrom: days.from, ...(days.to === days.from ? {} : { serviceTo: days.to }) }),
      lines: [],
    },
  }
}

function providerOf({ billing }: Claim): NamedEntity {
  const { entityType, npi, taxId } = billing
  const id = npi === undefined ? { idQualifier: 'FI', id: taxId } : { idQualifier: 'XX', id: npi }
  return { ...entityOf(billing), entityType, ...id }
}

function entityOf({
  last,
  first,
  middle,
  suffix,
  entityType = '1',
}: Pick<Person, 'last' | 'first' | 'middle' | 'suffix'> & { readonly entityType?: '1' | '2' }): NamedEntity {
  return {
    entityType,
    last,
    ...(first === undefined ? {} : { first }),
    ...(middle === undefined ? {} : { middle }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}

/** First and last day of service; undefined when the claim names none. */
export function serviceSpan(claim: Claim): { readonly from: IsoDate; readonly to: IsoDate } | undefined {
  if (claim.kind === 'institutional') return claim.statement
  const own = claim.kind === 'dental' && claim.from !== undefined ? [claim.from, claim.to ?? claim.from] : []
  const ofLines = claim.lines.flatMap((line) =>
    line.from === undefined ? [] : [line.from, 'to' in line ? (line.to ?? line.from) : line.from],
  )
  const days = [...own, ...ofLines].toSorted()
  const [from] = days
  const to = days.at(-1)
  return from === undefined || to === undefined ? undefined : { from, to }
}
