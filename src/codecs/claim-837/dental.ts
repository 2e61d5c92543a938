// 2300 of the 837D: the claim itself, everything but who bills, who is covered and who is the patient.
import type { ClaimProvider, DentalClaim, DentalClaimRole } from '../../domain/index.js'
import { at, elements, loopCodec, type LoopCodec, many, markAs, optional, type SegmentCodec, segmentCodec, tagged, text } from '../codec.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { attachments, type ClaimBody, claimNumbers, claimTerms, patientPaid, practitionerTerms, remarks } from './claim-parts.js'
import { dentalDates } from './dates.js'
import { dentalLine } from './dental-line.js'
import { repricing } from './details.js'
import { diagnosesCodec } from './health-codes.js'
import { numbered } from './line-parts.js'
import { idsOf, otherCoverages } from './other-subscriber.js'
import { claimProviders, provider } from './providers.js'

const claimInformation = segmentCodec('CLM', elements(claimTerms, practitionerTerms, { predetermination: optional(at(19, markAs('PB'))) }))

const orthodontics = segmentCodec('DN1', {
  months: optional(at(1, text)),
  monthsRemaining: optional(at(2, text)),
  indicator: optional(at(4, text)),
})

const tooth: SegmentCodec<{ readonly tooth: string; readonly status: string }> = segmentCodec('DN2', {
  tooth: tagged(6, 'JP', at(1, text)),
  status: at(2, text),
})

const referringRoles = { DN: 'referring', P3: 'primaryCare' } as const
const assistant = { DD: 'assistant' } as const

const providers = claimProviders<ClaimProvider<DentalClaimRole>>({
  before: [provider('2310A', referringRoles, 'RF'), provider('2310B', { 82: 'rendering' }, 'PE')],
  facility: '2310C',
  after: [provider('2310D', assistant, 'AS'), provider('2310E', { DQ: 'supervising' })],
})

const coverages = otherCoverages(
  idsOf('2330C', referringRoles),
  idsOf('2330D', { 82: 'rendering' }),
  idsOf('2330E', { DQ: 'supervising' }),
  idsOf('2330F', { 85: 'billing' }),
  idsOf('2330G', { 77: 'serviceFacility' }),
  idsOf('2330H', assistant),
)

export const dentalBody: LoopCodec<ClaimBody<DentalClaim>> = loopCodec(
  '2300',
  claimInformation,
  dentalDates,
  { orthodontics: optional(orthodontics), teeth: optional(many(tooth)) },
  attachments,
  patientPaid,
  { predeterminationNumber: optional(referenceCodec('G3')) },
  claimNumbers,
  { references: optional(referencesUnder('4N', '9A', '9C')) },
  remarks,
  { diagnoses: optional(diagnosesCodec(4, 'ABK', 'BK', 'TQ')), repricing: optional(repricing) },
  providers,
  { coverages, lines: numbered(dentalLine) },
)
