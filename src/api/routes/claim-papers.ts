// Papers about one claim, to be filed or sent on: the evidence that it was sent, and the claim itself.
import type { ClaimRecord } from '../../store/index.js'
import { bytes } from '../contract.js'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { claimOf } from './claim-of.js'

export function claimPaperRoutes({ store, claimPacket, claimPdf }: ApiParts): readonly Route[] {
  /** The file is named by our own id: a patient control number tells too much. */
  async function answer(id: string, extension: string, make: (claim: ClaimRecord) => Promise<Uint8Array>) {
    return { body: await make(await claimOf(store, id)), objects: [`claim:${id}`], fileName: `${id}.${extension}` }
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/packet',
      scope: 'raw.read',
      audit: 'claim.packet',
      tag: 'Claims',
      summary: 'The evidence that a claim was sent and received: a sealed ZIP of exact bytes, of this claim alone',
      params: idParams,
      produces: 'application/zip',
      answer: bytes,
      handle: ({ params }) => answer(params.id, 'zip', claimPacket),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/print',
      scope: 'claims.read',
      audit: 'claim.print',
      tag: 'Claims',
      summary: 'The claim as it was sent last, on paper: a PDF in the order of the form of its kind',
      params: idParams,
      produces: 'application/pdf',
      answer: bytes,
      handle: ({ params }) => answer(params.id, 'pdf', claimPdf),
    }),
  ]
}
