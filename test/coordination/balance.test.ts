// R-COB-1 to R-COB-3 on the worked example of scenario 09, and on what becomes of it when one figure is wrong or moves elsewhere.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { checkCoordination } from '../../src/coordination/index.js'
import { claimGuides } from '../../src/domain/index.js'
import { readClaims } from '../support/read-claims.js'
import { asSet, segmentOf } from '../support/read-set.js'

const segments = readFileSync('samples/scenarios/09-secondary-payment.secondary.837', 'latin1')
  .split('~')
  .map((text) => text.trim())
const body = segments.slice(
  segments.findIndex((text) => text.startsWith('ST*')) + 1,
  segments.findIndex((text) => text.startsWith('SE*')),
)

/** Rules that the claim breaks once these segments stand for those; "" takes one away, several stand apart with "~". */
function brokenBy(changes: Readonly<Record<string, string>>): readonly string[] {
  for (const old of Object.keys(changes)) expect(body).to.include(old)
  const changed = body.flatMap((text) => (changes[text] ?? text).split('~')).filter((text) => text !== '')
  const [claim] = readClaims('professional', asSet('837', claimGuides.professional, changed.map(segmentOf))).claims
  if (claim === undefined) throw new Error('the claim cannot be read')
  return checkCoordination(claim).map(({ rule, order }) => `${rule} ${order}`)
}

const line1 = 'SVD*05102*78.4*HC:99214:25**1'
const perLine = ['CAS*CO*45*50**253*1.6', 'CAS*PR*2*20', 'CAS*CO*45*35**253*.24', 'CAS*PR*1*10**2*3']
const withoutLines = Object.fromEntries(
  [line1, 'SVD*05102*11.76*HC:93000**1', ...perLine, 'DTP*573*D8*20261103', 'AMT*EAF*20', 'AMT*EAF*13'].map((text) => [text, '']),
)

describe('what a claim says of its prior payers', () => {
  const rows: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['as it was made', {}, []],
    ['a line adjusted by a cent too little', { 'CAS*CO*45*50**253*1.6': 'CAS*CO*45*50**253*1.59' }, ['R-COB-1 P', 'R-COB-3 P']],
    [
      'a line paid a cent less, and the claim too',
      { [line1]: 'SVD*05102*78.39*HC:99214:25**1', 'AMT*D*90.16': 'AMT*D*90.15' },
      ['R-COB-1 P', 'R-COB-3 P'],
    ],
    ['the claim paid a cent less than its lines', { 'AMT*D*90.16': 'AMT*D*90.15' }, ['R-COB-2 P', 'R-COB-3 P']],
    ['an adjustment moved to the wrong line', { 'CAS*PR*2*20': '', 'CAS*PR*1*10**2*3': 'CAS*PR*1*10**2*23' }, ['R-COB-1 P']],
    [
      'the charge of the claim not that of its lines',
      { 'CLM*RB000901*210***11:B:1*Y*A*Y*Y': 'CLM*RB000901*211***11:B:1*Y*A*Y*Y' },
      ['R-COB-3 P'],
    ],
    ['a line in two decisions', { [line1]: `SVD*05102*70*HC:99214**1~DTP*573*D8*20261103~SVD*05102*8.4*HC:99214:25**1` }, []],
    [
      'adjusted for the claim, without line detail',
      { ...withoutLines, 'AMT*D*90.16': 'CAS*CO*45*85**253*1.84~CAS*PR*1*10**2*23~AMT*D*90.16' },
      [],
    ],
    ['the same a cent off: no line detail, no R-COB-2', { ...withoutLines, 'AMT*D*90.16': 'CAS*CO*45*119.83~AMT*D*90.16' }, ['R-COB-3 P']],
    ['decided by the claim and by its lines at once', { 'AMT*D*90.16': 'CAS*CO*253*5~AMT*D*85.16' }, []],
    ['nothing told of what was paid', { 'AMT*D*90.16': '' }, []],
  ]
  for (const [name, changes, broken] of rows)
    it(`${name}: ${broken.length === 0 ? 'adds up' : broken.join(', ')}`, () => expect(brokenBy(changes)).to.deep.equal(broken))
})
