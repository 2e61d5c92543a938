// What can be done with claims over HTTP, with the whole gateway behind it: held batches, corrections, next payers, awaited answers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { allScopes } from '../../src/api/index.js'
import { toApiParts } from '../../src/api-parts.js'
import { compose, type Gateway } from '../../src/compose.js'
import { readConfig } from '../../src/config.js'
import type { Claim } from '../../src/domain/index.js'
import { claimTimeline } from '../../src/gateway/index.js'
import { mixedClaims } from '../support/mixed-claims.js'
import { sample, stillClock } from '../support/gateway.js'
import { type Server, startServer } from './server.js'

const day = 86_400_000
const partner = (id: string, more: string): string => `
  - id: ${id}
    name: ${id}
    us: { qualifier: ZZ, id: PRACTICE, applicationId: PRACTICE }
    them: { qualifier: ZZ, id: CLEARINGHOUSE, applicationId: CLEARINGHOUSE }
    contact: { name: BILLING OFFICE, phone: "8005550100" }
    receiverName: CLEARINGHOUSE
    folder: { kind: local, root: ${id}, outbound: outbound, inbound: inbound }${more}`
const settings = `partners:${partner('local', '')}${partner(
  'holding',
  '\n    batch: { hold: true, cutOffs: ["16:30"], timeZone: UTC, onWeekends: false, holidays: ["2026-11-26"] }',
)}
`

