// Remittances: one payment of one payer each, its claim payments, and the proof that its money is all accounted for.
import { z } from 'zod'
import { type CashStanding, cashStandings, mustBeOurs, proveRemittance } from '../../gateway/index.js'
import type { RemittanceRow } from '../../store/index.js'
import { Fault } from '../../values/index.js'
import { claimPaymentView, pageOf, remittanceDetail, remittanceState, remittanceView } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toClaimPaymentView, toRemittanceDetail, toRemittanceView } from '../views/money.js'

export function remittanceRoutes({ store }: ApiParts): readonly Route[] {
  async function find(id: string): Promise<RemittanceRow> {
    const row = await store.remittances.find(id)
    if (row === undefined) throw new Fault('NOT_FOUND', 'there is no such remittance')
    return row
  }

  async function standings(rows: readonly RemittanceRow[]): Promise<(row: RemittanceRow) => CashStanding> {
    const found = await cashStandings(store, rows)
    return ({ id }) => found.get(id) ?? { cashState: 'awaiting' }
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/remittances',
      scope: 'remittances.read',
      audit: 'remittance.list',
      tag: 'Remittances',
      summary: 'Remittances, newest first',
      query: z.strictObject({ ...pagingQuery, state: remittanceState.optional() }),
      answer: pageOf(remittanceView),
      handle: async ({ query }) => {
        const page = await store.remittances.list(given(query))
        const standingOf = await standings(page.items)
        return {
          body: toPage(page, (row) => toRemittanceView(row, standingOf(row))),
          objects: page.items.map(({ id }) => `remittance:${id}`),
        }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/remittances/{id}',
      scope: 'remittances.read',
      audit: 'remittance.read',
      tag: 'Remittances',
      summary: 'One remittance, its provider adjustments, and the proof: BPR02 = posted + suspended',
      params: idParams,
      answer: remittanceDetail,
      handle: async ({ params }) => {
        const row = await find(params.id)
        const proof = await proveRemittance(store, row)
        const adjustments = await store.remittances.adjustments(row.id)
        return { body: toRemittanceDetail(row, proof, adjustments, (await standings([row]))(row)), objects: [`remittance:${row.id}`] }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/remittances/{id}/payments',
      scope: 'remittances.read',
      audit: 'remittance.payments',
      tag: 'Remittances',
      summary: 'Claim payments of a remittance, and what became of each; not those of one whose payee is none of ours',
      params: idParams,
      query: z.strictObject(pagingQuery),
      answer: pageOf(claimPaymentView),
      handle: async ({ params, query }) => {
        const row = await find(params.id)
        mustBeOurs(row)
        const { id } = row
        const page = await store.remittances.payments(id, given(query))
        return { body: toPage(page, toClaimPaymentView), objects: [`remittance:${id}`, ...page.items.map((one) => `payment:${one.id}`)] }
      },
    }),
  ]
}
