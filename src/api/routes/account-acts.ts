// What patients paid and got back, what is written off, and who is to owe it now: entries of a person, each with its reason.
import type { z } from 'zod'
import type { LedgerEntry } from '../../domain/index.js'
import type { AccountActs } from '../../gateway/index.js'
import { jsonBody } from '../body.js'
import { ledgerEntryView, patientPaymentBody, patientRefundBody, takeBackBody, transferBody, writeOffBody } from '../contract.js'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toLedgerEntryView } from '../views/money.js'
import { claimOf } from './claim-of.js'

export function accountActRoutes({ store, accountActs }: ApiParts): readonly Route[] {
  /** A POST under the account of a claim, that books one entry. */
  function act<Body extends z.ZodType>(
    path: string,
    audit: string,
    summary: string,
    schema: Body,
    book: (acts: AccountActs, claim: string, given: z.output<Body>, by: string) => Promise<LedgerEntry>,
  ): Route {
    return defineRoute({
      method: 'post',
      path: `/api/v1/accounts/patients/{id}/${path}`,
      scope: 'ledger.write',
      audit,
      isAtomic: true,
      tag: 'Accounts',
      summary,
      params: idParams,
      body: jsonBody(schema),
      statuses: { 201: 'The entry, as it stands in the books' },
      answer: ledgerEntryView,
      handle: async ({ params, body, caller }) => {
        const { id, patientControlNumber } = await claimOf(store, params.id)
        const entry = await book(accountActs, patientControlNumber, body, `key:${caller.keyId}`)
        return { body: toLedgerEntryView(entry), objects: [`claim:${id}`, `entry:${entry.id}`] }
      },
    })
  }

  return [
    act(
      'payments',
      'account.payment',
      'The patient paid; more than is owed leaves a credit',
      patientPaymentBody,
      (acts, claim, { reference, ...given }, by) => acts.pay(claim, { ...given, by, ...(reference === undefined ? {} : { reference }) }),
    ),
    act(
      'refunds',
      'account.refund',
      'The patient got money back: at most the credit there is',
      patientRefundBody,
      (acts, claim, { reference, ...given }, by) => acts.refund(claim, { ...given, by, ...(reference === undefined ? {} : { reference }) }),
    ),
    act('write-offs', 'account.write-off', 'Nobody is to pay this: at most what that owner owes', writeOffBody, (acts, claim, given, by) =>
      acts.writeOff(claim, { ...given, by }),
    ),
    act(
      'transfers',
      'account.transfer',
      'Somebody else is to owe it: at most what the first owner owes',
      transferBody,
      (acts, claim, given, by) => acts.transfer(claim, { ...given, by }),
    ),
    act(
      'take-backs',
      'account.take-back',
      'Book the mirror of an entry that a person made on the account',
      takeBackBody,
      (acts, claim, { seq, reason }, by) => acts.takeBack(claim, seq, { reason, by }),
    ),
  ]
}
