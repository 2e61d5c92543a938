// Units, their parents and ranges; what stays; how much is told; what a profile decides.
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { allSegments, createSetReader, type Guide, isLoop, type Loop, type Unit } from '../../src/schema/index.js'
import type { Finding } from '../../src/values/index.js'
import { segment } from '../../src/x12/index.js'
import { edited, read, samples, schemas } from './reading.js'

const ids = ({ children }: Loop) => children.map(({ id }) => id)

describe('units of a transaction set', () => {
  it('a claim comes with the loops it stands in, each holding what came before', () => {
    const { units } = read(edited(samples.dependent))
    expect(units.map(({ parents }) => parents.map(({ id }) => id))).to.deep.equal([['837', '2000A', '2000B', '2000C']])
    const [set, provider, subscriber, patient] = units[0]?.parents ?? []
    expect(ids(set as Loop).slice(0, 4)).to.deep.equal(['ST', 'BHT', '1000A', '1000B'])
    expect(ids(provider as Loop)).to.deep.equal(['HL', 'PRV', '2010AA'])
    expect(ids(subscriber as Loop)).to.deep.equal(['HL', 'SBR', '2010BA', '2010BB'])
    expect(ids(patient as Loop)).to.deep.equal(['HL', 'PAT', '2010CA'])
  })

  it('parents never hold another unit, nor a loop that one stood in', () => {
    const { units, sets } = read(readFileSync('samples/scenarios/21-ack-lifecycle.837', 'latin1'))
    expect(units).to.have.length(4)
    for (const { parents } of units) for (const parent of parents) expect(ids(parent)).to.not.include.members(['2300'])
    expect(units[2]?.parents[1] && ids(units[2].parents[1])).to.deep.equal(['HL', '2010AA'])
    expect(sets[0]?.rest && ids(sets[0].rest)).to.deep.equal(['ST', 'BHT', '1000A', '1000B', 'SE'])
  })

  it('what stands outside the units is in the rest', () => {
    const { sets } = read(readFileSync('samples/835-005010X221A1/valid-provider-adjustments-only/in.edi', 'latin1'))
    expect(sets[0]?.rest && ids(sets[0].rest)).to.deep.equal(['ST', 'BPR', 'TRN', 'DTM', '1000A', '1000B', 'PLB', 'SE'])
    const rejected = read(readFileSync('samples/277-005010X214/valid-provider-rejected/in.edi', 'latin1'))
    const all = [...allSegments(rejected.sets[0]?.rest as Loop)].map(({ id }) => id)
    expect(all.filter((id) => id === 'STC')).to.have.length(2)
  })

  it('ordinal, first segment and byte range are those of the unit', () => {
    const text = edited(samples.remittance)
    const { units } = read(text)
    expect(units.map(({ ordinal }) => ordinal)).to.deep.equal([1, 2])
    for (const { range, segment: first, loop } of units) {
      const bytes = text.slice(range.offset, range.offset + range.length)
      expect(bytes)
        .to.match(/^CLP\*/)
        .and.to.match(/~$/)
      expect(bytes.split('~').length - 1).to.equal([...allSegments(loop)].length)
      expect(text.slice(text.indexOf('ST*')).split('~\n')[first - 1]).to.equal(bytes.split('~\n')[0])
    }
  })

  it('a finding in a unit comes with the unit', () => {
    const { units } = read(edited(samples.remittance, { at: 'CAS*CO*45*30.5', by: ['CAS*CO*45*x'] }, { at: 'BPR*I', by: ['BPR*Q'] }))
    expect(units.map(({ findings }) => findings.map(({ path }) => path))).to.deep.equal([[], ['2110/CAS03']])
  })

  it('the tree holds every segment of the set, in its order', () => {
    const text = edited(samples.claimWithParts)
    const seen: Unit[] = []
    const { sets, units } = read(text)
    seen.push(...units)
    const rest = [...allSegments(sets[0]?.rest as Loop)]
    const inParents = units.flatMap(({ parents }) => parents.slice(1).flatMap((parent) => [...allSegments(parent)]))
    const inUnits = units.flatMap(({ loop }) => [...allSegments(loop)])
    const inOrder = [...rest, ...inParents, ...inUnits].toSorted((a, b) => a.at.offset - b.at.offset).map(({ id }) => id)
    expect(inOrder).to.deep.equal(
      text
        .slice(text.indexOf('ST*'), text.indexOf('GE*'))
        .split('~\n')
        .slice(0, -1)
        .map((each) => each.split('*')[0]),
    )
  })

  it('a set that is cut off hands over no half unit', () => {
    const text = edited(samples.remittance)
    const cut = text.slice(0, text.indexOf('CAS*CO*45*30.5'))
    const { units, sets, findings } = read(cut)
    expect(units).to.have.length(1)
    expect(sets[0]?.verdict).to.equal('rejected')
    expect(findings.map(({ code }) => code)).to.have.members(['INTERCHANGE_UNCLOSED', 'GROUP_UNCLOSED', 'TRANSACTION_SET_UNCLOSED'])
  })
})

