// Edits on days: E-DATES, E-FILING, E-ACC.
import type { Claim, ClaimDateKind } from '../domain/index.js'
import { addDays, daysBetween, type IsoDate } from '../values/index.js'
import { type Edit, type EditFacts, edit, editOf, type Hit, warning } from './edit.js'
import { medicareFilings } from './patient.js'
import { at, destinationOf, linesOf, serviceDays, serviceSpan } from './places.js'

/** Days of a professional claim that come before its services: DTP01, and the rule of the guide that asks the same. */
const before: Partial<Readonly<Record<ClaimDateKind, { readonly qualifier: string; readonly rule: string }>>> = {
  onset: { qualifier: '431', rule: 'onset-before-service' },
  initialTreatment: { qualifier: '454', rule: 'first-treatment-before-service' },
  acute: { qualifier: '453', rule: 'acute-phase-before-service' },
  accident: { qualifier: '439', rule: 'accident-before-service' },
  lastMenstrualPeriod: { qualifier: '484', rule: 'last-period-before-service' },
  lastXray: { qualifier: '455', rule: 'x-ray-before-service' },
  firstContact: { qualifier: '444', rule: 'first-contact-before-service' },
}

/** Medicare takes claims for one calendar year. Source: 42 CFR 424.44. */
const medicareFilingDays = 365
/** So many days before the limit it is told. */
const filingNoticeDays = 14

interface FilingLimit {
  readonly on: IsoDate
  readonly place: Hit
}

/** The last day on which the payer takes the claim; undefined where nobody told how long it takes claims (domain rules 5.6). */
function filingLimit(claim: Claim, { payer, usage }: EditFacts): FilingLimit | undefined {
  // Files for tests tell of any days.
  if (usage === 'T') return undefined
  const destination = destinationOf(claim).value
  const isOriginal = claim.frequency !== '7' && claim.frequency !== '8'
  const usual = medicareFilings.has(destination.filing ?? '') ? medicareFilingDays : undefined
  const days = isOriginal ? (payer?.filingDays ?? usual) : payer?.correctedFilingDays
  const last = [...serviceDays(claim)].toSorted((a, b) => (a.value < b.value ? -1 : 1)).at(-1)
  if (days === undefined || last === undefined) return undefined
  const start = decidedBefore(claim) ?? last.value
  const place = { ...at(last, `${last.segment}03`), qualifier: last.qualifier }
  return { on: addDays(start, days), place }
}

/** The last day on which a payer before the destination decided. */
function decidedBefore({ coverages, destination, lines }: Claim): IsoDate | undefined {
  const ofClaim = coverages.flatMap(({ order, adjudication }) => (order === destination ? [] : (adjudication?.paidOn ?? [])))
  const ofLines = lines.flatMap(({ adjudications = [] }) => adjudications.map(({ paidOn }) => paidOn))
  return [...ofClaim, ...ofLines].toSorted().at(-1)
}

