import { expect } from 'chai'
import { z } from 'zod'
import { createAttempts } from '../../src/api/attempts.js'
import { createMetrics } from '../../src/api/metrics.js'
import { checkRoutes, defineRoute } from '../../src/api/route.js'
import { isScope } from '../../src/api/scopes.js'
import { addMs, findJsonError, html } from '../../src/values/index.js'
import { noon } from './world.js'

describe('where JSON breaks', () => {
  const rows = [
    ['', 1, 1],
    ['  ', 1, 3],
    ['x', 1, 1],
    ['{"a":1,}', 1, 8],
    ['{"a":1 "b":2}', 1, 8],
    ['{a:1}', 1, 2],
    ['{"a"}', 1, 5],
    ['[1,]', 1, 4],
    ['[1 2]', 1, 4],
    ['[1}', 1, 3],
    ['{"a":1]', 1, 7],
    ['{"a":01}', 1, 6],
    ['[tru]', 1, 2],
    ['[1]]', 1, 4],
    ['{"a":\n  "b\n"}', 2, 3],
    ['["\\x"]', 1, 2],
    ['["\\u12G4"]', 1, 2],
    ['{"a":[{"b":nul', 1, 12],
    ['"open', 1, 1],
    ["{'a':1}", 1, 2],
    ['{"a":[],\n\n"b":{"c":}}', 3, 10],
  ] as const
  for (const [text, line, column] of rows) {
    it(`${JSON.stringify(text)} at ${line}:${column}`, () => {
      expect(() => JSON.parse(text) as unknown).to.throw()
      expect(findJsonError(text)).to.deep.equal({ line, column })
    })
  }

  it('takes megabytes of one string without running out of stack', () => {
    const text = `["${'x'.repeat(8_000_000)}" 1]`
    expect(findJsonError(text)).to.deep.equal({ line: 1, column: text.length - 1 })
  })
})

describe('failed tries', () => {
  it('drain away with time, per address', () => {
    let at = noon
    const attempts = createAttempts(() => at, { failedTries: 3, retryAfterMs: 1000 })
    for (let tries = 0; tries < 3; tries++) {
      expect(attempts.waitMs('a')).to.equal(0)
      attempts.fail('a')
    }
    expect(attempts.waitMs('a')).to.equal(1000)
    expect(attempts.waitMs('b')).to.equal(0)
    at = addMs(at, 400)
    expect(attempts.waitMs('a')).to.equal(600)
    at = addMs(at, 600)
    expect(attempts.waitMs('a')).to.equal(0)
    attempts.fail('a')
    expect(attempts.waitMs('a')).to.equal(1000)
  })

  it('a flood of addresses pushes out the one longest quiet, and no more', () => {
    const attempts = createAttempts(() => noon, { failedTries: 1, retryAfterMs: 1000 })
    for (let address = 0; address <= 10_000; address++) attempts.fail(`a${address}`)
    expect(attempts.waitMs('a0')).to.equal(0)
    expect(attempts.waitMs('a1')).to.equal(1000)
    expect(attempts.waitMs('a10000')).to.equal(1000)
  })
})

describe('the table of routes', () => {
  const good = defineRoute({
    method: 'get',
    path: '/api/v1/things',
    scope: 'files.read',
    audit: 'none',
    tag: 'Things',
    summary: 'Things',
    answer: z.string(),
    handle: async () => ({ body: 'thing' }),
  })
  const rows = [
    ['a complete route', [good], undefined],
    ['a route without a scope', [{ ...good, scope: undefined }], 'declares no scope'],
    ['a route with a scope nobody knows', [{ ...good, scope: 'everything' }], 'declares no scope'],
    ['a route under /api that is open', [{ ...good, scope: 'public' }], 'must ask for a key'],
    ['a route without a word for the audit trail', [{ ...good, audit: '' }], 'audit trail'],
    ['an address declared twice', [good, good], 'twice'],
  ] as const
  for (const [name, routes, says] of rows) {
    it(`${name} ${says === undefined ? 'starts' : 'does not start'}`, () => {
      const check = (): void => checkRoutes(routes as unknown as Parameters<typeof checkRoutes>[0], isScope)
      if (says === undefined) check()
      else expect(check).to.throw(TypeError, says)
    })
  }
})

describe('figures and pages', () => {
  it('labels cannot break out of their quotes', () => {
    const metrics = createMetrics()
    metrics.count({ method: 'EVIL"\n', route: 'a"\\\n', status: 200, ms: 1500 })
    const text = metrics.render('1', [])
    expect(text).to.contain('x12gw_http_requests_total{method="other",route="a\\"\\\\\\n",status="200"} 1')
    expect(text).to.contain('x12gw_http_request_seconds_sum{method="other",route="a\\"\\\\\\n"} 1.500')
  })

  it('text put into a page stays text', () => {
    const piece = html`<b>${'<script>"&\''}</b>${[html`<i>${'x'}</i>`, html`<i></i>`]}`
    expect(piece.html).to.equal('<b>&lt;script&gt;&quot;&amp;&#39;</b><i>x</i><i></i>')
  })
})