describe('findings of a transaction set', () => {
  const guide = schemas.guide('005010X231A1', '999') as Guide

  it('are told up to a limit; the rest is counted, and the first error is always told', () => {
    const findings: Finding[] = []
    const reader = createSetReader(guide, { finding: (found) => findings.push(found) }, { maxFindings: 3 })
    reader.segment(segment('ST', ['999', '0001', '005010X231A1']))
    reader.segment(segment('AK1', ['HC', '1', '005010X222A1 ']))
    for (let i = 0; i < 10; i++) reader.segment(segment('AK2', ['837', '0001', 'x ']))
    reader.segment(segment('AK9', ['?']))
    const { findings: counts } = reader.end()
    expect(findings.at(-1)?.code).to.equal('FINDINGS_CUT')
    expect(findings.filter(({ severity }) => severity === 'error')).to.have.length(1)
    expect(counts.warning).to.equal(11)
    expect(counts.error).to.be.greaterThan(1)
  })

  it('act as the profile decides', () => {
    const text = edited(samples.claim, { at: 'NM1*82', by: ['NM1*82*1*STONE*IRIS****XX*1999000016'] })
    const outcome = (decision: 'reject' | 'warn' | 'pass') => {
      const { sets, findings } = read(text, { decide: ({ code }) => (code === 'NPI_INVALID' ? decision : undefined) })
      return [sets[0]?.verdict, findings[0]?.severity]
    }
    expect(outcome('reject')).to.deep.equal(['rejected', 'error'])
    expect(outcome('warn')).to.deep.equal(['accepted-with-errors', 'warning'])
    expect(outcome('pass')).to.deep.equal(['accepted', 'info'])
  })

  it('a listener is told each segment with its use in the guide', () => {
    const placed: string[] = []
    const reader = createSetReader(guide, {
      placed: (each, definition, loop) => placed.push(`${loop.path.join('/')} ${each.id} ${definition?.name ?? '?'}`),
    })
    for (const each of [segment('ST', ['999', '0001', '005010X231A1']), segment('AK1', ['HC', '1', '005010X222A1']), segment('ZZZ', [])])
      reader.segment(each)
    expect(placed).to.deep.equal(['999 ST Transaction Set Header', '999 AK1 Functional Group Response Header', '999 ZZZ ?'])
  })
})

