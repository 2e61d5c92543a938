import { expect } from 'chai'
import { allScopes } from '../../src/api/index.js'
import { problem } from '../../src/api/contract.js'
import { canaries, fileText, noon } from './world.js'
import { callFor, type GoodCall, goodCalls } from './calls.js'
import { type Server, startServer, withoutAudit } from './server.js'

describe('API routes', () => {
  let server: Server
  let calls: Readonly<Record<string, GoodCall>>

  before(async () => {
    server = await startServer()
    const { key } = await server.store.keys.create('to be revoked', ['claims.read'], noon)
    calls = goodCalls(server.world, key.id)
  })
  after(() => server.close())

  it('every route of the table has its good call, and no other', () => {
    const table = server.api.routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(Object.keys(calls).toSorted()).to.deep.equal(table.toSorted())
  })

  it('no key: every address under /api and the figures answer the same 401', async () => {
    const guarded = await startServer({ limits: { uploadBytes: 1, jsonBytes: 1, failedTries: 1000, retryAfterMs: 1 } })
    const answers = new Set<string>()
    for (const route of guarded.api.routes.filter(({ scope }) => scope !== 'public')) {
      for (const key of [null, 'x12gw_wrong', `${guarded.secret}x`]) {
        const reply = await guarded.call(callFor(calls, route).path, { ...callFor(calls, route), key })
        expect(reply.status, route.path).to.equal(401)
        answers.add(reply.text)
      }
    }
    await guarded.close()
    expect([...answers]).to.have.lengthOf(1)
  })

  it('a key with every scope but the right one: 403, and nothing shown', async () => {
    for (const route of server.api.routes.filter(({ scope }) => scope !== 'public')) {
      const { secret } = await server.store.keys.create(
        'narrow',
        allScopes.filter((scope) => scope !== route.scope),
        noon,
      )
      const reply = await server.call(callFor(calls, route).path, { ...callFor(calls, route), key: secret })
      expect(reply.status, route.path).to.equal(403)
      expect(reply.json).to.include({ code: 'FORBIDDEN', detail: `the key lacks the scope ${route.scope}` })
    }
  })

  it('every route answers as its schema says, and leaves its audit event', async () => {
    for (const route of server.api.routes) {
      const good = callFor(calls, route)
      const before = (await server.store.audit.list({ limit: 1 })).items[0]?.seq ?? 0
      const reply = await server.call(good.path, good)
      expect(reply.status, `${route.path} ${reply.text}`).to.equal(good.status)
      if (route.produces === 'application/json') {
        const checked = route.answer.safeParse(reply.json)
        expect(checked.error?.message, route.path).to.equal(undefined)
      }
      const events = (await server.store.audit.list({ limit: 5 })).items.filter(({ seq }) => seq > before)
      expect(
        events.map(({ action, actor }) => ({ action, actor })),
        route.path,
      ).to.deep.equal(good.action === '' ? [] : [{ action: good.action, actor: `key:${server.keyId}` }])
    }
    expect(await server.store.audit.verify()).to.not.have.property('firstBad')
  })

  it('the audit event names what was shown: one object, or all of a listing', async () => {
    const { claimId, remittanceId } = server.world
    await server.call(`/api/v1/claims/${claimId}`)
    expect((await server.store.audit.list({ limit: 1 })).items[0]).to.include({ action: 'claim.read', object: `claim:${claimId}` })
    await server.call(`/api/v1/remittances/${remittanceId}/payments`)
    const [event] = (await server.store.audit.list({ limit: 1 })).items
    expect(event?.detail?.['objects']).to.match(new RegExp(`^remittance:${remittanceId} payment:[\\w-]+$`))
  })

  it('what cannot be audited is not given, and a change that cannot be audited does not happen', async () => {
    const blind = await startServer({ store: withoutAudit(server.store) })
    for (const route of server.api.routes.filter(({ audit }) => audit !== 'none')) {
      const good = callFor(calls, route)
      const reply = await blind.call(good.path, { ...good, key: server.secret })
      expect(reply.status, route.path).to.be.oneOf([503, 404, 409])
      expect(
        canaries.filter((word) => reply.text.includes(word)),
        route.path,
      ).to.deep.equal([])
    }
    const names = (await server.store.keys.list()).map(({ name }) => name)
    await blind.call('/api/v1/keys', {
      method: 'POST',
      type: 'application/json',
      body: '{"name":"ghost","scopes":["claims.read"]}',
      key: server.secret,
    })
    expect((await server.store.keys.list()).map(({ name }) => name)).to.deep.equal(names)
    await blind.close()
  })

  it('an unknown id: 404 from every route that takes one', async () => {
    for (const route of server.api.routes.filter(({ path }) => path.includes('{id}'))) {
      const reply = await server.call(route.path.replace('{id}', '00000000-0000-7000-8000-000000000000'), { ...callFor(calls, route) })
      expect(reply.status, route.path).to.equal(404)
      expect(reply.json).to.include({ code: 'NOT_FOUND' })
    }
  })

  it('an unknown query parameter: 400 that names those there are, and repeats nothing', async () => {
    for (const route of server.api.routes) {
      const good = callFor(calls, route)
      const reply = await server.call(`${good.path}${good.path.includes('?') ? '&' : '?'}CANARYLAST=CANARYFIRST`, good)
      expect(reply.status, route.path).to.equal(400)
      expect(problem.safeParse(reply.json).success, reply.text).to.equal(true)
      expect(reply.text).to.not.contain('CANARY')
    }
  })

  it('shows the exact bytes as an attachment that no browser interprets, and any slice of them', async () => {
    const { fileId } = server.world
    const whole = await server.call(`/api/v1/files/${fileId}/content`)
    expect(whole.text).to.equal(fileText)
    expect(whole.headers.get('content-type')).to.equal('text/plain')
    expect(whole.headers.get('content-disposition')).to.equal(`attachment; filename="${fileId}.edi"`)
    expect(whole.headers.get('x-content-type-options')).to.equal('nosniff')
    expect((await server.call(`/api/v1/files/${fileId}/content?offset=29&length=12`)).text).to.equal(fileText.slice(29, 41))
    expect((await server.call(`/api/v1/files/${fileId}/content?offset=29`)).text).to.equal(fileText.slice(29))
    const beyond = await server.call(`/api/v1/files/${fileId}/content?offset=0&length=5000`)
    expect(beyond.json).to.include({ status: 400, detail: `the file ends at byte ${fileText.length}` })
  })

  it('every figure leads to the bytes that made it', async () => {
    const { json } = await server.call('/api/v1/ledger?account=CASH:REMIT')
    const [entry] = (json as { items: { source: { content: string } }[] }).items
    const bytes = await server.call(entry?.source.content ?? '')
    expect(bytes.text).to.equal(fileText.slice(29, 41))
  })

  it('a remittance proves itself: BPR02 = posted + suspended', async () => {
    const { json } = await server.call(`/api/v1/remittances/${server.world.remittanceId}`)
    expect((json as { proof: unknown }).proof).to.deep.equal({
      bpr02Cents: 10_500,
      postedCents: 10_000,
      suspendedCents: 500,
      differenceCents: 0,
      isProven: true,
    })
    expect(JSON.stringify(json)).to.not.contain('777123', 'bank account numbers are nobody’s business here')
  })

  it('an account says who owes what, and all accounts together are 0', async () => {
    const { json } = await server.call('/api/v1/accounts/patients')
    const { items, totals } = json as { items: { receivables: unknown; balanceCents: number }[]; totals: unknown }
    const receivables = { primaryCents: 0, secondaryCents: 0, tertiaryCents: 0, patientCents: 2_000, deniedCents: 0 }
    expect(items[0]).to.deep.include({ receivables, balanceCents: 2_000, claimId: server.world.claimId })
    expect(totals).to.deep.equal({ receivables, balanceCents: 2_000 })
    expect((await server.call('/api/v1/accounts')).json).to.deep.include({ totalCents: 0 })
  })

  it('pages join without gap or repeat', async () => {
    const whole = (await server.call('/api/v1/ledger')).json as { items: { id: string }[] }
    const seen: string[] = []
    for (let path = '/api/v1/ledger?limit=2'; path !== ''; ) {
      const { items, next } = (await server.call(path)).json as { items: { id: string }[]; next?: string }
      seen.push(...items.map(({ id }) => id))
      path = next === undefined ? '' : `/api/v1/ledger?limit=2&cursor=${next}`
    }
    expect(seen).to.deep.equal(whole.items.map(({ id }) => id))
    expect(seen).to.have.lengthOf(5)
  })

  it('an interchange shows its sets and findings', async () => {
    const { json } = await server.call(`/api/v1/interchanges/${server.world.interchangeId}`)
    const { groups, findings } = json as { groups: { sets: unknown[] }[]; findings: unknown[] }
    expect(groups[0]?.sets[0]).to.include({ type: '835', guide: '005010X221A1', verdict: 'accepted', units: 1 })
    expect(findings).to.have.lengthOf(1)
    expect(findings[0]).to.include({ code: 'CODE_UNKNOWN', decision: 'pass', message: 'not in the list' })
  })

  it('partners come without their secrets', async () => {
    const { text } = await server.call('/api/v1/partners')
    expect(text).to.contain('sftp.example.test').and.not.contain('SECRET')
  })

  it('a work item is settled once', async () => {
    const { item } = await server.store.workItems.open({ key: 'twice', at: noon, type: 'denial' })
    const body = '{"reason":"written off"}'
    const path = `/api/v1/work-items/${item.id}/resolution`
    expect((await server.call(path, { method: 'POST', type: 'application/json', body: '{"reason":" "}' })).status).to.equal(400)
    expect((await server.call(path, { method: 'POST', type: 'application/json', body })).status).to.equal(200)
    expect((await server.call(path, { method: 'POST', type: 'application/json', body })).json).to.include({ status: 409, code: 'CONFLICT' })
  })

  it('a key cannot give what it lacks, its secret is shown once, and revoked it is dead at once', async () => {
    const make = (scopes: readonly string[], key = server.secret) =>
      server.call('/api/v1/keys', { method: 'POST', type: 'application/json', body: JSON.stringify({ name: 'office', scopes }), key })
    const made = (await make(['keys.manage'])).json as { id: string; secret: string }
    expect((await make(['claims.read'], made.secret)).json).to.include({ status: 403, code: 'FORBIDDEN' })
    expect((await server.call('/api/v1/keys')).text).to.not.contain(made.secret)
    expect((await server.call(`/api/v1/keys/${made.id}`, { method: 'DELETE' })).status).to.equal(204)
    expect((await server.call('/api/v1/keys', { key: made.secret })).status).to.equal(401)
  })

  it('figures count by pattern, never by address', async () => {
    const { text } = await server.call('/metrics')
    expect(text).to.contain('x12gw_build_info{version="1.2.3"} 1')
    expect(text).to.match(/x12gw_http_requests_total\{method="GET",route="\/api\/v1\/claims\/\{id\}",status="200"\} [1-9]/)
    expect(text).to.contain('x12gw_outbox_rows{state="ready"} 1')
    expect(text).to.not.contain(server.world.claimId)
    expect(canaries.filter((word) => text.includes(word))).to.deep.equal([])
  })

  it('the log knows patterns and ids of ours only', () => {
    const log = server.log.join('\n')
    expect(log).to.contain('"route":"/api/v1/claims/{id}"')
    expect([...canaries, server.secret].filter((word) => log.includes(word))).to.deep.equal([])
  })
})
