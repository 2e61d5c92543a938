// What was sent and is not answered: who owes what, since when, until when.
import { z } from 'zod'
import { pageOf, waitView } from '../contract.js'
import { given, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toWaitView } from '../views/sending.js'

export function overdueRoutes({ overdue }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/overdue',
      scope: 'claims.read',
      audit: 'overdue.list',
      tag: 'Awaited answers',
      summary: 'Answers that are awaited or late, the first that is due first',
      query: z.strictObject({
        ...pagingQuery,
        late: z.enum(['true', 'false']).optional().meta({ description: 'Only what is late, or only what is not' }),
        partnerId: z.string().max(64).optional().meta({ description: 'Sent through this partner', example: 'acorn' }),
        payerId: z.string().max(80).optional().meta({ description: 'The payer that owes the decision', example: '60001' }),
      }),
      answer: pageOf(waitView),
      handle: async ({ query }) => {
        const { late, ...rest } = given(query)
        const page = await overdue.list({ ...rest, ...(late === undefined ? {} : { isLate: late === 'true' }) })
        return { body: toPage(page, toWaitView), objects: page.items.flatMap(objectOf) }
      },
    }),
  ]
}

function objectOf({ claimId, fileId }: { readonly claimId?: string; readonly fileId?: string }): readonly string[] {
  if (claimId !== undefined) return [`claim:${claimId}`]
  return fileId === undefined ? [] : [`file:${fileId}`]
}
