import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { candidateKeys, type KnownClaim, matchClaim, type MatchDecision, matchLines, type Proposal } from '../../src/ledger/index.js'
import { era, openClaim } from '../support/era.js'

function known(claim: OpenClaim, more: Partial<KnownClaim> = {}): KnownClaim {
  return { id: claim.patientControlNumber, claim, state: 'submitted', payerClaimNumbers: [], balances: {}, history: [], ...more }
}

const ours = known(openClaim('RB00100317', { charges: [100] }), { payerClaimNumbers: ['ICN7'], billingNpi: '1234567893' })
const twin = known(openClaim('RB00100318', { charges: [100] }))
const proposalsOf = (decision: MatchDecision): readonly Proposal[] => (decision.kind === 'matched' ? [decision.match] : decision.proposals)
const patient = (last = 'ALVAREZ', id = 'W1'): string => `NM1*QC*1*${last}*ANA****MI*${id}`
const service = (date = '20261005', code = '99201'): readonly string[] => [`SVC*HC:${code}*100*60`, `DTM*472*${date}`, 'CAS*CO*45*40']

interface Row {
  readonly name: string
  readonly number: string
  readonly body?: readonly string[]
  readonly icn?: string
  readonly f8?: string
  readonly charge?: number
  readonly payer?: string
  readonly candidates?: readonly KnownClaim[]
  readonly kind: string
  readonly step?: string
}

const rows: readonly Row[] = [
  { name: 'M1 the exact number with everything agreeing', number: 'RB00100317', kind: 'matched', step: 'M1' },
  {
    name: 'M1 a misspelt name alone does not stop it',
    number: 'RB00100317',
    body: [patient('ALVARES'), ...service()],
    kind: 'matched',
    step: 'M1',
  },
  {
    name: 'M1 another date alone does not stop it',
    number: 'RB00100317',
    body: [patient(), ...service('20261009')],
    kind: 'matched',
    step: 'M1',
  },
  {
    name: 'M1 name and date contradict together',
    number: 'RB00100317',
    body: [patient('SMITH'), ...service('20261009')],
    kind: 'identity-conflict',
  },
  {
    name: 'M1 the number alone, with fewer than two supports',
    number: 'RB00100317',
    body: ['NM1*QC*1'],
    charge: 99,
    payer: '7',
    candidates: [known(ours.claim)],
    kind: 'unmatched-claim',
  },
  {
    name: 'R-MATCH-3 last name and member id both differ',
    number: 'RB00100317',
    body: [patient('SMITH', 'X9'), ...service()],
    kind: 'identity-conflict',
  },
  { name: 'M2 lower case, padded and punctuated', number: '00rb-00100317', kind: 'matched', step: 'M2' },
  {
    name: 'M2 with fewer than three supports',
    number: '00rb-00100317',
    body: ['NM1*QC*1'],
    charge: 99,
    payer: '7',
    kind: 'unmatched-claim',
  },
  { name: 'M3 the payer number of an earlier answer', number: '0', icn: 'ICN7', kind: 'matched', step: 'M3' },
  { name: 'M3 the original in REF*F8', number: '0', icn: 'ICN8', f8: 'ICN7', kind: 'matched', step: 'M3' },
  {
    name: 'M3 a payer number never seen',
    number: 'ZZZ',
    icn: 'ICN9',
    body: [patient('SMITH', 'X9'), ...service()],
    kind: 'unmatched-claim',
  },
  { name: 'M4 a number cut by the payer, four supports', number: 'RB001003', kind: 'matched', step: 'M4' },
  {
    name: 'M4 cut to less than eight characters',
    number: 'RB00100',
    body: [patient('SMITH', 'X9'), ...service()],
    kind: 'unmatched-claim',
  },
  {
    name: 'M4 with fewer than four supports',
    number: 'RB001003',
    body: [patient(), ...service('20261009')],
    charge: 99,
    payer: '7',
    kind: 'unmatched-claim',
  },
  { name: 'M5 member, date, charge and procedures are proposed, never posted', number: '0', kind: 'unmatched-claim', step: 'M5' },
  {
    name: 'M6 name, date and charge are proposed, never posted',
    number: '0',
    body: [patient('ALVAREZ', 'X9'), ...service('20261005', '99999')],
    kind: 'unmatched-claim',
    step: 'M6',
  },
  { name: 'R-MATCH-1 two candidates at the winning step', number: '0', candidates: [ours, twin], kind: 'ambiguous-match' },
  { name: 'R-MATCH-1 a cut number that two begin with', number: 'RB001003', candidates: [ours, twin], kind: 'ambiguous-match' },
  { name: 'R-MATCH-1 two candidates further down do no harm', number: 'RB00100317', candidates: [ours, twin], kind: 'matched', step: 'M1' },
  { name: 'R-MATCH-2 no candidate at all', number: 'RB00100317', candidates: [], kind: 'unmatched-claim' },
]

