// Random histories of a practice: its claims, the remittances that two payers write for them one after the other, and the order
// in which these arrive, with what people do in between. Built of the decisions of `arbitrary-era.ts`.
import * as fc from 'fast-check'
import type { ClaimPayment, OpenClaim, PayerOrder, ProviderAdjustment } from '../../src/domain/index.js'
import { sumCents, toCents } from '../../src/values/index.js'
import { acornHealth, claimOf, negated, ours, payment, type PayerShape, providerAdjustment, remit, settled } from './arbitrary-era.js'
import type { ReadRemittance } from './read-remittance.js'
import { fileOf } from './remittance-file.js'

export interface History {
  readonly claims: readonly OpenClaim[]
  /** In order of arrival. */
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly kind: 'file'; readonly sets: readonly ArrivingSet[] }
  /** What came earlier comes again: the same bytes, in a new envelope, or other contents under the same trace. */
  | { readonly kind: 'again'; readonly as: 'bytes' | 'envelope' | 'trace'; readonly pick: number }
  | Act

/** What a person does; `pick` chooses among the claims, remittances or claim payments that are there. */
export interface Act {
  readonly kind: 'pay' | 'write-off' | 'transfer' | 'take-back' | 'void' | 'post' | 'void-payment' | 'link' | 'disown'
  readonly pick: number
  readonly cents: number
}

export interface ArrivingSet extends ReadRemittance {
  /** BPR02 is one cent off: the set has to be held. */
  readonly isOff: boolean
}

const deeds = [
  'pay',
  'deny',
  'deny-duplicate',
  'split',
  'reverse',
  'correct',
  'correct-first',
  'reverse-otherwise',
  'unbalanced',
  'stranger',
  'other-person',
  'estimate',
  'forward',
  'unknown-status',
] as const
type Deed = (typeof deeds)[number]
const commonDeeds: readonly Deed[] = ['pay', 'split', 'reverse', 'correct', 'deny']

/** What a payer's clerk has before them for one remittance, before it is known what stands. */
interface Seed {
  readonly isSecondary: boolean
  readonly decided: readonly ({ readonly deed: Deed; readonly payment: ClaimPayment } | undefined)[]
  readonly others: readonly ProviderAdjustment[]
  /** Takes what is owed to the payer, as far as there is money; else it is postponed. */
  readonly recovers: boolean
  readonly isOff: boolean
  /** Notices that pay nothing share a number. */
  readonly reusesZeroTrace: boolean
  readonly delay: number
  readonly isWithNext: boolean
  readonly afterwards: readonly Step[]
}

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom<Act['kind'][]>(
    'pay',
    'write-off',
    'transfer',
    'take-back',
    'void',
    'void',
    'post',
    'void-payment',
    'link',
    'disown',
  ),
  pick: fc.nat(1000),
  cents: fc.integer({ min: 1, max: 20_000 }),
})

const again: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('again' as const),
  as: fc.constantFrom('bytes' as const, 'envelope' as const, 'trace' as const),
  pick: fc.nat(1000),
})

function seed(claims: readonly OpenClaim[], people: boolean): fc.Arbitrary<Seed> {
  const decision = (claim: OpenClaim) =>
    fc.record({ deed: fc.oneof(fc.constantFrom(...commonDeeds), fc.constantFrom(...deeds)), payment: payment(claim, '') })
  return fc.record({
    isSecondary: fc.boolean(),
    decided: fc.tuple(...claims.map((claim) => fc.option(decision(claim), { nil: undefined }))),
    others: fc.array(providerAdjustment, { maxLength: 2 }),
    recovers: fc.boolean(),
    isOff: rarely(20),
    reusesZeroTrace: fc.boolean(),
    delay: fc.constantFrom(0, 0, 0, 1, 3),
    isWithNext: rarely(4),
    afterwards: fc.array(people ? fc.oneof(again, act, act) : again, { maxLength: 2 }),
  })
}

function rarely(oneIn: number): fc.Arbitrary<boolean> {
  return fc.nat(oneIn - 1).map((n) => n === 1)
}

export interface HistoryShape {
  /** Most remittances of one history. */
  readonly remittances: number
  /** Do people void, link, pay and write off in between? */
  readonly people: boolean
}

export function history({ remittances, people }: HistoryShape): fc.Arbitrary<History> {
  return fc
    .integer({ min: 1, max: 3 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => claimOf(index + 1))))
    .chain((claims) =>
      fc
        .array(seed(claims, people), { minLength: 1, maxLength: remittances })
        .map((seeds) => told(claims, arrivals(seeds, write(claims, seeds)))),
    )
}

