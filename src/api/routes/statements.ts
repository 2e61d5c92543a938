// The statement of a patient, asked for by any claim of the person.
import type { z } from 'zod'
import type { Statement } from '../../domain/index.js'
import type { ClaimRecord } from '../../store/index.js'
import { Fault } from '../../values/index.js'
import { bytes, statementView } from '../contract.js'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'

export function statementRoutes({ store, statements }: ApiParts): readonly Route[] {
  async function find(id: string): Promise<ClaimRecord> {
    const claim = await store.claims.find(id)
    if (claim === undefined) throw new Fault('NOT_FOUND', 'there is no such claim')
    return claim
  }
  const shared = { method: 'get', scope: 'ledger.read', audit: 'account.statement', tag: 'Accounts', params: idParams } as const

  return [
    defineRoute({
      ...shared,
      path: '/api/v1/claims/{id}/statement',
      summary: 'The statement of the patient of this claim, over all claims of the person: what insurance did, and what is due',
      answer: statementView,
      handle: async ({ params }) => {
        const statement = await statements.data(await find(params.id))
        return { body: toView(statement), objects: statement.claims.map(({ claimId }) => `claim:${claimId}`) }
      },
    }),
    defineRoute({
      ...shared,
      path: '/api/v1/claims/{id}/statement.pdf',
      summary: 'The same on paper',
      produces: 'application/pdf',
      answer: bytes,
      handle: async ({ params }) => {
        const paper = await statements.paper(await find(params.id), 'pdf')
        const objects = paper.statement.claims.map(({ claimId }) => `claim:${claimId}`)
        return { body: paper.bytes, objects, fileName: `${params.id}-statement.pdf` }
      },
    }),
  ]
}

function toView(statement: Statement): z.input<typeof statementView> {
  const claims = statement.claims.map((claim) => ({ ...claim, procedures: [...claim.procedures], shares: [...claim.shares] }))
  return { ...statement, claims, dueByAge: [...statement.dueByAge] }
}
