// CAS: why an amount differs from the charge. A segment holds up to six adjustments of one group.
import type { Adjustment } from '../../domain/index.js'
import { at, cents, decimal, elements, type LoopPart, many, mapped, optional, segmentCodec, series, text } from '../codec.js'
import { runs } from './runs.js'

const cas = segmentCodec('CAS', {
  group: at(1, text),
  reasons: series(
    [2, 5, 8, 11, 14, 17].map((place) =>
      elements({ reason: at(place, text), amountCents: at(place + 1, cents), quantity: optional(at(place + 2, decimal)) }),
    ),
  ),
})

/** All CAS of a loop as one list; written group by group as they follow each other, six to a segment. */
export const adjustments: LoopPart<readonly Adjustment[]> = mapped(many(cas), {
  decode: (all) => {
    const list: Adjustment[] = []
    for (const { group, reasons } of all)
      for (const { reason, amountCents, quantity } of reasons)
        list.push(quantity === undefined ? { group, reason, amountCents } : { group, reason, amountCents, quantity })
    return list
  },
  encode: (list) =>
    runs(list, (a, b) => a.group === b.group, 6).map((run) => ({
      group: run[0].group,
      reasons: run.map(({ group: _group, ...reason }) => reason),
    })),
})

/** The same, with what belongs to one group brought together: an 837 has room for five CAS, whatever the order the payer chose. */
export const adjustmentsByGroup: LoopPart<readonly Adjustment[]> = mapped(adjustments, {
  decode: (list) => list,
  encode: (list) => {
    const groups = [...new Set(list.map(({ group }) => group))]
    return groups.flatMap((group) => list.filter((each) => each.group === group))
  },
})
