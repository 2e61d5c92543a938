import { expect } from 'chai'
import { pickStable, type RemoteEntry, type StableMemory } from '../../src/exchange/index.js'
import { addMs, type Instant } from '../../src/values/index.js'

const start = '2026-11-23T12:00:00.000Z' as Instant
const choice = { inboundPattern: '*', stableMs: 60_000 }

function entry(name: string, changes: Partial<RemoteEntry> = {}): RemoteEntry {
  return { name, path: `/in/${name}`, sizeBytes: 100, modifiedMs: 1_765_000_000_000, kind: 'file', ...changes }
}

describe('stable files', () => {
  it('takes a file only when it stood still between two looks', () => {
    const first = pickStable([entry('a.edi')], new Map(), start, choice)
    expect([first.ready.length, first.waiting.length]).to.deep.equal([0, 1])
    const early = pickStable([entry('a.edi')], first.memory, addMs(start, 59_999), choice)
    expect(early.ready).to.deep.equal([])
    const { ready } = pickStable([entry('a.edi')], early.memory, addMs(start, 60_000), choice)
    expect(ready).to.deep.equal([{ name: 'a.edi', path: '/in/a.edi', sizeBytes: 100, modifiedMs: 1_765_000_000_000 }])
  })

  it('never takes a file that grows at each of 20 looks, and takes it when it has stopped', () => {
    let memory: StableMemory = new Map()
    let now = start
    for (let look = 1; look <= 20; look++) {
      const pick = pickStable([entry('a.edi', { sizeBytes: look * 1024 })], memory, now, choice)
      expect(pick.ready).to.deep.equal([])
      memory = pick.memory
      now = addMs(now, 60_000)
    }
    expect(pickStable([entry('a.edi', { sizeBytes: 20 * 1024 })], memory, now, choice).ready).to.have.length(1)
  })

  it('starts anew when only the time changes', () => {
    const { memory } = pickStable([entry('a.edi')], new Map(), start, choice)
    const later = pickStable([entry('a.edi', { modifiedMs: 1_765_000_060_000 })], memory, addMs(start, 60_000), choice)
    expect(later.ready).to.deep.equal([])
  })

  it('forgets files that are gone', () => {
    const { memory } = pickStable([entry('a.edi')], new Map(), start, choice)
    expect(pickStable([], memory, start, choice).memory.size).to.equal(0)
  })

  it('takes at first sight when no wait is asked for', () => {
    expect(pickStable([entry('a.edi')], new Map(), start, { ...choice, stableMs: 0 }).ready).to.have.length(1)
  })

  it('gives files by time, then name, however they are listed', () => {
    const entries = [entry('b.edi'), entry('c.edi', { modifiedMs: 5 }), entry('a.edi')]
    const { ready } = pickStable(entries, new Map(), start, { ...choice, stableMs: 0 })
    expect(ready.map(({ name }) => name)).to.deep.equal(['c.edi', 'a.edi', 'b.edi'])
  })

  for (const name of ['.hidden', 'a.tmp', 'a.TMP', 'a.part', 'a.filepart', 'a.txt'])
    it(`passes over ${name} in silence`, () => {
      const { ready, waiting, skipped } = pickStable([entry(name)], new Map(), start, { inboundPattern: '*.edi', stableMs: 0 })
      expect([ready, waiting, skipped]).to.deep.equal([[], [], []])
    })

  for (const [name, kind] of [
    ['../evil.edi', 'file'],
    ['..\\evil.edi', 'file'],
    ['/etc/passwd', 'file'],
    ['a\u0000.edi', 'file'],
    ['a\n.edi', 'file'],
    ['ide.\u202Etxt', 'file'],
    ['\uFFFD.edi', 'file'],
    ['..', 'file'],
    ['a'.repeat(4096), 'file'],
    ['link.edi', 'link'],
    ['pipe.edi', 'other'],
  ] as const)
    it(`reports and never takes ${JSON.stringify(name.slice(0, 20))} (${kind})`, () => {
      const { ready, waiting, skipped } = pickStable([entry(name, { kind })], new Map(), start, { ...choice, stableMs: 0 })
      expect([...ready, ...waiting]).to.deep.equal([])
      expect(skipped).to.have.length(1)
      expect(skipped[0]?.name).to.match(/^[^\p{C}/\\]{0,80}$/u)
    })

  it('sorts 100,000 entries in a moment', () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => entry(`file${i}.edi`, { modifiedMs: i % 1000 }))
    expect(pickStable(entries, new Map(), start, { ...choice, stableMs: 0 }).ready).to.have.length(100_000)
  })
})
