// A packet that was changed anywhere does not hold, and the place is named.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { makePacket, type PacketReport, readZip, type Slice, verifyPacket, writeZip, type ZipEntry } from '../../src/evidence/index.js'
import type { Instant } from '../../src/values/index.js'

const packet = readFileSync('samples/evidence/RB100011.zip')

describe('verify-packet', () => {
  let entries: readonly ZipEntry[]
  before(async () => {
    entries = await readZip(packet)
  })

  const problemsOf = async (changed: readonly ZipEntry[]): Promise<PacketReport['problems']> =>
    (await verifyPacket(await writeZip(changed))).problems

  it('holds a packet that nobody changed, in whatever time zone it is checked', async () => {
    const { isHeld, claim, receipt, parts } = await verifyPacket(packet)
    expect({ isHeld, claim, receipt, parts: parts.length }).to.deep.equal({
      isHeld: true,
      claim: 'RB100011',
      receipt: 'clearinghouse',
      parts: 6,
    })
  })

  it('names the part and the bytes for a byte changed at the beginning, in the middle and at the end of every part', async () => {
    for (const { name, bytes } of entries)
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 1
        const [first] = await problemsOf(entries.map((entry) => (entry.name === name ? { name, bytes: changed } : entry)))
        expect(first?.part, `${name} at ${at}`).to.equal(name)
        // The seal's own bytes are guarded by its signature, which tells no place.
        if (name !== 'seal.json') expect(at, `${name} ${at}`).to.be.within(first?.from ?? -1, first?.to ?? -1)
      }
  })

  it('finds any byte of the ZIP file changed to any other', async function () {
    this.timeout(120_000)
    const change = fc.tuple(fc.nat({ max: packet.length - 1 }), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(change, async ([at, mask]) => {
        const changed = Buffer.from(packet)
        changed[at] = (changed[at] ?? 0) ^ mask
        expect((await verifyPacket(changed)).isHeld).to.equal(false)
      }),
      { numRuns: 300 },
    )
  })

  it('finds the file cut off, or something put behind it', async () => {
    for (const changed of [packet.subarray(0, -1), packet.subarray(0, 500), Buffer.concat([packet, Buffer.from('x')]), Buffer.alloc(0)])
      expect((await verifyPacket(changed)).isHeld).to.equal(false)
  })

  for (const name of ['837-1.edi', '277CA-1.edi', 'seal.json', 'manifest.json', 'cover.html', 'send-log.json'])
    it(`misses ${name} when it is left out`, async () => {
      expect(await problemsOf(entries.filter((entry) => entry.name !== name))).to.deep.include({ part: name, says: 'is missing' })
    })

  it('finds a part that was added, or is there twice', async () => {
    const extra = { name: 'extra.edi', bytes: Buffer.from('x') }
    expect(await problemsOf([...entries, extra])).to.deep.equal([{ part: 'extra.edi', says: 'is not in the manifest' }])
    expect(await problemsOf([...entries, { name: '837-1.edi', bytes: Buffer.from('x') }])).to.have.length.above(0)
  })

  describe('of a packet that somebody else sealed anew', () => {
    const madeAt = '2026-11-23T12:00:00.000Z' as Instant
    type Part = { kind: Slice['kind']; name: string } & Pick<Slice, 'source' | 'ranges' | 'facts'>
    async function sealedAnew(change: (slice: Slice) => Slice): Promise<Uint8Array> {
      const textOf = (name: string): string => Buffer.from(entries.find((entry) => entry.name === name)?.bytes ?? '').toString('latin1')
      const { parts, claim } = JSON.parse(textOf('manifest.json')) as {
        parts: Part[]
        claim: { patientControlNumber: string; charge: string }
      }
      const slices = parts
        .filter((part) => 'ranges' in part)
        .map(({ kind, name, source, ranges, facts }) => change({ kind, source, ranges, facts, bytes: Buffer.from(textOf(name), 'latin1') }))
      const sendings = JSON.parse(textOf('send-log.json')) as never[]
      return (await makePacket({ madeAt, madeBy: 'somebody', claim, slices, sendings, timeline: [] }, Buffer.alloc(32, 9))).zip
    }
    const rewritten = (kind: string, from: string, to: string) => (slice: Slice) =>
      slice.kind === kind ? { ...slice, bytes: Buffer.from(Buffer.from(slice.bytes).toString('latin1').replace(from, to)) } : slice

    it('tells by the fingerprint that the key is another', async () => {
      const zip = await sealedAnew((slice) => slice)
      expect((await verifyPacket(zip)).isHeld).to.equal(true)
      const { fingerprint: own } = await verifyPacket(packet)
      expect((await verifyPacket(zip, { fingerprint: own ?? '' })).problems.map(({ part }) => part)).to.deep.equal(['seal.json'])
      expect((await verifyPacket(packet, { fingerprint: own ?? '' })).isHeld).to.equal(true)
    })

    const lies: readonly (readonly [string, string, string, string, RegExp])[] = [
      ['another claim in the 837', '837', 'CLM*RB100011', 'CLM*RB100012', /does not say what the manifest says/],
      ['another claim in the 277CA', '277CA', 'TRN*2*RB100011', 'TRN*2*RB100012', /does not say what the manifest says/],
      ['another group in the 999', '999', 'AK1*HC*1*', 'AK1*HC*9*', /does not say what the manifest says/],
      ['another interchange in the TA1', 'TA1', 'TA1*000000001', 'TA1*000000009', /does not say what the manifest says/],
    ]
    for (const [what, kind, from, to, says] of lies)
      it(`finds ${what}`, async () => {
        const { problems } = await verifyPacket(await sealedAnew(rewritten(kind, from, to)))
        expect(problems.some((problem) => problem.part === `${kind}-1.edi` && says.test(problem.says))).to.equal(true)
      })

    const untied: readonly (readonly [string, string, string, string, Readonly<Record<string, string>>, RegExp])[] = [
      ['a TA1', 'TA1', 'TA1*000000001', 'TA1*000000009', { answersInterchange: '000000009' }, /answers none/],
      ['a 999', '999', 'AK1*HC*1*', 'AK1*HC*9*', { answersGroup: '9' }, /answers none/],
      ['a 277CA', '277CA', 'TRN*2*DEMO000001', 'TRN*2*DEMO000009', { answersBatch: 'DEMO000009' }, /answers none/],
      ['a 277CA claim', '277CA', 'TRN*2*RB100011', 'TRN*2*RB100012', { claim: 'RB100012' }, /another claim/],
    ]
    for (const [what, kind, from, to, facts, says] of untied)
      it(`finds ${what} that answers something else, though the manifest says so too`, async () => {
        const change = (slice: Slice): Slice => {
          const changed = rewritten(kind, from, to)(slice)
          return changed === slice ? slice : { ...changed, facts: { ...slice.facts, ...facts } }
        }
        const { problems } = await verifyPacket(await sealedAnew(change))
        expect(problems.map((problem) => problem.part)).to.deep.equal([`${kind}-1.edi`])
        expect(problems[0]?.says).to.match(says)
      })

    it('finds byte ranges that are not as long as the slice', async () => {
      const zip = await sealedAnew((slice) => (slice.kind === '999' ? { ...slice, ranges: [{ offset: 0, length: 1 }] } : slice))
      expect((await verifyPacket(zip)).problems[0]?.says).to.match(/not as long/)
    })
  })
})
