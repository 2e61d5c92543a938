// Deposits: bank files in, which remittances they pay, and what a person decides about it.
import { z } from 'zod'
import { describeDeposit, toDepositView } from '../../gateway/index.js'
import { toCents } from '../../values/index.js'
import { bytesBody, jsonBody } from '../body.js'
import { bankFormat, depositDetail, depositImportView, depositState, depositView, matchBody, pageOf, undoBody } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { RefusedFault } from '../problem.js'
import { defineRoute, type Route } from '../route.js'
import { arrivalBy, arrivalQuery } from './files.js'

const importQuery = arrivalQuery.omit({ partner: true }).extend({
  format: bankFormat,
  mapping: z.string().max(32).optional().meta({ description: 'Of a CSV: the mapping of the settings that names its columns' }),
  dryRun: z.enum(['true', 'false']).default('false').meta({ description: 'Only say what would come of it' }),
})

export function depositRoutes(parts: ApiParts): readonly Route[] {
  const { store, importDeposits, matchDeposit } = parts

  async function shown(id: string) {
    const { remittances, offers, ...detail } = await describeDeposit(store, id)
    const body = {
      ...detail,
      remittances: [...remittances],
      offers: offers.map(({ rule, remittanceIds, traces }) => ({ rule, remittanceIds: [...remittanceIds], traces: [...traces] })),
    }
    return { body, objects: [`deposit:${id}`] }
  }

  const undoing = (name: 'unmatch' | 'take-back', act: 'unmatch' | 'takeBack', summary: string): Route =>
    defineRoute({
      method: 'post',
      path: `/api/v1/deposits/{id}/${name}`,
      scope: 'deposits.write',
      audit: `deposit.${name}`,
      isAtomic: true,
      tag: 'Deposits',
      summary,
      params: idParams,
      body: jsonBody(undoBody),
      answer: depositDetail,
      handle: async ({ params: { id }, body: { reason }, caller }) => {
        await matchDeposit[act]({ depositId: id, reason, by: `key:${caller.keyId}` })
        return shown(id)
      },
    })

  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/deposits',
      scope: 'deposits.read',
      audit: 'deposit.list',
      tag: 'Deposits',
      summary: 'Deposits that bank files told of, newest first',
      query: z.strictObject({ ...pagingQuery, state: depositState.optional() }),
      answer: pageOf(depositView),
      handle: async ({ query }) => {
        const page = await store.deposits.list(given(query))
        return { body: toPage(page, toDepositView), objects: page.items.map(({ id }) => `deposit:${id}`) }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/deposits/files',
      scope: 'deposits.write',
      audit: 'deposit.import',
      tag: 'Deposits',
      summary: 'Hand in a file of the bank: its bytes are kept, its deposits matched with remittances',
      query: importQuery,
      body: bytesBody(['text/csv', 'text/plain', 'application/octet-stream'], 'The file of the bank, byte for byte'),
      statuses: { 201: 'New, and what came of it', 200: 'The same bytes came before, or a dry run' },
      answer: depositImportView,
      handle: async ({ query: { format, mapping, dryRun, name }, body }) => {
        const options = { format, dryRun: dryRun === 'true', ...(mapping === undefined ? {} : { mapping }) }
        const { findings, ...report } = await importDeposits(arrivalBy({ name }, parts), body.chunks, options)
        if (report.outcome === 'refused') throw new RefusedFault('nothing of the bank file was imported', findings, [])
        const objects = report.fileId === undefined ? [] : [`file:${report.fileId}`]
        return {
          status: report.outcome === 'imported' ? 201 : 200,
          body: { ...report, findings: findings.map((found) => ({ ...found })) },
          objects,
          isDryRun: options.dryRun,
        }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/deposits/{id}',
      scope: 'deposits.read',
      audit: 'deposit.read',
      tag: 'Deposits',
      summary: 'One deposit three-way: against its remittances, and those against what is posted; and what it may be matched with',
      params: idParams,
      answer: depositDetail,
      handle: ({ params: { id } }) => shown(id),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/deposits/{id}/match',
      scope: 'deposits.write',
      audit: 'deposit.match',
      isAtomic: true,
      tag: 'Deposits',
      summary: 'Say which remittances a deposit pays; refused unless the difference is zero',
      params: idParams,
      body: jsonBody(matchBody),
      answer: depositDetail,
      handle: async ({ params: { id }, body: { remittances, cardFeeCents }, caller }) => {
        const fee = cardFeeCents === undefined ? {} : { cardFeeCents: toCents(cardFeeCents) }
        await matchDeposit.match({ depositId: id, remittances, by: `key:${caller.keyId}`, ...fee })
        return shown(id)
      },
    }),
    undoing('unmatch', 'unmatch', 'Undo a match: the money waits for its remittance again'),
    undoing('take-back', 'takeBack', 'Take a deposit out of the books: it has bounced, or is no money of a payer'),
  ]
}
