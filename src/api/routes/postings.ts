// Posting runs: remittances posted by a person, voided and compared; claim payments linked, taken off, or told not ours, their proposals rejected.
import { z } from 'zod'
import type { PostingEffect } from '../../gateway/index.js'
import { Fault } from '../../values/index.js'
import { jsonBody } from '../body.js'
import {
  claimDifferencesView,
  id as idText,
  linkBody,
  paymentStateView,
  postBody,
  postingEffectView,
  postingRunsView,
  reasonBody,
  runDifferencesView,
  voidRemittanceBody,
  voidPaymentBody,
} from '../contract.js'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toClaimDifferenceView, toPostingEffectView } from '../views/postings.js'

const tag = 'Remittances'
const scope = 'remittances.write'

export function postingRoutes({ store, postings }: ApiParts): readonly Route[] {
  async function known(remittanceId: string): Promise<string> {
    if ((await store.remittances.find(remittanceId)) === undefined) throw new Fault('NOT_FOUND', 'there is no such remittance')
    return remittanceId
  }

  function answerOf(remittanceId: string, effect: PostingEffect) {
    return { body: toPostingEffectView(effect), objects: [`remittance:${remittanceId}`], isDryRun: effect.isDryRun }
  }

  async function payment(paymentId: string, act: () => Promise<void>) {
    if ((await store.remittances.findPayment(paymentId)) === undefined) throw new Fault('NOT_FOUND', 'there is no such claim payment')
    await act()
    const state = (await store.remittances.findPayment(paymentId))?.state ?? 'staged'
    return { body: { id: paymentId, state }, objects: [`claim-payment:${paymentId}`] }
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/remittances/{id}/runs',
      scope: 'remittances.read',
      audit: 'posting.list',
      tag,
      summary: 'How the remittance went into the books and out of them again',
      params: idParams,
      answer: postingRunsView,
      handle: async ({ params: { id } }) => ({
        body: { items: (await postings.runs(await known(id))).map((run) => ({ ...run })) },
        objects: [`remittance:${id}`],
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/remittance-comparison',
      scope: 'remittances.read',
      audit: 'remittance.compare',
      tag,
      summary: 'What two remittances say differently, claim by claim',
      query: z.strictObject({ first: idText, second: idText }),
      answer: claimDifferencesView,
      handle: async ({ query: { first, second } }) => {
        const found = await postings.compareRemittances(await known(first), await known(second))
        return { body: { items: found.map(toClaimDifferenceView) }, objects: [`remittance:${first}`, `remittance:${second}`] }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/remittances/{id}/posting',
      scope,
      audit: 'posting.post',
      tag,
      summary: 'Post a remittance that waits for review, was held (it is judged again), or was voided',
      params: idParams,
      body: jsonBody(postBody),
      answer: postingEffectView,
      handle: async ({ params: { id }, body: { reason, as, dryRun }, caller }) => {
        const act = { by: `key:${caller.keyId}`, dryRun, ...(reason === undefined ? {} : { reason }), ...(as === undefined ? {} : { as }) }
        return answerOf(id, await postings.post(await known(id), act))
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/remittances/{id}/void',
      scope,
      audit: 'posting.void',
      isAtomic: true,
      tag,
      summary: 'Take a posted remittance out of the books by reversing entries',
      params: idParams,
      body: jsonBody(voidRemittanceBody),
      answer: postingEffectView,
      handle: async ({ params: { id }, body, caller }) =>
        answerOf(id, await postings.void(await known(id), { ...body, by: `key:${caller.keyId}` })),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/posting-runs/comparison',
      scope: 'remittances.read',
      audit: 'posting.compare',
      tag,
      summary: 'What two posting runs booked differently',
      query: z.strictObject({ first: idText, second: idText }),
      answer: runDifferencesView,
      handle: async ({ query: { first, second } }) => ({
        body: { items: (await postings.compareRuns(first, second)).map((one) => ({ ...one })) },
        objects: [`posting-run:${first}`, `posting-run:${second}`],
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claim-payments/{id}/link',
      scope,
      audit: 'claim-payment.link',
      isAtomic: true,
      tag,
      summary: 'Post a claim payment that waits in suspense to a claim',
      params: idParams,
      body: jsonBody(linkBody),
      answer: paymentStateView,
      handle: ({ params: { id }, body: { patientControlNumber, reason }, caller }) =>
        payment(id, () => postings.link(id, patientControlNumber, { by: `key:${caller.keyId}`, reason })),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claim-payments/{id}/reject',
      scope,
      audit: 'claim-payment.reject',
      isAtomic: true,
      tag,
      summary: 'A claim payment is not for a claim that is proposed for it: it is not proposed for it again',
      params: idParams,
      body: jsonBody(linkBody),
      answer: paymentStateView,
      handle: ({ params: { id }, body: { patientControlNumber, reason }, caller }) =>
        payment(id, () => postings.reject(id, patientControlNumber, { by: `key:${caller.keyId}`, reason })),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claim-payments/{id}/void',
      scope,
      audit: 'claim-payment.void',
      isAtomic: true,
      tag,
      summary: 'Take a claim payment off its claim (also what was told not ours): its money waits in suspense',
      params: idParams,
      body: jsonBody(voidPaymentBody),
      answer: paymentStateView,
      handle: ({ params: { id }, body, caller }) => payment(id, () => postings.voidPayment(id, { ...body, by: `key:${caller.keyId}` })),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/claim-payments/{id}/not-ours',
      scope,
      audit: 'claim-payment.not-ours',
      isAtomic: true,
      tag,
      summary: 'A claim payment that waits is for none of our claims: its money is owed back to the payer',
      params: idParams,
      body: jsonBody(reasonBody),
      answer: paymentStateView,
      handle: ({ params: { id }, body: { reason }, caller }) =>
        payment(id, () => postings.disown(id, { by: `key:${caller.keyId}`, reason })),
    }),
  ]
}
