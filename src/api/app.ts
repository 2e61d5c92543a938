// Puts the API together: safe headers, access log, the table of routes, the pages, and one way for everything that goes wrong.
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express'
import helmet from 'helmet'
import { Fault } from '../values/index.js'
import { createAttempts } from './attempts.js'
import { createAuthenticate, TooManyTries } from './auth.js'
import { mountRoutes } from './dispatch.js'
import { createMetrics } from './metrics.js'
import { createDocument } from './openapi.js'
import { mountPages } from './pages/mount.js'
import type { ApiLog, ApiParts } from './parts.js'
import { toProblem } from './problem.js'
import { checkRoutes, type Route } from './route.js'
import { createRoutes } from './routes/table.js'
import { isScope } from './scopes.js'
import { createVisits, type Visits } from './visit.js'

/** Nothing may load but what this server sends itself: no inline script, no frame, no form that leaves. */
const safeHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
})

export interface Api {
  readonly app: Express
  /** The table it was made from, and the document made from the table. */
  readonly routes: readonly Route[]
  readonly document: object
}

/** Builds the API from its parts. Throws a TypeError when a route of the table is incomplete. */
export function createApi(parts: ApiParts): Api {
  const metrics = createMetrics()
  const visits = createVisits(parts.log, metrics)
  const authenticate = createAuthenticate(parts.store.keys, createAttempts(parts.now, parts.limits))
  const routes = createRoutes(parts, metrics)
  checkRoutes(routes, isScope)
  const document = createDocument(routes, parts.version)

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.enable('case sensitive routing')
  app.use(visits.handler, safeHeaders, (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  mountRoutes(app, routes, { ...parts, authenticate, visits })
  mountPages(app, document)
  app.use(() => {
    throw new Fault('NOT_FOUND', 'there is no such address; /openapi.json lists them')
  })
  app.use(createErrorHandler(parts.log, visits))
  return { app, routes, document }
}

function createErrorHandler(log: ApiLog, visits: Visits): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const problem = toProblem(thrown)
    const { requestId, route } = visits.of(response)
    if (problem.status >= 500) log.error('request failed', { requestId, route, code: problem.code, ...describe(thrown) })
    // Half an answer cannot be taken back; breaking off tells the other side that it is not whole.
    if (response.headersSent) {
      response.destroy()
      return
    }
    if (thrown instanceof TooManyTries) response.setHeader('Retry-After', String(thrown.retryAfterSeconds))
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
    if (!request.complete) lingerThenCut(request, response)
    response.removeHeader('Content-Disposition')
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  }
}

const lingerMs = 2_000

/** Lets the other side, which is still sending, read the answer before the line is cut: cutting at once would lose it. */
function lingerThenCut(request: Request, response: Response): void {
  request.resume()
  response.once('finish', () => {
    const timer = setTimeout(() => {
      if (!request.complete) request.socket.destroy()
    }, lingerMs)
    timer.unref()
  })
}

/** Kind and place of an error; its words may hold what was sent, so they stay out of the log unless they are ours. */
function describe(thrown: unknown): Readonly<Record<string, string>> {
  if (!(thrown instanceof Error)) return { error: typeof thrown }
  const place = /^\s+at .*$/m.exec(thrown.stack ?? '')?.[0].trim() ?? ''
  return { error: thrown.name, place, ...(thrown instanceof Fault ? { fault: thrown.message } : {}) }
}
