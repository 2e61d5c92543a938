// What lines of several kinds say alike: their number, numbers of payers, drugs (2410), decisions of earlier payers (2430).
import type { Drug, LineAdjudication, Reference } from '../../domain/index.js'
import { loop, type Loop } from '../../schema/index.js'
import type { Segment } from '../../x12/index.js'
import {
  at,
  cents,
  constant,
  decimal,
  defaulted,
  elements,
  loopCodec,
  type LoopCodec,
  type LoopPart,
  many,
  optional,
  otherThan,
  segmentCodec,
  text,
  whole,
} from '../codec.js'
import { allRead, type OptionalPart, plainly } from '../part.js'
import { adjustmentsByGroup } from '../parts/adjustments.js'
import { amountCodec, dateCodec } from '../parts/amount.js'
import { procedureAt } from '../parts/procedure.js'
import { anyReference, referenceCodec } from '../parts/reference.js'

const lineNumber = segmentCodec('LX', at(1, whole))

/** All lines of a claim. LX counts them from 1, whatever number they came with. */
export function numbered<T>(line: LoopCodec<T>): LoopPart<readonly T[]> {
  return {
    ...many(line),
    write: (lines) => lines.map((each, index) => loop('2400', [lineNumber.encode(index + 1), ...line.encode(each).children])),
  }
}

/** REF*6R; a file read from elsewhere may have none. */
export const lineControl = defaulted(referenceCodec('6R'), '')

/** A number that the destination gave: it has no REF04. */
export function ofDestination(qualifier: string) {
  return optional(segmentCodec('REF', at(2, text), { 1: qualifier, '4-1': '' }))
}

/**
 * Numbers that other payers gave, each with its payer; and, of a file that gives more of one kind than the one that
 * `ofDestination` takes, those too.
 */
export function ofOtherPayers(...qualifiers: readonly string[]): OptionalPart<Loop, Loop | Segment, readonly Reference[]> {
  const any = anyReference({ 1: qualifiers })
  const others = (inside: Loop): readonly Segment[] => {
    const own = new Set<string>()
    return any.nodesIn(inside).filter((node) => {
      const isOwn = node.text(4, 1) === '' && !own.has(node.text(1))
      if (isOwn) own.add(node.text(1))
      return !isOwn
    })
  }
  const part: LoopPart<readonly Reference[]> = {
    isIn: (inside) => others(inside).length > 0,
    read: (inside, reading, mayBeAbsent) => {
      const nodes = others(inside)
      return mayBeAbsent && nodes.length === 0 ? undefined : allRead(nodes.map((node) => any.readNode(node, reading)))
    },
    write: (values) => values.flatMap((value) => any.write(value)),
  }
  const { isIn, read } = plainly(part)
  // Most lines have none, and are not asked.
  return optional({ ...part, plain: { isIn: (scope) => `(${scope.first(any.test)} !== undefined && ${isIn(scope)})`, read } })
}

export const drug: LoopCodec<Drug> = loopCodec(
  '2410',
  segmentCodec('LIN', elements(constant(2, 'N4'), { ndc: at(3, text), qualifier: optional(otherThan('N4', 2, text)) })),
  segmentCodec('CTP', { quantity: at(4, decimal), unit: at('5-1', text) }),
  { linkNumber: optional(referenceCodec('VY')), prescription: optional(referenceCodec('XZ')) },
)

/** SVD01, 02, 05 and 06. */
export const decision = {
  payerId: at(1, text),
  paidCents: at(2, cents),
  units: at(5, decimal),
  bundledInto: optional(at(6, text)),
}

/** What follows SVD. */
export const decisionReasons = {
  adjustments: adjustmentsByGroup,
  paidOn: dateCodec('573'),
  remainingPatientCents: optional(amountCodec('EAF')),
}

/** 2430 of a line that always has a procedure. */
export const adjudication: LoopCodec<LineAdjudication> = loopCodec(
  '2430',
  segmentCodec('SVD', { ...decision, procedure: procedureAt(3) }),
  decisionReasons,
)
