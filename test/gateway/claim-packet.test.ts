// The evidence packet of one claim: exact bytes, of this claim alone, tied together and sealed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { type Manifest, readZip, verifyPacket } from '../../src/evidence/index.js'
import { claimPacket } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { Fault } from '../../src/values/index.js'
import { answerTo, type Answered, answeredClaims, minute, refusing } from '../support/answered-claims.js'
import { withDatabases } from '../support/databases.js'
import { bytesOf, receiveBytes, riverbend, submitBytes } from '../support/gateway.js'

const secret = Buffer.alloc(32, 7)
const golden = 'samples/evidence/RB100011.zip'

interface Opened {
  readonly zip: Uint8Array
  readonly manifest: Manifest
  readonly text: Readonly<Record<string, string>>
}

async function packetOf({ store, clock, partner, claim }: Answered, number: string): Promise<Opened> {
  const parts = { store, clock, partners: [partner], madeBy: 'x12-gateway test', signingSecret: secret }
  const { zip, manifest } = await claimPacket(parts, await claim(number))
  const text = Object.fromEntries((await readZip(zip)).map(({ name, bytes }) => [name, Buffer.from(bytes).toString('latin1')]))
  return { zip, manifest, text }
}

withDatabases((database, openStore) => {
  describe('an evidence packet', () => {
    let answered: Answered
    let store: Store
    before(async () => {
      store = await openStore()
      answered = await answeredClaims(store, undefined, { change: refusing('RB100058') })
    })

    it('holds the 837, TA1, 999 and 277CA of the claim, the send log, the time line, manifest, cover page and seal', async () => {
      const { manifest, text } = await packetOf(answered, 'RB100011')
      expect(Object.keys(text)).to.deep.equal([
        'cover.html',
        'manifest.json',
        'seal.json',
        '837-1.edi',
        'TA1-1.edi',
        '999-1.edi',
        '277CA-1.edi',
        'send-log.json',
        'timeline.json',
      ])
      expect(manifest.receipt).to.equal('clearinghouse')
      expect(JSON.parse(text['send-log.json'] ?? '')).to.deep.equal([
        {
          fileName: 'acorn_837_000000001.edi',
          ...sentFile(manifest),
          partner: 'Acorn Clearing',
          queuedAt: '2026-11-23T12:00:00.000Z',
          outcome: 'verified',
          destination: 'folder out',
          sentAt: '2026-11-23T12:01:00.000Z',
          tries: 1,
        },
      ])
      expect(await verifyPacket((await packetOf(answered, 'RB100011')).zip)).to.deep.include({
        isHeld: true,
        problems: [],
        claim: 'RB100011',
      })
    })

    it('has in each slice the very bytes that the manifest names, of the file whose hash it gives', async () => {
      const { manifest, text } = await packetOf(answered, 'RB100043')
      const files = (await store.files.list({ limit: 100 })).items
      for (const part of manifest.parts) {
        if (!('ranges' in part)) continue
        const file = files.find(({ sha256, direction }) => sha256 === part.source.sha256 && direction !== 'intake')
        const whole = await bytesOf(store, file?.id ?? '')
        const cut = part.ranges.map(({ offset, length }) => whole.subarray(offset, offset + length))
        expect(text[part.name], part.name).to.equal(Buffer.concat(cut).toString('latin1'))
      }
    })

    it('says nothing of any other claim or patient', async () => {
      const claims = (await store.claims.list({ limit: 100 })).items
      expect(claims).to.have.length(7)
      const tellingOf = ({ patientControlNumber, document }: (typeof claims)[number]): string[] => [
        patientControlNumber,
        ...(document?.coverages.flatMap(({ memberId, subscriber }) => [memberId, subscriber?.last ?? '']) ?? []),
        document?.lines[0]?.control ?? '',
      ]
      for (const claim of claims) {
        const own = tellingOf(claim)
        const { text } = await packetOf(answered, claim.patientControlNumber)
        const everything = Object.values(text).join('\n')
        expect(everything).to.include(own[0])
        const others = claims.filter((each) => each !== claim).flatMap(tellingOf)
        expect(
          others.filter((word) => word.length > 3 && !own.some((each) => each.includes(word)) && everything.includes(word)),
        ).to.deep.equal([])
      }
    })

    it('shows no receipt where the 277CA refused the claim', async () => {
      const { manifest, text } = await packetOf(answered, 'RB100058')
      expect(manifest.receipt).to.equal('syntax')
      expect(text['277CA-1.edi']).to.include('STC*A7:116:IL')
    })

    it('shows receipt by the payer when the payer itself says so', async () => {
      const paid = await answeredClaims(await openStore(), undefined, { change: (answer) => answer.replace('NM1*AY*', 'NM1*PR*') })
      const { manifest, text } = await packetOf(paid, 'RB100011')
      expect(manifest.receipt).to.equal('payer')
      expect(text['cover.html']).to.include('proof of receipt by the payer')
    })

    it('of a 999 with errors holds those of this claim, and none of another', async () => {
      const errors = [
        'IK3*CLM*21*2300*8',
        'CTX*CLM01:RB100011',
        'IK4*2*782*1*OWNCOPY', // by its number
        'IK3*N4*19*2010*8',
        'IK4*3*116*6*SHAREDCOPY', // by its place: N4 of this subscriber
        'IK3*CLM*36*2300*8',
        'CTX*CLM01:RB100022',
        'IK4*2*782*1*FOREIGNCOPY',
        'IK3*N4*33*2010*8',
        'IK4*3*116*6*OTHERCOPY',
      ] // prettier-ignore
      const change = (answer: string): string =>
        answer
          .replace(/IK5\*A~\s*AK9\*A\*1\*1\*1~/, `${errors.join('~\n')}~\nIK5*E*5~\nAK9*E*1*1*1~`)
          .replace(/SE\*6\*/, `SE*${6 + errors.length}*`)
      const { text } = await packetOf(await answeredClaims(await openStore(), undefined, { change }), 'RB100011')
      expect(text['999-1.edi']).to.include('OWNCOPY').and.to.include('SHAREDCOPY').and.to.include('IK5*E')
      expect(text['999-1.edi']).not.to.match(/FOREIGNCOPY|OTHERCOPY|RB100022/)
    })

    it('of a 277CA that refuses the whole batch holds the levels above the claims', async () => {
      const { text, manifest, zip } = await packetOf(
        await answeredClaims(await openStore(), undefined, { change: refusingAll }),
        'RB100022',
      )
      expect(text['277CA-1.edi']).to.include('STC*A3:').and.to.include('TRN*2*DEMO000001').and.not.to.include('HL*4')
      expect(manifest.receipt).to.equal('syntax')
      expect((await verifyPacket(zip)).problems).to.deep.equal([])
    })

    it('of a claim that was refused and sent again holds both sendings, each with its own answers', async () => {
      const again = await answeredClaims(await openStore(), undefined, { change: refusing('RB100058') })
      const first = (await packetOf(again, 'RB100058')).text['837-1.edi'] ?? ''
      const { gateway, partner, clock, store: own } = again
      const report = await submitBytes(gateway, alone(first))
      expect(report.findings.filter(({ severity }) => severity === 'error')).to.deep.equal([])
      clock.advance(minute)
      await gateway.dispatch(partner)
      const row = await own.outbox.find(report.sending[0]?.outboxId ?? '')
      await receiveBytes(gateway, answerTo(await bytesOf(own, row?.fileId ?? ''), clock()).replaceAll('0000007', '0000008'), 'again.edi')
      const { manifest, text, zip } = await packetOf(again, 'RB100058')
      expect(manifest.parts.map(({ name }) => name)).to.deep.equal([
        '837-1.edi',
        '837-2.edi',
        'TA1-1.edi',
        '999-1.edi',
        '277CA-1.edi',
        'TA1-2.edi',
        '999-2.edi',
        '277CA-2.edi',
        'send-log.json',
        'timeline.json',
      ]) // prettier-ignore
      expect(text['999-1.edi']).to.include('AK1*HC*1*').and.to.include('AK2*837*0001')
      expect(text['999-2.edi']).to.include('AK1*HC*2*').and.to.include('AK2*837*0001')
      expect(text['277CA-2.edi']).to.include('TRN*2*DEMO000058').and.to.include('STC*A2')
      expect(manifest.receipt).to.equal('clearinghouse')
      expect((await verifyPacket(zip)).problems).to.deep.equal([])
    })

    it('of a dependent holds the subscriber’s level and the patient’s, and no other patient of the same subscriber', async () => {
      const family = await answeredClaims(await openStore(), dependents())
      const { text, zip } = await packetOf(family, 'RB200001')
      expect(text['837-1.edi']).to.include('*ALVAREZ*ANA*').and.to.include('*ALVAREZ*TIM~').and.to.include('CLM*RB200001')
      expect(Object.values(text).join('\n')).not.to.match(/ZOE|RB200002|RB200003/)
      expect((await verifyPacket(zip)).problems).to.deep.equal([])
    })

    it('is refused for a claim that was never sent from here', async () => {
      const { store: own, gateway } = answered
      const practice = await riverbend(own)
      const at = gateway.clock()
      const { record } = await own.claims.add({
        practiceId: practice.id,
        patientControlNumber: 'IMPORTED1',
        submissionState: 'Sent',
        state: 'submitted',
        createdAt: at,
        chargeCents: (await answered.claim('RB100011')).chargeCents,
        claim: (await answered.claim('RB100011')).claim,
      }) // prettier-ignore
      const refused = await packetOf(answered, record.patientControlNumber).catch((error: unknown) => error)
      expect(refused).to.be.instanceOf(Fault).with.property('code', 'REFUSED')
    })

    it('is written the same today and tomorrow: one from the shelf still holds, and is made again byte for byte', async () => {
      const { zip } = await packetOf(await answeredClaims(await openStore()), 'RB100011')
      if (database === 'SQLite' && (process.env.UPDATE_GOLDEN !== undefined || !existsSync(golden))) {
        mkdirSync('samples/evidence', { recursive: true })
        writeFileSync(golden, zip)
      }
      expect((await verifyPacket(readFileSync(golden))).problems).to.deep.equal([])
      expect(Buffer.compare(zip, readFileSync(golden))).to.equal(0)
    })
  })
})

