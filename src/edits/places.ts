// Where the parts of a claim stand: in the JSON of the practice, and in the guide of its kind.
import type { Address, Claim, ClaimKind, Coverage, Procedure, Provider, ProviderRole, ServiceLine } from '../domain/index.js'
import type { IsoDate } from '../values/index.js'

/** A part of a claim with its place. */
export interface Placed<T> {
  readonly value: T
  /** JSON pointer in the claim. */
  readonly pointer: string
  /** Loop in which it stands. */
  readonly loop: string
  readonly line?: number
}

export interface PlacedLine {
  readonly line: ServiceLine
  readonly pointer: string
  /** From 1. */
  readonly number: number
}

export function linesOf({ lines }: Claim): PlacedLine[] {
  return lines.map((line, index) => ({ line, pointer: `/lines/${index}`, number: index + 1 }))
}

/** The coverage that the claim goes to. */
export function destinationOf({ coverages, destination }: Claim): Placed<Coverage> {
  const index = Math.max(
    0,
    coverages.findIndex(({ order }) => order === destination),
  )
  return { value: coverages[index] as Coverage, pointer: `/coverages/${index}`, loop: '2010BA' }
}

/** 2010BA when the patient is the subscriber, else 2010CA. */
export function patientLoop(claim: Claim): '2010BA' | '2010CA' {
  return destinationOf(claim).value.relationship === '18' ? '2010BA' : '2010CA'
}

const claimLoops: Readonly<Record<ClaimKind, Partial<Record<ProviderRole, string>>>> = {
  professional: { referring: '2310A', primaryCare: '2310A', rendering: '2310B', supervising: '2310D' },
  institutional: { attending: '2310A', operating: '2310B', otherOperating: '2310C', rendering: '2310D', referring: '2310F' },
  dental: { referring: '2310A', primaryCare: '2310A', rendering: '2310B', assistant: '2310D', supervising: '2310E' },
}
const lineLoops: typeof claimLoops = {
  professional: {
    rendering: '2420A',
    purchased: '2420B',
    supervising: '2420D',
    ordering: '2420E',
    referring: '2420F',
    primaryCare: '2420F',
  },
  institutional: { operating: '2420A', otherOperating: '2420B', rendering: '2420C', referring: '2420D' },
  dental: { rendering: '2420A', assistant: '2420B', supervising: '2420C' },
}

export interface PlacedProvider extends Placed<Provider> {
  readonly role: ProviderRole | 'billing'
}

/** The billing provider and all who took part. */
export function* providersOf(claim: Claim): Generator<PlacedProvider> {
  yield { value: claim.billing, pointer: '/billing', loop: '2010AA', role: 'billing' }
  for (const [index, { role, provider }] of claim.providers.entries())
    yield { value: provider, pointer: `/providers/${index}/provider`, loop: claimLoops[claim.kind][role] ?? '2310A', role }
  for (const { line, pointer, number } of linesOf(claim))
    for (const [index, { role, provider }] of (line.providers ?? []).entries())
      yield {
        value: provider,
        pointer: `${pointer}/providers/${index}/provider`,
        loop: lineLoops[claim.kind][role] ?? '2420A',
        line: number,
        role,
      }
}

const facilityLoops: Readonly<Record<ClaimKind, readonly [string, string]>> = {
  professional: ['2310C', '2420C'],
  institutional: ['2310E', ''],
  dental: ['2310C', '2420D'],
}

/** Service facilities of the claim and of its lines. */
export function* facilitiesOf(claim: Claim): Generator<Placed<NonNullable<Claim['serviceFacility']>>> {
  const [ofClaim, ofLine] = facilityLoops[claim.kind]
  if (claim.serviceFacility !== undefined) yield { value: claim.serviceFacility, pointer: '/serviceFacility', loop: ofClaim }
  for (const { line, pointer, number } of linesOf(claim))
    if ('serviceFacility' in line && line.serviceFacility !== undefined)
      yield { value: line.serviceFacility, pointer: `${pointer}/serviceFacility`, loop: ofLine, line: number }
}

/** Street addresses of those who bill, treat and are treated. */
export function* addressesOf(claim: Claim): Generator<Placed<Address> & { readonly isOfProvider: boolean }> {
  yield { value: claim.billing.address, pointer: '/billing/address', loop: '2010AA', isOfProvider: true }
  for (const { value, ...place } of facilitiesOf(claim))
    yield { ...place, value: value.address, pointer: `${place.pointer}/address`, isOfProvider: true }
  if (claim.patient.address !== undefined)
    yield { value: claim.patient.address, pointer: '/patient/address', loop: patientLoop(claim), isOfProvider: false }
}

/** Segment and element in which the lines of a kind name their procedure. */
export const procedureElement = { professional: 'SV101', institutional: 'SV202', dental: 'SV301' } as const

/** Procedures of the lines. */
export function* proceduresOf(claim: Claim): Generator<Placed<Procedure> & { readonly line: number; readonly of: ServiceLine }> {
  for (const { line, pointer, number } of linesOf(claim))
    if (line.procedure !== undefined) yield { value: line.procedure, pointer: `${pointer}/procedure`, loop: '2400', line: number, of: line }
}

/** Days on which services were given, each with its place; none of what is only planned. */
export function* serviceDays(claim: Claim): Generator<Placed<IsoDate> & { readonly segment: string; readonly qualifier: string }> {
  if (claim.kind === 'institutional') {
    const ofStatement = { loop: '2300', segment: 'DTP', qualifier: '434' }
    yield { ...ofStatement, value: claim.statement.from, pointer: '/statement/from' }
    yield { ...ofStatement, value: claim.statement.to, pointer: '/statement/to' }
  }
  const ofService = { segment: 'DTP', qualifier: '472' }
  if (claim.kind === 'dental') {
    if (claim.from !== undefined) yield { ...ofService, loop: '2300', value: claim.from, pointer: '/from' }
    if (claim.to !== undefined) yield { ...ofService, loop: '2300', value: claim.to, pointer: '/to' }
  }
  for (const { line, pointer, number } of linesOf(claim)) {
    const ofLine = { ...ofService, loop: '2400', line: number }
    if (line.from !== undefined) yield { ...ofLine, value: line.from, pointer: `${pointer}/from` }
    if ('to' in line && line.to !== undefined) yield { ...ofLine, value: line.to, pointer: `${pointer}/to` }
  }
}

/** First and last day of service; undefined for what is only planned. */
export function serviceSpan(claim: Claim): { readonly first: IsoDate; readonly last: IsoDate } | undefined {
  const days = [...serviceDays(claim)].map(({ value }) => value).toSorted()
  const [first] = days
  const last = days.at(-1)
  return first === undefined || last === undefined ? undefined : { first, last }
}

/** The hit for a placed part, at an element of a segment in its loop. */
export function at({ pointer, loop, line }: Omit<Placed<unknown>, 'value'>, element: string, deeper = '') {
  return { pointer: `${pointer}${deeper}`, path: `${loop}/${element}`, ...(line === undefined ? {} : { line }) }
}

/** CPT codes from one to another, both included: "80047" to "89398". */
export function isWithin(code: string, from: string, to: string): boolean {
  return /^\d{5}$/.test(code) && code >= from && code <= to
}
