// A deliberately small reader of well-formed 835 text, for tests of the money rules alone: no loops, no findings, no guide.
import type {
  Adjustment,
  ClaimPayment,
  NamedEntity,
  Procedure,
  ProviderAdjustment,
  Remittance,
  ServicePayment,
} from '../../src/domain/index.js'
import { centsFromR, isoDateFromD8, toCents } from '../../src/values/index.js'
import { segment, type Segment } from '../../src/x12/index.js'

export interface ReadRemittance {
  readonly remittance: Remittance
  readonly payments: readonly ClaimPayment[]
  readonly adjustments: readonly ProviderAdjustment[]
  /** ST to SE. */
  readonly segments: readonly Segment[]
}

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

/** Reads the transaction set after the first `skipped` ones. Delimiters `*`, `:` and `~`, as the scenarios have them. */
export function readRemittance(text: string, skipped = 0): ReadRemittance {
  const all = text
    .split('~')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [id = '', ...elements] = part.split('*')
      return segment(
        id,
        elements.map((element) => element.split(':')),
      )
    })
  const start = placeOf(all, 'ST', skipped)
  const segments = all.slice(start, placeOf(all, 'SE', skipped) + 1)
  const payments: Growing<ClaimPayment>[] = []
  const adjustments: ProviderAdjustment[] = []
  const payer: Growing<Remittance['payer']> = { references: [], contacts: [] }
  const payee: Growing<Remittance['payee']> = { references: [] }
  let party: typeof payer | typeof payee = payer
  let bpr = segment('BPR', [])
  let trn = segment('TRN', [])
  let claim: Growing<ClaimPayment> | undefined
  let service: Growing<ServicePayment> | undefined
  for (const at of segments) {
    const place = service ?? claim
    switch (at.id) {
      case 'BPR':
        bpr = at
        break
      case 'TRN':
        trn = at
        break
      case 'N1':
        party = at.text(1) === 'PR' ? payer : payee
        Object.assign(party, given({ name: at.text(2), idQualifier: at.text(3), id: at.text(4) }))
        break
      case 'REF':
        if (at.text(1) === '6R' && service !== undefined) Object.assign(service, { lineControlNumber: at.text(2) })
        else (place ?? party).references.push({ qualifier: at.text(1), value: at.text(2) })
        break
      case 'CLP':
        service = undefined
        claim = undefined
        // Some payers write an empty one where a payment has no claims.
        if (at.elementCount === 0 || [1, 2, 3, 4].every((element) => at.text(element) === '')) break
        claim = readClaim(at)
        payments.push(claim)
        break
      case 'SVC':
        service = readService(at)
        claim?.services.push(service)
        break
      case 'CAS':
        place?.adjustments.push(...readAdjustments(at))
        break
      case 'NM1':
        if (claim !== undefined) Object.assign(claim, readEntity(at))
        break
      case 'MIA':
      case 'MOA':
        if (claim !== undefined) Object.assign(claim, { [at.id === 'MIA' ? 'inpatient' : 'outpatient']: texts(at) })
        break
      case 'DTM':
        place?.dates.push({ qualifier: at.text(1), date: needed(isoDateFromD8(at.text(2))) })
        break
      case 'AMT':
        place?.amounts.push({ qualifier: at.text(1), amountCents: amount(at, 2) })
        break
      case 'LQ':
        service?.remarks.push({ qualifier: at.text(1), code: at.text(2) })
        break
      case 'PLB':
        adjustments.push(...readProviderAdjustments(at))
        break
    }
  }
  const remittance: Remittance = {
    handling: bpr.text(1),
    paidCents: amount(bpr, 2),
    creditOrDebit: bpr.text(3),
    method: bpr.text(4),
    effectiveOn: needed(isoDateFromD8(bpr.text(16))),
    trace: { number: trn.text(2), payerIdentifier: trn.text(3) },
    payer,
    payee,
  }
  return { remittance, payments, adjustments, segments }
}

/** Where the segment with this id is that has `before` like it in front. */
function placeOf(segments: readonly Segment[], id: string, before: number): number {
  return needed([...segments.keys()].filter((index) => segments[index]?.id === id)[before])
}

function readClaim(clp: Segment): Growing<ClaimPayment> {
  return {
    patientControlNumber: clp.text(1),
    status: clp.text(2),
    chargedCents: amount(clp, 3),
    paidCents: amount(clp, 4),
    ...(clp.text(5) === '' ? {} : { patientResponsibilityCents: amount(clp, 5) }),
    ...given({ filing: clp.text(6), payerClaimNumber: clp.text(7), facilityType: clp.text(8), frequency: clp.text(9) }),
    adjustments: [],
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    services: [],
  }
}

function readService(svc: Segment): Growing<ServicePayment> {
  return {
    procedure: readProcedure(svc, 1),
    chargedCents: amount(svc, 2),
    paidCents: amount(svc, 3),
    ...given({ revenueCode: svc.text(4), unitsPaid: svc.text(5), submittedUnits: svc.text(7) }),
    ...(svc.text(6) === '' ? {} : { submittedProcedure: readProcedure(svc, 6) }),
    dates: [],
    adjustments: [],
    references: [],
    amounts: [],
    quantities: [],
    remarks: [],
  }
}

function readProcedure(svc: Segment, element: number): Procedure {
  const [qualifier = '', code = '', ...modifiers] = svc.element(element)[0] ?? []
  return { qualifier, code, modifiers: modifiers.slice(0, 4) }
}

function readAdjustments(cas: Segment): readonly Adjustment[] {
  return [2, 5, 8, 11, 14, 17]
    .filter((first) => cas.text(first) !== '')
    .map((first) => ({ group: cas.text(1), reason: cas.text(first), amountCents: amount(cas, first + 1) }))
}

function readProviderAdjustments(plb: Segment): readonly ProviderAdjustment[] {
  return [3, 5, 7, 9, 11, 13]
    .filter((first) => plb.text(first) !== '')
    .map((first) => ({
      providerId: plb.text(1),
      fiscalPeriodEnd: needed(isoDateFromD8(plb.text(2))),
      reason: plb.text(first),
      ...given({ reference: plb.text(first, 2) }),
      amountCents: amount(plb, first + 1),
    }))
}

const entityNames: Readonly<Record<string, keyof ClaimPayment>> = {
  QC: 'patient',
  IL: 'insured',
  '74': 'correctedInsured',
  TT: 'crossoverCarrier',
}

function readEntity(nm1: Segment): Readonly<Record<string, NamedEntity>> {
  const entityType = nm1.text(2) === '2' ? '2' : '1'
  const about = given({ last: nm1.text(3), first: nm1.text(4), idQualifier: nm1.text(8), id: nm1.text(9) })
  return { [entityNames[nm1.text(1)] ?? nm1.text(1)]: { entityType, ...about } }
}

function amount(at: Segment, element: number): ReturnType<typeof toCents> {
  return at.text(element) === '' ? toCents(0) : needed(centsFromR(at.text(element)))
}

function texts(at: Segment): readonly string[] {
  return Array.from({ length: at.elementCount }, (_, index) => at.text(index + 1))
}

/** The parts that are not empty. */
function given<K extends string>(parts: Readonly<Record<K, string>>): { readonly [P in K]?: string } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== '')) as { readonly [P in K]?: string }
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the test file holds an amount or a day that cannot be read')
  return value
}
