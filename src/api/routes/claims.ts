// Claims: finding them, and what happened to each.
import { z } from 'zod'
import { jsonBody } from '../body.js'
import { adjudicationState, claimDetail, claimView, ledgerEntryView, pageOf, submissionState, timelineView } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toClaimDetail, toClaimView, toTimelineView } from '../views/claims.js'
import { toLedgerEntryView } from '../views/money.js'
import { claimOf } from './claim-of.js'

const filters = {
  ...pagingQuery,
  submissionState: submissionState.optional().meta({ description: 'How far the claim got on its way to the payer' }),
  state: adjudicationState.optional().meta({ description: 'What the payer decided' }),
  partnerId: z.string().max(64).optional(),
}

export function claimRoutes({ store, timeline }: ApiParts): readonly Route[] {
  async function list(query: Parameters<typeof store.claims.list>[0]) {
    const page = await store.claims.list(query)
    return { body: toPage(page, toClaimView), objects: page.items.map(({ id }) => `claim:${id}`) }
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/claims',
      scope: 'claims.read',
      audit: 'claim.list',
      tag: 'Claims',
      summary: 'Claims, newest first',
      query: z.strictObject(filters),
      answer: pageOf(claimView),
      handle: ({ query }) => list(given(query)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claims/search',
      scope: 'claims.read',
      audit: 'claim.search',
      tag: 'Claims',
      summary: 'Find claims by patient control number, which must not stand in an address',
      query: z.strictObject(filters),
      body: jsonBody(z.strictObject({ patientControlNumber: z.string().min(1).max(38).meta({ description: 'CLM01', example: 'RB1001' }) })),
      answer: pageOf(claimView),
      handle: ({ query, body }) => list({ ...given(query), patientControlNumber: body.patientControlNumber }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}',
      scope: 'claims.read',
      audit: 'claim.read',
      tag: 'Claims',
      summary: 'One claim, with its lines and all that was submitted',
      params: idParams,
      answer: claimDetail,
      handle: async ({ params }) => ({ body: toClaimDetail(await claimOf(store, params.id)), objects: [`claim:${params.id}`] }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/timeline',
      scope: 'claims.read',
      audit: 'claim.timeline',
      tag: 'Claims',
      summary: 'Whose turn it is and until when, and what happened to a claim, oldest first, each step with the bytes behind it',
      params: idParams,
      answer: timelineView,
      handle: async ({ params }) => {
        const told = await timeline(await claimOf(store, params.id))
        return { body: toTimelineView(told), objects: [`claim:${told.claimId}`] }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/ledger',
      scope: 'ledger.read',
      audit: 'claim.ledger',
      tag: 'Claims',
      summary: 'Ledger entries of a claim, in posting order',
      params: idParams,
      query: z.strictObject(pagingQuery),
      answer: pageOf(ledgerEntryView),
      handle: async ({ params, query }) => {
        const { id } = await claimOf(store, params.id)
        const page = await store.ledger.entries({ ...given(query), claimId: id })
        return { body: toPage(page, toLedgerEntryView), objects: [`claim:${id}`] }
      },
    }),
  ]
}
