// The schema of a dental claim in JSON, with the guide's bounds on every list.
import { z } from 'zod'
import type { DentalClaim, DentalLine } from '../../domain/index.js'
import {
  claimBasics,
  diagnosisPointers,
  lineAdjudication,
  lineBasics,
  linesOf,
  notes,
  practitionerClaim,
  practitionerLine,
} from './claim-basics.js'
import { isDestinationCovered, notCovered } from './coverage.js'
import { diagnosis } from './details.js'
import { day, days, listOf, optionalQuantity, optionalText, procedure, text } from './leaves.js'
import { lineProvidersIn, providersIn } from './providers.js'

const tooth = z.strictObject({ tooth: optionalText, surfaces: z.array(text).max(5) })

const line: z.ZodType<DentalLine> = z
  .strictObject({
    ...lineBasics,
    ...practitionerLine(['G3', 'G1', '9F']),
    procedure,
    oralCavity: listOf(text, 5),
    prosthesis: z.enum(['I', 'R']).exactOptional(),
    units: optionalQuantity,
    diagnosisPointers: diagnosisPointers(4).exactOptional(),
    teeth: listOf(tooth, 32),
    from: day.exactOptional(),
    dates: days([
      'priorPlacement',
      'priorPlacementEstimated',
      'appliancePlacement',
      'replacement',
      'treatmentStart',
      'treatmentCompletion',
    ]),
    predeterminationNumber: optionalText,
    providers: lineProvidersIn(['rendering', 'assistant', 'supervising']),
    adjudications: listOf(lineAdjudication, 15),
  })
  .meta({ id: 'DentalLine' })

export const dentalClaim = z
  .strictObject({
    kind: z.literal('dental'),
    ...claimBasics,
    ...practitionerClaim,
    notes: notes(5),
    predetermination: z.boolean().exactOptional(),
    predeterminationNumber: optionalText,
    from: day.exactOptional(),
    to: day.exactOptional(),
    dates: days(['accident', 'appliancePlacement', 'repricerReceived']),
    orthodontics: z
      .strictObject({ months: optionalQuantity, monthsRemaining: optionalQuantity, indicator: optionalText })
      .refine((told) => Object.keys(told).length > 0, { message: 'must say something' })
      .exactOptional(),
    teeth: listOf(z.strictObject({ tooth: text, status: z.enum(['E', 'M']) }), 35),
    diagnoses: listOf(diagnosis, 4),
    providers: providersIn(['referring', 'primaryCare', 'rendering', 'assistant', 'supervising']),
    lines: linesOf(line, 50),
  })
  .refine(isDestinationCovered, notCovered)
  .meta({ id: 'DentalClaim' }) satisfies z.ZodType<DentalClaim>
