// Submitting claims, and asking first what that would find.
import { z } from 'zod'
import { claimForms } from '../../gateway/index.js'
import { bytesBody, eitherBody, jsonFileBody, wholeBody } from '../body.js'
import { checkView, submissionView } from '../contract.js'
import type { ApiParts } from '../parts.js'
import { RefusedFault } from '../problem.js'
import { defineRoute, type Route } from '../route.js'
import { toCheckView } from '../views/sending.js'
import { arrivalBy, arrivalQuery, x12Types } from './files.js'

const claimTypes = [...x12Types, 'text/csv']

/** Only its form is looked at here; the story reads each claim and tells every problem with its pointer. */
const anyObject = z.record(z.string(), z.unknown())
const claimsBody = z.union(
  [
    z.array(anyObject).min(1).max(5000).meta({ description: 'Claims in JSON, each as `document` of GET /claims/{id} shows it' }),
    anyObject.meta({
      description: 'One claim in the JSON of clearinghouse APIs (docs/clearinghouse-json.md); a list of them may also be sent',
    }),
  ],
  { error: 'must be a list of 1 to 5000 claims, or one claim in the JSON of a clearinghouse' },
)

const formQuery = arrivalQuery.extend({
  format: z.enum(claimForms).optional().meta({ description: 'How the claims are written; otherwise that is told by how they begin' }),
})
const submitQuery = formQuery.extend({
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
        const { acceptGood, format, ...named } = query
        const { partnerId, ...arrival } = arrivalBy(named, parts)
        const report = await submit(arrival, body.chunks, {
          ...(partnerId === undefined ? {} : { partnerId }),
          acceptGood: acceptGood === 'true',
          ...(format === undefined ? {} : { format }),
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
      query: formQuery,
      body: wholeBody([...claimTypes, 'application/json'], 'Claims as POST /claims takes them'),
      answer: checkView,
      handle: async ({ query, body }) => {
        const { format, ...named } = query
        const { partnerId, ...arrival } = arrivalBy(named, parts)
        const options = { ...(partnerId === undefined ? {} : { partnerId }), ...(format === undefined ? {} : { format }) }
        return { body: toCheckView(await check(arrival, body, options)) }
      },
    }),
  ]
}