export const dateEdits: readonly Edit[] = [
  edit(
    'edit-service-in-past',
    'E-DATES',
    'the service lies after today; correct its date, or send the claim when it was given',
    function* (claim, { today, usage }) {
      // Files for tests tell of any days.
      if (usage === 'T') return
      for (const day of serviceDays(claim)) if (day.value > today) yield { ...at(day, `${day.segment}03`), qualifier: day.qualifier }
    },
    { same: ['service-before-file', 'statement-before-file'] },
  ),
  edit(
    'edit-days-in-order',
    'E-DATES',
    'the last day lies before the first one; correct one of them',
    function* (claim) {
      if (claim.kind === 'institutional' && claim.statement.to < claim.statement.from)
        yield { pointer: '/statement/to', path: '2300/DTP03', qualifier: '434' }
      if (claim.kind === 'dental' && claim.from !== undefined && claim.to !== undefined && claim.to < claim.from)
        yield { pointer: '/to', path: '2300/DTP03', qualifier: '472' }
      for (const { line, pointer, number } of linesOf(claim))
        if ('to' in line && line.from !== undefined && line.to !== undefined && line.to < line.from)
          yield { pointer: `${pointer}/to`, path: '2400/DTP03', qualifier: '472', line: number }
    },
    { same: ['ELEMENT_DATE_INVALID'] },
  ),
  editOf(
    'professional',
    'edit-event-before-service',
    'E-DATES',
    'what led to the services lies after them; correct its date',
    function* (claim) {
      const { dates = {} } = claim
      const span = serviceSpan(claim)
      for (const [kind, { qualifier }] of Object.entries(before)) {
        const day = dates[kind as ClaimDateKind]
        if (span !== undefined && day !== undefined && day > span.last) yield { pointer: `/dates/${kind}`, path: '2300/DTP03', qualifier }
      }
    },
    { same: Object.values(before).map(({ rule }) => rule) },
  ),
  editOf(
    'professional',
    'edit-admission-before-visit',
    'E-DATES',
    'a visit to an inpatient (place 21) lies before the admission; correct one of the dates',
    function* ({ dates, placeOfService, lines }) {
      const { admission } = dates ?? {}
      const visits = lines.filter((line) => (line.placeOfService ?? placeOfService) === '21')
      if (admission !== undefined && visits.some(({ from }) => from < admission))
        yield { pointer: '/dates/admission', path: '2300/DTP03', qualifier: '435' }
    },
  ),
  editOf(
    'institutional',
    'edit-line-within-statement',
    'E-DATES',
    'the service lies outside the statement dates; correct one of them',
    function* ({ lines, statement }) {
      for (const [index, { from, to = from }] of lines.entries())
        if (from !== undefined && to !== undefined && (from < statement.from || to > statement.to))
          yield { pointer: `/lines/${index}/from`, path: '2400/DTP03', qualifier: '472', line: index + 1 }
    },
    { same: ['line-within-statement'] },
  ),
  edit(
    'edit-filing-late',
    'E-FILING',
    'the payer took this claim until {limit}; give the reason of the delay, or ask the payer before it is sent',
    function* (claim, facts) {
      const limit = filingLimit(claim, facts)
      if (limit !== undefined && facts.today > limit.on && claim.delayReason === undefined)
        yield { ...limit.place, detail: { limit: limit.on } }
    },
  ),
  edit(
    'edit-filing-soon',
    'E-FILING',
    'the payer takes this claim until {limit}, {days} days from today; see that it arrives by then',
    function* (claim, facts) {
      const limit = filingLimit(claim, facts)
      const days = limit === undefined ? -1 : daysBetween(facts.today, limit.on)
      if (limit !== undefined && days >= 0 && days <= filingNoticeDays) yield { ...limit.place, detail: { limit: limit.on, days } }
    },
    warning,
  ),
  edit(
    'edit-accident-state',
    'E-ACC',
    'a car accident (AA) tells its state, or the country when it was abroad; add it',
    function* (claim) {
      if (claim.kind === 'institutional') return
      const { accident } = claim
      if (accident?.causes.includes('AA') === true && accident.state === undefined && accident.country === undefined)
        yield { pointer: '/accident/state', path: '2300/CLM11-4' }
    },
    { same: ['car-accident-has-state'] },
  ),
  edit(
    'edit-accident-date',
    'E-ACC',
    'an accident has a date; add it',
    function* (claim) {
      if (claim.kind === 'institutional' || claim.accident === undefined || claim.dates?.accident !== undefined) return
      if (claim.accident.causes.some((cause) => cause === 'AA' || cause === 'OA')) yield { pointer: '/dates/accident', path: '2300/DTP' }
    },
    { same: ['accident-has-date'] },
  ),
  edit(
    'edit-accident-at-work',
    'E-ACC',
    'an injury at work (EM) is claimed from the insurer of work injuries; check the cause and the payer',
    function* (claim) {
      const { value, pointer } = destinationOf(claim)
      if (claim.kind === 'institutional' || claim.destination !== 'P' || claim.accident?.causes.includes('EM') !== true) return
      if (!['WC', 'OF', 'ZZ', '11', 'AM', 'LM'].includes(value.filing ?? '')) yield { pointer: `${pointer}/filing`, path: '2000B/SBR09' }
    },
    { ...warning, same: ['employment-for-its-insurer'] },
  ),
]
