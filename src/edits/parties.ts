// Edits on who bills, treats and lives where: E-NPI, E-TIN, E-NAME, E-ADDR.
import { isNpi } from '../values/index.js'
import { type Edit, edit, warning } from './edit.js'
import { addressesOf, at, destinationOf, facilitiesOf, patientLoop, providersOf } from './places.js'
import { isZipOfState } from './zip-prefixes.js'

/** A box where a street is asked for. Source: domain rules E-ADDR, RFI 1451. */
const box = /\b(P\.?\s*O\.?|POST\s*OFFICE)\s*BOX\b|LOCK\s*BOX|\bPMB\b/i
/** Last four of a ZIP code that stand for "not known" or for no street. */
const emptyPlusFours = new Set(['0000', '9998', '9999'])
const boxes = ['billing-street', 'billing-street-second-line']

export const partyEdits: readonly Edit[] = [
  edit(
    'edit-npi-form',
    'E-NPI',
    'a provider identifier has ten digits that begin with 1 or 2 and end with the right check digit; look it up at NPPES and correct it',
    function* (claim) {
      for (const provider of providersOf(claim))
        if (provider.value.npi !== undefined && !isNpi(provider.value.npi)) yield at(provider, 'NM109', '/npi')
      for (const facility of facilitiesOf(claim))
        if (facility.value.npi !== undefined && !isNpi(facility.value.npi)) yield at(facility, 'NM109', '/npi')
    },
    { same: ['NPI_INVALID'] },
  ),
  edit(
    'edit-npi-missing',
    'E-NPI',
    'who bills, attends or renders is known to payers by the NPI; add it, unless this provider cannot have one',
    function* (claim) {
      for (const provider of providersOf(claim))
        if (provider.value.npi === undefined && ['billing', 'attending', 'rendering'].includes(provider.role))
          yield at(provider, 'NM109', '/npi')
    },
    warning,
  ),
  edit(
    'edit-npi-of-person',
    'E-NPI',
    'who rendered the service is a person with an NPI of type 1; name the person, not the group',
    function* (claim) {
      for (const provider of providersOf(claim))
        if (provider.role === 'rendering' && provider.value.entityType === '2') yield at(provider, 'NM102', '/entityType')
    },
    warning,
  ),
  edit(
    'edit-tin-form',
    'E-TIN',
    'a tax number has nine digits without hyphen; correct it',
    function* ({ billing }) {
      if (!/^\d{9}$/.test(billing.taxId)) yield { pointer: '/billing/taxId', path: '2010AA/REF02', qualifier: billing.taxIdQualifier }
    },
    { same: ['billing-tax-number-form', 'billing-security-number-form'] },
  ),
  edit(
    'edit-tin-invented',
    'E-TIN',
    'this tax number stands in forms as an example and belongs to nobody; enter the real one',
    function* ({ billing }, { usage }) {
      if (usage === 'P' && /^(\d)\1{8}$|^123456789$|^987654321$/.test(billing.taxId))
        yield { pointer: '/billing/taxId', path: '2010AA/REF02', qualifier: billing.taxIdQualifier }
    },
  ),
  edit(
    'edit-tin-of-organisation',
    'E-TIN',
    'an organisation is taxed under its employer number (EI), not under a social security number; correct the qualifier',
    function* ({ billing }) {
      if (billing.taxIdQualifier === 'SY' && billing.entityType === '2')
        yield { pointer: '/billing/taxIdQualifier', path: '2010AA/REF01', qualifier: 'SY' }
    },
    { ...warning, same: ['billing-security-number-of-person'] },
  ),
  edit('edit-name-letters', 'E-NAME', 'a name has letters in it; correct it', function* (claim) {
    const named = [
      { value: claim.billing.last, pointer: '/billing', loop: '2010AA' },
      { value: claim.patient.last, pointer: '/patient', loop: patientLoop(claim) },
      ...[...providersOf(claim)]
        .filter(({ role }) => role !== 'billing' && role !== 'purchased')
        .map((provider) => ({ ...provider, value: provider.value.last })),
    ]
    for (const name of named) if (!/\p{L}/u.test(name.value)) yield at(name, 'NM103', '/last')
  }),
  edit(
    'edit-name-test',
    'E-NAME',
    'a name says TEST in a claim for production; send trials with usage T, or correct the name',
    function* (claim, { usage }) {
      const { value, pointer } = destinationOf(claim)
      const isTest = ({ last, first = '' }: { readonly last: string; readonly first?: string }) => /\bTEST\b/i.test(`${last} ${first}`)
      if (usage === 'P' && isTest(claim.patient)) yield { pointer: '/patient/last', path: `${patientLoop(claim)}/NM103` }
      else if (usage === 'P' && isTest(value.subscriber)) yield { pointer: `${pointer}/subscriber/last`, path: '2010BA/NM103' }
    },
    warning,
  ),
  edit(
    'edit-address-box',
    'E-ADDR',
    'the billing provider is at a street, not at a post office box, lockbox or private mailbox; put the box into the pay-to address',
    function* ({ billing: { address } }) {
      if (box.test(address.line1)) yield { pointer: '/billing/address/line1', path: '2010AA/N301' }
      if (box.test(address.line2 ?? '')) yield { pointer: '/billing/address/line2', path: '2010AA/N302' }
    },
    { same: boxes },
  ),
  edit(
    'edit-address-zip-nine',
    'E-ADDR',
    'the address of who bills and of where the service was given has a ZIP code of nine digits; add the last four',
    function* (claim) {
      for (const address of addressesOf(claim))
        if (address.isOfProvider && address.value.country === undefined && !/^\d{9}$/.test(address.value.postalCode ?? ''))
          yield at(address, 'N403', '/postalCode')
    },
    { same: ['billing-zip-nine', 'facility-zip-nine', 'facility-zip-has-nine', 'zip-form', 'zip-in-the-us'] },
  ),
  edit(
    'edit-address-zip-empty',
    'E-ADDR',
    'a ZIP code of 00000, or one that ends with 0000, 9998 or 9999, names no street; look up the real one',
    function* (claim) {
      for (const address of addressesOf(claim)) {
        const { postalCode = '' } = address.value
        if (/^\d+$/.test(postalCode) && (postalCode.startsWith('00000') || emptyPlusFours.has(postalCode.slice(5))))
          yield at(address, 'N403', '/postalCode')
      }
    },
    { ...warning, same: ['zip-not-empty'] },
  ),
  edit(
    'edit-address-zip-of-state',
    'E-ADDR',
    'this ZIP code lies in another state; correct the state or the ZIP code',
    function* (claim) {
      for (const address of addressesOf(claim)) {
        const { state, postalCode, country } = address.value
        if (country === undefined && state !== undefined && postalCode !== undefined && !isZipOfState(postalCode, state))
          yield at(address, 'N403', '/postalCode')
      }
    },
    warning,
  ),
]
