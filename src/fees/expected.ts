// What the contract allows for a service line: the row that fits best, times units and modifiers (domain rules 7.2). Pure.
import { anyProcedure, type ContractRate, medicarePayer } from '../domain/index.js'
import { type Cents, type IsoDate, toCents } from '../values/index.js'
import { factorOf } from './modifier-factors.js'

/** A billed line, with what contracts tell rates apart by. */
export interface PricedLine {
  readonly payerId: string
  /** Class of contract, group number, plan name: whatever of them is known. */
  readonly products: readonly string[]
  /** NPIs and taxonomy codes of who bills and who renders. */
  readonly providers: readonly string[]
  readonly procedure: string
  readonly modifiers: readonly string[]
  readonly placeOfService?: string
  readonly serviceDate: IsoDate
  readonly units: number
  readonly chargeCents: Cents
}

/** Undefined where no row fits, or none from which an amount can be told: such a line is not compared. */
export function expectedAllowed(line: PricedLine, rates: readonly ContractRate[]): Cents | undefined {
  const rate = bestFor(line, rates)
  if (rate === undefined) return undefined
  const expected = amountOf(line, rate, rates)
  if (expected === undefined) return undefined
  return rate.lesserOf && expected > line.chargeCents ? line.chargeCents : expected
}

function amountOf(line: PricedLine, rate: ContractRate, rates: readonly ContractRate[]): Cents | undefined {
  const { basis } = rate
  // The charge is for all units and modifiers already.
  if (basis.kind === 'charge') return percentOf(line.chargeCents, basis.hundredths)
  if (basis.kind === 'cents') return multiplied(basis.cents, line, rate)
  // Medicare's row is what one unit is allowed: the contract's row says what becomes of units.
  const medicare = bestFor({ ...line, payerId: medicarePayer }, rates)
  if (medicare?.basis.kind !== 'cents') return undefined
  const perUnit = multiplied(medicare.basis.cents, line, { ...medicare, unitRule: rate.unitRule })
  return perUnit === undefined ? undefined : percentOf(perUnit, basis.hundredths)
}

function multiplied(cents: Cents, { units, modifiers }: PricedLine, rate: ContractRate): Cents | undefined {
  const factor = factorOf(modifiers.filter((modifier) => !rate.modifiers.includes(modifier)))
  return factor === undefined ? undefined : toCents(Math.round((cents * (rate.unitRule === 'unit' ? units : 1) * factor) / 1000))
}

function percentOf(cents: Cents, hundredths: number): Cents {
  return toCents(Math.round((cents * hundredths) / 10_000))
}

/** The row that names most of what the line is; of two that name as much, the one that began last. */
function bestFor(line: PricedLine, rates: readonly ContractRate[]): ContractRate | undefined {
  const fitting = rates.filter((rate) => fits(rate, line))
  return fitting.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.from < b.from ? 1 : -1))[0]
}

function fits(rate: ContractRate, line: PricedLine): boolean {
  const isOneOf = (wanted: string | undefined, known: readonly string[]): boolean => wanted === undefined || known.includes(wanted)
  return (
    rate.payerId === line.payerId &&
    (rate.procedure === line.procedure || rate.procedure === anyProcedure) &&
    rate.from <= line.serviceDate &&
    (rate.to === undefined || line.serviceDate <= rate.to) &&
    rate.modifiers.every((modifier) => line.modifiers.includes(modifier)) &&
    isOneOf(rate.product, line.products) &&
    isOneOf(rate.provider, line.providers) &&
    isOneOf(rate.placeOfService, line.placeOfService === undefined ? [] : [line.placeOfService])
  )
}

/** The procedure counts before all else, then each modifier, then product, provider and place. */
function weightOf({ procedure, modifiers, product, provider, placeOfService }: ContractRate): number {
  const named = [product, provider, placeOfService].filter((each) => each !== undefined).length
  return (procedure === anyProcedure ? 0 : 1000) + modifiers.length * 10 + named
}
