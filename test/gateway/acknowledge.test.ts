// What we answer to files that come in, for partners whose profile wants it: TA1 and 999, valid by their own guide.
import { expect } from 'chai'
import type { Partner } from '../../src/domain/index.js'
import type { ReceiveReport } from '../../src/gateway/index.js'
import { validateFile } from '../../src/schema/index.js'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { acorn, bytesOf, chunksOf, gatewayOn, openAccounts, receiveBytes, sample, schemas } from '../support/gateway.js'
import { fourFifthsOf, interchange, type InterchangeShape, remittanceSet } from '../support/remittance-file.js'

const claims = ['RB000101', 'RB000102'].map((number) => openClaim(number, { charges: [100] }))
const bodies = claims.map((claim, n) => remittanceSet({ trace: `EFT-${n}`, claims: fourFifthsOf([claim]) }))
const fromAcorn: InterchangeShape = { sender: 'ACORNEDI' }
const good = interchange(bodies, fromAcorn)
const both = { acknowledge: { ta1: true, implementation999: true } }

withDatabases((_database, openStore) => {
  describe('acknowledge', () => {
    let store: Store

    beforeEach(async () => {
      store = await openStore()
      await openAccounts(gatewayOn(store), claims)
    })
    afterEach(() => store.close())

    /** Receives a file of Acorn; gives the report and the segments of what was answered, ISA to IEA. */
    async function answerTo(file: string, change: Partial<Partner> = both): Promise<{ report: ReceiveReport; segments: string[] }> {
      const partner = acorn(change)
      const report = await receiveBytes(gatewayOn(store, { partners: [partner] }), file)
      const rows = (await store.outbox.list({})).items
      expect(rows.map(({ name }) => name)).to.have.members([...report.acknowledged])
      const [row] = rows
      if (row === undefined) return { report, segments: [] }
      const bytes = await bytesOf(store, row.fileId)
      expect((await validateFile(chunksOf(bytes), schemas)).findings, 'a valid answer').to.deep.equal([])
      const text = bytes.toString('latin1')
      return {
        report,
        segments: text
          .split(text.charAt(105))
          .map((each) => each.trim())
          .filter((each) => each !== ''),
      }
    }

    function only(segments: readonly string[], ids: RegExp): string[] {
      return segments.filter((segment) => ids.test(segment))
    }

    it('accepts what is good, each set by its number, and goes back to the sender', async () => {
      const { report, segments } = await answerTo(good)
      expect(segments.slice(1, -2)).to.deep.equal([
        'TA1*000000101*261102*0915*A*000',
        'GS*FA*RIVERBEND*ACORNEDI*20261123*1200*1*X*005010X231A1',
        'ST*999*0001*005010X231A1',
        'AK1*HP*101*005010X221A1',
        'AK2*835*0001*005010X221A1',
        'IK5*A',
        'AK2*835*0002*005010X221A1',
        'IK5*A',
        'AK9*A*2*2*2',
        'SE*8*0001',
      ])
      expect(segments[0])
        .to.match(/^ISA.*\*ZZ\*RIVERBEND {6}\*ZZ\*ACORNEDI {7}\*/)
        .and.to.match(/\*0\*T\*:$/)
      expect(report.remittances.map(({ outcome }) => outcome)).to.deep.equal(['posted', 'posted'])
    })

    it('says only what the profile wants', async () => {
      const { segments } = await answerTo(good, { acknowledge: { ta1: true, implementation999: false } })
      expect(only(segments, /^(TA1|GS|AK)/)).to.deep.equal(['TA1*000000101*261102*0915*A*000'])
      expect((await store.outbox.list({})).items.map(({ kind }) => kind)).to.deep.equal(['TA1'])
    })

    it('says nothing where the profile wants nothing', async () => {
      expect((await answerTo(good, {})).segments).to.deep.equal([])
    })

    it('goes out as the next thing that is sent, and tells no claim that it was sent', async () => {
      await answerTo(good)
      const [row] = (await store.outbox.list({})).items
      expect(row).to.deep.include({ partnerId: 'acorn', kind: '999', state: 'ready' })
      expect(row?.name).to.include('000000001')
    })

    it('rejects the set whose SE counts wrongly, and names nothing of its neighbour', async () => {
      const { segments } = await answerTo(good.replace(/SE\*\d+\*0001/, 'SE*7*0001'))
      expect(only(segments, /^(AK2|IK|AK9)/)).to.deep.equal([
        'AK2*835*0001*005010X221A1',
        'IK5*R*4',
        'AK2*835*0002*005010X221A1',
        'IK5*A',
        'AK9*P*2*2*1',
      ])
    })

    it("tells the place of an element that is wrong, and accepts the set all the same: the money is the practice's", async () => {
      const { report, segments } = await answerTo(good.replace('DTM*405*20261102', 'DTM*405*20261302'))
      expect(only(segments, /^(AK2|IK|AK9)/)).to.deep.equal([
        'AK2*835*0001*005010X221A1',
        'IK3*DTM*4**8',
        'IK4*2**8',
        'IK5*E*5',
        'AK2*835*0002*005010X221A1',
        'IK5*A',
        'AK9*E*2*2*2',
      ])
      expect(report.remittances.map(({ outcome }) => outcome)).to.deep.equal(['posted', 'posted'])
    })

    it('rejects by the profile what the profile rejects', async () => {
      const strict = { ...both, decisions: { ELEMENT_DATE_INVALID: 'reject' as const } }
      const { report, segments } = await answerTo(good.replace('DTM*405*20261102', 'DTM*405*20261302'), strict)
      expect(only(segments, /^(IK5|AK9)/)).to.deep.equal(['IK5*R*5', 'IK5*A', 'AK9*P*2*2*1'])
      expect(report.remittances.map(({ outcome }) => outcome)).to.deep.equal(['held', 'posted'])
    })

    it('rejects a group whose GE counts wrongly', async () => {
      const { segments } = await answerTo(good.replace('GE*2*', 'GE*3*'))
      expect(only(segments, /^AK9/)).to.deep.equal(['AK9*R*3*2*0*5'])
    })

    it('rejects an interchange whose IEA says another number', async () => {
      const { segments, report } = await answerTo(good.replace('IEA*1*000000101', 'IEA*1*000000102'))
      expect(only(segments, /^TA1/)).to.deep.equal(['TA1*000000101*261102*0915*R*001'])
      expect(report.remittances.map(({ outcome }) => outcome)).to.deep.equal(['held', 'held'])
    })

    it('answers each interchange of a file by itself', async () => {
      const file = bodies.map((body, n) => interchange([body], { ...fromAcorn, control: `00000020${n}` })).join('')
      const { report } = await answerTo(file)
      expect(report.acknowledged).to.have.length(2)
      const texts = await Promise.all((await store.outbox.list({})).items.map(({ fileId }) => bytesOf(store, fileId)))
      expect(texts.map((text) => /TA1\*(\d+)/.exec(text.toString())?.[1])).to.have.members(['000000200', '000000201'])
    })

    it('answers a file once, however often it comes', async () => {
      const gateway = gatewayOn(store, { partners: [acorn(both)] })
      await receiveBytes(gateway, good)
      expect((await receiveBytes(gateway, good)).acknowledged).to.deep.equal([])
      expect((await store.outbox.list({})).items).to.have.length(1)
    })

    it('answers no acknowledgement, for that would never end', async () => {
      for (const name of ['999', 'ta1']) {
        const { segments } = await answerTo(sample(`scenarios/21-ack-lifecycle.${name}`).toString())
        expect(segments, name).to.deep.equal([])
      }
    })

    it('answers a 277CA, which is no acknowledgement of the syntax', async () => {
      const { segments } = await answerTo(
        sample('scenarios/21-ack-lifecycle.277ca')
          .toString()
          .replace(/\*ZZ\*\S+ +\*/, '*ZZ*ACORNEDI       *'),
      )
      expect(only(segments, /^AK9/)).to.deep.equal(['AK9*A*1*1*1'])
    })

    it('answers nobody who is no partner', async () => {
      const report = await receiveBytes(gatewayOn(store, { partners: [acorn(both)] }), interchange(bodies))
      expect(report.acknowledged).to.deep.equal([])
    })

    it('does not answer a file that was cut off: it may still come whole', async () => {
      const { report, segments } = await answerTo(good.slice(0, -30))
      expect([report.outcome, segments]).to.deep.equal(['incomplete', []])
    })

    it('a number that cannot be repeated in our delimiters keeps nobody from the money', async () => {
      const theirs = good.replaceAll('*', '|').replace('|101|X|', '|1*1|X|').replace('GE|2|101', 'GE|2|1*1')
      const report = await receiveBytes(gatewayOn(store, { partners: [acorn(both)] }), theirs)
      expect(report.acknowledged).to.have.length(1)
      expect((await store.files.list({ direction: 'in' })).items.map(({ state }) => state)).to.deep.equal(['done'])
    })
  })
})
