// Work items: what needs a person, and what the person decided.
import { z } from 'zod'
import { pageOf, resolutionBody, resolutionView, workItemView } from '../contract.js'
import { jsonBody } from '../body.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toWorkItemView } from '../views/upkeep.js'

export function workItemRoutes({ store, now }: ApiParts): readonly Route[] {
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
        await store.workItems.resolve(id, { by, reason, at })
        return { body: { id, state: 'resolved' as const, by, at }, objects: [`work-item:${id}`] }
      },
    }),
  ]
}
