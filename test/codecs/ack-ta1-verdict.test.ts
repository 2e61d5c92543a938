// Which TA1 answers an interchange, by what was found in its envelope.
import { expect } from 'chai'
import { acknowledgeInterchange } from '../../src/codecs/index.js'
import { type FindingCode, finding } from '../../src/values/index.js'

const header = { control: '000000001', date: '261123', time: '0915' }
const at = { offset: 0, segment: 1 }

describe('the TA1 for an interchange', () => {
  const rows: readonly (readonly [FindingCode | undefined, string, string, string])[] = [
    [undefined, '', 'A', '000'],
    ['GROUP_COUNT_WRONG', 'IEA01', 'R', '021'],
    ['INTERCHANGE_CONTROL_MISMATCH', 'IEA02', 'R', '001'],
    ['INTERCHANGE_UNCLOSED', 'IEA', 'R', '023'],
    ['ENVELOPE_ELEMENT_INVALID', 'ISA05', 'R', '005'],
    ['ENVELOPE_ELEMENT_INVALID', 'ISA09', 'R', '014'],
    ['ENVELOPE_ELEMENT_INVALID', 'ISA13', 'R', '018'],
    ['ENVELOPE_ELEMENT_INVALID', 'IEA01', 'R', '022'],
    ['PARTNER_UNKNOWN', 'ISA06', 'A', '000'],
  ]
  for (const [code, path, verdict, note] of rows) {
    it(`${code === undefined ? 'nothing found' : `${code} at ${path}`}: ${verdict} ${note}`, () => {
      const findings = code === undefined ? [] : [finding(code, at, path)]
      expect(acknowledgeInterchange(header, findings)).to.deep.equal({ ...header, verdict, note })
    })
  }

  it('says E for what the partner lets pass with a warning', () => {
    const passed = { ...finding('GROUP_COUNT_WRONG', at, 'IEA01'), severity: 'warning' } as const
    expect(acknowledgeInterchange(header, [passed])).to.include({ verdict: 'E', note: '021' })
  })
})