/** What is doubtful, or meant to be wrong, in the worked scenarios. */
const told: Readonly<Record<string, readonly string[]>> = {
  // The primary payer's decision is dated after the file that tells it.
  '09-secondary-payment.secondary.837': ['SITUATION_DOUBTFUL 2430/DTP03 36', 'SITUATION_DOUBTFUL 2430/DTP03 45'],
  // An operation without the physician who did it.
  '14-institutional-crossover.837': ['SITUATION_DOUBTFUL 2310B 19'],
  // The second set carries the wrong birth date that its 999 answers.
  '21-ack-lifecycle.837': ['ELEMENT_DATE_INVALID 2010BA/DMG02 16'],
  // What the scenarios of our own are about: codes that nobody knows, sums that are off, an empty claim.
  '33-unknown-claim-status.835': ['ELEMENT_CODE_INVALID 2100/CLP02 13', 'ELEMENT_CODE_INVALID 2100/CLP02 19'],
  '35-claim-out-of-balance.835': [
    'AMOUNTS_DISAGREE 2100/CLP04 13',
    'AMOUNTS_DISAGREE 2110/SVC03 19',
    'AMOUNTS_DISAGREE 2110/SVC03 23',
    'AMOUNTS_DISAGREE 2100/CLP03 27',
    'AMOUNTS_DISAGREE 2100/CLP04 27',
  ],
  '36-balance-warnings-post.835': ['AMOUNTS_DOUBTFUL 2100/CLP05 13', 'AMOUNTS_DOUBTFUL ST 1'],
  '39-group-codes.835': ['CODE_UNKNOWN 2110/CAS02 39'],
  '72-capitation-empty-claim.1.835': [
    ...['01', '02', '03', '04', '06', '07'].map((element) => `ELEMENT_MISSING 2100/CLP${element} 13`),
    'SEGMENT_MISSING 2100/NM1 14',
  ],
  '82-plb-unknown-code.1.835': ['ELEMENT_CODE_INVALID PLB03-1 19'],
  '88-interest-disagrees.1.835': ['AMOUNTS_DOUBTFUL ST 1'],
  '94-set-out-of-balance.1.835': ['AMOUNTS_DISAGREE BPR02 2'],
  '95-one-set-held-one-posted.1.835': ['AMOUNTS_DISAGREE BPR02 2'],
  '109-ack-clearinghouse-then-payer.2.277ca': ['ELEMENT_CODE_INVALID 2200D/STC01-3 23', 'ELEMENT_CODE_INVALID 2200D/STC01-3 28'],
  '112-ack-provider-refused.1.277ca': ['SITUATION_DOUBTFUL 2200B/STC01-1 11'],
  '115-ack-rejection-after-acceptance.3.277ca': ['SITUATION_DOUBTFUL 2200B/STC01-1 11', 'SITUATION_DOUBTFUL 2200C/STC01-1 17'],
  '116-ack-not-found.2.277ca': ['SITUATION_DOUBTFUL 2200B/STC01-1 11', 'SITUATION_DOUBTFUL 2200C/STC01-1 17'],
  '183-cheque-over-nothing.2.835': ['SITUATION_DOUBTFUL BPR04 2'],
  '184-adjustments-alone.2.835': ['AMOUNTS_DOUBTFUL ST 1'],
  '188-ack-status-of-adjudication.2.277ca': ['SITUATION_DOUBTFUL 2200D/STC01-1 23', 'SITUATION_DOUBTFUL 2200D/STC01-1 28'],
  '189-ack-clearinghouse-refuses.1.277ca': ['ELEMENT_CODE_INVALID 2200D/STC01-3 27', 'ELEMENT_CODE_INVALID 2200D/STC01-3 32'],
  '190-ack-unknown-interchange.3.999': ['SITUATION_REQUIRES_SEGMENT 2100/IK3 3'],
  '191-ack-paid-after-rejection.1.277ca': ['SITUATION_DOUBTFUL 2200B/STC01-1 11', 'SITUATION_DOUBTFUL 2200C/STC01-1 17'],
}

describe('scenario files', () => {
  for (const name of readdirSync('samples/scenarios').filter((each) => /\.(?:835|837|277ca|999|ta1)$/.test(each)))
    it(`${name} validates`, () => {
      const { findings, sets } = read(readFileSync(`samples/scenarios/${name}`, 'latin1'))
      const expected = told[name] ?? []
      expect(findings.map(({ code, path, segment: ordinal }) => `${code} ${path} ${ordinal}`)).to.deep.equal(expected)
      expect(sets.every(({ rest }) => rest !== undefined && rest.children.every((child) => isLoop(child) || child.id !== ''))).to.equal(
        true,
      )
    })
})
