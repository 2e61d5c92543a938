// Where one claim stands: loop 2200D of a 277CA (005010X214), with the patient and provider levels it stands in.
import type { ClaimStatus, LineStatus } from '../../domain/index.js'
import type { Unit } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import { checked, type LoopCodec, loopCodec, optional, readable } from '../codec.js'
import { namedEntity } from '../parts/named-entity.js'
import { referenceCodec } from '../parts/reference.js'
import { providerLevel } from './report.js'
import { service, serviceDates, statuses, trace } from './status.js'

const lineStatus: LoopCodec<LineStatus> = loopCodec(
  '2220D',
  service,
  {
    statuses,
    lineControlNumber: optional(referenceCodec('FJ')),
    prescription: optional(referenceCodec('XZ')),
  },
  optional(serviceDates),
)

/** Loop 2100D. */
export const patientName = loopCodec('2100D', { patient: namedEntity('QC') })

/** Loop 2200D. */
export const claimStatus: LoopCodec<Omit<ClaimStatus, 'patient' | 'provider'>> = loopCodec(
  '2200D',
  {
    patientControlNumber: trace('2'),
    statuses,
    payerClaimNumber: optional(referenceCodec('1K')),
    clearinghouseNumber: optional(referenceCodec('D9')),
    billType: optional(referenceCodec('BLT')),
  },
  optional(serviceDates),
  { lines: readable(lineStatus) },
)

/** Reads one claim with its patient and provider. A name or line that cannot be read costs itself, not the claim's status. */
export function decodeClaimStatus({ loop, parents }: Pick<Unit, 'loop' | 'parents'>): Checked<ClaimStatus> {
  const providerLoop = parents.find(({ id }) => id === '2000C')
  const patientLoop = parents.find(({ id }) => id === '2000D')
  return checked((reading) => {
    const claim = claimStatus.readNode(loop, reading)
    const provider = providerLoop && providerLevel.read(providerLoop, { ...reading, loop: providerLoop.id })
    const named = patientLoop && patientName.read(patientLoop, { ...reading, loop: patientLoop.id })
    return claim && { ...(provider === undefined ? {} : { provider }), ...named, ...claim }
  })
}
