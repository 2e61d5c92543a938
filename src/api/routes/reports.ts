// Figures over everything there is: they show no patient.
import { z } from 'zod'
import { createReports } from '../../gateway/index.js'
import { figureDefinitions, type Period } from '../../reports/index.js'
import { dayOf, type IsoDate, toIsoDate } from '../../values/index.js'
import { ageingRow, denialRow, figureRow, underpaymentRow } from '../contract.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'

const day = z
  .string()
  .transform((text, context): IsoDate => {
    const found = toIsoDate(text)
    if (found === undefined) context.addIssue({ code: 'custom', message: 'is no day such as 2026-03-31' })
    return found ?? z.NEVER
  })
  .meta({ override: { type: 'string', format: 'date' }, example: '2026-03-31' })
const period = { from: day.optional(), to: day.optional() }

export function reportRoutes({ store, treatments, now }: ApiParts): readonly Route[] {
  const reports = createReports({ store, treatments })
  const toPeriod = ({ from, to }: { readonly from?: IsoDate | undefined; readonly to?: IsoDate | undefined }): Period => ({
    ...(from === undefined ? {} : { from }),
    to: to ?? dayOf(now()),
  })
  const shared = { method: 'get', scope: 'ledger.read', audit: 'none', tag: 'Reports' } as const
  return [
    defineRoute({
      ...shared,
      path: '/api/v1/reports/figures',
      summary: 'Acceptance, denials, collection, days in A/R, auto-posting, EFT matching and lags, with numerators and denominators',
      query: z.strictObject({ ...period, by: z.enum(['payer', 'provider']).optional() }),
      answer: z.strictObject({ items: z.array(figureRow), definitions: z.record(z.string(), z.string()) }),
      handle: async ({ query }) => ({
        body: { items: [...(await reports.figures(toPeriod(query), query.by))], definitions: { ...figureDefinitions } },
      }),
    }),
    defineRoute({
      ...shared,
      path: '/api/v1/reports/denials',
      summary: 'What payers refused in their first decision, by payer and reason or CORE 360 scenario, the most expensive first',
      query: z.strictObject({ ...period, by: z.enum(['reason', 'scenario']).default('reason') }),
      answer: z.strictObject({ items: z.array(denialRow) }),
      handle: async ({ query }) => ({ body: { items: [...(await reports.denials(toPeriod(query), query.by))] } }),
    }),
    defineRoute({
      ...shared,
      path: '/api/v1/reports/underpayments',
      summary: 'What payers allowed less, or more, than the fee schedule says, and is still open; by payer',
      query: z.strictObject(period),
      answer: z.strictObject({ items: z.array(underpaymentRow) }),
      handle: async ({ query }) => ({ body: { items: [...(await reports.underpayments(toPeriod(query)))] } }),
    }),
    defineRoute({
      ...shared,
      path: '/api/v1/reports/ageing',
      summary: 'Receivables by age, who owes them and under which payer; the total is the ledger’s',
      query: z.strictObject({ asOf: day.optional(), ageFrom: z.enum(['service', 'owner']).default('service') }),
      answer: z.strictObject({ items: z.array(ageingRow) }),
      handle: async ({ query: { asOf, ageFrom } }) => {
        const rows = await reports.ageing(asOf ?? dayOf(now()), ageFrom)
        return { body: { items: rows.map((row) => ({ ...row, buckets: [...row.buckets] })) } }
      },
    }),
  ]
}
