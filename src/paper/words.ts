// Parts of claims as people read them on paper.
import type {
  Address,
  BillingProvider,
  Claim,
  Coverage,
  Diagnosis,
  PersonName,
  Procedure,
  Provider,
  ServiceFacility,
} from '../domain/index.js'
import { type Cents, formatCents, type IsoDate } from '../values/index.js'

/** The footer of claims. */
export const asSent = 'Data of the claim as it was sent, on plain paper; not a form of any payer.'

/** "02/14/1980". */
export function day(on: IsoDate | undefined): string {
  return on === undefined ? '' : `${on.slice(5, 7)}/${on.slice(8)}/${on.slice(0, 4)}`
}

export function days(from: IsoDate | undefined, to: IsoDate | undefined): string {
  return [day(from), to === from ? '' : day(to)].filter((text) => text !== '').join(' - ')
}

export function money(cents: Cents | undefined): string {
  return cents === undefined ? '' : formatCents(cents)
}

export function personName({ last, first, middle, suffix }: PersonName): string {
  return [[last, suffix].filter(Boolean).join(' '), first, middle].filter((part) => part !== undefined && part !== '').join(', ')
}

export function addressLines(address: Address | undefined): string {
  if (address === undefined) return ''
  const { line1, line2, city, state, postalCode, country, subdivision } = address
  const zip = postalCode?.replace(/^(\d{5})(\d{4})$/, '$1-$2')
  return [line1, line2, [city, state ?? subdivision, zip, country].filter(Boolean).join(' ')].filter(Boolean).join('\n')
}

export function providerName(provider: Provider | undefined): string {
  return provider === undefined ? '' : personName(provider)
}

/** Numbers beside the NPI, as "0B 123456". */
export function otherNumbers(provider: Provider | ServiceFacility | undefined): string {
  return (provider?.references ?? []).map(({ qualifier, value }) => `${qualifier} ${value}`).join(', ')
}

export function billingLines({ last, first, middle, suffix, address }: BillingProvider): string {
  return `${personName({ last, ...(first && { first }), ...(middle && { middle }), ...(suffix && { suffix }) })}\n${addressLines(address)}`
}

export function phoneOf({ contact }: BillingProvider): string {
  return contact?.numbers.find(({ qualifier }) => qualifier === 'TE')?.value ?? ''
}

export function facilityLines(facility: ServiceFacility | undefined): string {
  return facility === undefined ? '' : `${facility.name}\n${addressLines(facility.address)}`
}

/** "99213 25 59". */
export function procedureOf(procedure: Procedure | undefined): string {
  return procedure === undefined ? '' : [procedure.code, ...procedure.modifiers].join(' ')
}

/** Codes are sent without their dot; people write it after the third character (ICD-10-CM). */
export function diagnosisOf({ code, qualifier }: Diagnosis): string {
  const isNinth = qualifier === 'BK' || qualifier === 'BF'
  return code.length > 3 && !isNinth ? `${code.slice(0, 3)}.${code.slice(3)}` : code
}

export const letters = 'ABCDEFGHIJKL'

export function destinationOf({ coverages, destination }: Claim): Coverage | undefined {
  return coverages.find(({ order }) => order === destination)
}

/** The other payers, in order of payment. */
export function othersOf({ coverages, destination }: Claim): readonly Coverage[] {
  return coverages.filter(({ order }) => order !== destination)
}

const relationships: Readonly<Record<string, string>> = { '18': 'self', '01': 'spouse', '19': 'child', '20': 'employee', G8: 'other' }

export function relationshipOf(coverage: Coverage | undefined): string {
  const code = coverage?.relationship ?? ''
  return relationships[code] === undefined ? code : `${code} ${relationships[code]}`
}

export function yesNo(is: boolean | undefined): string {
  return is === true ? 'yes' : 'no'
}

export function notesOf({ notes = [], fixedFormat = [] }: Claim): string {
  return [...notes.map(({ code, text }) => `${code} ${text}`), ...fixedFormat].join('; ')
}
