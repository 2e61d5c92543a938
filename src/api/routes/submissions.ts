// Submitting claims, and asking first what that would find.
import { z } from 'zod'
import { bytesBody, eitherBody, jsonFileBody, wholeBody } from '../body.js'
import { checkView, submissionView } from '../contract.js'
import type { ApiParts } from '../parts.js'
import { RefusedFault } from '../problem.js'
import { defineRoute, type Route } from '../route.js'
import { toCheckView } from '../views/sending.js'
import { arrivalBy, arrivalQuery, x12Types } from './files.js'

const claimTypes = [...x12Types, 'text/csv']

/** Only its form is looked at here; the story reads each claim and tells every problem with its pointer. */
const claimsBody = z
  .array(z.record(z.string(), z.unknown()))
  .min(1)
  .max(5000)
  .meta({ description: 'Claims in JSON, each as `document` of GET /claims/{id} shows it' })

const submitQuery = arrivalQuery.extend({
  acceptGood: z.enum(['true', 'false']).default('false').meta({
    description: 'Of claims in JSON or CSV send those without an error, and tell what is wrong with the others in `problems`',
  }),
})

export function submissionRoutes(parts: ApiParts): readonly Route[] {
  const { submit, check } = parts
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/claims',
      scope: 'claims.write',
      audit: 'claim.submit',
      tag: 'Claims',
      summary: 'Submit claims, as an 837, as JSON or as CSV: edited at once, then queued for their partner',
      query: submitQuery,
      takesIdempotencyKey: true,
      body: eitherBody(bytesBody(claimTypes, 'An 837 or a table of claims, byte for byte'), jsonFileBody(claimsBody)),
      statuses: { 201: 'Taken, and queued for their partners', 200: 'The same bytes came before; nothing is sent twice' },
      answer: submissionView,
      handle: async ({ query, body, idempotencyKey }) => {
        const { acceptGood, ...named } = query
        const { partnerId, ...arrival } = arrivalBy(named, parts)
        const report = await submit(arrival, body.chunks, {
          ...(partnerId === undefined ? {} : { partnerId }),
          acceptGood: acceptGood === 'true',
          ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        })
        const { outcome, findings, problems, fileId } = report
        if (outcome === 'refused') throw new RefusedFault('none of the claims was taken', findings, problems)
        return { status: outcome === 'duplicate' ? 200 : 201, body: report, objects: [`file:${fileId}`] }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claims/check',
      scope: 'claims.write',
      audit: 'claim.check',
      tag: 'Claims',
      summary: 'What submitting these claims would find; nothing is stored or sent',
      query: arrivalQuery,
      body: wholeBody([...claimTypes, 'application/json'], 'Claims as POST /claims takes them'),
      answer: checkView,
      handle: async ({ query, body }) => {
        const { partnerId, ...arrival } = arrivalBy(query, parts)
        return { body: toCheckView(await check(arrival, body, partnerId)) }
      },
    }),
  ]
}
