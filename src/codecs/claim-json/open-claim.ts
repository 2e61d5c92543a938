// The schema of open claims in JSON: what another system sent before the gateway took over, as `claims import` takes it.
import { z } from 'zod'
import type { OpenClaim } from '../../domain/index.js'
import { cents, day, optionalText, payerOrder, text } from './leaves.js'

export const openClaimSchema: z.ZodType<OpenClaim> = z.strictObject({
  patientControlNumber: text,
  kind: z.enum(['professional', 'institutional', 'dental']),
  patient: z.strictObject({ last: text, first: optionalText, birthDate: day.exactOptional() }),
  coverages: z.array(z.strictObject({ order: payerOrder, payerId: text, memberId: z.string() })).min(1),
  lines: z.array(
    z.strictObject({
      number: z.int().min(1),
      control: optionalText,
      procedure: optionalText,
      modifiers: z.array(text),
      revenueCode: optionalText,
      serviceDate: day.exactOptional(),
      units: z.number().exactOptional(),
      chargeCents: cents,
    }),
  ),
  chargeCents: cents,
  predetermination: z.boolean().exactOptional(),
})
