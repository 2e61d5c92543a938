// What a payer said, as a paper: a whole remittance, or one claim of it.
import { z } from 'zod'
import { Fault } from '../../values/index.js'
import { bytes } from '../contract.js'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'

const papers = { pdf: 'application/pdf', html: 'text/html; charset=utf-8' } as const

const query = z.strictObject({
  claimId: idParams.shape.id
    .optional()
    .meta({ description: 'Only the payments of this claim of ours: a page that names no other patient' }),
})

export function remittancePaperRoutes({ store, eobPaper }: ApiParts): readonly Route[] {
  return (['pdf', 'html'] as const).map((format) =>
    defineRoute({
      method: 'get',
      path: `/api/v1/remittances/{id}/eob.${format}`,
      scope: 'remittances.read',
      audit: 'remittance.eob',
      tag: 'Remittances',
      summary: `What the payer paid, adjusted and denied, with the meaning of its codes, as ${format === 'pdf' ? 'PDF' : 'a page'}`,
      params: idParams,
      query,
      produces: papers[format],
      answer: bytes,
      handle: async ({ params: { id }, query: { claimId } }) => {
        const row = await store.remittances.find(id)
        if (row === undefined) throw new Fault('NOT_FOUND', 'there is no such remittance')
        const paper = await eobPaper(row, format, claimId === undefined ? {} : { claimId })
        const objects = [`remittance:${id}`, ...(claimId === undefined ? [] : [`claim:${claimId}`])]
        return { body: paper, objects, fileName: `${id}.${format}` }
      },
    }),
  )
}
