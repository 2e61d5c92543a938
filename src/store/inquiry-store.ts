// Questions about claims: written with the file that asks them, ended by what comes back.
import { newId } from '../values/index.js'
import { present } from './columns.js'
import { claimInquiryEntity } from './entities/inquiries.js'
import { change, insertMissing } from './rows.js'
import type { InquiryStore } from './store.js'
import type { Session } from './transaction.js'

export function createInquiryStore(session: Session): InquiryStore {
  const select = (where: Readonly<Record<string, string | undefined>>) =>
    session.read(async (manager) => {
      const rows = manager.createQueryBuilder(claimInquiryEntity, 'inquiry').orderBy('inquiry.id', 'DESC')
      for (const [column, value] of Object.entries(where))
        if (value !== undefined) rows.andWhere(`inquiry.${column} = :${column}`, { [column]: value })
      return (await rows.getMany()).map((row) => present(row, 'source'))
    })

  return {
    add: (inquiries) =>
      session.transaction(async (manager) => {
        const rows = inquiries.map((inquiry) => ({ ...inquiry, id: newId(), state: 'asked' as const }))
        await insertMissing(manager, claimInquiryEntity, rows, ['setId', 'trace'])
      }),

    find: ({ setId, claimId, trace }) => select({ setId, claimId, trace }),
    open: ({ partnerId, payerId, providerId }) => select({ partnerId, payerId, providerId, state: 'asked' }),

    end: (id, state) =>
      session.transaction(async (manager) => {
        await change(manager, claimInquiryEntity, { id, state: 'asked' }, { state })
      }),
  }
}
