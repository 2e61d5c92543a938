// Asking payers where claims stand: what is asked, and why other claims are not.
import { z } from 'zod'
import { noInquiryReasons, type NoInquiryReason } from '../../gateway/index.js'
import { count, id, text } from './leaves.js'

const askedClaim = z.strictObject({ claimId: id, patientControlNumber: text, partnerId: text })

export const inquiryReport = z
  .strictObject({
    files: z.array(z.strictObject({ partnerId: text, name: text, interchangeControl: text, claims: count })),
    asked: z.array(askedClaim).meta({ description: 'Claims that are asked about, or with dryRun would be' }),
    notAsked: z.array(
      z.strictObject({
        claimId: id,
        patientControlNumber: text,
        reason: z.enum(Object.keys(noInquiryReasons) as [NoInquiryReason]),
        says: text,
        codes: z.array(text).optional().meta({ description: 'Finding codes, where the question would not be valid' }),
      }),
    ),
  })
  .meta({ id: 'InquiryReport' })
export type InquiryReportView = z.infer<typeof inquiryReport>
