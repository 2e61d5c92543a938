// 2300: the claim itself, everything but who bills, who is covered and who is the patient.
import {
  at,
  cents,
  constant,
  elements,
  loopCodec,
  type LoopPart,
  many,
  mapped,
  optional,
  segmentCodec,
  series,
  tagged,
  text,
  otherThan,
  yesNo,
} from '../codec.js'
import { amountCodec } from '../parts/amount.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { runs } from '../parts/runs.js'
import { claimDates } from './dates.js'
import { attachment, condition, contract, dropOff, fixedFormat, pickUp, repricing, transport } from './details.js'
import { otherCoverages } from './other-subscriber.js'
import { claimProviders } from './providers.js'
import { serviceLines } from './service-line.js'

const claimInformation = segmentCodec(
  'CLM',
  elements(constant('5-2', 'B'), {
    patientControlNumber: at(1, text),
    chargeCents: at(2, cents),
    placeOfService: at('5-1', text),
    frequency: at('5-3', text),
    signatureOnFile: at(6, yesNo),
    assignment: at(7, text),
    benefitsAssigned: at(8, text),
    release: at(9, text),
    patientSignatureSource: optional(at(10, text)),
    accident: optional(
      elements({
        causes: series([at('11-1', text), at('11-2', text)]),
        state: optional(at('11-4', text)),
        country: optional(at('11-5', text)),
      }),
    ),
    specialProgram: optional(at(12, text)),
    delayReason: optional(at(20, text)),
  }),
)

/** HI with diagnoses: ICD-10 (ABK for the principal one, ABF) unless the qualifier says otherwise. */
const diagnoses = segmentCodec(
  'HI',
  series(
    Array.from({ length: 12 }, (_, index) => {
      const usual = index === 0 ? 'ABK' : 'ABF'
      const qualifierAt = `${index + 1}-1` as const
      return elements(constant(qualifierAt, usual), {
        code: at(`${index + 1}-2`, text),
        qualifier: optional(otherThan(usual, qualifierAt, text)),
      })
    }),
  ),
  { '1-1': ['ABK', 'BK'] },
)

/** HI with the surgery that an anaesthesia was for. */
const anesthesiaFor = segmentCodec('HI', series([tagged('1-1', 'BP', at('1-2', text)), tagged('2-1', 'BO', at('2-2', text))]), {
  '1-1': 'BP',
})

const condition12 = segmentCodec('HI', series(Array.from({ length: 12 }, (_, n) => tagged(`${n + 1}-1`, 'BG', at(`${n + 1}-2`, text)))), {
  '1-1': 'BG',
})

/** Condition codes stand twelve to an HI. */
const conditionCodes: LoopPart<readonly string[]> = mapped(many(condition12), {
  decode: (all) => all.flat(),
  encode: (codes) => runs(codes, () => true, 12),
})

const spinalManipulation = segmentCodec('CR2', {
  condition: at(8, text),
  description: optional(at(10, text)),
  moreDescription: optional(at(11, text)),
})

export const claimLoop = loopCodec(
  '2300',
  claimInformation,
  {
    dates: optional(claimDates),
    attachments: optional(many(attachment)),
    contract: optional(contract),
    patientPaidCents: optional(amountCodec('F5')),
    referral: optional(referenceCodec('9F')),
    authorization: optional(referenceCodec('G1')),
    originalPayerClaimNumber: optional(referenceCodec('F8')),
    clia: optional(referenceCodec('X4')),
    intermediaryNumber: optional(referenceCodec('D9')),
    medicalRecord: optional(referenceCodec('EA')),
    references: optional(referencesUnder('4N', 'F5', 'EW', '9A', '9C', 'LX', 'P4', '1J')),
    fixedFormat: optional(many(fixedFormat)),
    note: optional(segmentCodec('NTE', { code: at(1, text), text: at(2, text) })),
    transport: optional(transport),
    spinalManipulation: optional(spinalManipulation),
    conditions: optional(many(condition)),
    diagnoses,
    anesthesiaFor: optional(anesthesiaFor),
    conditionCodes: optional(conditionCodes),
    repricing: optional(repricing),
  },
  claimProviders,
  { pickUp: optional(pickUp('2310E')), dropOff: optional(dropOff('2310F')) },
  { coverages: otherCoverages, lines: serviceLines },
)
