// The schema of an institutional claim in JSON, with the guide's bounds on every list.
import { z } from 'zod'
import type { InstitutionalClaim, InstitutionalLine } from '../../domain/index.js'
import { claimBasics, drug, lineAdjudication, lineBasics, linesOf, notes } from './claim-basics.js'
import { isDestinationCovered, notCovered } from './coverage.js'
import { attachments, conditionCodes, conditions, diagnosis } from './details.js'
import { day, days, listOf, optionalCents, optionalText, procedure, quantity, text } from './leaves.js'
import { lineProvidersIn, providersIn } from './providers.js'

const clock = z.string().regex(/^(?:[01]\d|2[0-3])[0-5]\d$/, 'must be a time of day as HHMM')
const diagnosisOfStay = diagnosis.extend({ presentOnAdmission: z.enum(['Y', 'N', 'U', 'W']).exactOptional() })
const procedureOfStay = diagnosis.extend({ on: day })

const line: z.ZodType<InstitutionalLine> = z
  .strictObject({
    ...lineBasics,
    revenueCode: text,
    procedure: procedure.exactOptional(),
    unit: z.enum(['UN', 'DA']),
    units: quantity,
    nonCoveredCents: optionalCents,
    attachments,
    from: day.exactOptional(),
    to: day.exactOptional(),
    serviceTaxCents: optionalCents,
    facilityTaxCents: optionalCents,
    thirdPartyNote: optionalText,
    drug,
    providers: lineProvidersIn(['operating', 'otherOperating', 'rendering', 'referring']),
    adjudications: listOf(lineAdjudication.extend({ procedure: procedure.exactOptional(), revenueCode: text }), 15),
  })
  .meta({ id: 'InstitutionalLine' })

export const institutionalClaim = z
  .strictObject({
    kind: z.literal('institutional'),
    ...claimBasics,
    notes: notes(11),
    facilityType: text,
    statement: z.strictObject({ from: day, to: day }),
    admission: z.strictObject({ on: day, at: clock.exactOptional() }).exactOptional(),
    dischargeHour: clock.exactOptional(),
    dates: days(['repricerReceived']),
    admissionType: text,
    admissionSource: optionalText,
    patientStatus: text,
    estimatedPatientCents: optionalCents,
    accidentState: optionalText,
    medicalRecord: optionalText,
    conditions: conditions(1),
    diagnoses: z.array(diagnosisOfStay).min(1).max(25),
    admittingDiagnosis: diagnosis.exactOptional(),
    reasonsForVisit: listOf(diagnosis, 3),
    externalCauses: listOf(diagnosisOfStay, 12),
    drg: optionalText,
    principalProcedure: procedureOfStay.exactOptional(),
    otherProcedures: listOf(procedureOfStay, 24),
    occurrenceSpans: listOf(z.strictObject({ code: text, from: day, to: day }), 24),
    occurrences: listOf(z.strictObject({ code: text, on: day }), 24),
    values: listOf(z.strictObject({ code: text, amount: quantity }), 24),
    conditionCodes,
    treatmentCodes: listOf(text, 24),
    providers: providersIn(['attending', 'operating', 'otherOperating', 'rendering', 'referring']),
    lines: linesOf(line, 999),
  })
  .refine(isDestinationCovered, notCovered)
  .meta({ id: 'InstitutionalClaim' }) satisfies z.ZodType<InstitutionalClaim>
