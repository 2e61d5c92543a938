// Claims for the payer after those who decided: which are due, what would be sent, and sending it.
import { z } from 'zod'
import { nextPayerPreview, nextPayerView, pageOf, submissionView } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toNextPayerPreview, toNextPayerView } from '../views/sending.js'
import { claimOf } from './claim-of.js'
import { createSending, sendingQuery, sendingStatuses } from './sending.js'

export function nextPayerRoutes(parts: ApiParts): readonly Route[] {
  const { store, nextPayer } = parts
  const answer = createSending(parts)
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/next-payer-claims',
      scope: 'claims.read',
      audit: 'next-payer.list',
      tag: 'Next payers',
      summary: 'Claims that are proposed for their next payer: due, or why not yet',
      query: z.strictObject(pagingQuery),
      answer: pageOf(nextPayerView),
      handle: async ({ query }) => {
        const page = await nextPayer.proposed(given(query))
        return { body: toPage(page, toNextPayerView), objects: page.items.map(({ claimId }) => `claim:${claimId}`) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/next-payer',
      scope: 'claims.read',
      audit: 'next-payer.read',
      tag: 'Next payers',
      summary: 'The claim for the next payer as it would be sent, or every reason why there is none',
      params: idParams,
      answer: nextPayerPreview,
      handle: async ({ params }) => {
        const next = await nextPayer.of(await claimOf(store, params.id))
        return { body: toNextPayerPreview(next), objects: [`claim:${next.claimId}`] }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claims/{id}/next-payer',
      scope: 'claims.write',
      audit: 'next-payer.send',
      tag: 'Next payers',
      summary: 'Send the claim to its next payer: once, however often it is asked',
      params: idParams,
      query: sendingQuery,
      statuses: sendingStatuses,
      answer: submissionView,
      handle: async ({ params, query }) => answer(await nextPayer.send((await claimOf(store, params.id)).id), query),
    }),
  ]
}
