// Claims that were sent: all their versions, a correction, a void.
import { z } from 'zod'
import { jsonBody } from '../body.js'
import { attemptView, pageOf, submissionView, voidBody } from '../contract.js'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toAttemptView } from '../views/sending.js'
import { claimOf } from './claim-of.js'
import { createSending, sendingQuery, sendingStatuses } from './sending.js'

const claimBody = z.record(z.string(), z.unknown()).meta({
  description: 'The claim as it should be, as `document` of GET /claims/{id} shows it; frequency and payer claim number are set for you',
})

export function correctionRoutes(parts: ApiParts): readonly Route[] {
  const { store, correct } = parts
  const answer = createSending(parts)
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/attempts',
      scope: 'claims.read',
      audit: 'claim.attempts',
      tag: 'Corrections',
      summary: 'Every sending of a claim, oldest first: originals, replacements and voids, numbered for each payer',
      params: idParams,
      answer: pageOf(attemptView),
      handle: async ({ params }) => {
        const { id } = await claimOf(store, params.id)
        return { body: { items: (await store.claims.attemptsOf(id)).map(toAttemptView) }, objects: [`claim:${id}`] }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claims/{id}/replacement',
      scope: 'claims.write',
      audit: 'claim.replace',
      tag: 'Corrections',
      summary: 'Send a claim corrected: a replacement of what the payer decided, or a new original when it was rejected before',
      params: idParams,
      query: sendingQuery,
      body: jsonBody(claimBody),
      statuses: sendingStatuses,
      answer: submissionView,
      handle: async ({ params, query, body }) => answer(await correct.replace(await claimOf(store, params.id), body), query),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claims/{id}/void',
      scope: 'claims.write',
      audit: 'claim.void',
      tag: 'Corrections',
      summary: 'Take back a claim that the payer decided: the same charges and lines, with frequency 8',
      params: idParams,
      query: sendingQuery,
      body: jsonBody(voidBody),
      statuses: sendingStatuses,
      answer: submissionView,
      handle: async ({ params, query, body }) => answer(await correct.void(await claimOf(store, params.id), body.order), query),
    }),
  ]
}
