// Institutional claims that hold together: any of them can be written under 005010X223A2 without a finding and reads back equal.
import * as fc from 'fast-check'
import type { Coverage, InstitutionalClaim, InstitutionalLine } from '../../src/domain/index.js'
import { addDays, sumCents } from '../../src/values/index.js'
import { basics, numbersOf, shareOf, whenAny } from './arbitrary-claim-basics.js'
import { coveragesOf } from './arbitrary-claim-coverages.js'
import type { LineDecision } from './arbitrary-claim-decisions.js'
import { attachmentsOf, repricingOf, screening } from './arbitrary-claim-details.js'
import { billingOf, human, personOf, providersIn, serviceFacility } from './arbitrary-claim-parties.js'
import { after, from, identifier, list, season, some, words } from './arbitrary-claim-values.js'
import { institutionalLine } from './arbitrary-institutional-line.js'
import { codesOf, type Stay, stayOf } from './arbitrary-stay.js'

type Arbitrary<T> = fc.Arbitrary<T>

const details = some({
  accidentState: from('CT', 'NY'),
  medicalRecord: identifier,
  attachments: attachmentsOf('OZ', '03', 'B4'),
  conditions: screening.map((one) => [one]),
  repricing: repricingOf('institutional'),
  references: numbersOf('4N', '9A', '9C', 'LX', 'P4', 'G4'),
  notes: list(fc.record({ code: from('ALG', 'DGN', 'UPI'), text: words }), 3).chain((all) =>
    // The billing note.
    fc.boolean().map((isBilling) => (isBilling ? [...all, { code: 'ADD', text: 'SEE CHART' }] : all)),
  ),
  serviceFacility,
})

const treating = { who: human, qualifiers: ['0B', '1G', 'G2', 'LU'] }
const providers = providersIn(
  {
    attending: { ...treating, specialty: 'optional' },
    operating: treating,
    otherOperating: treating,
    rendering: treating,
    referring: { who: human, qualifiers: ['0B', '1G', 'G2'] },
  },
  { least: ['attending'], follow: { otherOperating: 'operating' } },
)

export const institutionalClaim: Arbitrary<InstitutionalClaim> = season.chain((when) =>
  stayOf(when).chain((stay) =>
    fc
      .tuple(
        basics,
        details,
        codesOf(stay),
        fc.record({ providers, billing: billingOf('institutional'), repricerReceived: fc.option(after(when), { nil: undefined }) }),
        personOf('institutional'),
      )
      .chain(([parts, further, codes, { repricerReceived, ...people }, patient]) => {
        const line = institutionalLine(parts.patientControlNumber, stay)
        return fc.tuple(line(1), fc.option(line(2)), fc.option(line(3))).chain(([first, ...rest]) => {
          const lines = [first, ...rest.flatMap((each) => each ?? [])]
          const charges = lines.map(({ chargeCents }) => chargeCents)
          const chargeCents = sumCents(charges)
          return fc
            .tuple(coveragesOf({ kind: 'institutional', patient, season: when, charges, isStay: stay.isInpatient }), shareOf(chargeCents))
            .map(
              ([{ decisions, ...covered }, estimatedPatientCents]): InstitutionalClaim =>
                obeying(
                  {
                    kind: 'institutional',
                    ...parts,
                    ...further,
                    ...stay.terms,
                    ...codes,
                    ...people,
                    ...covered,
                    ...(estimatedPatientCents === undefined ? {} : { estimatedPatientCents }),
                    ...(repricerReceived === undefined ? {} : { dates: { repricerReceived } }),
                    patient,
                    lines: lines.map((each, index) => decided(each, decisions[index] ?? [])),
                    chargeCents,
                  },
                  stay,
                ),
            )
        })
      }),
  ),
)

function decided(line: InstitutionalLine, decisions: readonly LineDecision[]): InstitutionalLine {
  const { procedure, revenueCode } = line
  const adjudications = decisions.map((one) => ({ ...one, revenueCode, ...(procedure === undefined ? {} : { procedure }) }))
  return { ...line, ...whenAny('adjudications', adjudications) }
}

/** What one part of a claim demands of the others. */
function obeying(claim: InstitutionalClaim, { when }: Stay): InstitutionalClaim {
  const { accidentState, occurrences, dates, references, conditionCodes, authorization, ...rest } = claim
  const paying = claim.coverages.find(({ order }) => order === claim.destination) as Coverage
  const isAccident = occurrences?.some(({ code }) => code === '01') ?? false
  const tellsReason = paying.filing === 'MA' && ['7', '8'].includes(claim.frequency)
  const isHomeHealth = paying.filing === 'MA' && claim.facilityType === '32'
  const authorized = authorization ?? (isHomeHealth ? 'HH1' : undefined)
  const moved = accidentState !== undefined && !isAccident ? [{ code: '01', on: addDays(when.day, -2) }] : []
  const found = [...moved, ...(occurrences ?? [])].slice(0, 24)
  return {
    ...rest,
    ...(authorized === undefined ? {} : { authorization: authorized }),
    ...whenAny('occurrences', found),
    ...(found.some(({ code }) => code === '01') ? { accidentState: accidentState ?? 'CT' } : {}),
    ...(claim.repricing === undefined || dates === undefined ? {} : { dates }),
    ...whenAny('references', references),
    ...whenAny('conditionCodes', conditionCodes ?? (tellsReason ? ['D1'] : undefined)),
  }
}
