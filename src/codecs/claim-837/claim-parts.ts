// Parts of 2300 that are alike in the claims of several kinds.
import type { Claim, ClaimBasics } from '../../domain/index.js'
import { at, cents, constant, elements, many, optional, series, text, yesNo } from '../codec.js'
import { amountCodec } from '../parts/amount.js'
import { referenceCodec } from '../parts/reference.js'
import { attachment, claimNote, contract, fixedFormat } from './details.js'

/** What stands in 2300 and beneath it; the coverages are those that are not the destination. */
export type ClaimBody<C extends Claim> = Omit<C, 'kind' | 'billing' | 'patient' | 'destination'>

/** CLM01, 02, 05-3, 07 to 09 and 20. */
export const claimTerms = {
  patientControlNumber: at(1, text),
  chargeCents: at(2, cents),
  frequency: at('5-3', text),
  assignment: at(7, text),
  benefitsAssigned: at(8, text),
  release: at(9, text),
  delayReason: optional(at(20, text)),
}

/** CLM05-1, 06, 11 and 12: what professionals and dentists add. */
export const practitionerTerms = elements(constant('5-2', 'B'), {
  placeOfService: at('5-1', text),
  signatureOnFile: at(6, yesNo),
  accident: optional(
    elements({
      causes: series([at('11-1', text), at('11-2', text)]),
      state: optional(at('11-4', text)),
      country: optional(at('11-5', text)),
    }),
  ),
  specialProgram: optional(at(12, text)),
})

export const attachments = { attachments: optional(many(attachment)), contract: optional(contract) }
export const patientPaid = { patientPaidCents: optional(amountCodec('F5')) }

/** REF that every claim can have, in front of those of its kind. */
export const claimNumbers = {
  referral: optional(referenceCodec('9F')),
  authorization: optional(referenceCodec('G1')),
  originalPayerClaimNumber: optional(referenceCodec('F8')),
  intermediaryNumber: optional(referenceCodec('D9')),
} satisfies { readonly [K in keyof ClaimBasics]?: unknown }

export const remarks = { fixedFormat: optional(many(fixedFormat)), notes: optional(many(claimNote)) }
