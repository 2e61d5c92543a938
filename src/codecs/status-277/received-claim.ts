// What a 277CA repeats of a claim, taken from the loops of any 837 (professional, institutional, dental), however faulty they are:
// a claim that is rejected must be named too. What is missing gets a stand-in, what the 277CA cannot hold is cut or left out.
import type { NamedEntity, Procedure } from '../../domain/index.js'
import { firstLoop, firstSegment, type Loop, loopsIn, segmentsIn, type Unit } from '../../schema/index.js'
import { type Cents, centsFromR, type IsoDate, isNpi, isoDateFromD8, zeroCents } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'

export interface ReceivedClaim {
  readonly patientControlNumber: string
  readonly chargeCents: Cents
  readonly billing: NamedEntity
  readonly payer?: { readonly id: string; readonly name: string }
  readonly patient: NamedEntity
  readonly billType?: string
  readonly from?: IsoDate
  readonly to?: IsoDate
  readonly lines: readonly ReceivedLine[]
}

export interface ReceivedLine {
  /** Ordinals of its first and last segment. */
  readonly first: number
  readonly last: number
  readonly control: string
  /** Undefined when a 277CA could not repeat it. */
  readonly procedure?: Procedure
  readonly revenueCode?: string
  readonly units?: string
  readonly chargeCents: Cents
  readonly from?: IsoDate
  readonly to?: IsoDate
}

/** Stands for a number that the claim does not have. */
const noNumber = '0'
const noName = 'UNKNOWN'

export function receiveClaim({ loop, parents }: Pick<Unit, 'loop' | 'parents'>): ReceivedClaim {
  const parent = (id: string) => parents.find((each) => each.id === id)
  const clm = firstSegment(loop, 'CLM')
  const lines = loopsIn(loop, '2400').map(lineOf)
  const days = daysOf(loop) ?? spanOf(lines)
  const subscriber = firstSegment(firstLoop(parent('2000B'), '2010BA'), 'NM1')
  const payer = payerOf(firstSegment(firstLoop(parent('2000B'), '2010BB'), 'NM1'))
  const facility = clm?.text(5, 1) ?? ''
  const billType = clm?.text(5, 2) === 'A' && facility !== '' ? plain(`${facility}${clm.text(5, 3)}`, 50) : ''
  return {
    patientControlNumber: plain(clm?.text(1), 50) || noNumber,
    chargeCents: centsFromR(clm?.text(2) ?? '') ?? zeroCents,
    billing: billingOf(firstLoop(parent('2000A'), '2010AA')),
    ...(payer === undefined ? {} : { payer }),
    patient: patientOf(firstSegment(firstLoop(parent('2000C'), '2010CA'), 'NM1') ?? subscriber, subscriber),
    ...(billType === '' ? {} : { billType }),
    ...days,
    lines,
  }
}

/** Printable ASCII without spaces around it, no longer than this. */
function plain(text: string | undefined, max: number): string {
  return (text ?? '')
    .replaceAll(/[^ -~]/g, '?')
    .trim()
    .slice(0, max)
    .trimEnd()
}

type Name = Pick<NamedEntity, 'first' | 'middle' | 'suffix'> & { readonly last: string }

function named(nm1: Segment | undefined): Name {
  const [first, middle, suffix] = [plain(nm1?.text(4), 35), plain(nm1?.text(5), 25), plain(nm1?.text(7), 10)]
  return {
    last: plain(nm1?.text(3), 60) || noName,
    ...(first === '' ? {} : { first }),
    ...(middle === '' ? {} : { middle }),
    ...(suffix === '' ? {} : { suffix }),
  }
}

/** NM109 holds two characters at least. */
function identified(text: string | undefined): string {
  return plain(text, 80).padStart(2, noNumber)
}

function billingOf(loop: Loop | undefined): NamedEntity {
  const nm1 = firstSegment(loop, 'NM1')
  const npi = nm1?.text(8) === 'XX' ? nm1.text(9) : ''
  const id = isNpi(npi)
    ? { idQualifier: 'XX', id: npi }
    : { idQualifier: 'FI', id: identified(firstSegment(loop, 'REF', 'EI', 'SY')?.text(2) ?? nm1?.text(9)) }
  return { ...entityOf(nm1), ...id }
}

/** Person or organisation; what only a person has is left out of an organisation's name. */
function entityOf(nm1: Segment | undefined): Name & Pick<NamedEntity, 'entityType'> {
  const name = named(nm1)
  return nm1?.text(2) === '1' ? { entityType: '1', ...name } : { entityType: '2', last: name.last }
}

