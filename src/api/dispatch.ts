// Takes a request through its route: key, scope, checks, handler, audit event, answer; in this order, and nothing is sent before its audit event is kept.
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type { Express, Request, Response } from 'express'
import { Fault } from '../values/index.js'
import { type Authenticate, authorize } from './auth.js'
import type { ApiParts } from './parts.js'
import type { Answer, Caller, Route } from './route.js'
import type { Visits } from './visit.js'

export interface DispatchParts extends Pick<ApiParts, 'store' | 'now' | 'limits'> {
  readonly authenticate: Authenticate
  readonly visits: Visits
}

const nobody: Caller = { keyId: 'nobody', scopes: [] }

/** Mounts the table. Addresses of the table answer other methods with 405; everything else under /api with 404, and neither without a key. */
export function mountRoutes(app: Express, routes: readonly Route[], parts: DispatchParts): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const group = routes.filter((route) => route.path === path)
    const address = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
    for (const route of group) {
      address[route.method]((request, response) => dispatch(route, request, response, parts))
    }
    const allow = group.map(({ method }) => (method === 'get' ? 'GET, HEAD' : method.toUpperCase())).join(', ')
    address.all(async (request, response) => {
      parts.visits.of(response).route = path
      if (group.every(({ scope }) => scope !== 'public')) await parts.authenticate(request)
      response.setHeader('Allow', allow)
      throw new Fault('METHOD_NOT_ALLOWED', `this address knows ${allow}`)
    })
  }
  app.use('/api', async (request) => {
    await parts.authenticate(request)
    throw new Fault('NOT_FOUND', 'there is no such address; /openapi.json lists them')
  })
}

async function dispatch(route: Route, request: Request, response: Response, parts: DispatchParts): Promise<void> {
  const visit = parts.visits.of(response)
  visit.route = route.path
  const caller = route.scope === 'public' ? nobody : await parts.authenticate(request)
  if (route.scope !== 'public') {
    visit.keyId = caller.keyId
    authorize(caller, route.scope)
  }
  const run = await route.prepare(request, caller, parts.limits)
  const runAudited = async (): Promise<Answer<unknown>> => {
    const answer = await run()
    await leaveTrace(route, caller, answer, parts)
    return answer
  }
  const answer = route.isAtomic ? await parts.store.transaction(runAudited) : await runAudited()
  await send(route, answer, request, response)
}

async function leaveTrace(route: Route, caller: Caller, answer: Answer<unknown>, { store, now }: DispatchParts): Promise<void> {
  if (route.audit === 'none') return
  const objects = answer.objects ?? []
  const [object] = objects
  await store.audit.append({
    at: now(),
    actor: `key:${caller.keyId}`,
    action: answer.isDryRun === true ? `${route.audit}.dry-run` : route.audit,
    ...(objects.length === 1 && object !== undefined ? { object } : {}),
    ...(objects.length > 1 ? { detail: { count: objects.length, objects: objects.join(' ') } } : {}),
  })
}

async function send(route: Route, answer: Answer<unknown>, request: Request, response: Response): Promise<void> {
  const [usual] = Object.keys(route.statuses)
  response.status(answer.status ?? Number(usual))
  if (route.produces === 'application/json') {
    if (answer.body === undefined) response.end()
    else response.json(answer.body)
    return
  }
  response.setHeader('Content-Type', route.produces)
  if (answer.fileName !== undefined) response.setHeader('Content-Disposition', `attachment; filename="${answer.fileName}"`)
  if (request.method === 'HEAD') response.end()
  else if (typeof answer.body === 'string' || answer.body instanceof Uint8Array) response.end(answer.body)
  else await pipeline(Readable.from(answer.body as AsyncIterable<Uint8Array>, { objectMode: false }), response)
}