/** Body of a payment for two lines of 100 and 50, and the traits that agree and differ. */
const institutional = { charges: [100, 50], kind: 'institutional' } as const
const traitRows: readonly (readonly [string, string, readonly string[], readonly string[], readonly string[]])[] = [
  ['member without its last two characters', '150', ['NM1*QC*1*ALVAREZ*****MI*W10000000101'], ['name', 'member', 'charge', 'payer'], []],
  ['another member', '150', ['NM1*QC*1*ALVAREZ*****MI*W20000000101'], ['name', 'charge', 'payer'], ['member']],
  ['nothing said of the patient', '150', [], ['charge', 'payer'], []],
  ['a name with other signs', '150', ["NM1*QC*1*AL-VAREZ'"], ['name', 'charge', 'payer'], []],
  ['the charge of one line, for a split claim', '50', ['SVC*HC:99202*50*50', 'REF*6R*AL2'], ['charge', 'payer'], []],
  ['a charge of no lines', '70', ['SVC*HC:99202*70*70', 'REF*6R*AL2'], ['payer'], ['charge']],
  ['a stay that begins on our day', '150', ['DTM*232*20261005', 'DTM*233*20261009'], ['dates', 'charge', 'payer'], []],
  ['a stay on other days', '150', ['DTM*232*20261006', 'DTM*233*20261009'], ['charge', 'payer'], ['dates']],
]

describe('what speaks for a claim', () => {
  for (const [name, charge, body, agrees, differs] of traitRows) {
    it(name, () => {
      const { remittance, payments } = era([`CLP*A*1*${charge}*${charge}`, ...body])
      const open = openClaim('A', institutional)
      const coverages = open.coverages.map((coverage) => ({ ...coverage, memberId: 'W100000001' }))
      const decision = payments[0] === undefined ? undefined : matchClaim(payments[0], remittance, [known({ ...open, coverages })])
      const [proposal] = decision === undefined ? [] : proposalsOf(decision)
      expect([proposal?.agrees, proposal?.differs]).to.deep.equal([agrees, differs])
    })
  }
})

describe('claim matching', () => {
  for (const {
    name,
    number,
    body = [patient(), ...service()],
    icn = '',
    f8,
    charge = 100,
    payer = '60001',
    candidates = [ours],
    kind,
    step,
  } of rows) {
    it(`${name}: ${kind}`, () => {
      const reference = f8 === undefined ? [] : [`REF*F8*${f8}`]
      const { remittance, payments } = era([`CLP*${number}*1*${charge}*60**12*${icn}`, ...reference, ...body], { payer })
      const [payment] = payments
      if (payment === undefined) throw new Error('no payment')
      const decision = matchClaim(payment, remittance, candidates)
      expect(decision.kind).to.equal(kind)
      if (step !== undefined) expect(proposalsOf(decision)[0]?.step).to.equal(step)
    })
  }

  it('proposals say what agrees and what differs, best first, and leave out what only a number of points would bring', () => {
    const { remittance, payments } = era(['CLP*0*1*100*60', patient(), ...service()])
    const stranger = known(openClaim('RB00100319', { charges: [100], last: 'SMITH' }))
    const decision = payments[0] === undefined ? undefined : matchClaim(payments[0], remittance, [stranger, twin, ours])
    const proposals = decision === undefined ? [] : proposalsOf(decision)
    expect(proposals.map(({ known: { id }, score, agrees }) => [id, score, agrees.length])).to.deep.equal([
      ['RB00100317', 80, 6],
      ['RB00100318', 75, 5],
    ])
  })

  it('names every key that the store must look up', () => {
    const [payment] = era(['CLP*00rb-1*1*100*60**12*ICN7', 'REF*F8*ICN6', patient()]).payments
    expect(payment === undefined ? {} : candidateKeys(payment)).to.deep.equal({
      number: '00rb-1',
      normalised: 'RB1',
      payerClaimNumbers: ['ICN7', 'ICN6'],
      memberIds: ['W1'],
      patientKey: 'ALVAREZ:10000',
    })
  })
})

