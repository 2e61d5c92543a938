// Dental claims that hold together: any of them can be written under 005010X224A2 without a finding and reads back equal.
import * as fc from 'fast-check'
import type { DentalClaim, DentalLine } from '../../src/domain/index.js'
import { addDays, type IsoDate, sumCents } from '../../src/values/index.js'
import { accidentOf, basics, frequency, numbersOf, practitionerParts, shareOf, whenAny } from './arbitrary-claim-basics.js'
import { coveragesOf } from './arbitrary-claim-coverages.js'
import type { LineDecision } from './arbitrary-claim-decisions.js'
import { attachmentsOf, diagnosesOf, repricingOf } from './arbitrary-claim-details.js'
import { billingOf, company, human, personOf, providersIn, serviceFacility } from './arbitrary-claim-parties.js'
import { after, before, from, identifier, joined, list, optionalOf, type Season, season, some, words } from './arbitrary-claim-values.js'
import { dentalLine } from './arbitrary-dental-line.js'

type Arbitrary<T> = fc.Arbitrary<T>

/** No tooth that a line of ours treats is missing. */
const teeth = fc
  .uniqueArray(from('1', '16', '17', '32', 'A', 'T', '51', 'AS'), { minLength: 1, maxLength: 8 })
  .chain((all) => fc.tuple(...all.map((tooth) => from('M', 'E').map((status) => ({ tooth, status })))))

const details = some({
  predeterminationNumber: identifier,
  orthodontics: optionalOf({ months: from('24', '36'), monthsRemaining: from('6', '24'), indicator: from('Y') }, 'months'),
  teeth,
  attachments: attachmentsOf('B4', 'DA', 'P6', 'RB'),
  repricing: repricingOf('dental'),
  references: numbersOf('4N', '9A', '9C'),
  notes: list(fc.record({ code: from('ADD'), text: words }), 5),
  serviceFacility,
})

const providers = providersIn(
  {
    referring: { who: human, qualifiers: ['0B', '1G', 'G2'], specialty: 'optional' },
    primaryCare: { who: human, qualifiers: ['0B', '1G', 'G2'], specialty: 'optional' },
    rendering: { who: fc.oneof(human, company), qualifiers: ['0B', 'LU'], specialty: 'required' },
    assistant: { who: human, qualifiers: ['0B', '1G', 'G2', 'LU'], specialty: 'required' },
    supervising: { who: human, qualifiers: ['0B', '1G', 'G2', 'LU'] },
  },
  { follow: { primaryCare: 'referring' } },
)

/** When it was done: told by the claim, by each line, or not yet done at all. */
interface Timing {
  readonly plan: boolean
  readonly claim: Pick<DentalClaim, 'from' | 'to'>
  readonly lines: readonly (IsoDate | undefined)[]
}

function timingOf(when: Season): Arbitrary<Timing> {
  const later = fc.option(
    after(when).map((day) => addDays(day, 30)),
    { nil: undefined },
  )
  return fc.oneof(
    fc.constant({ plan: true, claim: {}, lines: [] }),
    fc.record({ plan: fc.constant(false), claim: fc.constant({}), lines: fc.tuple(after(when), after(when), after(when)) }),
    fc.record({
      plan: fc.constant(false),
      claim: fc.oneof(
        fc.constant({ from: when.day }),
        after(when).map((to) => ({ from: when.day, to })),
      ),
      // A line tells its day only when it is another one than the claim's.
      lines: fc.tuple(later, later, later),
    }),
  )
}

export const dentalClaim: Arbitrary<DentalClaim> = season.chain((when) =>
  fc
    .tuple(
      joined(joined(basics, frequency), practitionerParts(['11', '22'], ['01', '05'])),
      details,
      fc.record({
        timing: timingOf(when),
        accident: accidentOf(when),
        placed: before(when),
        received: after(when),
        tellsPlace: fc.boolean(),
      }),
      fc.record({ providers, billing: billingOf('dental') }),
      personOf('dental'),
      fc.option(diagnosesOf(when, 1, 4), { nil: undefined }),
    )
    .chain(([parts, further, { timing, accident, placed, received, tellsPlace }, people, patient, diagnoses]) => {
      const line = dentalLine(parts.patientControlNumber, when, diagnoses?.length ?? 0)
      return fc.tuple(line(1), fc.option(line(2)), fc.option(line(3))).chain(([first, ...rest]) => {
        const given = [first, ...rest.flatMap((each) => each ?? [])]
        const charges = given.map(({ chargeCents }) => chargeCents)
        const chargeCents = sumCents(charges)
        const { accidentOn, ...cause } = accident
        const isPlaced = tellsPlace || further.orthodontics !== undefined
        const dates = {
          ...(accidentOn === undefined ? {} : { accident: accidentOn }),
          ...(isPlaced ? { appliancePlacement: placed } : {}),
          ...(further.repricing === undefined ? {} : { repricerReceived: received }),
        }
        return fc
          .tuple(coveragesOf({ kind: 'dental', patient, season: when, charges }), shareOf(chargeCents))
          .map(([{ decisions, ...covered }, patientPaidCents]): DentalClaim => {
            const { predeterminationNumber, references, ...others } = further
            return {
              kind: 'dental',
              ...parts,
              ...others,
              ...cause,
              ...people,
              ...covered,
              ...timing.claim,
              ...whenAny('references', references),
              ...(timing.plan ? { predetermination: true } : {}),
              ...(timing.plan || predeterminationNumber === undefined ? {} : { predeterminationNumber }),
              ...(timing.plan || patientPaidCents === undefined ? {} : { patientPaidCents }),
              ...(Object.keys(dates).length === 0 ? {} : { dates }),
              ...(diagnoses === undefined ? {} : { diagnoses }),
              patient,
              lines: given.map((each, index) => decided(dated(each, timing.lines[index]), decisions[index] ?? [])),
              chargeCents,
            }
          })
      })
    }),
)

function dated(line: DentalLine, day: IsoDate | undefined): DentalLine {
  return day === undefined ? line : { ...line, from: day }
}

function decided(line: DentalLine, decisions: readonly LineDecision[]): DentalLine {
  return {
    ...line,
    ...whenAny(
      'adjudications',
      decisions.map((one) => ({ ...one, procedure: line.procedure })),
    ),
  }
}
