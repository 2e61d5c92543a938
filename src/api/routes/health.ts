// For machines that watch: alive, ready, figures, and the description of the API itself.
import { z } from 'zod'
import type { Page, Paging } from '../../store/index.js'
import { healthView, outboxState, readinessView } from '../contract.js'
import type { Gauge, Metrics } from '../metrics.js'
import { maxPageSize } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'

/** Listings are counted page by page, up to this many pages: a figure for an alarm, not for the books. */
const maxPages = 25

export function healthRoutes({ store, readiness, version }: ApiParts, metrics: Metrics): readonly Route[] {
  async function readGauges(): Promise<readonly Gauge[]> {
    const outbox = new Map<string, number>()
    for (const state of outboxState.options.filter((one) => one !== 'sent')) {
      outbox.set(state, await countItems((paging) => store.outbox.list({ ...paging, state })))
    }
    const open = await countItems((paging) => store.workItems.list({ ...paging, state: 'open' }))
    const cap = `counted up to ${maxPages * maxPageSize}`
    return [
      { name: 'x12gw_outbox_rows', help: `Files that are not sent yet, ${cap}`, label: 'state', values: outbox },
      { name: 'x12gw_work_items', help: `Work items that wait for a person, ${cap}`, label: 'state', values: new Map([['open', open]]) },
    ]
  }

  return [
    defineRoute({
      method: 'get',
      path: '/healthz',
      scope: 'public',
      audit: 'none',
      tag: 'Health',
      summary: 'Is the process alive?',
      answer: healthView,
      handle: async () => ({ body: { status: 'ok' as const, version } }),
    }),
    defineRoute({
      method: 'get',
      path: '/readyz',
      scope: 'public',
      audit: 'none',
      tag: 'Health',
      summary: 'Can it work: is the database reachable?',
      statuses: { 200: 'Ready', 503: 'Not ready' },
      answer: readinessView,
      handle: async () => {
        const { isReady, checks } = await readiness().catch(() => ({ isReady: false, checks: { database: false } }))
        const said: Record<string, 'ok' | 'failed'> = {}
        for (const [name, isFine] of Object.entries(checks)) said[name] = isFine ? 'ok' : 'failed'
        return { status: isReady ? 200 : 503, body: { status: isReady ? ('ready' as const) : ('not-ready' as const), checks: said } }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      scope: 'metrics.read',
      audit: 'none',
      tag: 'Health',
      summary: 'Figures for Prometheus',
      produces: 'text/plain; version=0.0.4',
      answer: z.string(),
      handle: async () => ({ body: metrics.render(version, await readGauges()) }),
    }),
  ]
}

async function countItems<T>(list: (paging: Paging) => Promise<Page<T>>): Promise<number> {
  let count = 0
  let cursor: string | undefined
  for (let page = 0; page < maxPages; page++) {
    const { items, next } = await list({ limit: maxPageSize, ...(cursor === undefined ? {} : { cursor }) })
    count += items.length
    if (next === undefined) break
    cursor = next
  }
  return count
}
