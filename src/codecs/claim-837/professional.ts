// 2300 of the 837P: the claim itself, everything but who bills, who is covered and who is the patient.
import type { ClaimProvider, ProfessionalClaim, ProfessionalRole } from '../../domain/index.js'
import { at, elements, loopCodec, type LoopCodec, many, optional, segmentCodec, series, tagged, text } from '../codec.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { attachments, type ClaimBody, claimNumbers, claimTerms, patientPaid, practitionerTerms, remarks } from './claim-parts.js'
import { professionalDates } from './dates.js'
import { condition, repricing } from './details.js'
import { conditionCodes, diagnosesCodec } from './health-codes.js'
import { numbered } from './line-parts.js'
import { idsOf, otherCoverages } from './other-subscriber.js'
import { professionalLine } from './professional-line.js'
import { claimProviders, provider } from './providers.js'
import { dropOff, pickUp, transport } from './transport.js'

const claimInformation = segmentCodec('CLM', elements(claimTerms, practitionerTerms, { patientSignatureSource: optional(at(10, text)) }))

/** HI with the surgery that an anaesthesia was for. */
const anesthesiaFor = segmentCodec('HI', series([tagged('1-1', 'BP', at('1-2', text)), tagged('2-1', 'BO', at('2-2', text))]), {
  '1-1': 'BP',
})

const spinalManipulation = segmentCodec('CR2', {
  condition: at(8, text),
  description: optional(at(10, text)),
  moreDescription: optional(at(11, text)),
})

const referringRoles = { DN: 'referring', P3: 'primaryCare' } as const

const providers = claimProviders<ClaimProvider<ProfessionalRole>>({
  before: [provider('2310A', referringRoles), provider('2310B', { 82: 'rendering' }, 'PE')],
  facility: '2310C',
  after: [provider('2310D', { DQ: 'supervising' })],
})

const coverages = otherCoverages(
  idsOf('2330C', referringRoles),
  idsOf('2330D', { 82: 'rendering' }),
  idsOf('2330E', { 77: 'serviceFacility' }),
  idsOf('2330F', { DQ: 'supervising' }),
  idsOf('2330G', { 85: 'billing' }),
)

export const professionalBody: LoopCodec<ClaimBody<ProfessionalClaim>> = loopCodec(
  '2300',
  claimInformation,
  { dates: optional(professionalDates) },
  attachments,
  patientPaid,
  claimNumbers,
  {
    clia: optional(referenceCodec('X4')),
    medicalRecord: optional(referenceCodec('EA')),
    references: optional(referencesUnder('4N', 'F5', 'EW', '9A', '9C', 'LX', 'P4', '1J')),
  },
  remarks,
  {
    transport: optional(transport),
    spinalManipulation: optional(spinalManipulation),
    conditions: optional(many(condition)),
    diagnoses: diagnosesCodec(12, 'ABK', 'BK'),
    anesthesiaFor: optional(anesthesiaFor),
    conditionCodes: optional(conditionCodes),
    repricing: optional(repricing),
  },
  providers,
  { pickUp: optional(pickUp('2310E')), dropOff: optional(dropOff('2310F')) },
  { coverages, lines: numbered(professionalLine) },
)
