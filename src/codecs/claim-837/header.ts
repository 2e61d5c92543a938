// BHT, 1000A and 1000B: who sends this transaction set to whom.
import type { SubmissionHeader } from '../../domain/index.js'
import type { Loop } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import { at, constant, day, elements, loopCodec, type LoopCodec, many, oneOf, segmentCodec, tagged, text, time } from '../codec.js'
import { contactCodec } from '../parts/contact.js'
import { givenNames } from '../parts/name.js'

const submitter = loopCodec(
  '1000A',
  segmentCodec(
    'NM1',
    {
      entityType: at(2, oneOf('1', '2')),
      last: at(3, text),
      first: givenNames.first,
      middle: givenNames.middle,
      id: tagged(8, '46', at(9, text)),
    },
    { 1: '41' },
  ),
  { contacts: many(contactCodec('IC')) },
)

const receiver = loopCodec(
  '1000B',
  segmentCodec('NM1', elements(constant(2, '2'), { name: at(3, text), id: tagged(8, '46', at(9, text)) }), { 1: '40' }),
)

export const submissionHeader: LoopCodec<SubmissionHeader> = loopCodec(
  '837',
  segmentCodec(
    'BHT',
    { purpose: at(2, text), reference: at(3, text), createdOn: at(4, day), createdAt: at(5, time), use: at(6, text) },
    { 1: '0019' },
  ),
  { submitter, receiver },
)

/** Reads the header of an 837 from its outermost loop, whatever of its claims stands there too. */
export function decodeSubmission(root: Loop): Checked<SubmissionHeader> {
  return submissionHeader.decode(root)
}
