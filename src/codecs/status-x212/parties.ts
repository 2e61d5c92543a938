// The levels above a claim that a 276 and a 277 (005010X212) have in common, without their HL, and the claims beneath them.
import type { StatusTransaction } from '../../domain/index.js'
import { type Loop, loopsIn, type Unit } from '../../schema/index.js'
import { at, constant, day, elements, type LoopCodec, loopCodec, type LoopPart, many, optional, segmentCodec, text } from '../codec.js'
import { namedEntity } from '../parts/named-entity.js'
import { referenceCodec } from '../parts/reference.js'

/** BHT of a 276 (purpose 13) or 277 (08, with its type). */
export function transactionOf(purpose: '13' | '08', type?: 'DG'): LoopPart<StatusTransaction> {
  return segmentCodec(
    'BHT',
    elements(constant(1, '0010'), constant(2, purpose), constant(6, type ?? ''), {
      reference: at(3, text),
      createdOn: at(4, day),
      createdAt: at(5, text),
    }),
  )
}

export const receiverName = { receiver: loopCodec('2100B', namedEntity('41')) }
export const providerNames = { providers: many(loopCodec('2100C', namedEntity('1P'))) }
export const subscriberName = { subscriber: loopCodec('2100D', namedEntity('IL')) }
export const patientName = { patient: loopCodec('2100E', namedEntity('QC')) }

/** A claim of a subscriber stands in loops that end in D, one of a dependent in those that end in E. */
export type Beneath = 'D' | 'E'

export function beneath(dependent: unknown): Beneath {
  return dependent === undefined ? 'D' : 'E'
}

/** REF that tell which claim is meant, in the order of the guide; those that only one of the two sets has stand between them. */
export const claimNumbers = {
  payerClaimNumber: optional(referenceCodec('1K')),
  billType: optional(referenceCodec('BLT')),
}
export const patientControlNumber = { patientControlNumber: optional(referenceCodec('EJ')), prescription: optional(referenceCodec('XZ')) }
export const clearinghouseNumber = { clearinghouseNumber: optional(referenceCodec('D9')) }

/** A claim's loop with those above it that name the people; `dependent` when it is one's. */
export interface ClaimLoop {
  readonly loop: Loop
  readonly dependent?: Loop
}

/** All claims of one subscriber level: its own, then those of its dependents. */
export function claimLoops({ loop }: Pick<Unit, 'loop'>): readonly ClaimLoop[] {
  return [
    ...loopsIn(loop, '2200D').map((own) => ({ loop: own })),
    ...loopsIn(loop, '2000E').flatMap((dependent) => loopsIn(dependent, '2200E').map((own) => ({ loop: own, dependent }))),
  ]
}

/** The level with this id above a unit; an empty one where it is missing, so that reading it finds what is. */
export function levelAbove({ parents }: Pick<Unit, 'parents'>, id: string): Loop {
  return parents.find((parent) => parent.id === id) ?? { id, children: [] }
}

/** A codec for each of the two places in which a claim may stand. */
export function forBoth<T>(make: (place: Beneath) => LoopCodec<T>): Readonly<Record<Beneath, LoopCodec<T>>> {
  return { D: make('D'), E: make('E') }
}
