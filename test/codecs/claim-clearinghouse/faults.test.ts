// What is wrong in the JSON of clearinghouses is told all at once, by its place there.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { looksLikeClearinghouse, parseClearinghouseClaims } from '../../../src/codecs/index.js'
import { put } from '../../../src/codecs/claim-json/pointer.js'

type Json = Record<string, unknown>

const visit = readFileSync('samples/clearinghouse-v3/professional/office-visit/in.json', 'utf8')
const stay = readFileSync('samples/clearinghouse-v3/institutional/inpatient-stay/in.json', 'utf8')

/** The example with values put at pointers. */
function changed(example: string, changes: Readonly<Json>): Json {
  const json = JSON.parse(example) as Json
  for (const [pointer, value] of Object.entries(changes)) put(json, pointer, value)
  return json
}

const told = (json: unknown) => parseClearinghouseClaims(json).problems.map(({ pointer, message }) => `${pointer} ${message}`)

describe('faults in the JSON of clearinghouses', () => {
  const line = '/claimInformation/serviceLines/0'
  const rows: readonly (readonly [string, Json, readonly string[]])[] = [
    ['a field nobody knows', changed(visit, { '/claimInformation/colour': 'blue' }), ['/claimInformation/colour is not known here']],
    [
      'a day that is none',
      changed(visit, { [`${line}/serviceDate`]: '20260931' }),
      [`${line}/serviceDate must be a day of the calendar as CCYYMMDD`],
    ],
    [
      'a claim without its number',
      changed(visit, { '/claimInformation/patientControlNumber': null }),
      ['/claimInformation/patientControlNumber is missing'],
    ],
    ['nobody who bills', changed(visit, { '/billing': undefined }), ['/billing is missing']],
    ['no lines', changed(visit, { '/claimInformation/serviceLines': [] }), ['/claimInformation/serviceLines is missing']],
    [
      'a charge that is no amount',
      changed(visit, { [`${line}/professionalService/lineItemChargeAmount`]: '1,500' }),
      [`${line}/professionalService/lineItemChargeAmount must be dollars and cents as text, such as "150.00"`],
    ],
    [
      'two words for one place',
      changed(visit, { '/subscriber/policyNumber': 'OTHER' }),
      [
        '/subscriber/policyNumber says something else than /subscriber/groupNumber, and the guide has one place for both; leave out one of them',
      ],
    ],
    [
      'a provider of an unknown type',
      changed(visit, { '/providers': [{ providerType: 'Surgeon', npi: '1999000015' }] }),
      ['/providers/0/providerType must be one of BillingProvider, RenderingProvider, ReferringProvider, SupervisingProvider'],
    ],
    [
      'a provider in two places',
      changed(visit, { '/providers': [{ providerType: 'RenderingProvider', lastName: 'ROWE', npi: '1999000171' }] }),
      ['/providers/0 names a role a second time'],
    ],
    [
      'a postal code with a hyphen',
      changed(visit, { '/subscriber/address/postalCode': '06070-2211' }),
      ['/subscriber/address/postalCode must be a postal code without hyphen'],
    ],
    [
      'a stay without its days',
      changed(stay, { '/claimInformation/claimDateInformation': undefined }),
      ['/claimInformation/claimDateInformation is missing'],
    ],
    ['a use that is none', changed(visit, { '/usageIndicator': 'X' }), ['/usageIndicator must be "T" (test) or "P" (production)']],
  ]
  for (const [what, json, expected] of rows)
    it(`${what} is told where it stands`, () => {
      expect(told(json)).to.deep.equal(expected)
    })

  it('are told all at once, of each claim of a list, and cost no other claim', () => {
    const wrong = changed(visit, {
      '/subscriber/colour': 'blue',
      '/claimInformation/claimChargeAmount': 'much',
      [`${line}/serviceDate`]: '',
    })
    const { claims, problems } = parseClearinghouseClaims([wrong, JSON.parse(stay), 1])
    expect(problems.map(({ pointer }) => pointer)).to.deep.equal([
      '/0/subscriber/colour',
      '/0/claimInformation/claimChargeAmount',
      '/0/claimInformation/serviceLines/0/serviceDate',
      '/2',
    ])
    expect(claims.filter(({ isWhole }) => isWhole).map(({ claim }) => claim.kind)).to.deep.equal(['institutional'])
  })

  it('of later checks lead back to the field, or as near as there is one', () => {
    const [read] = parseClearinghouseClaims(JSON.parse(visit)).claims
    const [inList] = parseClearinghouseClaims([JSON.parse(stay)]).claims
    const at = (pointer: string) => read?.places.at(pointer)
    expect(at('/patient/last'), 'the subscriber is the patient').to.equal('/subscriber/lastName')
    expect(at('/coverages/0/payer/id')).to.equal('/tradingPartnerServiceId')
    expect(at('/lines/0/procedure/code')).to.equal(`${line}/professionalService/procedureCode`)
    expect(at('/lines/0/procedure/modifiers/0')).to.equal(`${line}/professionalService/procedureModifiers`)
    expect(at('/lines/0')).to.equal(line)
    expect(at('/providers/0/provider/npi')).to.equal('/rendering/npi')
    expect(at('/authorization'), 'where it would be').to.equal('/claimInformation/claimSupplementalInformation')
    expect(at('')).to.equal('')
    expect(inList?.places.at('/diagnoses/1/code')).to.match(
      /^\/0\/claimInformation\/otherDiagnosisInformationList\/0\/0\/otherDiagnosisCode$/,
    )
    expect(inList?.places.at('/somewhere')).to.equal('/0')
  })

  it('the form is known by its fields', () => {
    expect([JSON.parse(visit), [JSON.parse(visit)], {}, [{ kind: 'professional' }], 1, []].map(looksLikeClearinghouse)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
