// Fee schedules: a table in, the rates out.
import { z } from 'zod'
import { importFees, toRateView } from '../../gateway/index.js'
import { wholeBody } from '../body.js'
import { contractRateView, feeImportView, pageOf } from '../contract.js'
import { given, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { RefusedFault } from '../problem.js'
import { defineRoute, type Route } from '../route.js'
import { arrivalQuery } from './files.js'

export function feeRoutes({ store, now }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/fees',
      scope: 'fees.read',
      audit: 'none',
      tag: 'Fees',
      summary: 'What payers have agreed to allow, newest first',
      query: z.strictObject({ ...pagingQuery, payerId: z.string().max(80).optional() }),
      answer: pageOf(contractRateView),
      handle: async ({ query }) => ({ body: toPage(await store.fees.list(given(query)), toRateView) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/fees/files',
      scope: 'fees.write',
      audit: 'fees.import',
      tag: 'Fees',
      summary: 'Hand in a table of contract rates: all of it is taken or none; the same table again changes nothing',
      query: arrivalQuery.omit({ partner: true }),
      body: wholeBody(['text/csv', 'text/plain', 'application/octet-stream'], 'CSV with a heading, as docs/fees.md has it'),
      answer: feeImportView,
      handle: async ({ query: { name }, body }) => {
        const { findings, ...report } = await importFees({ store, clock: now }, { name, bytes: body })
        if (report.outcome === 'refused') throw new RefusedFault('nothing of the fee table was imported', findings, [])
        return { body: { ...report, findings: [] } }
      },
    }),
  ]
}
