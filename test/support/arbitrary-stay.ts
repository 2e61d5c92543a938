// What kind of stay or visit an arbitrary institutional claim is for, and the codes that go with it.
import * as fc from 'fast-check'
import type { Diagnosis, DiagnosisOfStay, InstitutionalClaim } from '../../src/domain/index.js'
import { addDays, type IsoDate } from '../../src/values/index.js'
import { diagnosesOf, twoCharacters } from './arbitrary-claim-details.js'
import { before, from, identifier, list, optionalOf, type Season, some } from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

export interface Stay {
  readonly when: Season
  readonly isInpatient: boolean
  readonly isOutpatient: boolean
  readonly last: IsoDate
  readonly terms: Pick<
    InstitutionalClaim,
    | 'facilityType'
    | 'frequency'
    | 'originalPayerClaimNumber'
    | 'statement'
    | 'admission'
    | 'dischargeHour'
    | 'admissionType'
    | 'admissionSource'
    | 'patientStatus'
  >
}

const change = fc.record({ frequency: from('7', '8'), originalPayerClaimNumber: identifier, patientStatus: from('01', '03') })
const whole = fc.record({ frequency: from('1'), patientStatus: from('01', '03') })
/** The patient is still there: no discharge. */
const interim = fc.record({ frequency: from('2', '3'), patientStatus: from('30') })

/** An inpatient in a hospital or a nursing home, an outpatient, or a patient at home. */
export function stayOf(when: Season): Arbitrary<Stay> {
  return fc
    .tuple(
      from('11', '21', '13', '85', '32', '81'),
      fc.oneof(change, whole, interim),
      fc.record({ days: fc.nat({ max: 10 }), waited: fc.nat({ max: 2 }), hour: from('0815', '2359'), left: from('1130', '0005') }),
      fc.oneof(
        fc.record({ admissionType: from('1', '2', '3', '9'), admissionSource: from('1', 'F') }),
        fc.record({ admissionType: from('4'), admissionSource: from('5', '6') }),
      ),
    )
    .map(([facilityType, bill, { days, waited, hour, left }, admitted]) => {
      const isInpatient = ['11', '21'].includes(facilityType)
      const isOutpatient = ['13', '85'].includes(facilityType)
      const last = addDays(when.day, days)
      const on = addDays(when.day, -waited)
      const hasLeft = isInpatient && bill.patientStatus !== '30'
      return {
        when,
        isInpatient,
        isOutpatient,
        last,
        terms: {
          facilityType,
          ...bill,
          ...admitted,
          statement: { from: when.day, to: last },
          ...(isOutpatient ? {} : { admission: isInpatient ? { on, at: hour } : { on } }),
          ...(hasLeft ? { dischargeHour: left } : {}),
        },
      }
    })
}

type Codes = Pick<
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

/** Only of inpatients it is told whether an illness was there on admission. */
export function codesOf(stay: Stay): Arbitrary<Codes> {
  const { when, last, isInpatient, isOutpatient } = stay
  const { isOld } = when
  const onDay = fc.nat({ max: 3 }).map((days) => addDays(last, -days))
  const present = isOutpatient ? fc.constant(undefined) : fc.option(from('Y', 'N', 'U', 'W'), { nil: undefined, freq: 4 })
  const ofStay = <T extends Diagnosis>(one: T): Arbitrary<T & DiagnosisOfStay> =>
    present.map((presentOnAdmission) => ({ ...one, ...(presentOnAdmission === undefined ? {} : { presentOnAdmission }) }))
  const diagnoses = diagnosesOf(when, 1, 25)
    .chain((all) => fc.tuple(...all.map(ofStay)))
    .map(([principal, ...others]) => [
      ...(principal === undefined ? [] : [isInpatient ? { presentOnAdmission: 'Y', ...principal } : principal]),
      ...others,
    ])
  const under = (old: string, ...codes: readonly string[]): Arbitrary<Diagnosis> =>
    from(...codes).map((code) => (isOld ? { code, qualifier: old } : { code }))
  const why = isOld ? ['78650', '4280', '486'] : ['R0602', 'I10', 'J069']
  const causes = isOld ? ['E8859', 'E8120'] : ['V4352XA', 'W010XXA', 'Y929', 'X58XXXA']
  const operation = (old: string) =>
    fc.tuple(under(old, ...(isOld ? ['3995', '0040'] : ['3E0G76Z', 'B2111ZZ'])), onDay).map(([code, on]) => ({ ...code, on }))
  const procedures = isInpatient
    ? fc.oneof(
        fc.constant({}),
        optionalOf({ principalProcedure: operation('BR'), otherProcedures: list(operation('BQ'), 24) }, 'principalProcedure'),
      )
    : fc.constant({})
  const inpatientCodes = isInpatient
    ? fc.record({ admittingDiagnosis: under('BJ', ...why), drg: from('291', '0470') }, { requiredKeys: ['admittingDiagnosis'] })
    : fc.constant({})
  const visitCodes = isOutpatient
    ? some({ reasonsForVisit: fc.array(under('PR', ...why), { minLength: 1, maxLength: 3 }) })
    : fc.constant({})
  const further = some({
    externalCauses: list(under('BN', ...causes).chain(ofStay), 12),
    occurrenceSpans: list(
      fc.tuple(from('70', '74', 'M1'), before(when, 60)).map(([code, first]) => ({ code, from: first, to: addDays(first, 3) })),
      24,
    ),
    occurrences: list(fc.record({ code: from('01', '11', '42', 'A3'), on: before(when, 60) }), 24),
    values: twoCharacters(24).chain((codes) =>
      fc.tuple(...codes.map((code) => from('4', '850', '0', '12.5').map((amount) => ({ code, amount })))),
    ),
    conditionCodes: twoCharacters(24),
    treatmentCodes: list(from('A01', 'B7', 'D12'), 24),
  })
  return fc
    .tuple(diagnoses, inpatientCodes, visitCodes, procedures, further)
    .map(([all, admitted, visited, operated, rest]) => ({ diagnoses: all, ...admitted, ...visited, ...operated, ...rest }))
}