describe('claims over the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-api-claims-'))
  const clock = stillClock('2026-11-25T18:00:00.000Z')
  let gateway: Gateway
  let server: Server
  let key = ''

  before(async () => {
    const file = join(folder, 'two.yaml')
    writeFileSync(file, settings)
    gateway = await compose(readConfig({ file, data: folder, environment: {} }), {
      clock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })
    server = await startServer(toApiParts(gateway))
    key = (await gateway.store.keys.create('all', allScopes, clock())).secret
  })
  after(async () => {
    await server.close()
    await gateway.close()
    rmSync(folder, { recursive: true })
  })

  const get = async <T>(path: string): Promise<T> => {
    const reply = await server.call(`/api/v1${path}`, { key })
    expect(reply.status, reply.text).to.equal(200)
    return reply.json as T
  }
  const post = (path: string, body?: unknown) =>
    server.call(`/api/v1${path}`, {
      key,
      method: 'POST',
      ...(body === undefined ? {} : { type: 'application/json', body: JSON.stringify(body) }),
    })
  const bytes = (path: string, body: Uint8Array) =>
    server.call(`/api/v1${path}`, { key, method: 'POST', type: 'application/edi-x12', body })
  const asSent = (name: string) =>
    gateway.submit.file({ name, source: 'api', at: clock() }, once(sample(name)), { asSent: true, partnerId: 'local' })
  const idOf = async (number: string): Promise<string> => (await gateway.store.claims.byNumbers([number]))[0]?.id ?? ''

  describe('that are held', () => {
    const claims = mixedClaims(3, { payers: 1 })

    it('are checked first, and nothing is stored', async () => {
      const [first] = claims
      const wrong = await post('/claims/check?partner=holding', [{ ...first, chargeCents: 1 }])
      expect(wrong.json).to.deep.include({ outcome: 'refused' })
      expect((wrong.json as { findings: { pointer?: string }[] }).findings.map(({ pointer }) => pointer)).to.deep.equal(['/0/chargeCents'])
      expect((await post('/claims/check?partner=local', claims)).json).to.deep.include({ outcome: 'passed', partners: ['local'] })
      expect((await gateway.store.claims.list({})).items).to.deep.equal([])
      expect((await post('/claims/check?partner=nobody', claims)).status).to.equal(400)
      const notJson = await server.call('/api/v1/claims/check', { key, method: 'POST', type: 'application/json', body: '[{' })
      expect(notJson.json).to.deep.include({ status: 400, code: 'ARGUMENT_INVALID' })
    })

    it('wait, with the next cut-off past the holiday and the weekend', async () => {
      expect((await post('/claims?partner=holding', claims)).status).to.equal(201)
      const { items } = await get<{ items: Record<string, unknown>[] }>('/batches/waiting')
      expect(items.find(({ partnerId }) => partnerId === 'holding')).to.deep.include({
        isHeld: true,
        claims: 3,
        isBusinessDay: true,
        nextCutOff: '2026-11-27T16:30',
        holidays: ['2026-11-26'],
      })
      expect(items.find(({ partnerId }) => partnerId === 'local')).to.deep.include({ isHeld: false, claims: 0 })
      const first = await get<{ items: unknown[]; next: string }>('/batches/waiting/holding?limit=2')
      const second = await get<{ items: unknown[] }>(`/batches/waiting/holding?limit=2&cursor=${first.next}`)
      expect([first.items.length, second.items.length]).to.deep.equal([2, 1])
    })

    it('go now when asked, and show as a batch', async () => {
      const reply = await post('/batches/waiting/holding/release')
      expect(reply.json).to.deep.include({ waiting: 3, setAside: 0, failed: [], uncertain: [] })
      expect((reply.json as { files: { claims: number }[] }).files.map((file) => file.claims)).to.deep.equal([3])
      const { items } = await get<{ items: Record<string, unknown>[] }>('/batches?partnerId=holding')
      expect(items.map(({ state, claims: count }) => [state, count])).to.deep.equal([['sent', 3]])
      expect((await get<{ items: unknown[] }>('/batches/waiting/holding')).items).to.deep.equal([])
      expect((await post('/batches/waiting/holding/release')).json).to.deep.include({ waiting: 0, files: [] })
    })
  })

  describe('that wait for an answer', () => {
    it('are told with who owes it since when and until when, in pages, by partner and by payer', async () => {
      const { items } = await get<{ items: Record<string, unknown>[] }>('/overdue?partnerId=holding')
      expect(items).to.have.length(1)
      expect(items[0]).to.deep.include({
        answer: 'ta1',
        waitsFor: 'partner',
        owes: 'holding',
        since: clock(),
        dueOn: '2026-11-27',
        isLate: false,
        claims: 3,
      })
      expect((await get<{ items: unknown[] }>('/overdue?late=true')).items).to.deep.equal([])
      expect((await get<{ items: unknown[] }>('/overdue?payerId=60001')).items).to.deep.equal([])
      await asSent('scenarios/01-simple-paid.837')
      const first = await get<{ items: { owes: string }[]; next: string }>('/overdue?limit=1')
      const second = await get<{ items: { owes: string }[]; next?: string }>(`/overdue?limit=1&cursor=${first.next}`)
      expect([...first.items, ...second.items].map(({ owes }) => owes)).to.have.members(['holding', 'local'])
      expect(second.next).to.equal(undefined)
      expect((await server.call('/api/v1/overdue?cursor=abc', { key })).status).to.equal(400)
    })

    it('say the same in their time line as the command line does, late or not', async () => {
      const id = await idOf('RB000101')
      const timeline = await get<{ next: unknown; items: { next: unknown }[] }>(`/claims/${id}/timeline`)
      expect(timeline.next).to.deep.equal({
        owner: 'clearinghouse',
        what: 'acknowledge the file (TA1 or 999)',
        since: clock(),
        dueOn: '2026-11-27',
        isLate: false,
      })
      expect(timeline.items.map(({ next }) => next)).to.deep.equal([
        { owner: 'gateway', what: 'send the file' },
        { owner: 'clearinghouse', what: 'acknowledge the file (TA1 or 999)' },
      ])
      clock.advance(6 * day)
      const record = await gateway.store.claims.find(id)
      if (record === undefined) throw new Error('no such claim')
      const { next } = await claimTimeline({ ...gateway, partners: gateway.config.partners }, record)
      expect(next).to.include({ isLate: true })
      expect((await get<{ next: unknown }>(`/claims/${id}/timeline`)).next).to.deep.equal(next)
    })
  })

  describe('that were sent', () => {
    it('are not corrected before a payer decided: the problem tells why, and every sending', async () => {
      const id = await idOf('RB000101')
      const { document } = await get<{ document: Claim }>(`/claims/${id}`)
      for (const reply of [await post(`/claims/${id}/replacement`, document), await post(`/claims/${id}/void`, {})]) {
        expect([reply.status, reply.headers.get('content-type')]).to.deep.equal([422, 'application/problem+json; charset=utf-8'])
        const { findings, attempts } = reply.json as { findings: { code: string }[]; attempts: { frequency: string }[] }
        expect(findings.map(({ code }) => code)).to.deep.equal(['CORRECTION_TOO_EARLY'])
        expect(attempts.map(({ frequency }) => frequency)).to.deep.equal(['1'])
      }
      const other = await post(`/claims/${id}/replacement`, { ...document, patientControlNumber: 'RB9' })
      expect((other.json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).to.deep.equal([
        '/body/patientControlNumber',
      ])
      expect((await post(`/claims/${id}/void`, { order: 'X' })).status).to.equal(400)
    })

    it('are replaced once they are decided, and the attempts are told', async () => {
      expect((await bytes('/files', sample('scenarios/01-simple-paid.835'))).status).to.equal(201)
      const id = await idOf('RB000101')
      const { document } = await get<{ document: Claim }>(`/claims/${id}`)
      const bad = await post(`/claims/${id}/replacement`, { ...document, chargeCents: 1 })
      expect([bad.status, (bad.json as { errors: { pointer: string }[] }).errors[0]?.pointer]).to.deep.equal([422, '/body/chargeCents'])
      const reply = await post(`/claims/${id}/replacement?hold=true`, document)
      expect([reply.status, (reply.json as { sending: { state: string }[] }).sending.map(({ state }) => state)]).to.deep.equal([
        201,
        ['ready'],
      ])
      const { items } = await get<{ items: { frequency: string; replaces?: string }[] }>(`/claims/${id}/attempts`)
      expect(items.map(({ frequency, replaces }) => [frequency, replaces])).to.deep.equal([
        ['1', undefined],
        ['7', 'AC26101001'],
      ])
      const timeline = await get<{ state: string; isSentAgain: boolean; next: object }>(`/claims/${id}/timeline`)
      expect(timeline).to.deep.include({ state: 'paid', isSentAgain: true, next: { owner: 'gateway', what: 'send the file' } })
    })
  })

  describe('that a next payer is due', () => {
    it('are listed, previewed and sent once', async () => {
      await asSent('scenarios/09-secondary-payment.primary.837')
      await bytes('/files', sample('scenarios/09-secondary-payment.1.835'))
      const id = await idOf('RB000901')
      const { items } = await get<{ items: Record<string, unknown>[] }>('/next-payer-claims')
      expect(items.map(({ claimId, isDue, order, owedCents }) => [claimId, isDue, order, owedCents])).to.deep.equal([[id, true, 'S', 3300]])
      const preview = await get<{ claim: Claim }>(`/claims/${id}/next-payer`)
      expect(preview.claim.coverages[0]?.adjudication?.paidCents).to.equal(9016)
      const reply = await post(`/claims/${id}/next-payer`)
      expect([reply.status, (reply.json as { sending: { state: string }[] }).sending.map(({ state }) => state)]).to.deep.equal([
        201,
        ['sent'],
      ])
      const again = await post(`/claims/${id}/next-payer`)
      expect([again.status, again.json]).to.deep.include.members([422])
      expect((again.json as { detail: string }).detail).to.match(/was sent to this payer/)
      expect((await get<{ items: unknown[] }>('/next-payer-claims')).items).to.deep.equal([])
    })
  })
})

async function* once(whole: Uint8Array): AsyncGenerator<Uint8Array> {
  yield whole
}