const base = openClaim('A', { charges: [100, 50] })
const [first, second] = base.lines
if (first === undefined || second === undefined) throw new Error('two lines are needed')
const modified = [
  { ...first, modifiers: ['25', '59'] },
  { ...first, number: 2, control: 'AL2', modifiers: ['LT'] },
]
const lineRows: readonly (readonly [
  string,
  readonly string[],
  readonly (typeof first)[],
  readonly (readonly [number, string?, boolean?])[],
])[] = [
  ['L1 our line number', ['SVC*HC:77777*1*1', 'REF*6R*AL2'], base.lines, [[2, 'L1']]],
  ['L1 our line number in lower case', ['SVC*HC:77777*1*1', 'REF*6R*al2'], base.lines, [[2, 'L1']]],
  ['L1 an unknown line number falls through', ['SVC*HC:77777*1*1', 'REF*6R*XX9'], base.lines, [[0]]],
  ['L2 code, modifiers in order, date and charge', ['SVC*HC:99201:25:59*100*1', 'DTM*472*20261005'], modified, [[1, 'L2']]],
  ['L2 takes the submitted code of SVC06', ['SVC*HC:80051*100*1***HC:99201', 'DTM*472*20261005'], base.lines, [[1, 'L2']]],
  ['L3 modifiers in another order', ['SVC*HC:99201:59:25*100*1', 'DTM*472*20261005'], modified, [[1, 'L3']]],
  [
    'L4 the modifiers were dropped on the only line left',
    ['SVC*HC:99202*50*1', 'DTM*472*20261005'],
    [first, { ...second, modifiers: ['25'] }],
    [[2, 'L4']],
  ],
  ['L4 not when two different lines would fit', ['SVC*HC:99201*100*1', 'DTM*472*20261005'], modified, [[0]]],
  ['L4 not on another date', ['SVC*HC:99202*50*1', 'DTM*472*20261006'], base.lines, [[0]]],
  ['L5 our LX number, when we sent no line number', ['SVC*HC:77777*1*1', 'REF*6R*2'], base.lines, [[2, 'L5']]],
  [
    'twins pair in order',
    ['SVC*HC:99201*100*1', 'SVC*HC:99201*100*2'],
    [first, { ...first, number: 2, control: 'AL2' }],
    [
      [1, 'L2', true],
      [2, 'L2'],
    ],
  ],
  [
    'R-LINESPLIT two services of one line number',
    ['SVC*HC:99201*60*1', 'REF*6R*AL1', 'SVC*HC:99201*40*1', 'REF*6R*AL1'],
    base.lines,
    [
      [1, 'L1'],
      [1, 'L1'],
    ],
  ],
]

describe('line matching', () => {
  for (const [name, body, lines, expected] of lineRows) {
    it(name, () => {
      const [payment] = era(['CLP*A*1*150*0', ...body]).payments
      const actual = matchLines(payment?.services ?? [], lines).map(({ line, step, isTwin }) => [
        line,
        ...(step === undefined ? [] : [step]),
        ...(isTwin === undefined ? [] : [isTwin]),
      ])
      expect(actual).to.deep.equal(expected)
    })
  }
})
