// Claims: submitting them, finding them, and what happened to each.
import { z } from 'zod'
import { claimForms } from '../../gateway/index.js'
import type { ClaimRecord } from '../../store/index.js'
import { Fault } from '../../values/index.js'
import { bytesBody, eitherBody, jsonBody, jsonFileBody } from '../body.js'
import {
  adjudicationState,
  claimDetail,
  claimView,
  ledgerEntryView,
  pageOf,
  submissionState,
  submissionView,
  timelineView,
} from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { RefusedFault } from '../problem.js'
import { defineRoute, type Route } from '../route.js'
import { toClaimDetail, toClaimEventView, toClaimView } from '../views/claims.js'
import { toLedgerEntryView } from '../views/money.js'
import { arrivalBy, arrivalQuery, x12Types } from './files.js'

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

const submitQuery = arrivalQuery.extend({
  acceptGood: z.enum(['true', 'false']).default('false').meta({
    description: 'Of claims in JSON or CSV send those without an error, and tell what is wrong with the others in `problems`',
  }),
  format: z.enum(claimForms).optional().meta({ description: 'How the claims are written; otherwise that is told by how they begin' }),
})

const filters = {
  ...pagingQuery,
  submissionState: submissionState.optional().meta({ description: 'How far the claim got on its way to the payer' }),
  state: adjudicationState.optional().meta({ description: 'What the payer decided' }),
  partnerId: z.string().max(64).optional(),
}

export function claimRoutes(parts: ApiParts): readonly Route[] {
  const { store, submit } = parts

  async function find(id: string): Promise<ClaimRecord> {
    const record = await store.claims.find(id)
    if (record === undefined) throw new Fault('NOT_FOUND', 'there is no such claim')
    return record
  }

  async function list(query: Parameters<typeof store.claims.list>[0]) {
    const page = await store.claims.list(query)
    return { body: toPage(page, toClaimView), objects: page.items.map(({ id }) => `claim:${id}`) }
  }

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
      body: eitherBody(bytesBody([...x12Types, 'text/csv'], 'An 837 or a table of claims, byte for byte'), jsonFileBody(claimsBody)),
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
      method: 'get',
      path: '/api/v1/claims',
      scope: 'claims.read',
      audit: 'claim.list',
      tag: 'Claims',
      summary: 'Claims, newest first',
      query: z.strictObject(filters),
      answer: pageOf(claimView),
      handle: ({ query }) => list(given(query)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claims/search',
      scope: 'claims.read',
      audit: 'claim.search',
      tag: 'Claims',
      summary: 'Find claims by patient control number, which must not stand in an address',
      query: z.strictObject(filters),
      body: jsonBody(z.strictObject({ patientControlNumber: z.string().min(1).max(38).meta({ description: 'CLM01', example: 'RB1001' }) })),
      answer: pageOf(claimView),
      handle: ({ query, body }) => list({ ...given(query), patientControlNumber: body.patientControlNumber }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}',
      scope: 'claims.read',
      audit: 'claim.read',
      tag: 'Claims',
      summary: 'One claim, with its lines and all that was submitted',
      params: idParams,
      answer: claimDetail,
      handle: async ({ params }) => ({ body: toClaimDetail(await find(params.id)), objects: [`claim:${params.id}`] }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/timeline',
      scope: 'claims.read',
      audit: 'claim.timeline',
      tag: 'Claims',
      summary: 'What happened to a claim, oldest first, each step with the bytes behind it',
      params: idParams,
      answer: timelineView,
      handle: async ({ params }) => {
        const { id } = await find(params.id)
        const steps = await store.claims.timeline(id)
        return { body: { claimId: id, items: steps.map(toClaimEventView) }, objects: [`claim:${id}`] }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/claims/{id}/ledger',
      scope: 'ledger.read',
      audit: 'claim.ledger',
      tag: 'Claims',
      summary: 'Ledger entries of a claim, in posting order',
      params: idParams,
      query: z.strictObject(pagingQuery),
      answer: pageOf(ledgerEntryView),
      handle: async ({ params, query }) => {
        const { id } = await find(params.id)
        const page = await store.ledger.entries({ ...given(query), claimId: id })
        return { body: toPage(page, toLedgerEntryView), objects: [`claim:${id}`] }
      },
    }),
  ]
}