function sentFile({ parts }: Manifest): { readonly sha256: string; readonly sizeBytes: number } {
  const [first] = parts
  if (first === undefined || !('source' in first)) throw new Error('the first part is no slice')
  return { sha256: first.source.sha256, sizeBytes: first.source.sizeBytes }
}

/** The 277CA without its claims, refused at the receiver's level. */
function refusingAll(answer: string): string {
  const start = answer.indexOf('ST*277*')
  const end = answer.indexOf('SE*', start)
  const segments = answer
    .slice(start, end)
    .split('~')
    .filter((each) => each.trim() !== '') // prettier-ignore
  const heads = segments
    .slice(
      0,
      segments.findIndex((each) => each.includes('*PT')),
    )
    .map((each) => each.replace(/STC\*A1:19(?::AY)?(\*\d*)\*WQ/, 'STC*A3:21$1*U').replace(/(HL\*3\*2\*19)\*1/, '$1*0')) // prettier-ignore
    .filter((each) => !/QTY|AMT/.test(each))
  return `${answer.slice(0, start)}${heads.join('~')}~\n${answer.slice(end).replace(/SE\*\d+/, `SE*${heads.length + 1}`)}`
}

/** A slice made a file of its own again: its levels and counts are put right, and it has a number of its own. */
function alone(slice: string): string {
  const mended = slice.replaceAll(/HL\*[3-9]\*1\*22/g, 'HL*2*1*22').replace('DEMO000001', 'DEMO000058')
  const set = mended.slice(mended.indexOf('ST*'), mended.indexOf('SE*'))
  return mended.replace(/SE\*\d+/, `SE*${set.split('~').length}`)
}

