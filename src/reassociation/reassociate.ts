// Which deposit pays which remittance: R-EFT-1 to 3, 5, 6 and 8 of domain rules section 4. Pure: both sides in, one decision for each deposit out.
import type { PayerAlias, PaymentTrace } from '../domain/index.js'
import { addBusinessDays, addDays, type BusinessCalendar, type Cents, daysBetween, type IsoDate } from '../values/index.js'

/** A posted remittance whose money was not seen yet. */
export interface AwaitedRemittance {
  readonly id: string
  readonly trace: PaymentTrace
  readonly payerName?: string
  /** BPR10. */
  readonly companyId?: string
  /** BPR02. */
  readonly paidCents: Cents
  /** BPR04 and BPR05. */
  readonly method: string
  readonly format?: string
  /** BPR16. */
  readonly effectiveOn: IsoDate
}

/** Money at the bank that belongs to no remittance yet. */
export interface OpenDeposit {
  readonly id: string
  readonly cents: Cents
  readonly postedOn: IsoDate
  readonly companyName?: string
  readonly companyId?: string
  readonly trace?: PaymentTrace
  readonly references: readonly string[]
  readonly description: string
  /** Remittances that a person has said it does not pay: never matched or proposed again. */
  readonly refused: readonly string[]
}

export type ReassociationRule = 'R-EFT-1' | 'R-EFT-2' | 'R-EFT-3' | 'R-EFT-6' | 'R-EFT-8'

/** match: book it; differs: the trace says who it is from, the amount does not agree; propose: a person decides; none: no remittance fits. */
export interface Decision {
  readonly depositId: string
  readonly kind: 'match' | 'differs' | 'propose' | 'none'
  readonly rule?: ReassociationRule
  /** One of a match or a difference; the candidates of a proposal. */
  readonly remittanceIds: readonly string[]
}

export interface ReassociationRules {
  readonly calendar: BusinessCalendar
  readonly payers: readonly PayerAlias[]
}

/** R-EFT-1: money and remittance may be so many days apart. */
const daysApart = 30
/** A cheque is stale after six months (UCC 4-404). */
const chequeDaysApart = 180
/** R-EFT-3: business days before and after BPR16. */
const amountWindow = { before: 1, after: 5 }

/** Decides deposit by deposit; no remittance is given to two. */
export function reassociate(
  deposits: readonly OpenDeposit[],
  awaited: readonly AwaitedRemittance[],
  { calendar, payers }: ReassociationRules,
): readonly Decision[] {
  const remittances = awaited.filter(waitsForMoney)
  const byTrace = groupBy(remittances, ({ trace }) => trace.number)
  const byCheque = groupBy(
    remittances.filter(({ method }) => method === 'CHK'),
    ({ trace }) => chequeNumber(trace.number),
  )
  const byCents = groupBy(remittances, ({ paidCents }) => String(paidCents))
  const taken = new Set<string>()
  const decided = new Map<string, Decision>()
  // What names its remittance goes first: the rest is judged by what is left.
  for (const deposit of deposits) {
    const decision = byName(deposit)
    if (decision === undefined) continue
    decided.set(deposit.id, decision)
    if (decision.kind === 'match') for (const id of decision.remittanceIds) taken.add(id)
  }
  const rest = deposits.filter(({ id }) => !decided.has(id))
  const fits = new Map(rest.map((deposit) => [deposit.id, byAmount(deposit)]))
  return deposits.map((deposit) => decided.get(deposit.id) ?? byAmountAlone(deposit))

  /** R-EFT-1, 2, 6 and 8; undefined where the deposit names no remittance that waits. */
  function byName(deposit: OpenDeposit): Decision | undefined {
    const { id: depositId, trace, references, cents } = deposit
    const traced =
      trace === undefined
        ? []
        : (byTrace.get(trace.number) ?? []).filter((one) => isSamePayer(one.trace.payerIdentifier, trace.payerIdentifier))
    const cheques = new Set(trace === undefined ? references.flatMap((reference) => byCheque.get(chequeNumber(reference)) ?? []) : [])
    const named = [...traced, ...cheques].filter((remittance) => isFree(deposit, remittance))
    if (named.length === 0) return undefined
    const equal = named.filter(({ paidCents }) => paidCents === cents)
    const [only] = equal
    if (only !== undefined && equal.length === 1)
      return { depositId, kind: isInTime(deposit, only) ? 'match' : 'propose', rule: ruleOf(only, traced), remittanceIds: [only.id] }
    if (only !== undefined) return { depositId, kind: 'propose', rule: ruleOf(only, traced), remittanceIds: equal.map(({ id }) => id) }
    // A bank's own reference may happen to be the number of a cheque: another amount then says that it is not.
    const first = named.find((one) => traced.includes(one))
    return first === undefined ? undefined : { depositId, kind: 'differs', rule: 'R-EFT-2', remittanceIds: [first.id] }
  }

  /** R-EFT-3, one side: the remittances of this amount whose day and payer agree. */
  function byAmount(deposit: OpenDeposit): readonly AwaitedRemittance[] {
    if (deposit.trace !== undefined) return []
    return (byCents.get(String(deposit.cents)) ?? []).filter(
      (remittance) =>
        isFree(deposit, remittance) && isNear(deposit.postedOn, remittance.effectiveOn) && isFromPayer(deposit, remittance, payers),
    )
  }

  /** R-EFT-3: exactly one on both sides is proposed, or matched where the payer is set to allow it; several are offered together. */
  function byAmountAlone({ id: depositId }: OpenDeposit): Decision {
    const fitting = fits.get(depositId) ?? []
    const [only] = fitting
    if (only === undefined) return { depositId, kind: 'none', remittanceIds: [] }
    const rivals = rest.filter(({ id }) => fits.get(id)?.includes(only))
    const isAllowed = aliasOf(only, payers)?.matchByAmount === true
    const kind = fitting.length === 1 && rivals.length === 1 && isAllowed ? 'match' : 'propose'
    return { depositId, kind, rule: 'R-EFT-3', remittanceIds: fitting.map(({ id }) => id) }
  }

  function isFree({ refused }: OpenDeposit, { id }: AwaitedRemittance): boolean {
    return !taken.has(id) && !refused.includes(id)
  }

  function isNear(postedOn: IsoDate, effectiveOn: IsoDate): boolean {
    return (
      postedOn >= businessDaysBefore(effectiveOn, amountWindow.before, calendar) &&
      postedOn <= addBusinessDays(effectiveOn, amountWindow.after, calendar)
    )
  }
}

