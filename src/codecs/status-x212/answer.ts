// It stands like this: the 277 (005010X212) that answers a 276, claim by claim, with what is said of the levels above.
import type { AnsweredInquiry, LevelAnswer, LineStatus, StatusAnswer, StatusTransaction } from '../../domain/index.js'
import { allSegments, type Loop, loop, loopsIn, type Unit } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { checked, type LoopCodec, loopCodec, optional, readable, segments } from '../codec.js'
import { contactCodec } from '../parts/contact.js'
import { namedEntity } from '../parts/named-entity.js'
import { referenceCodec } from '../parts/reference.js'
import { encodeLevels, type LevelToWrite, type ToldBeneath } from '../status-277/hierarchy.js'
import { service, serviceDates, statuses, trace } from '../status-277/status.js'
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

const transaction = transactionOf('08', 'DG')

function levelAnswer(id: string, traceType: '1' | '2'): LoopCodec<LevelAnswer> {
  return loopCodec(id, { trace: trace(traceType), statuses })
}

const payerLevel = segments(loopCodec('2100A', { payer: namedEntity('PR'), contact: optional(contactCodec('IC')) }))
const receiverLevel = segments(receiverName, { receiverAnswer: optional(levelAnswer('2200B', '2')) })
const providerLevel = segments(providerNames, { providerAnswer: optional(levelAnswer('2200C', '1')) })
const subscriberLevel = segments(subscriberName)
const patientLevel = segments(patientName)

function lineIn(place: Beneath): LoopCodec<LineStatus> {
  return loopCodec(`2220${place}`, service, { statuses, lineControlNumber: optional(referenceCodec('FJ')) }, optional(serviceDates))
}

const claimIn = forBoth(
  (place): LoopCodec<AnsweredInquiry> =>
    loopCodec(
      `2200${place}`,
      { trace: trace('2'), statuses },
      claimNumbers,
      patientControlNumber,
      { voucher: optional(referenceCodec('VV')) },
      clearinghouseNumber,
      optional(serviceDates),
      { lines: readable(lineIn(place)) },
    ),
)

/** Writes all between ST and SE. An answer without a claim says all that it says at the levels that it names. */
export function* encodeStatusAnswers(header: StatusTransaction, answers: Iterable<StatusAnswer>): Generator<Segment> {
  yield* allSegments(loop('277', transaction.write(header)))
  yield* encodeLevels(toLevels(answers))
}

function* toLevels(answers: Iterable<StatusAnswer>): Generator<ToldBeneath> {
  for (const answer of answers) {
    const { providers, subscriber, patient, claim } = answer
    const levels: LevelToWrite[] = [
      { code: '20', nodes: payerLevel.write(answer) },
      { code: '21', nodes: receiverLevel.write(answer) },
    ]
    if (providers !== undefined) levels.push({ code: '19', nodes: providerLevel.write({ ...answer, providers }) })
    if (subscriber !== undefined) levels.push({ code: '22', nodes: subscriberLevel.write({ subscriber }) })
    if (patient !== undefined) levels.push({ code: '23', nodes: patientLevel.write({ patient }) })
    yield { levels, nodes: claim === undefined ? [] : claimIn[beneath(patient)].write(claim) }
  }
}

/** An answer with the loop it stands in: of a claim its own, else the level. */
export interface LocatedAnswer {
  readonly answer: StatusAnswer
  readonly loop: Loop
}

/** Reads BHT out of the outermost loop. */
export function decodeStatusResponse(set: Loop): Checked<StatusTransaction> {
  return checked((reading) => transaction.read(set, reading))
}

/** Reads what is answered of the claims of one subscriber and the dependents. A name or line that cannot be read costs itself, not the status. */
export function decodeStatusAnswers(unit: Unit): Checked<readonly LocatedAnswer[]> {
  return checked((reading) => {
    const payer = payerLevel.read(levelAbove(unit, '2000A'), { ...reading, loop: '2000A' })
    const receiver = receiverLevel.read(levelAbove(unit, '2000B'), { ...reading, loop: '2000B' })
    const provider = providerLevel.read(levelAbove(unit, '2000C'), { ...reading, loop: '2000C' })
    const insured = subscriberLevel.read(unit.loop, { ...reading, loop: '2000D' })
    if (payer === undefined || receiver === undefined) return undefined
    return claimLoops(unit).flatMap(({ loop: own, dependent }) => {
      const claim = claimIn[beneath(dependent)].readNode(own, reading)
      const person = dependent && patientLevel.read(dependent, { ...reading, loop: '2000E' })
      return claim === undefined ? [] : { answer: { ...payer, ...receiver, ...provider, ...insured, ...person, claim }, loop: own }
    })
  })
}

/**
 * Reads what is answered where no claim follows: to receivers and providers. `rest` is what stands outside all units, `parents` are
 * those of the units (one of each will do), taken when the set has ended, because they go on filling up until then.
 */
export function decodeLevelAnswers(rest: Loop, parents: readonly (readonly Loop[])[]): Checked<readonly LocatedAnswer[]> {
  const above = (id: string, inside?: Loop) =>
    new Set(
      parents.filter((chain) => inside === undefined || chain.includes(inside)).flatMap((chain) => chain.filter((each) => each.id === id)),
    )
  return checked((reading) => {
    const found: LocatedAnswer[] = []
    for (const payerLoop of [...loopsIn(rest, '2000A'), ...above('2000A')]) {
      const payer = payerLevel.read(payerLoop, { ...reading, loop: '2000A' })
      const withClaims = above('2000B', payerLoop)
      for (const receiverLoop of [...loopsIn(payerLoop, '2000B'), ...withClaims]) {
        const receiver = receiverLevel.read(receiverLoop, { ...reading, loop: '2000B' })
        if (payer === undefined || receiver === undefined) continue
        const providers = loopsIn(receiverLoop, '2000C')
        if (providers.length === 0 && !withClaims.has(receiverLoop)) found.push({ answer: { ...payer, ...receiver }, loop: receiverLoop })
        for (const providerLoop of providers) {
          const provider = providerLevel.read(providerLoop, { ...reading, loop: '2000C' })
          if (provider !== undefined) found.push({ answer: { ...payer, ...receiver, ...provider }, loop: providerLoop })
        }
      }
    }
    return found
  })
}
