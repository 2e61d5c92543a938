// Claims of every kind that hold together, alone and in batches: any of them can be written under its guide and reads back equal.
import * as fc from 'fast-check'
import type { Claim, ClaimKind, ClaimOf, SubmissionHeader } from '../../src/domain/index.js'
import { contact, fileDay, from, identifier, word, words } from './arbitrary-claim-values.js'
import { dentalClaim } from './arbitrary-dental.js'
import { institutionalClaim } from './arbitrary-institutional.js'
import { professionalClaim } from './arbitrary-professional.js'

type Arbitrary<T> = fc.Arbitrary<T>

/** Claims in the form in which `decodeClaim` gives them: coverages in payment order, providers in the guide's order, no empty parts. */
export const arbitraryClaims: { readonly [Kind in ClaimKind]: Arbitrary<ClaimOf<Kind>> } = {
  professional: professionalClaim,
  institutional: institutionalClaim,
  dental: dentalClaim,
}
export const arbitraryClaim: Arbitrary<Claim> = fc.oneof(professionalClaim, institutionalClaim, dentalClaim)

const submitter = {
  id: identifier,
  contacts: fc.array(contact, { minLength: 1, maxLength: 2 }),
}
export const arbitraryHeader: Arbitrary<SubmissionHeader> = fc.record({
  purpose: from('00', '18'),
  reference: identifier,
  createdOn: fileDay,
  createdAt: from('0915', '235959'),
  use: from('CH', 'RP', '31'),
  submitter: fc.oneof(
    fc.record({ entityType: from('2'), last: words, ...submitter }),
    fc.record({ entityType: from('1'), last: word, first: word, middle: word, ...submitter }),
  ),
  receiver: fc.record({ name: words, id: identifier }),
})

export interface Batch {
  readonly claims: readonly Claim[]
  readonly header: SubmissionHeader
}

/** A batch in which some claims have their billing provider, some also their patient and cover in common. */
export function arbitraryBatch(kind: ClaimKind, most = 5): Arbitrary<Batch> {
  const one: Arbitrary<Claim> = arbitraryClaims[kind]
  return fc
    .tuple(fc.array(fc.tuple(one, from('own', 'provider', 'everything')), { minLength: 1, maxLength: most }), arbitraryHeader)
    .map(([drawn, header]) => ({
      header,
      claims: drawn.map(([claim, shared], index): Claim => {
        const first = drawn[0]?.[0] ?? claim
        const patientControlNumber = `RB${String(index).padStart(6, '0')}`
        if (shared === 'everything') return paidBy({ ...first, patientControlNumber }, header)
        return paidBy({ ...claim, patientControlNumber, ...(shared === 'provider' ? { billing: first.billing } : {}) }, header)
      }),
    }))
}

/** A plan is to be paid exactly when the file is a demand of subrogation. */
function paidBy(claim: Claim, { use }: SubmissionHeader): Claim {
  const { payToPlan, ...billing } = claim.billing
  const plan = payToPlan ?? { name: 'OTHER PLAN', id: 'PLAN1', address: billing.address, taxId: '912345679' }
  return { ...claim, billing: use === '31' ? { ...billing, payToPlan: plan } : billing }
}
