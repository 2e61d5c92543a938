// TA1 and 999 as 00501 and 005010X231A1 allow them, with every place an error can have.
import * as fc from 'fast-check'
import type {
  ElementError,
  ElementPlace,
  ErrorContext,
  GroupAcknowledgement,
  InterchangeAcknowledgement,
  SegmentError,
  TransactionSetAcknowledgement,
} from '../../src/domain/index.js'
import { digitString, identifier, oneOf, record, words } from './arbitrary-values.js'

export const interchangeAcknowledgement: fc.Arbitrary<InterchangeAcknowledgement> = record({
  control: digitString(9),
  date: oneOf('261006', '240229'),
  time: oneOf('0000', '0915', '2359'),
  verdict: oneOf('A', 'E', 'R'),
  note: oneOf('000', '001', '021', '025'),
})

const place: fc.Arbitrary<ElementPlace> = record(
  { element: fc.integer({ min: 1, max: 99 }), component: fc.integer({ min: 1, max: 99 }), repetition: fc.integer({ min: 1, max: 9999 }) },
  { requiredKeys: ['element'] },
)
const dataElement = fc.integer({ min: 1, max: 1999 }).map(String)
const segmentId = oneOf('CLM', 'NM1', 'DMG', 'SV1', 'HI')
const ordinal = fc.integer({ min: 1, max: 99_999 })
const loopId = oneOf('2300', '2400', '1000', '2010')

const trigger: fc.Arbitrary<ErrorContext> = record(
  {
    names: fc.constant([{ name: 'SITUATIONAL TRIGGER' }]),
    segment: segmentId,
    ordinal,
    loop: loopId,
    place,
    dataElements: fc.array(dataElement, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['names', 'segment', 'ordinal'] },
)
const businessUnit: fc.Arbitrary<ErrorContext> = record({
  names: fc.array(record({ name: oneOf('CLM01', 'ENT01', 'NM109', 'TRN02'), value: words(35) }), { minLength: 1, maxLength: 3 }),
})

const elementError: fc.Arbitrary<ElementError> = fc
  .tuple(
    place,
    record(
      {
        dataElement,
        code: oneOf('1', '2', '5', '6', '7', '8', 'I10'),
        copy: words(99),
        contexts: fc.array(trigger, { maxLength: 2 }),
      },
      { requiredKeys: ['code', 'contexts'] },
    ),
  )
  .map(([where, error]) => ({ ...where, ...error }))

const segmentError: fc.Arbitrary<SegmentError> = record(
  {
    segment: segmentId,
    ordinal,
    loop: loopId,
    code: oneOf('1', '2', '3', '5', '7', '8', 'I4'),
    contexts: fc.tuple(fc.array(trigger, { maxLength: 2 }), fc.array(businessUnit, { maxLength: 1 })).map((lists) => lists.flat()),
    elements: fc.array(elementError, { maxLength: 3 }),
  },
  { requiredKeys: ['segment', 'ordinal', 'code', 'contexts', 'elements'] },
)

export const setAcknowledgement: fc.Arbitrary<TransactionSetAcknowledgement> = record(
  {
    type: oneOf('837', '835', '277', '270'),
    control: identifier(9, 4),
    version: oneOf('005010X222A1', '005010X221A1', '005010X214'),
    errors: fc.array(segmentError, { maxLength: 3 }),
    verdict: oneOf('A', 'E', 'M', 'R', 'W', 'X'),
    reasons: fc.array(oneOf('1', '3', '4', '5', 'I5'), { maxLength: 5 }),
  },
  { requiredKeys: ['type', 'control', 'errors', 'verdict', 'reasons'] },
)

const count = fc.nat({ max: 9999 })

export const groupAcknowledgement: fc.Arbitrary<GroupAcknowledgement> = record({
  functionalId: oneOf('HC', 'HP', 'HN', 'HS'),
  control: fc.integer({ min: 1, max: 999_999_999 }).map(String),
  version: oneOf('005010X222A1', '005010X221A1'),
  sets: fc.array(setAcknowledgement, { minLength: 1, maxLength: 4 }),
  verdict: oneOf('A', 'E', 'M', 'P', 'R', 'W', 'X'),
  includedCount: count,
  receivedCount: count,
  acceptedCount: count,
  reasons: fc.array(oneOf('1', '3', '4', '5'), { maxLength: 5 }),
})
