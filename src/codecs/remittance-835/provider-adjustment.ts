// Money that belongs to no claim of this remittance: the PLB segments at the end of an 835 (005010X221A1).
import type { ProviderAdjustment } from '../../domain/index.js'
import { type Loop, segmentsIn } from '../../schema/index.js'
import type { Checked, Position } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { at, cents, checked, day, elements, optional, segmentCodec, series, text } from '../codec.js'
import { allRead } from '../part.js'
import { runs } from '../parts/runs.js'

const places = [3, 5, 7, 9, 11, 13] as const

const plb = segmentCodec('PLB', {
  providerId: at(1, text),
  // It moves no money: one that is no day is left out, and the money is kept.
  fiscalPeriodEnd: optional(at(2, day)),
  items: series(
    places.map((place) =>
      elements({ reason: at(`${place}-1`, text), reference: optional(at(`${place}-2`, text)), amountCents: at(place + 1, cents) }),
    ),
  ),
})

/** A provider adjustment and the PLB it stands in, for the books to cite. */
export interface LocatedAdjustment {
  readonly adjustment: ProviderAdjustment
  readonly at: Position
}

/** Reads every pair of every PLB, in order. Money is all or nothing: one that cannot be read leaves no value. */
export function decodeProviderAdjustments(set: Loop): Checked<readonly LocatedAdjustment[]> {
  return checked((reading) =>
    allRead(
      segmentsIn(set, 'PLB').map((segment) => {
        const read = plb.readNode(segment, reading)
        if (read === undefined) return undefined
        const { items, ...provider } = read
        return items.map((item): LocatedAdjustment => ({ adjustment: { ...provider, ...item }, at: segment.at }))
      }),
    )?.flat(),
  )
}

/** Writes the PLB segments: neighbours of one provider and period together, up to six in a segment. */
export function encodeProviderAdjustments(adjustments: readonly ProviderAdjustment[]): Segment[] {
  return runs(adjustments, isSameProvider, places.length).map((run) => {
    const { providerId, fiscalPeriodEnd } = run[0]
    return plb.encode({ providerId, ...(fiscalPeriodEnd === undefined ? {} : { fiscalPeriodEnd }), items: run })
  })
}

function isSameProvider(a: ProviderAdjustment, b: ProviderAdjustment): boolean {
  return a.providerId === b.providerId && a.fiscalPeriodEnd === b.fiscalPeriodEnd
}
