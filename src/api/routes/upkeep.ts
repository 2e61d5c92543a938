// What an operator looks at: the outbox, the partners, the audit trail.
import { z } from 'zod'
import { auditView, outboxState, outboxView, pageOf, partnerView } from '../contract.js'
import { given, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toAuditView, toOutboxView, toPartnerView } from '../views/upkeep.js'

export function upkeepRoutes({ store, partners }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/outbox',
      scope: 'outbox.read',
      audit: 'none',
      tag: 'Upkeep',
      summary: 'What waits to be sent, was sent, or may have been',
      query: z.strictObject({ ...pagingQuery, state: outboxState.optional(), partnerId: z.string().max(64).optional() }),
      answer: pageOf(outboxView),
      handle: async ({ query }) => ({ body: toPage(await store.outbox.list(given(query)), toOutboxView) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/partners',
      scope: 'partners.read',
      audit: 'none',
      tag: 'Upkeep',
      summary: 'Trading partners and what was agreed with them, without secrets',
      answer: pageOf(partnerView),
      handle: async () => ({ body: { items: partners.map(toPartnerView) } }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/audit',
      scope: 'audit.read',
      audit: 'audit.list',
      tag: 'Upkeep',
      summary: 'Who saw or changed what, newest first',
      query: z.strictObject(pagingQuery),
      answer: pageOf(auditView),
      handle: async ({ query }) => ({ body: toPage(await store.audit.list(given(query)), toAuditView) }),
    }),
  ]
}
