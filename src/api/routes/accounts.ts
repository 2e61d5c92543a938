// Accounts: the balances of the whole books, and what each claim's patient and payers still owe.
import { z } from 'zod'
import { accountsView, adjudicationState, patientAccountDetail, patientAccountPage } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { claimOf } from './claim-of.js'
import { toAccountsView, toLedgerEntryView, toPatientAccountView, toReceivables } from '../views/money.js'

export function accountRoutes({ store }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/accounts',
      scope: 'ledger.read',
      audit: 'none',
      tag: 'Accounts',
      summary: 'Balance of every account; together they are 0',
      answer: accountsView,
      handle: async () => ({ body: toAccountsView(await store.ledger.balances()) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/accounts/patients',
      scope: 'ledger.read',
      audit: 'account.list',
      tag: 'Accounts',
      summary: 'Patient accounts, one per claim, newest first: who owes what, with the totals over all claims',
      query: z.strictObject({ ...pagingQuery, state: adjudicationState.optional() }),
      answer: patientAccountPage,
      handle: async ({ query }) => {
        const claims = await store.claims.list(given(query))
        const balances = await store.ledger.balancesByClaim(claims.items.map(({ id }) => id))
        const items = claims.items.map((record) => toPatientAccountView(record, balances.get(record.id) ?? {}))
        const totals = toReceivables(await store.ledger.balances())
        return { body: { ...toPage(claims, () => undefined), items, totals }, objects: items.map(({ claimId }) => `claim:${claimId}`) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/accounts/patients/{id}',
      scope: 'ledger.read',
      audit: 'account.read',
      tag: 'Accounts',
      summary: 'The account of one claim (by the claim’s id), with its ledger entries in posting order',
      params: idParams,
      query: z.strictObject(pagingQuery),
      answer: patientAccountDetail,
      handle: async ({ params, query }) => {
        const record = await claimOf(store, params.id)
        const balances = await store.ledger.balances({ claimId: record.id })
        const ledger = toPage(await store.ledger.entries({ ...given(query), claimId: record.id }), toLedgerEntryView)
        return { body: { ...toPatientAccountView(record, balances), ledger }, objects: [`claim:${record.id}`] }
      },
    }),
  ]
}