/** Two children of one subscriber, the first with two claims. */
function dependents(): string {
  const [head = ''] = readFileSync('samples/demo/claims.edi', 'latin1').split('HL*2*')
  const child = (level: number, name: string, claims: readonly string[]): string =>
    [
      `HL*${level}*2*23*0`,
      'PAT*19',
      `NM1*QC*1*ALVAREZ*${name}`,
      'N3*8 ELM ROAD',
      'N4*AVON*CT*060011234',
      'DMG*D8*20150214*F',
      ...claims.flatMap(claimOf),
    ].join('~\n')
  const claimOf = (number: string): string[] => [
    `CLM*${number}*150***11:B:1*Y*A*Y*Y`,
    'HI*ABK:J069',
    'NM1*82*1*STONE*IRIS****XX*1999000015',
    'PRV*PE*PXC*207Q00000X',
    'LX*1',
    'SV1*HC:99213*150*UN*1***1',
    'DTP*472*D8*20261116',
    `REF*6R*${number}L1`,
  ] // prettier-ignore
  const subscriber = ['HL*2*1*22*1', 'SBR*P********CI', 'NM1*IL*1*ALVAREZ*ANA****MI*W100000001', 'NM1*PR*2*ACORN HEALTH PLAN*****PI*60001']
  const set = `${head}${subscriber.join('~\n')}~\n${child(3, 'TIM', ['RB200001', 'RB200003'])}~\n${child(4, 'ZOE', ['RB200002'])}~\n`
  const count = set.slice(set.indexOf('ST*')).split('~').length
  return `${set}SE*${count}*0001~\nGE*1*1~\nIEA*1*000000001~\n`
}
