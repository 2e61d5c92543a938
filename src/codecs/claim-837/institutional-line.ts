// 2400 of the 837I with 2410, 2420 and 2430: one revenue code with its charge, its drug, its providers.
import type { InstitutionalLine, InstitutionalLineAdjudication, InstitutionalLineRole, LineProvider } from '../../domain/index.js'
import { at, cents, decimal, loopCodec, type LoopCodec, many, oneOf, optional, segmentCodec, text } from '../codec.js'
import { amountCodec } from '../parts/amount.js'
import { procedureAt } from '../parts/procedure.js'
import { referencesUnder } from '../parts/reference.js'
import { serviceDays } from './dates.js'
import { attachment, noteCodec, repricing } from './details.js'
import { decision, decisionReasons, drug, lineControl } from './line-parts.js'
import { provider } from './providers.js'
import { byRole } from './roles.js'

const service = segmentCodec('SV2', {
  revenueCode: at(1, text),
  procedure: optional(procedureAt(2)),
  chargeCents: at(3, cents),
  unit: at(4, oneOf('UN', 'DA')),
  units: at(5, decimal),
  nonCoveredCents: optional(at(7, cents)),
})

/** 2430; a line that is no procedure is told by its revenue code alone. */
const adjudication: LoopCodec<InstitutionalLineAdjudication> = loopCodec(
  '2430',
  segmentCodec('SVD', { ...decision, procedure: optional(procedureAt(3)), revenueCode: at(4, text) }),
  decisionReasons,
)

const providers = byRole<LineProvider<InstitutionalLineRole>>(
  provider('2420A', { 72: 'operating' }),
  provider('2420B', { ZZ: 'otherOperating' }),
  provider('2420C', { 82: 'rendering' }),
  provider('2420D', { DN: 'referring' }),
)

export const institutionalLine: LoopCodec<InstitutionalLine> = loopCodec(
  '2400',
  service,
  { attachments: optional(many(attachment)) },
  serviceDays,
  {
    control: lineControl,
    references: optional(referencesUnder('9B', '9D')),
    serviceTaxCents: optional(amountCodec('GT')),
    facilityTaxCents: optional(amountCodec('N8')),
    thirdPartyNote: optional(noteCodec('TPO')),
    repricing: optional(repricing),
    drug: optional(drug),
    providers: optional(providers),
    adjudications: optional(many(adjudication)),
  },
)
