// Where does this claim stand? The 276 (005010X212), claim by claim, with the levels that it stands beneath.
import type { InquiredClaim, InquiredLine, StatusQuestion, StatusTransaction } from '../../domain/index.js'
import { allSegments, type Loop, loop, type Unit } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { at, checked, day, type LoopCodec, loopCodec, many, oneOf, optional, segmentCodec, segments, tagged } from '../codec.js'
import { amountCodec } from '../parts/amount.js'
import { namedEntity } from '../parts/named-entity.js'
import { referenceCodec } from '../parts/reference.js'
import { encodeLevels, type ToldBeneath } from '../status-277/hierarchy.js'
import { service, serviceDates, trace } from '../status-277/status.js'
import {
  type Beneath,
  beneath,
  claimLoops,
  claimNumbers,
  clearinghouseNumber,
  forBoth,
  levelAbove,
  patientControlNumber,
  patientName,
  providerNames,
  receiverName,
  subscriberName,
  transactionOf,
} from './parties.js'

const transaction = transactionOf('13')

/** DMG; the guide knows no other sex. */
const demographics = optional(segmentCodec('DMG', { birthDate: tagged(1, 'D8', at(2, day)), sex: optional(at(3, oneOf('F', 'M'))) }))

const payerLevel = segments({ payer: loopCodec('2100A', namedEntity('PR')) })
const receiverLevel = segments(receiverName)
const providerLevel = segments(providerNames)
/** With DMG when the subscriber is the patient. */
const subscriberLevel = segments(demographics, subscriberName)
const patientLevel = segments(demographics, patientName)

function lineIn(place: Beneath): LoopCodec<InquiredLine> {
  return loopCodec(`2210${place}`, service, { lineControlNumber: optional(referenceCodec('FJ')) }, optional(serviceDates))
}

const claimIn = forBoth(
  (place): LoopCodec<InquiredClaim> =>
    loopCodec(
      `2200${place}`,
      { trace: trace('1') },
      claimNumbers,
      { location: optional(referenceCodec('LU')), groupNumber: optional(referenceCodec('6P')) },
      patientControlNumber,
      clearinghouseNumber,
      { chargedCents: optional(amountCodec('T3')) },
      optional(serviceDates),
      { lines: many(lineIn(place)) },
    ),
)

/** Writes all between ST and SE; payers, providers, subscribers and dependents stand once, each with what is asked of them. */
export function* encodeStatusQuestions(header: StatusTransaction, questions: Iterable<StatusQuestion>): Generator<Segment> {
  yield* allSegments(loop('276', transaction.write(header)))
  yield* encodeLevels(toLevels(questions))
}

function* toLevels(questions: Iterable<StatusQuestion>): Generator<ToldBeneath> {
  for (const question of questions) {
    const { patient, birthDate, sex, subscriber, claim, ...parties } = question
    const born = { ...(birthDate === undefined ? {} : { birthDate }), ...(sex === undefined ? {} : { sex }) }
    yield {
      levels: [
        { code: '20', nodes: payerLevel.write(parties) },
        { code: '21', nodes: receiverLevel.write(parties) },
        { code: '19', nodes: providerLevel.write(parties) },
        { code: '22', nodes: subscriberLevel.write({ subscriber, ...(patient === undefined ? born : {}) }) },
        ...(patient === undefined ? [] : [{ code: '23' as const, nodes: patientLevel.write({ patient, ...born }) }]),
      ],
      nodes: claimIn[beneath(patient)].write(claim),
    }
  }
}

/** A question with the loop it stands in. */
export interface LocatedQuestion {
  readonly question: StatusQuestion
  readonly loop: Loop
}

/** Reads BHT out of the outermost loop. */
export function decodeStatusTransaction(set: Loop): Checked<StatusTransaction> {
  return checked((reading) => transaction.read(set, reading))
}

/** Reads what is asked of one subscriber and the dependents. */
export function decodeStatusQuestions(unit: Unit): Checked<readonly LocatedQuestion[]> {
  return checked((reading) => {
    const payer = payerLevel.read(levelAbove(unit, '2000A'), { ...reading, loop: '2000A' })
    const receiver = receiverLevel.read(levelAbove(unit, '2000B'), { ...reading, loop: '2000B' })
    const provider = providerLevel.read(levelAbove(unit, '2000C'), { ...reading, loop: '2000C' })
    const insured = subscriberLevel.read(unit.loop, { ...reading, loop: '2000D' })
    if (payer === undefined || receiver === undefined || provider === undefined || insured === undefined) return undefined
    const { birthDate: _birthDate, sex: _sex, ...name } = insured
    return claimLoops(unit).flatMap(({ loop: own, dependent }) => {
      const claim = claimIn[beneath(dependent)].readNode(own, reading)
      const person = dependent === undefined ? insured : patientLevel.read(dependent, { ...reading, loop: '2000E' })
      if (claim === undefined || person === undefined) return []
      return { question: { ...payer, ...receiver, ...provider, ...name, ...person, claim }, loop: own }
    })
  })
}
