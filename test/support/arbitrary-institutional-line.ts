// Lines of institutional claims that hold together.
import * as fc from 'fast-check'
import type { InstitutionalLine } from '../../src/domain/index.js'
import { addDays, toCents } from '../../src/values/index.js'
import { lineCharge } from './arbitrary-claim-basics.js'
import { attachmentsOf, lineRepricingOf } from './arbitrary-claim-details.js'
import { atLine, human, providersIn } from './arbitrary-claim-parties.js'
import { cents, from, identifier, number, optionalOf, references, some, units, words } from './arbitrary-claim-values.js'
import type { Stay } from './arbitrary-stay.js'

type Arbitrary<T> = fc.Arbitrary<T>

const procedureOf = (qualifier: string, ...codes: readonly string[]) =>
  optionalOf(
    {
      qualifier: fc.constant(qualifier),
      code: from(...codes),
      modifiers: fc.subarray(['25', 'GT', '59', 'AI', 'KX'], { maxLength: 4 }),
      description: words,
    },
    'qualifier',
    'code',
    'modifiers',
  )

/** A room by the day, supplies without a procedure, a service, a rate of its own. */
const service = fc.oneof(
  fc.record({ revenueCode: from('0120', '0200'), unit: from('DA'), units: from('1', '4') }),
  fc.record({ revenueCode: from('0250', '0270'), unit: from('UN'), units }),
  fc.record({ revenueCode: from('0300', '0636'), unit: from('UN'), units, procedure: procedureOf('HC', '80053', 'J1885') }),
  fc.record({ revenueCode: from('0022', '0023'), unit: from('UN'), units, procedure: procedureOf('HP', '1BGP1', 'RUC01') }),
)

const drug = fc.oneof(
  fc.record({ ndc: number(11), quantity: units, unit: from('UN', 'ML'), prescription: identifier }),
  fc.record({ ndc: number(11), quantity: units, unit: from('F2', 'GR', 'ME'), linkNumber: identifier }),
)

const details = some({
  attachments: attachmentsOf('OZ', '03'),
  references: references('9B', '9D'),
  serviceTaxCents: cents,
  facilityTaxCents: cents,
  thirdPartyNote: words,
  repricing: lineRepricingOf('institutional'),
  drug,
})

const treating = { who: human, qualifiers: ['0B', '1G', 'G2', 'LU'] }
const providers = providersIn({
  operating: treating,
  otherOperating: treating,
  rendering: treating,
  referring: { who: human, qualifiers: ['0B', '1G', 'G2'] },
})

/** The line with this number. An outpatient's has a day, all days lie within the statement. */
export function institutionalLine(claim: string, { when, last, isOutpatient }: Stay): (number: number) => Arbitrary<InstitutionalLine> {
  const first = fc
    .nat({ max: 10 })
    .map((days) => addDays(when.day, days))
    .map((day) => (day > last ? last : day))
  const days = fc
    .record({ from: first, isLong: fc.boolean() })
    .map(({ from: day, isLong }) => (isLong ? { from: day, to: last } : { from: day }))
  const dated: Arbitrary<Pick<InstitutionalLine, 'from' | 'to'>> = isOutpatient ? days : fc.oneof(fc.constant({}), days)
  return (ordinal) =>
    fc
      .tuple(service, details, dated, lineCharge, fc.option(fc.nat({ max: 4 }), { nil: undefined }), atLine(providers))
      .map(([given, further, on, chargeCents, quarters, who]) => ({
        control: `${claim}L${ordinal}`,
        ...given,
        ...further,
        ...on,
        chargeCents,
        ...(quarters === undefined ? {} : { nonCoveredCents: toCents(Math.floor((chargeCents * quarters) / 4)) }),
        ...who,
      }))
}