/** In a failure it is read as claims, files and acts. */
function told(claims: readonly OpenClaim[], steps: readonly Step[]): History {
  const lines = [
    ...claims.map(({ patientControlNumber, coverages, lines: own }) =>
      [patientControlNumber, coverages.length, own.map(({ chargeCents }) => chargeCents).join('+')].join(' '),
    ),
    ...steps.map((step, index) => `${index + 1} ${step.kind === 'file' ? fileOf(step.sets) : JSON.stringify(step)}`),
  ]
  return Object.assign({ claims, steps }, { [fc.toStringMethod]: () => `\n${lines.join('\n')}\n` })
}

/** Files of one to three sets, some of them late, each followed by what is done then. */
function arrivals(seeds: readonly Seed[], sets: readonly ArrivingSet[]): readonly Step[] {
  const files: { readonly sets: ArrivingSet[]; readonly due: number; readonly afterwards: Step[] }[] = []
  let open = false
  for (const [index, { delay, isWithNext, afterwards }] of seeds.entries()) {
    const set = sets[index]
    const last = files.at(-1)
    if (set === undefined) continue
    if (open && last !== undefined && last.sets.length < 3) {
      last.sets.push(set)
      last.afterwards.push(...afterwards)
    } else files.push({ sets: [set], due: index + delay, afterwards: [...afterwards] })
    open = isWithNext
  }
  return files
    .toSorted((a, b) => a.due - b.due)
    .flatMap(({ sets: some, afterwards }) => [{ kind: 'file' as const, sets: some }, ...afterwards])
}

const payers: Readonly<Record<'P' | 'S', PayerShape>> = { P: acornHealth, S: { id: '60002', name: 'OAK SUPPLEMENT' } }

/** The remittances that follow from the seeds, in the order in which the payers write them. */
function write(claims: readonly OpenClaim[], seeds: readonly Seed[]): readonly ArrivingSet[] {
  const desks = { P: new Desk(claims, 'P'), S: new Desk(claims, 'S') }
  return seeds.map((one, index) => {
    const order = one.isSecondary && claims.some(({ coverages }) => coverages.length > 1) ? 'S' : 'P'
    return desks[order].write(one, index + 1)
  })
}

/** One payer: what it has paid and not taken back, and what it says is owed to it. */
class Desk {
  private readonly standing = new Map<string, ClaimPayment[]>()
  /** The rest of a split claim, for the next remittance. */
  private readonly toCome: ClaimPayment[] = []
  /** Cents by PLB reason and reference. */
  private readonly owed: { readonly reason: 'WO' | 'FB'; readonly reference: string; cents: number }[] = []
  private count = 0

  constructor(
    private readonly claims: readonly OpenClaim[],
    private readonly order: PayerOrder & ('P' | 'S'),
  ) {}

  write(given: Seed, number: number): ArrivingSet {
    const adjustments: ProviderAdjustment[] = []
    const payments: ClaimPayment[] = this.toCome.splice(0)
    for (const [index, decided] of given.decided.entries()) {
      const claim = this.claims[index]
      if (decided === undefined || claim === undefined || (this.order === 'S' && claim.coverages.length < 2)) continue
      const some = this.decide(claim, decided.deed, decided.payment)
      payments.push(...some)
      if (!given.recovers) adjustments.push(...this.postpone(some))
    }
    const isUnlike = payments.length > 0
    // Nothing but the same adjustments once more would be the same payment issued again.
    adjustments.push(...given.others.map((one) => (isUnlike ? one : { ...one, reference: `${one.reference} ${number}` })))
    const net = netOf(payments, adjustments)
    if (given.recovers) adjustments.push(...this.recover(net))
    const rest = netOf(payments, adjustments)
    const trace = rest <= 0 && isUnlike && given.reusesZeroTrace ? `EO${this.order}0000` : `EFT${this.order}${number}`
    if (rest < 0) this.owed.push({ reason: 'FB', reference: trace, cents: 0 - rest })
    const made = remit(trace, payments, adjustments, payers[this.order])
    if (!given.isOff) return { ...made, isOff: false }
    const { remittance } = made
    return { ...made, remittance: { ...remittance, paidCents: toCents(remittance.paidCents + 1) }, isOff: true }
  }

