// Batches: what waits for each partner's next one and when that goes, sending it now, and those that were written.
import { z } from 'zod'
import type { Partner } from '../../domain/index.js'
import { Fault } from '../../values/index.js'
import { batchView, heldClaimView, outboxState, pageOf, releaseView, waitingBatchView } from '../contract.js'
import { given, idParams, pagingQuery } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toBatchView, toHeldClaimView, toWaitingBatchView } from '../views/sending.js'

const partnerParams = z.strictObject({
  id: idParams.shape.id.meta({ description: 'Id of the partner, as GET /partners shows it', example: 'acorn' }),
})

export function batchRoutes({ store, partners, batches, now }: ApiParts): readonly Route[] {
  function partnerOf(id: string): Partner {
    const partner = partners.find((one) => one.id === id)
    if (partner === undefined) throw new Fault('NOT_FOUND', 'there is no such partner')
    return partner
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/batches',
      scope: 'outbox.read',
      audit: 'none',
      tag: 'Batches',
      summary: 'Files of claims that were written, newest first, with what they hold and how that was acknowledged',
      query: z.strictObject({ ...pagingQuery, state: outboxState.optional(), partnerId: z.string().max(64).optional() }),
      answer: pageOf(batchView),
      handle: async ({ query }) => {
        const { items, ...rest } = await store.outbox.list({ ...given(query), kind: '837' })
        const views = []
        for (const row of items) views.push(toBatchView(row, await store.interchanges.setsOfFile(row.fileId)))
        return { body: { items: views, ...rest } }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/batches/waiting',
      scope: 'outbox.read',
      audit: 'none',
      tag: 'Batches',
      summary: 'What waits for each partner’s next batch, why that is due, and its cut-offs and holidays',
      answer: pageOf(waitingBatchView),
      handle: async () => {
        const items = []
        for (const partner of partners) items.push(toWaitingBatchView(partner, await batches.look(partner), now()))
        return { body: { items } }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/batches/waiting/{id}',
      scope: 'claims.read',
      audit: 'batch.claims',
      tag: 'Batches',
      summary: 'Claims that wait for this partner’s next batch, newest first',
      params: partnerParams,
      query: z.strictObject(pagingQuery),
      answer: pageOf(heldClaimView),
      handle: async ({ params, query }) => {
        const { items, ...rest } = await store.heldClaims.list({ ...given(query), partnerId: partnerOf(params.id).id })
        const views = []
        for (const { claimId, at } of items) {
          const claim = await store.claims.find(claimId)
          if (claim !== undefined) views.push(toHeldClaimView(claim, at))
        }
        return { body: { items: views, ...rest }, objects: views.map(({ claimId }) => `claim:${claimId}`) }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/batches/waiting/{id}/release',
      scope: 'claims.write',
      audit: 'batch.release',
      tag: 'Batches',
      summary: 'Write and send now all that waits for this partner, due or not',
      params: partnerParams,
      answer: releaseView,
      handle: async ({ params }) => {
        const { partnerId, waiting, files, setAside, failed, uncertain } = await batches.release(partnerOf(params.id))
        const body = { partnerId, waiting, files: [...files], setAside, failed: [...failed], uncertain: [...uncertain] }
        return { body, objects: [`partner:${partnerId}`] }
      },
    }),
  ]
}
