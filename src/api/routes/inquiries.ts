// Status inquiries (276): asking payers where claims stand, one claim or all that are due.
import { z } from 'zod'
import { Fault } from '../../values/index.js'
import { jsonBody, noBody } from '../body.js'
import { inquiryReport } from '../contract.js'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import type { InquiryReport } from '../../gateway/index.js'

const dryRun = z.enum(['true', 'false']).default('false').meta({ description: 'Only tell what would be asked' })

const batchBody = z
  .strictObject({
    claimIds: z.array(z.string().min(1).max(64)).min(1).max(5000).exactOptional(),
    overdue: z.literal(true).exactOptional(),
    partnerId: z.string().min(1).max(64).exactOptional(),
  })
  .refine(({ claimIds, overdue }) => (claimIds === undefined) !== (overdue === undefined), 'name either claimIds or overdue')
  .meta({ description: 'The claims to ask about, or all whose status is overdue', example: { overdue: true, partnerId: 'acorn' } })

export function inquiryRoutes({ inquire, partners }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/claims/{id}/inquiry',
      scope: 'claims.write',
      audit: 'claim.inquire',
      tag: 'Claims',
      summary: 'Ask the payer where a claim stands (276); the answer (277) shows in its time line',
      params: idParams,
      query: z.strictObject({ dryRun }),
      body: noBody,
      answer: inquiryReport,
      handle: async ({ params, query }) => ask({ dryRun: query.dryRun === 'true' }, (options) => inquire.claims([params.id], options)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/inquiries',
      scope: 'claims.write',
      audit: 'claim.inquire-many',
      tag: 'Claims',
      summary: 'Ask payers where many claims stand: those named, or all whose status is overdue; in one 276 per partner, or several',
      query: z.strictObject({ dryRun }),
      body: jsonBody(batchBody),
      answer: inquiryReport,
      handle: async ({ query, body }) => {
        const { claimIds, partnerId } = body
        if (partnerId !== undefined && partners.every(({ id }) => id !== partnerId))
          throw new Fault('ARGUMENT_INVALID', 'no partner has this id', { pointer: '/body/partnerId' })
        const options = { dryRun: query.dryRun === 'true', ...(partnerId === undefined ? {} : { partnerId }) }
        return ask(options, () => (claimIds === undefined ? inquire.overdue(options) : inquire.claims(claimIds, options)))
      },
    }),
  ]
}

async function ask<O extends { readonly dryRun: boolean }>(options: O, inquire: (options: O) => Promise<InquiryReport>) {
  const { files, asked, notAsked } = await inquire(options)
  const body = {
    files: files.map((each) => ({ ...each })),
    asked: asked.map((each) => ({ ...each })),
    notAsked: notAsked.map(({ codes, ...each }) => ({ ...each, ...(codes === undefined ? {} : { codes: [...codes] }) })),
  }
  return { body, objects: asked.map(({ claimId }) => `claim:${claimId}`), isDryRun: options.dryRun }
}