/** R-EFT-5: nothing is paid, so no money is expected. */
export function waitsForMoney({ method, paidCents }: Pick<AwaitedRemittance, 'method' | 'paidCents'>): boolean {
  return method !== 'NON' && paidCents > 0
}

/** Business days that money and remittance may be apart before somebody asks (CORE 370: three, late after four). */
const patienceDays = 4

/** The last day on which the money of a remittance, or the remittance of a deposit, is not late. R-EFT-8: within a CTX both come at once. */
export function dueDay(day: IsoDate, format: string | undefined, calendar: BusinessCalendar): IsoDate {
  return format === 'CTX' ? addBusinessDays(addDays(day, -1), 1, calendar) : addBusinessDays(day, patienceDays, calendar)
}

/** "1987654321" and "987654321" are one payer. */
function isSamePayer(a: string, b: string): boolean {
  return withoutOne(a) === withoutOne(b)
}

function withoutOne(payerIdentifier: string): string {
  return payerIdentifier.length === 10 && payerIdentifier.startsWith('1') ? payerIdentifier.slice(1) : payerIdentifier
}

/** R-EFT-6: leading zeros dropped. */
function chequeNumber(text: string): string {
  return text.trim().replace(/^0+(?=.)/, '')
}

function ruleOf(remittance: AwaitedRemittance, traced: readonly AwaitedRemittance[]): ReassociationRule {
  if (!traced.includes(remittance)) return 'R-EFT-6'
  return remittance.format === 'CTX' ? 'R-EFT-8' : 'R-EFT-1'
}

/** R-EFT-8: what came inside the payment has no day of its own. */
function isInTime({ postedOn }: OpenDeposit, { method, format, effectiveOn }: AwaitedRemittance): boolean {
  if (format === 'CTX') return true
  return Math.abs(daysBetween(effectiveOn, postedOn)) <= (method === 'CHK' ? chequeDaysApart : daysApart)
}

function businessDaysBefore(day: IsoDate, count: number, { isBusinessDay }: BusinessCalendar): IsoDate {
  let present = day
  for (let left = count; left > 0; ) {
    present = addDays(present, -1)
    if (isBusinessDay(present)) left -= 1
  }
  return present
}

function aliasOf({ trace }: AwaitedRemittance, payers: readonly PayerAlias[]): PayerAlias | undefined {
  return payers.find(({ payer }) => isSamePayer(payer, trace.payerIdentifier))
}

/** Company id of the payment, or a name the payer is known by. */
function isFromPayer(
  { companyId, companyName = '', description }: OpenDeposit,
  remittance: AwaitedRemittance,
  payers: readonly PayerAlias[],
): boolean {
  const alias = aliasOf(remittance, payers)
  const ids = [
    remittance.trace.payerIdentifier,
    ...(remittance.companyId === undefined ? [] : [remittance.companyId]),
    ...(alias?.companyIds ?? []),
  ]
  if (companyId !== undefined && ids.some((id) => isSamePayer(id, companyId))) return true
  const told = ` ${plain(`${companyName} ${description}`)} `
  const names = [...(remittance.payerName === undefined ? [] : [remittance.payerName]), ...(alias?.names ?? [])].map(plain)
  return names.some((name) => name !== '' && told.includes(` ${name} `))
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim()
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
