// Work items: what needs a person, and what the person decided.
import { z } from 'zod'
import {
  denialView,
  pageOf,
  resolutionBody,
  resolutionView,
  type WorkEventBody,
  workEventBody,
  workFileView,
  workItemView,
} from '../contract.js'
import { denialScenarios } from '../../ledger/index.js'
import { jsonBody } from '../body.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toDenialView, toWorkFileView, toWorkItemView } from '../views/work-items.js'

export function workItemRoutes({ store, workQueue, now }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/work-items',
      scope: 'work.read',
      audit: 'work.list',
      tag: 'Work items',
      summary: 'What needs a person',
      query: z.strictObject({
        ...pagingQuery,
        state: z.enum(['open', 'resolved']).optional(),
        type: z.string().max(64).optional().meta({ example: 'unmatched-claim' }),
        claimId: idParams.shape.id.optional(),
      }),
      answer: pageOf(workItemView),
      handle: async ({ query }) => {
        const page = await store.workItems.list(given(query))
        return { body: toPage(page, toWorkItemView), objects: page.items.map(({ id }) => `work-item:${id}`) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/denials',
      scope: 'work.read',
      audit: 'work.list',
      tag: 'Work items',
      summary: 'Open denials, what a day’s delay puts most at risk first',
      query: z.strictObject({ scenario: z.enum(denialScenarios).optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) }),
      answer: z.strictObject({ items: z.array(denialView) }),
      handle: async ({ query: { scenario, limit } }) => {
        const denials = (await workQueue.denials(scenario)).slice(0, limit)
        return { body: { items: denials.map(toDenialView) }, objects: denials.map(({ item }) => `work-item:${item.id}`) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/work-items/{id}',
      scope: 'work.read',
      audit: 'work.read',
      tag: 'Work items',
      summary: 'One work item, its deadline and everything that was done with it',
      params: idParams,
      answer: workFileView,
      handle: async ({ params: { id } }) => ({ body: toWorkFileView(await workQueue.open(id)), objects: [`work-item:${id}`] }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/work-items/{id}/events',
      scope: 'work.write',
      audit: 'work.event',
      isAtomic: true,
      tag: 'Work items',
      summary: 'Assign, note, put out of sight, or decide what is to be done',
      params: idParams,
      body: jsonBody(workEventBody),
      answer: workFileView,
      handle: async ({ params: { id }, body, caller }) => {
        await act(id, `key:${caller.keyId}`, body)
        return { body: toWorkFileView(await workQueue.open(id)), objects: [`work-item:${id}`] }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/work-items/{id}/resolution',
      scope: 'work.write',
      audit: 'work.resolve',
      isAtomic: true,
      tag: 'Work items',
      summary: 'Settle a work item, with the reason',
      params: idParams,
      body: jsonBody(resolutionBody),
      answer: resolutionView,
      handle: async ({ params: { id }, body: { reason }, caller }) => {
        const by = `key:${caller.keyId}`
        const at = now()
        await workQueue.resolve(id, by, reason)
        return { body: { id, state: 'resolved' as const, by, at }, objects: [`work-item:${id}`] }
      },
    }),
  ]

  function act(id: string, by: string, event: WorkEventBody): Promise<unknown> {
    switch (event.kind) {
      case 'assigned':
        return workQueue.assign(id, by, event.to)
      case 'noted':
        return workQueue.note(id, by, event.text)
      case 'snoozed':
        return workQueue.snooze(id, by, event.until)
      case 'decided':
        return workQueue.decide(id, by, event.action, event.reason)
    }
  }
}
