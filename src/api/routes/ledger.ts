// The journal: every entry ever made, in posting order.
import { z } from 'zod'
import { account, ledgerEntryView, pageOf } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toLedgerEntryView } from '../views/money.js'

const id = idParams.shape.id

export function ledgerRoutes({ store }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/ledger',
      scope: 'ledger.read',
      audit: 'ledger.list',
      tag: 'Accounts',
      summary: 'Ledger entries in posting order, each with the bytes that made it',
      query: z.strictObject({ ...pagingQuery, claimId: id.optional(), remittanceId: id.optional(), account: account.optional() }),
      answer: pageOf(ledgerEntryView),
      handle: async ({ query }) => {
        const page = await store.ledger.entries(given(query))
        return { body: toPage(page, toLedgerEntryView), objects: page.items.map((entry) => `entry:${entry.id}`) }
      },
    }),
  ]
}
