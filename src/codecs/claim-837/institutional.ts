// 2300 of the 837I: the claim itself, everything but who bills, who is covered and who is the patient.
import type { ClaimProvider, InstitutionalClaim, InstitutionalRole } from '../../domain/index.js'
import { at, constant, elements, loopCodec, type LoopCodec, many, optional, segmentCodec, segments, text } from '../codec.js'
import { amountCodec } from '../parts/amount.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { attachments, type ClaimBody, claimNumbers, claimTerms, remarks } from './claim-parts.js'
import { date } from './dates.js'
import { condition, repricing } from './details.js'
import { institutionalLine } from './institutional-line.js'
import { numbered } from './line-parts.js'
import { idsOf, otherCoverages } from './other-subscriber.js'
import { claimProviders, provider } from './providers.js'
import { stayCodes } from './stay-codes.js'
import { admission, dischargeHour, statement } from './stay-dates.js'

const claimInformation = segmentCodec('CLM', elements(constant('5-2', 'A'), { facilityType: at('5-1', text) }, claimTerms))

const admissionTerms = segmentCodec('CL1', {
  admissionType: at(1, text),
  admissionSource: optional(at(2, text)),
  patientStatus: at(3, text),
})

const operating = { 72: 'operating' } as const
const otherOperating = { ZZ: 'otherOperating' } as const

const providers = claimProviders<ClaimProvider<InstitutionalRole>>({
  before: [
    provider('2310A', { 71: 'attending' }, 'AT'),
    provider('2310B', operating),
    provider('2310C', otherOperating),
    provider('2310D', { 82: 'rendering' }),
  ],
  facility: '2310E',
  after: [provider('2310F', { DN: 'referring' })],
})

const coverages = otherCoverages(
  idsOf('2330C', { 71: 'attending' }),
  idsOf('2330D', operating),
  idsOf('2330E', otherOperating),
  idsOf('2330F', { 77: 'serviceFacility' }),
  idsOf('2330G', { 82: 'rendering' }),
  idsOf('2330H', { DN: 'referring' }),
  idsOf('2330I', { 85: 'billing' }),
)

export const institutionalBody: LoopCodec<ClaimBody<InstitutionalClaim>> = loopCodec(
  '2300',
  claimInformation,
  {
    dischargeHour: optional(dischargeHour),
    statement,
    admission: optional(admission),
    dates: optional(segments({ repricerReceived: date('050') })),
  },
  admissionTerms,
  attachments,
  { estimatedPatientCents: optional(amountCodec('F3')) },
  claimNumbers,
  {
    accidentState: optional(referenceCodec('LU')),
    medicalRecord: optional(referenceCodec('EA')),
    references: optional(referencesUnder('4N', '9A', '9C', 'LX', 'P4', 'G4')),
  },
  remarks,
  { conditions: optional(many(condition)) },
  stayCodes,
  { repricing: optional(repricing) },
  providers,
  { coverages, lines: numbered(institutionalLine) },
)
