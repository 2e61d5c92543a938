// People and organisations as both kinds of claims name them.
import { day, type Field, leaves, list, object, reference, type RoleTarget, type Table, text, unused } from './fields.js'

const person = { with: { entityType: '1' } } as const
const organization = { with: { entityType: '2' } } as const

export const address = (name: string, to: string): Field =>
  object(name, to, [
    text('address1', '/line1', 'N301'),
    text('address2', '/line2', 'N302'),
    text('city', '/city', 'N401'),
    text('state', '/state', 'N402'),
    text('postalCode', '/postalCode', 'N403'),
    text('countryCode', '/country', 'N404'),
    text('countrySubDivisionCode', '/subdivision', 'N407'),
  ])

const number = (name: string, qualifier: string): Field => text(name, '/numbers/-/value', `PER ${qualifier}`, { with: { qualifier } })

export const contact = (to: string): Field =>
  object('contactInformation', to, [
    text('name', '/name', 'PER02'),
    number('phoneNumber', 'TE'),
    number('phoneExtension', 'EX'),
    number('faxNumber', 'FX'),
    number('email', 'EM'),
    unused('validContact', 'a mark of the sender'),
  ])

const givenNames: Table = [text('firstName', '/first', 'NM104'), text('middleName', '/middle', 'NM105'), text('suffix', '/suffix', 'NM107')]

/** A subscriber or patient. */
export const human: Table = [
  text('lastName', '/last', 'NM103'),
  ...givenNames,
  text('gender', '/sex', 'DMG03'),
  day('dateOfBirth', '/birthDate', 'DMG02'),
  reference('ssn', 'SY'),
  address('address', '/address'),
  contact('/contact'),
]

const names: Table = [
  text('organizationName', '/last', 'NM103', organization),
  text('lastName', '/last', 'NM103', person),
  ...givenNames,
  text('npi', '/npi', 'NM109'),
  text('taxonomyCode', '/taxonomy', 'PRV03'),
]

/** Second numbers as they are told today: one pair, or a list of pairs. */
const identifiers = (name: string, to = '/references'): Field =>
  list(name, to, [
    text('qualifier', '/qualifier', 'REF01'),
    text('identifier', '/value', 'REF02'),
    text('otherIdentifier', '/payerId', 'REF04'),
  ])

const noPlace = 'the guide has no place for it at this provider'

/** A provider of any role but the billing one. `to` of a role leads to what a claim or line says of it. */
const provider: Table = [
  unused('providerType', 'says which provider it is'),
  ...names,
  reference('stateLicenseNumber', '0B'),
  reference('providerUpinNumber', '1G'),
  reference('commercialNumber', 'G2'),
  reference('locationNumber', 'LU'),
  identifiers('secondaryIdentifier'),
  identifiers('referenceIdentification'),
  unused('employerId', noPlace),
  unused('ssn', noPlace),
]

const within = (fields: Table): Table => fields.map((field) => ({ ...field, to: field.to === '' ? '' : `/provider${field.to}` }))

const plainProvider: Table = [...within(provider), unused('address', noPlace), unused('contactInformation', noPlace)]
const orderingProvider: Table = [...within(provider), address('address', '/address'), contact('/contact')]
const surgeon: Table = within([
  ...names,
  text('secondaryIdentifier', '/references/0/value', 'REF02'),
  text('identificationQualifierCode', '/references/0/qualifier', 'REF01'),
])

export const billingProvider: Table = [
  unused('providerType', 'says which provider it is'),
  ...names.map((field) => ({ ...field, to: `/billing${field.to}` })),
  text('employerId', '/billing/taxId', 'REF*EI', { with: { taxIdQualifier: 'EI' } }),
  text('ssn', '/billing/taxId', 'REF*SY', { with: { taxIdQualifier: 'SY' } }),
  address('address', '/billing/address'),
  contact('/billing/contact'),
  reference('stateLicenseNumber', '0B', '/billing/references'),
  reference('providerUpinNumber', '1G', '/billing/references'),
  reference('commercialNumber', 'G2', '/coverages/0/billingProviderIds'),
  reference('locationNumber', 'LU', '/coverages/0/billingProviderIds'),
]

const roleOf = (role: string, fields: Table = plainProvider): RoleTarget => ({ to: '/providers/-', fields, with: { role } })
const billing: RoleTarget = { to: '', fields: billingProvider }

const professionalRoles = {
  BillingProvider: billing,
  RenderingProvider: roleOf('rendering'),
  ReferringProvider: roleOf('referring'),
  SupervisingProvider: roleOf('supervising'),
}
const institutionalRoles = {
  BillingProvider: billing,
  AttendingProvider: roleOf('attending'),
  OperatingPhysician: roleOf('operating'),
  OtherOperatingPhysician: roleOf('otherOperating'),
  RenderingProvider: roleOf('rendering'),
  ReferringProvider: roleOf('referring'),
}

const providersIn = (roles: Readonly<Record<string, RoleTarget>>): Field => ({
  name: 'providers',
  guide: '',
  to: '',
  shape: { kind: 'roles', fields: plainProvider, roles },
})

const named = (name: string, role: string, fields = plainProvider): Field => object(name, '/providers/-', fields, { with: { role } })

/** Providers of a claim: each by its own name, or in a list by its type. */
export const professionalProviders: Table = [
  object('billing', '', billingProvider),
  named('rendering', 'rendering'),
  named('referring', 'referring'),
  named('supervising', 'supervising'),
  providersIn(professionalRoles),
]
export const institutionalProviders: Table = [
  object('billing', '', billingProvider),
  named('attending', 'attending'),
  named('operatingPhysician', 'operating', surgeon),
  named('otherOperatingPhysician', 'otherOperating', surgeon),
  named('rendering', 'rendering'),
  named('referring', 'referring'),
  providersIn(institutionalRoles),
]

/** Providers of a line. */
export const professionalLineProviders: Table = [
  named('renderingProvider', 'rendering'),
  named('purchasedServiceProvider', 'purchased'),
  named('supervisingProvider', 'supervising'),
  named('orderingProvider', 'ordering', orderingProvider),
  named('referringProvider', 'referring'),
  named('primaryCareProvider', 'primaryCare'),
]
export const institutionalLineProviders: Table = [
  named('operatingPhysician', 'operating', surgeon),
  named('otherOperatingPhysician', 'otherOperating', surgeon),
  named('renderingProvider', 'rendering'),
  named('referringProvider', 'referring'),
]

export const professionalFacility: Field = object('serviceFacilityLocation', '/serviceFacility', [
  text('organizationName', '/name', 'NM103'),
  text('npi', '/npi', 'NM109'),
  address('address', '/address'),
  identifiers('secondaryIdentifier'),
  text('phoneName', '/contact/name', 'PER02'),
  text('phoneNumber', '/contact/numbers/-/value', 'PER TE', { with: { qualifier: 'TE' } }),
  text('phoneExtension', '/contact/numbers/-/value', 'PER EX', { with: { qualifier: 'EX' } }),
])
export const institutionalFacility: Field = object('serviceFacilityLocation', '/serviceFacility', [
  text('organizationName', '/name', 'NM103'),
  text('identificationCode', '/npi', 'NM109'),
  address('address', '/address'),
  text('secondaryIdentifier', '/references/0/value', 'REF02'),
  text('secondaryIdentificationQualifierCode', '/references/0/qualifier', 'REF01'),
])

export { identifiers }
export const fixedFormat = leaves('fileInformation', '/fixedFormat', 'K301')
