import { Script } from 'node:vm'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { noon } from './world.js'
import { callFor, goodCalls } from './calls.js'
import { type Server, startServer } from './server.js'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
}

interface OpenApi {
  readonly openapi: string
  readonly info: { readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object }
}

describe('OpenAPI document', () => {
  let server: Server
  let document: OpenApi
  let operations: readonly { readonly path: string; readonly method: string; readonly operation: Operation }[]

  before(async () => {
    server = await startServer()
    document = (await server.call('/openapi.json', { key: null })).json as OpenApi
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
  })
  after(() => server.close())

  it('is version 3.1 and says which release it belongs to', () => {
    expect(document.openapi).to.equal('3.1.0')
    expect(document.info.version).to.equal('1.2.3')
  })

  it('holds every route of the table, and nothing that is not there', () => {
    const documented = operations.map(({ method, path }) => `${method} ${path}`)
    expect(documented.toSorted()).to.deep.equal(server.api.routes.map(({ method, path }) => `${method} ${path}`).toSorted())
  })

  it('names every operation once, with words and answers', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const { path, operation } of operations) {
      expect(operation.summary, path).to.have.length.above(5)
      for (const { description } of Object.values(operation.responses)) expect(description, path).to.have.length.above(3)
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith('2')),
        path,
      ).to.equal(true)
    }
  })

  it('declares each parameter of a path, and no other', () => {
    for (const { path, operation } of operations) {
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path')
      expect(declared.map(({ name }) => `{${name}}`)).to.deep.equal(path.match(/\{\w+\}/g) ?? [])
      expect(declared.every(({ required }) => required === true)).to.equal(true)
    }
  })

  it('asks for the scope that the table asks for', () => {
    for (const { method, path, scope } of server.api.routes) {
      const wanted = scope === 'public' ? [] : [{ bearer: [scope] }, { apiKey: [scope] }]
      expect(document.paths[path]?.[method]?.security, path).to.deep.equal(wanted)
    }
    expect(document.components.securitySchemes).to.have.all.keys('bearer', 'apiKey')
  })

  it('every reference leads somewhere', () => {
    const text = JSON.stringify(document)
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).to.have.property(name)
    }
  })

  it('what the server answers fits the document, judged by another validator', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema({ $id: 'https://x12-gateway.invalid/openapi', components: document.components })
    const { key } = await server.store.keys.create('to be revoked', ['claims.read'], noon)
    const calls = goodCalls(server.world, key.id)
    for (const route of server.api.routes.filter(({ produces }) => produces === 'application/json')) {
      const good = callFor(calls, route)
      const reply = await server.call(good.path, good)
      const schema = document.paths[route.path]?.[route.method]?.responses[reply.status]?.content?.['application/json']?.schema
      if (schema === undefined) {
        expect(reply.text, route.path).to.equal('')
        continue
      }
      const absolute = JSON.stringify(schema).replaceAll('"#/components', '"https://x12-gateway.invalid/openapi#/components')
      const check = ajv.compile(JSON.parse(absolute) as object)
      expect(check(reply.json), `${route.path} ${JSON.stringify(check.errors)}`).to.equal(true)
    }
  })

  it('the readable page shows every route, and nothing it shows is executable', async () => {
    const { text, headers } = await server.call('/docs', { key: null })
    expect(headers.get('content-type')).to.contain('text/html')
    for (const { path } of operations) expect(text).to.contain(`<code>${path}</code>`)
    expect(text).to.not.match(/<script(?! src="\/assets\/)|\son\w+=|style=|https?:\/\/|undefined|\[object/)
  })

  it('the pages load only what this server sends', async () => {
    const { text } = await server.call('/', { key: null })
    const links = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = '']) => link)
    expect(links).to.include('/docs').and.include('/assets/page.js')
    for (const link of links) expect((await server.call(link, { key: null })).status, link).to.equal(200)
    const { text: script } = await server.call('/assets/page.js', { key: null })
    expect(script).to.not.match(/innerHTML|outerHTML|insertAdjacent|localStorage|sessionStorage|document\.write|cookie|eval/)
    expect(() => new Script(script)).to.not.throw()
  })
})