  private decide(claim: OpenClaim, deed: Deed, drawn: ClaimPayment): readonly ClaimPayment[] {
    const { patientControlNumber: number, chargeCents } = claim
    const payerClaimNumber = `${number}${this.order}${++this.count}`
    const status = this.order === 'S' ? '2' : drawn.status
    const fresh: ClaimPayment = { ...drawn, status, payerClaimNumber, patient: this.patientOf(drawn) }
    const whole = (code: string, group: string, reason: string): ClaimPayment => ({
      ...settled(claim, payerClaimNumber, code, [{ group, reason, amountCents: chargeCents }]),
      patient: this.patientOf(drawn),
    })
    const last = this.standing.get(number)?.at(-1)
    switch (deed) {
      case 'deny':
        return this.stand([whole(status, 'CO', '16')])
      case 'deny-duplicate':
        return [whole(status, 'CO', '18')]
      case 'split':
        return this.split(claim, fresh)
      case 'reverse':
        if (last === undefined) break
        this.standing.get(number)?.pop()
        return [negated(last)]
      case 'correct':
      case 'correct-first': {
        if (last === undefined) break
        this.standing.get(number)?.pop()
        const [correction] = this.stand([{ ...fresh, references: [{ qualifier: 'F8', value: last.payerClaimNumber ?? '' }] }])
        if (correction === undefined) break
        return deed === 'correct' ? [negated(last), correction] : [correction, negated(last)]
      }
      case 'reverse-otherwise':
        return [negated({ ...fresh, payerClaimNumber: last?.payerClaimNumber ?? payerClaimNumber })]
      case 'unbalanced':
        return [{ ...fresh, paidCents: toCents(fresh.paidCents + 1) }]
      case 'stranger':
        return [{ ...fresh, patientControlNumber: `NOBODY${number}`, patient: { entityType: '1', last: 'NOBODY' } }]
      case 'other-person':
        return [{ ...fresh, patient: { entityType: '1', last: 'NOBODY', idQualifier: 'MI', id: 'X9' } }]
      case 'estimate':
        return [whole('25', 'OA', '101')]
      case 'forward':
        return [whole('23', 'OA', '23')]
      case 'unknown-status':
        return [{ ...fresh, status: '5' }]
      case 'pay':
        break
    }
    return this.stand([fresh])
  }

  private patientOf({ patient }: ClaimPayment): NonNullable<ClaimPayment['patient']> {
    return { entityType: '1', ...patient, id: this.order === 'S' ? 'W2' : 'W1' }
  }

  /** R-SPLIT: the first line alone, the others in the same remittance or in the next one. */
  private split(claim: OpenClaim, whole: ClaimPayment): readonly ClaimPayment[] {
    const [first, ...others] = whole.services
    if (first === undefined || others.length === 0) return this.stand([whole])
    const part = (suffix: string, lines: typeof others, adjustments: ClaimPayment['adjustments']): ClaimPayment => ({
      ...settled(claim, `${whole.payerClaimNumber}${suffix}`, whole.status, adjustments, lines),
      ...(whole.patient === undefined ? {} : { patient: whole.patient }),
    })
    const [one, two] = this.stand([part('A', [first], []), part('B', others, whole.adjustments)])
    if (one === undefined || two === undefined) return []
    if (this.count % 2 === 0) return [one, two]
    this.toCome.push(two)
    return [one]
  }

  private stand(payments: readonly ClaimPayment[]): readonly ClaimPayment[] {
    for (const one of payments) this.standing.set(one.patientControlNumber, [...(this.standing.get(one.patientControlNumber) ?? []), one])
    return payments
  }

  /** What was taken back is not kept from this payment, but owed: a WO given. */
  private postpone(payments: readonly ClaimPayment[]): readonly ProviderAdjustment[] {
    const taken = payments.filter(({ status, paidCents }) => status === '22' && paidCents < 0)
    return taken.map(({ payerClaimNumber: reference = '', paidCents }) => {
      this.owed.push({ reason: 'WO', reference, cents: 0 - paidCents })
      return { ...ours, reason: 'WO', reference, amountCents: paidCents }
    })
  }

  /** Takes what is owed, oldest first, out of this payment; what is left of it is taken out of later ones. */
  private recover(net: number): readonly ProviderAdjustment[] {
    const taken: ProviderAdjustment[] = []
    let left = net
    for (const one of this.owed) {
      const cents = Math.min(one.cents, left)
      if (cents <= 0) continue
      one.cents -= cents
      left -= cents
      taken.push({ ...ours, reason: one.reason, reference: one.reference, amountCents: toCents(cents) })
    }
    return taken
  }
}

function netOf(payments: readonly ClaimPayment[], adjustments: readonly ProviderAdjustment[]): number {
  return sumCents(payments.map(({ paidCents }) => paidCents)) - sumCents(adjustments.map(({ amountCents }) => amountCents))
}
