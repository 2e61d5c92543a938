import { connect } from 'node:net'
import { expect } from 'chai'
import { problem } from '../../src/api/contract.js'
import { Fault } from '../../src/values/index.js'
import { type Reply, type Server, startServer, uploadBytes } from './server.js'

const json = { method: 'POST', type: 'application/json' }
const file = { method: 'POST', type: 'application/octet-stream' }

function expectProblem(reply: Reply, status: number, code: string): void {
  expect(reply.status, reply.text).to.equal(status)
  expect(reply.headers.get('content-type')).to.contain('application/problem+json')
  expect(problem.safeParse(reply.json).error?.message, reply.text).to.equal(undefined)
  expect(reply.json).to.include({ status, code })
  expect(reply.text).to.not.match(/CANARY|node_modules|\bat \w+ \(/)
}

describe('API requests', () => {
  let server: Server

  before(async () => {
    server = await startServer()
  })
  after(() => server.close())

  it('wears strict headers and no signature, on pages, answers and problems alike', async () => {
    for (const path of ['/', '/docs', '/healthz', '/api/v1/claims', '/nowhere']) {
      const { headers } = await server.call(path)
      expect(headers.get('content-security-policy'), path).to.contain("default-src 'none'").and.contain("script-src 'self'")
      expect(headers.get('content-security-policy')).to.not.contain('unsafe')
      expect(headers.get('x-content-type-options')).to.equal('nosniff')
      expect(headers.get('cache-control')).to.equal('no-store')
      expect(headers.get('x-powered-by')).to.equal(null)
      expect(headers.get('x-request-id')).to.match(/^[\da-f-]{36}$/)
    }
  })

  it('an unknown address is 404 with a key, 401 without one, and 404 outside /api', async () => {
    expectProblem(await server.call('/api/v1/CANARYLAST'), 404, 'NOT_FOUND')
    expectProblem(await server.call('/api/v2', { key: null }), 401, 'UNAUTHENTICATED')
    expectProblem(await server.call('/CANARYLAST'), 404, 'NOT_FOUND')
  })

  it('a wrong method is 405 and says which are right', async () => {
    const reply = await server.call('/api/v1/files', { method: 'PUT' })
    expectProblem(reply, 405, 'METHOD_NOT_ALLOWED')
    expect(reply.headers.get('allow')).to.equal('POST, GET, HEAD')
    expectProblem(await server.call('/healthz', { method: 'POST', key: null }), 405, 'METHOD_NOT_ALLOWED')
    expectProblem(await server.call('/api/v1/files', { method: 'OPTIONS', key: null }), 401, 'UNAUTHENTICATED')
  })

  it('the key may come as X-API-Key', async () => {
    expect((await server.call('/api/v1/files', { key: null, headers: { 'x-api-key': server.secret } })).status).to.equal(200)
  })

  it('all that is wrong with a request is told at once, with pointers', async () => {
    const reply = await server.call('/api/v1/ledger?limit=0&account=CANARYLAST&claimId=../x')
    expectProblem(reply, 400, 'ARGUMENT_INVALID')
    const { errors, pointer } = reply.json as { errors: { pointer: string }[]; pointer: string }
    expect(errors.map((error) => error.pointer)).to.deep.equal(['/query/limit', '/query/claimId', '/query/account'])
    expect(pointer).to.equal('/query/limit')
  })

  const badQueries = [
    'limit=1&limit=2',
    'limit=201',
    'limit=1e9',
    'limit=x',
    'cursor=CANARYLAST',
    'state=CANARYLAST',
    'limit[]=1',
    '__proto__=1',
    'constructor=1',
  ]
  for (const query of badQueries) {
    it(`the query ${query.replace('CANARYLAST', '…')} is 400`, async () => {
      expectProblem(await server.call(`/api/v1/claims?${query}`), 400, 'ARGUMENT_INVALID')
    })
  }

  it('a path that cannot be decoded, or an id of another shape, is 400', async () => {
    expectProblem(await server.call('/api/v1/claims/%E0%A4%A'), 400, 'ARGUMENT_INVALID')
    expectProblem(await server.call('/api/v1/claims/CANARY%2FLAST'), 400, 'ARGUMENT_INVALID')
    expectProblem(await server.call(`/api/v1/claims/${'9'.repeat(65)}`), 400, 'ARGUMENT_INVALID')
  })

  const badBodies = [
    ['broken JSON says where', '{"name":"CANARYLAST",\n "scopes":[,]}', 'line 2, column 12'],
    ['an empty body', '', 'line 1, column 1'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'UTF-8'],
    ['a key __proto__', '{"name":"a","scopes":["claims.read"],"__proto__":{"polluted":1}}', '__proto__'],
    ['nesting without end', '['.repeat(30_000) + ']'.repeat(30_000), '64 levels'],
    ['unknown keys', '{"name":"a","scopes":["claims.read"],"CANARYLAST":1}', 'known are name, scopes'],
    ['an object where a text belongs', '{"name":{"$ne":1},"scopes":["claims.read"]}', '/body/name'],
    ['an unknown scope', '{"name":"a","scopes":["CANARYLAST"]}', '/body/scopes/0'],
  ] as const
  for (const [name, body, says] of badBodies) {
    it(`${name}: 400`, async () => {
      const reply = await server.call('/api/v1/keys', { ...json, body })
      expectProblem(reply, 400, 'ARGUMENT_INVALID')
      expect((reply.json as { detail: string }).detail).to.contain(says)
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined)
    })
  }

  it('another content type, or a compressed body, is 415', async () => {
    expectProblem(await server.call('/api/v1/keys', { ...json, type: 'text/plain', body: '{}' }), 415, 'MEDIA_UNSUPPORTED')
    expectProblem(
      await server.call('/api/v1/files', { ...file, type: 'application/x-www-form-urlencoded', body: 'a' }),
      415,
      'MEDIA_UNSUPPORTED',
    )
    expectProblem(
      await server.call('/api/v1/files', { ...file, body: 'a', headers: { 'content-encoding': 'gzip' } }),
      415,
      'MEDIA_UNSUPPORTED',
    )
  })

  it('a JSON body over its limit is 413', async () => {
    expectProblem(await server.call('/api/v1/keys', { ...json, body: `"${'x'.repeat(70_000)}"` }), 413, 'TOO_LARGE')
  })

  it('5 MB stream through and come back byte for byte; again it is a duplicate', async () => {
    const bytes = Buffer.alloc(5 * 1024 * 1024, 'ISA*00*~\n')
    const first = await server.call('/api/v1/files?name=big.edi', { ...file, body: inPieces(bytes) })
    expect(first.status, first.text).to.equal(201)
    const { fileId } = first.json as { fileId: string }
    const again = await server.call('/api/v1/files?name=big.edi', { ...file, body: bytes })
    expect(again.status).to.equal(200)
    expect(again.json).to.include({ fileId, outcome: 'duplicate' })
    const content = await server.call(`/api/v1/files/${fileId}/content`)
    expect(Buffer.from(content.text).equals(bytes)).to.equal(true)
  })

  it('a file over the cap is 413, announced or not, and nothing of it is kept', async () => {
    const before = (await server.store.files.list({})).items.length
    const bytes = Buffer.alloc(uploadBytes + 1, 'x')
    expectProblem(await server.call('/api/v1/files', { ...file, body: bytes }), 413, 'TOO_LARGE')
    expectProblem(await server.call('/api/v1/files', { ...file, body: inPieces(bytes) }), 413, 'TOO_LARGE')
    expect((await server.store.files.list({})).items).to.have.lengthOf(before)
  })

  it('an upload that breaks off leaves no file', async () => {
    const before = (await server.store.files.list({})).items.length
    const { port } = new URL(server.url)
    const socket = connect(Number(port), '127.0.0.1')
    const head = `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.secret}\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n`
    const seen = server.log.length
    await new Promise<void>((resolve) => socket.write(`${head}ISA*00*`, () => resolve()))
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
    await waitFor(() => server.log.slice(seen).some((line) => line.includes('"/api/v1/files"')))
    expect((await server.store.files.list({})).items).to.have.lengthOf(before)
    expect(server.log.slice(seen).join()).to.not.contain('request failed')
  })

  it('the name of a file is a label: no path, no control characters', async () => {
    for (const name of ['../up.edi', 'a%5Cb', 'a%00b', 'a%0Ab', 'a%E2%80%AEb', '', 'x'.repeat(201)]) {
      expectProblem(await server.call(`/api/v1/files?name=${name}`, { ...file, body: 'a' }), 400, 'ARGUMENT_INVALID')
    }
    expectProblem(await server.call('/api/v1/files?partner=nobody', { ...file, body: 'a' }), 400, 'ARGUMENT_INVALID')
  })

  it('claims come as an 837 too, and refused ones come back with their findings', async () => {
    const taken = await server.call('/api/v1/claims', { method: 'POST', type: 'application/edi-x12', body: 'ISA*00*837~' })
    expect(taken.status).to.equal(201)
    expect(taken.json).to.include({ outcome: 'submitted' })
    const refused = await server.call('/api/v1/claims', { ...json, body: '[{}]' })
    expectProblem(refused, 422, 'REFUSED')
    const { findings, errors } = refused.json as { findings: { code: string }[]; errors: unknown[] }
    expect(findings.map(({ code }) => code)).to.deep.equal(['CLAIM_CHARGE_UNBALANCED'])
    expect(errors, 'findings with a place in the JSON are errors of the body too').to.deep.equal([
      { pointer: '/body/0/chargeCents', detail: 'differs' },
      { pointer: '/body/0/lines', detail: 'is needed' },
    ])
  })

  it('an idempotency key reaches the story under the name of its client, and one that is none is refused', async () => {
    const keys: (string | undefined)[] = []
    const watched = await startServer({
      submit: (_arrival, _chunks, options) => {
        keys.push(options?.idempotencyKey)
        return Promise.reject(new Fault('CONFLICT', 'used before'))
      },
    })
    const body = '[{}]'
    expectProblem(await watched.call('/api/v1/claims', { ...json, body, headers: { 'idempotency-key': 'mine-1' } }), 409, 'CONFLICT')
    await watched.call('/api/v1/claims', { ...json, body })
    expect(keys[0]).to.match(/^[0-9a-f-]{36}:mine-1$/)
    expect(keys[1]).to.equal(undefined)
    const tooLong = { 'idempotency-key': 'x'.repeat(256) }
    expectProblem(await watched.call('/api/v1/claims', { ...json, body, headers: tooLong }), 400, 'ARGUMENT_INVALID')
    await watched.close()
  })

  it('a request to a clearinghouse is taken as one claim, or in the form that the caller names', async () => {
    const forms: (string | undefined)[] = []
    const watched = await startServer({
      submit: (_arrival, _chunks, options) => {
        forms.push(options?.format)
        return Promise.reject(new Fault('CONFLICT', 'seen'))
      },
    })
    for (const path of ['/api/v1/claims', '/api/v1/claims?format=clearinghouse-v3'])
      expectProblem(await watched.call(path, { ...json, body: '{"claimInformation":{}}' }), 409, 'CONFLICT')
    expect(forms).to.deep.equal([undefined, 'clearinghouse-v3'])
    expectProblem(await watched.call('/api/v1/claims?format=hl7', { ...json, body: '{}' }), 400, 'ARGUMENT_INVALID')
    expectProblem(await watched.call('/api/v1/claims', { ...json, body: '"claims"' }), 400, 'ARGUMENT_INVALID')
    await watched.close()
  })

  it('JSON claims are kept as the exact bytes that came', async () => {
    const body = '[ {"frequency":  "1", "note":"é"} ]\n'
    const { json: report } = await server.call('/api/v1/claims?name=claims.json', { ...json, body })
    const { text } = await server.call(`/api/v1/files/${(report as { fileId: string }).fileId}/content`)
    expect(text).to.equal(body)
  })

  it('what breaks inside is 500 without its words, in the answer and in the log', async () => {
    const broken = await startServer({
      receive: () => Promise.reject(new Error('cannot insert CANARYLAST')),
      submit: () => Promise.reject(new Fault('REMOTE_UNREACHABLE', 'no session with host secret.example.test')),
    })
    expectProblem(await broken.call('/api/v1/files', { ...file, body: 'a' }), 500, 'INTERNAL')
    const remote = await broken.call('/api/v1/claims', { ...json, body: '[{}]' })
    expectProblem(remote, 502, 'REMOTE_UNREACHABLE')
    expect(remote.text).to.not.contain('secret.example.test')
    const failures = broken.log.filter((line) => line.includes('request failed'))
    expect(failures).to.have.lengthOf(2)
    expect(failures.join()).to.not.contain('CANARY')
    await broken.close()
  })

  it('an address that fails too often must wait, key or not, and may come back later', async () => {
    const guarded = await startServer()
    for (let tries = 1; tries <= 5; tries++) expect((await guarded.call('/api/v1/files', { key: 'x12gw_guess' })).status).to.equal(401)
    const refused = await guarded.call('/api/v1/files')
    expectProblem(refused, 429, 'TOO_MANY_TRIES')
    expect(refused.headers.get('retry-after')).to.equal('3')
    guarded.wait(3_000)
    expect((await guarded.call('/api/v1/files')).status).to.equal(200)
    await guarded.close()
  })

  it('ready only when its parts are, and a failing check says no more than that', async () => {
    const sick = await startServer({ readiness: () => Promise.reject(new Error('CANARYLAST')) })
    const reply = await sick.call('/readyz', { key: null })
    expect(reply.status).to.equal(503)
    expect(reply.json).to.deep.equal({ status: 'not-ready', checks: { database: 'failed' } })
    await sick.close()
  })
})

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001)
}

async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !isTrue(); tries++) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isTrue()).to.equal(true)
}
