// Lines of dental claims that hold together.
import * as fc from 'fast-check'
import type { DentalLine } from '../../src/domain/index.js'
import { lineCharge } from './arbitrary-claim-basics.js'
import { contract, fixedFormat, lineRepricingOf } from './arbitrary-claim-details.js'
import { atLine, company, human, lineFacility, providersIn } from './arbitrary-claim-parties.js'
import { before, cents, from, identifier, list, optionalOf, references, type Season, some, words } from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>
type Service = Pick<DentalLine, 'procedure' | 'teeth' | 'oralCavity' | 'prosthesis' | 'dates'>

const procedureOf = (...codes: readonly string[]) =>
  optionalOf(
    {
      qualifier: from('AD'),
      code: from(...codes),
      modifiers: fc.subarray(['25', 'GT', '59', 'AI', 'KX'], { maxLength: 4 }),
      description: words,
    },
    'qualifier',
    'code',
    'modifiers',
  )

/** A service with the teeth or areas that belong to it; a replacement tells when the earlier one was placed. */
function serviceOf(when: Season): Arbitrary<Service> {
  const exam = fc.record({ procedure: procedureOf('D0120', 'D1110') })
  const back = fc.record({ tooth: from('3', '14', 'K'), surfaces: fc.subarray(['M', 'O', 'D', 'B', 'L'], { minLength: 1 }) })
  const front = fc.record({ tooth: from('8', 'E'), surfaces: fc.subarray(['M', 'I', 'D', 'F', 'L'], { minLength: 1 }) })
  const filling = fc.record({ procedure: procedureOf('D2140', 'D2391'), teeth: fc.oneof(list(back, 3), list(front, 3)) })
  const extraction = fc.record({ procedure: procedureOf('D7140'), teeth: fc.constant([{ tooth: '19', surfaces: [] }]) })
  const unsaid = fc.record({ procedure: procedureOf('D9110'), teeth: fc.constant([{ surfaces: ['O'] }]) })
  const scaling = fc.record({ procedure: procedureOf('D4341'), oralCavity: fc.subarray(['10', '20', '30', '40', '00'], { minLength: 1 }) })
  const prior = fc.oneof(fc.record({ priorPlacement: before(when) }), fc.record({ priorPlacementEstimated: before(when) }))
  const crown = fc.oneof(fc.record({ prosthesis: from('I') }), fc.record({ prosthesis: from('R'), dates: prior }))
  const crowned = fc.tuple(procedureOf('D2740'), crown).map(([procedure, rest]) => ({
    procedure,
    teeth: [{ tooth: '14', surfaces: [] }],
    ...rest,
  }))
  return fc.oneof(exam, filling, extraction, unsaid, scaling, crowned)
}

const details = some({
  contract,
  predeterminationNumber: identifier,
  authorization: identifier,
  referral: identifier,
  references: references('9A', '9C'),
  payerReferences: list(fc.record({ qualifier: from('G3', 'G1', '9F'), value: identifier, payerId: identifier }), 4),
  salesTaxCents: cents,
  fixedFormat,
  repricing: lineRepricingOf('dental'),
  placeOfService: from('12', '31'),
  units: from('1', '2'),
  serviceFacility: lineFacility,
})

/** The order of the dates of one treatment. */
const treatment = (when: Season) =>
  fc.tuple(before(when), before(when), before(when), before(when)).map((days) => {
    const [appliancePlacement, replacement, treatmentStart, treatmentCompletion] = days.toSorted()
    return { appliancePlacement, replacement, treatmentStart, treatmentCompletion } as Record<string, (typeof days)[number]>
  })

const treating = { who: human, qualifiers: ['0B', '1G', 'G2', 'LU'] }
const providers = providersIn({
  rendering: { who: fc.oneof(human, company), qualifiers: ['0B', 'LU'], specialty: 'required' },
  assistant: { ...treating, specialty: 'optional' },
  supervising: treating,
})

/** The line with this number, without its day. */
export function dentalLine(claim: string, when: Season, diagnoses: number): (number: number) => Arbitrary<DentalLine> {
  const pointers = fc.subarray(
    Array.from({ length: diagnoses }, (_, index) => index + 1),
    { minLength: Math.min(1, diagnoses), maxLength: Math.min(4, diagnoses) },
  )
  return (ordinal) =>
    fc
      .tuple(
        serviceOf(when),
        details,
        fc.option(treatment(when), { nil: undefined }),
        lineCharge,
        fc.option(pointers, { nil: undefined }),
        atLine(providers),
      )
      .map(
        ([service, further, treated, chargeCents, pointed = [], who]): DentalLine => ({
          control: `${claim}L${ordinal}`,
          ...further,
          ...service,
          ...(treated === undefined ? {} : { dates: { ...service.dates, ...treated } }),
          chargeCents,
          ...(pointed.length === 0 ? {} : { diagnosisPointers: pointed }),
          ...who,
        }),
      )
}
