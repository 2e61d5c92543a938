// Fee schedules: what payers have agreed to allow.
import { z } from 'zod'
import { cents, count, day, id, instant, text } from './leaves.js'
import { findingView } from './shared.js'

export const contractRateView = z
  .strictObject({
    id,
    payerId: text.meta({ description: 'Payer id of the claims, or `MEDICARE`', example: '60001' }),
    product: text.optional(),
    provider: text.optional().meta({ description: 'NPI or taxonomy code' }),
    procedure: text.meta({ description: '`*` is every procedure without a row of its own', example: '99213' }),
    modifiers: z.array(text),
    placeOfService: text.optional(),
    from: day,
    to: day.optional(),
    rateCents: cents.optional(),
    percentOfMedicare: z.number().optional().meta({ example: 120 }),
    percentOfCharge: z.number().optional().meta({ example: 65.5 }),
    unitRule: z.enum(['unit', 'line']),
    lesserOf: z.boolean().meta({ description: 'Never more than the charge' }),
    importedAt: instant,
  })
  .meta({ id: 'ContractRate' })

export const feeImportView = z
  .strictObject({
    file: text,
    outcome: z.enum(['imported', 'refused']),
    added: count,
    changed: count.meta({ description: 'Rows that were there with another rate, or another end' }),
    unchanged: count,
    findings: z.array(findingView),
  })
  .meta({ id: 'FeeImport' })
