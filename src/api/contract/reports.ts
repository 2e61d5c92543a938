// Figures: each a numerator over a denominator.
import { z } from 'zod'
import { denialScenarios } from '../../ledger/index.js'
import { type FigureId, figures } from '../../reports/index.js'
import { cents, count, text } from './leaves.js'

const value = z.number().optional().meta({ description: 'Per cent or days with one decimal; absent over nothing', example: 96.4 })

export const figureRow = z
  .strictObject({
    group: text.meta({ description: 'Payer id, NPI, or `all`', example: 'all' }),
    figure: z.enum(Object.keys(figures) as FigureId[]),
    numerator: z.int(),
    denominator: z.int(),
    value,
  })
  .meta({
    id: 'Figure',
    description: Object.entries(figures)
      .map(([id, { says }]) => `\`${id}\`: ${says}`)
      .join('; '),
  })

export const denialRow = z
  .strictObject({
    payer: text,
    scenario: z.enum(denialScenarios).meta({ description: 'CORE 360 business scenario', example: 'not-covered' }),
    reason: text.optional().meta({ description: 'CAS01 and CARC; absent by scenario', example: 'CO197' }),
    category: text.optional(),
    claims: count,
    cents,
    adjudicatedClaims: count,
    value,
  })
  .meta({ id: 'DenialFigure' })

export const underpaymentRow = z
  .strictObject({
    payer: text.meta({ description: 'Payer id, or `total`', example: '60001' }),
    underpaidLines: count,
    expectedCents: cents.meta({ description: 'Allowed by the contract for the lines paid too little' }),
    actualCents: cents.meta({ description: 'Allowed by the payer for them' }),
    underpaidCents: cents,
    overpaidLines: count,
    overpaidCents: cents,
  })
  .meta({ id: 'UnderpaymentRow' })

export const ageingRow = z
  .strictObject({
    owner: text.meta({ example: 'patient' }),
    payer: text,
    buckets: z.array(cents).meta({ description: '0-30, 31-60, 61-90, 91-120, 121 and more days' }),
    creditCents: cents,
    totalCents: cents,
  })
  .meta({ id: 'AgeingRow' })
