// What is remembered of a request while it runs, for the access log and the figures: names and numbers of ours only.
import type { RequestHandler, Response } from 'express'
import { newId } from '../values/index.js'
import type { Metrics } from './metrics.js'
import type { ApiLog } from './parts.js'

/** Filled in as the request finds its way; `route` is the pattern, never the URL. */
export interface Visit {
  readonly requestId: string
  route: string
  keyId?: string
}

export interface Visits {
  /** Begins a visit; when the answer has left or broken off, one log line and the figures follow. */
  readonly handler: RequestHandler
  of(response: Response): Visit
}

export function createVisits(log: ApiLog, metrics: Metrics): Visits {
  const visits = new WeakMap<Response, Visit>()

  function of(response: Response): Visit {
    const visit = visits.get(response) ?? { requestId: newId(), route: 'none' }
    visits.set(response, visit)
    return visit
  }

  return {
    of,
    handler: (request, response, next) => {
      const startedMs = performance.now()
      const visit = of(response)
      response.setHeader('X-Request-Id', visit.requestId)
      response.on('close', () => {
        const ms = Math.round(performance.now() - startedMs)
        const { requestId, route, keyId } = visit
        metrics.count({ method: request.method, route, status: response.statusCode, ms })
        const isWhole = response.writableFinished
        log.info('request', { requestId, method: request.method, route, status: response.statusCode, ms, keyId, isWhole })
      })
      next()
    },
  }
}
