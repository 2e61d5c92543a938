// HI of an institutional claim: diagnoses, procedures, occurrences, values, conditions, treatments.
import type { DiagnosisOfStay, InstitutionalClaim, ProcedureOfStay } from '../../domain/index.js'
import {
  at,
  day,
  days,
  decimal,
  type ElementPart,
  elements,
  type LoopPart,
  mapped,
  optional,
  segmentCodec,
  segments,
  series,
  tagged,
  text,
} from '../codec.js'
import { codeAt, conditionCodes, inTwelves, plainCodes } from './health-codes.js'

type StayCodes = Pick<
  InstitutionalClaim,
  | 'diagnoses'
  | 'admittingDiagnosis'
  | 'reasonsForVisit'
  | 'externalCauses'
  | 'drg'
  | 'principalProcedure'
  | 'otherProcedures'
  | 'occurrenceSpans'
  | 'occurrences'
  | 'values'
  | 'conditionCodes'
  | 'treatmentCodes'
>

function diagnosisAt(place: number, usual: string): ElementPart<DiagnosisOfStay> {
  return elements(codeAt(place, usual), { presentOnAdmission: optional(at(`${place}-9`, text)) })
}

function procedureAt(place: number, usual: string): ElementPart<ProcedureOfStay> {
  return elements(codeAt(place, usual), { on: tagged(`${place}-3`, 'D8', at(`${place}-4`, day)) })
}

/** The one code in the first place of an HI under these qualifiers. */
function alone<T>(item: ElementPart<T>, ...qualifiers: readonly string[]) {
  return segmentCodec('HI', item, { '1-1': qualifiers })
}

const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1)

const occurrenceSpans = inTwelves(['BI'], (place) =>
  elements({ code: tagged(`${place}-1`, 'BI', at(`${place}-2`, text)) }, tagged(`${place}-3`, 'RD8', at(`${place}-4`, days))),
)
const occurrences = inTwelves(['BH'], (place) =>
  elements({ code: tagged(`${place}-1`, 'BH', at(`${place}-2`, text)), on: tagged(`${place}-3`, 'D8', at(`${place}-4`, day)) }),
)
const values = inTwelves(['BE'], (place) =>
  elements({ code: tagged(`${place}-1`, 'BE', at(`${place}-2`, text)), amount: at(`${place}-5`, decimal) }),
)

/** In the order of the guide, which puts other codes between the principal diagnosis and the rest. */
export const stayCodes: LoopPart<StayCodes> = mapped(
  segments({
    principal: alone(diagnosisAt(1, 'ABK'), 'ABK', 'BK'),
    admittingDiagnosis: optional(alone(codeAt(1, 'ABJ'), 'ABJ', 'BJ')),
    reasonsForVisit: optional(alone(series(upTo(3).map((place) => codeAt(place, 'APR'))), 'APR', 'PR')),
    externalCauses: optional(alone(series(upTo(12).map((place) => diagnosisAt(place, 'ABN'))), 'ABN', 'BN')),
    drg: optional(alone(tagged('1-1', 'DR', at('1-2', text)), 'DR')),
    others: optional(inTwelves(['ABF', 'BF'], (place) => diagnosisAt(place, 'ABF'))),
    principalProcedure: optional(alone(procedureAt(1, 'BBR'), 'BBR', 'BR', 'CAH')),
    otherProcedures: optional(inTwelves(['BBQ', 'BQ'], (place) => procedureAt(place, 'BBQ'))),
    occurrenceSpans: optional(occurrenceSpans),
    occurrences: optional(occurrences),
    values: optional(values),
    conditionCodes: optional(conditionCodes),
    treatmentCodes: optional(plainCodes('TC')),
  }),
  {
    decode: ({ principal, others = [], ...rest }) => ({ diagnoses: [principal, ...others], ...rest }),
    encode: ({ diagnoses, ...rest }) => {
      const [principal, ...others] = diagnoses
      if (principal === undefined) throw new RangeError('no principal diagnosis')
      return { principal, others, ...rest }
    },
  },
)