function patientOf(nm1: Segment | undefined, subscriber: Segment | undefined): NamedEntity {
  return { entityType: '1', ...named(nm1), idQualifier: 'MI', id: identified(subscriber?.text(9)) }
}

function payerOf(nm1: Segment | undefined): ReceivedClaim['payer'] {
  const [id, name] = [plain(nm1?.text(9), 80), plain(nm1?.text(3), 60)]
  return id.length < 2 || name === '' ? undefined : { id, name }
}

/** Submitter (1000A) or receiver (1000B) of the set. */
export function headEntity(header: Loop, loop: '1000A' | '1000B'): NamedEntity {
  const nm1 = firstSegment(firstLoop(header, loop), 'NM1')
  const { suffix: _none, ...entity } = entityOf(nm1)
  return { ...entity, idQualifier: '46', id: identified(nm1?.text(9)) }
}

/** BHT03. */
export function batchReferenceOf(header: Loop): string {
  return plain(firstSegment(header, 'BHT')?.text(3), 50) || noNumber
}

/** Where professional, institutional and dental lines have procedure, charge and units. */
const services = [
  { id: 'SV1', procedure: 1, charge: 2, units: 4 },
  { id: 'SV2', procedure: 2, charge: 3, units: 5 },
  { id: 'SV3', procedure: 1, charge: 2, units: 6 },
] as const
/** SVC01-1 of a 277CA. */
const procedureQualifiers = new Set(['AD', 'ER', 'HC', 'HP', 'IV', 'WK'])
const revenue = 'NU'

function lineOf(loop: Loop): ReceivedLine {
  const [lx] = loop.children
  const first = lx !== undefined && 'at' in lx ? lx.at.segment : 0
  const used = services.find(({ id }) => firstSegment(loop, id) !== undefined)
  const service = used && firstSegment(loop, used.id)
  const control = firstSegment(loop, 'REF', '6R')?.text(2) || (lx !== undefined && 'text' in lx ? lx.text(1) : '')
  const units = service?.text(used?.units ?? 0) ?? ''
  const revenueCode = used?.id === 'SV2' ? plain(service?.text(1), 48) : ''
  const procedure = service && procedureOf(service, used?.procedure ?? 1, revenueCode)
  return {
    first,
    last: first + countOf(loop) - 1,
    control: plain(control, 50) || noNumber,
    ...(procedure === undefined ? {} : { procedure }),
    ...(revenueCode === '' || procedure?.qualifier === revenue ? {} : { revenueCode }),
    ...(/^\d{1,8}(?:\.\d{1,3})?$/.test(units) ? { units } : {}),
    chargeCents: centsFromR(service?.text(used?.charge ?? 0) ?? '') ?? zeroCents,
    ...daysOf(loop),
  }
}

function procedureOf(service: Segment, element: number, revenueCode: string): Procedure | undefined {
  const text = (component: number) => service.text(element, component)
  if (text(2) === '' && revenueCode !== '') return { qualifier: revenue, code: revenueCode, modifiers: [] }
  if (!procedureQualifiers.has(text(1)) || !/^[\w.-]{1,48}$/.test(text(2))) return undefined
  return { qualifier: text(1), code: text(2), modifiers: [3, 4, 5, 6].map(text).filter((modifier) => /^\w\w$/.test(modifier)) }
}

function countOf(loop: Loop): number {
  return loop.children.reduce((sum, child) => sum + ('children' in child ? countOf(child) : 1), 0)
}

type Days = Pick<ReceivedLine, 'from' | 'to'>

/** DTP*472 of a line or a dental claim, DTP*434 of an institutional one. */
function daysOf(loop: Loop): Days | undefined {
  for (const dtp of segmentsIn(loop, 'DTP', '472', '434')) {
    const [from, to] = dtp.text(3).split('-').map(isoDateFromD8)
    if (from !== undefined && (to === undefined || to >= from)) return { from, ...(to === undefined || to === from ? {} : { to }) }
  }
  return undefined
}

function spanOf(lines: readonly Days[]): Days {
  const all = lines.flatMap(({ from, to }) => [from, to]).filter((day) => day !== undefined)
  const [from, to] = [all.toSorted()[0], all.toSorted().at(-1)]
  return from === undefined || to === undefined ? {} : { from, ...(to === from ? {} : { to }) }
}
