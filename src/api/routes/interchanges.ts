// Interchanges: what was exchanged, with groups, sets, findings and acknowledgements.
import { z } from 'zod'
import { Fault } from '../../values/index.js'
import { direction, interchangeDetail, interchangeView, pageOf } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toInterchangeDetail, toInterchangeView } from '../views/files.js'

export function interchangeRoutes({ store }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/interchanges',
      scope: 'files.read',
      audit: 'interchange.list',
      tag: 'Files',
      summary: 'Interchanges that came and went, newest first',
      query: z.strictObject({ ...pagingQuery, direction: direction.optional(), partnerId: z.string().max(64).optional() }),
      answer: pageOf(interchangeView),
      handle: async ({ query }) => {
        const page = await store.interchanges.list(given(query))
        return { body: toPage(page, toInterchangeView), objects: page.items.map(({ id }) => `interchange:${id}`) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/interchanges/{id}',
      scope: 'files.read',
      audit: 'interchange.read',
      tag: 'Files',
      summary: 'One interchange: its groups and sets, their findings, and how they were acknowledged',
      params: idParams,
      answer: interchangeDetail,
      handle: async ({ params }) => {
        const row = await store.interchanges.find(params.id)
        if (row === undefined) throw new Fault('NOT_FOUND', 'there is no such interchange')
        const findings = await store.interchanges.findings(row.fileId)
        return { body: toInterchangeDetail(row, findings), objects: [`interchange:${row.id}`] }
      },
    }),
  ]
}
