// Claims, each step of their time lines, and the numbers they were sent under.
import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import { normalisedNumber, type OpenClaim } from '../domain/index.js'
import { noSource } from './entities/source.js'
import { Fault, grouped, newId } from '../values/index.js'
import { present, wholeNumber } from './columns.js'
import {
  claimEntity,
  claimEventEntity,
  claimMemberEntity,
  type ClaimTable,
  submissionEntity,
  type SubmissionTable,
} from './entities/claims.js'
import { claimAttemptEntity, type ClaimAttemptTable } from './entities/attempts.js'
import { changeById, insertAll, insertMissing, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { ClaimAttempt, ClaimRecord, ClaimStore } from './store.js'
import type { Session } from './transaction.js'

/** Numbers shorter than this say too little to match by their beginning. */
const shortestPrefix = 8

export function createClaimStore(session: Session): ClaimStore {
  /** Claims under a condition, oldest first. */
  const select = (narrow: (claims: SelectQueryBuilder<ClaimTable>) => SelectQueryBuilder<ClaimTable>): Promise<readonly ClaimRecord[]> =>
    session.read(async (manager) => {
      const rows = await narrow(manager.createQueryBuilder(claimEntity, 'claim')).orderBy('claim.id').getMany()
      return rows.map(toRecord)
    })
  const among = (column: string, numbers: readonly string[]): Promise<readonly ClaimRecord[]> =>
    someOf(numbers, (some) => select((claims) => claims.where(`claim.${column} IN (:...some)`, { some })))

  return {
    add: (claim) =>
      session.transaction(async (manager) => {
        const draft: ClaimTable = {
          ...claim,
          id: newId(),
          normalisedNumber: normalisedNumber(claim.patientControlNumber),
          updatedAt: claim.createdAt,
        }
        const { row, isNew } = await insertOnce(manager, claimEntity, draft, ['practiceId', 'patientControlNumber'])
        if (isNew) await addMembers(manager, row.id, claim.claim)
        return { record: toRecord(row), isNew }
      }),

    revise: (claimId, { chargeCents, claim, document = null, origin = noSource }) =>
      session.transaction(async (manager) => {
        await changeById(manager, claimEntity, claimId, { chargeCents, claim, document, origin })
        await manager.delete(claimMemberEntity, { claimId })
        await addMembers(manager, claimId, claim)
        return toRecord(await manager.createQueryBuilder(claimEntity, 'claim').where('claim.id = :claimId', { claimId }).getOneOrFail())
      }),

    find: async (claimId) => (await select((claims) => claims.where('claim.id = :claimId', { claimId })))[0],

    list: (query) =>
      session.read(async (manager) => {
        const claims = manager.createQueryBuilder(claimEntity, 'claim')
        const { submissionState, state, patientControlNumber, partnerId } = query
        for (const [column, value] of Object.entries({ submissionState, state, patientControlNumber, partnerId }))
          if (value !== undefined) claims.andWhere(`claim.${column} = :${column}`, { [column]: value })
        const page = await pageOf(claims, query, newestFirst('claim'))
        return { ...page, items: page.items.map(toRecord) }
      }),

    byNumbers: (numbers) => among('patientControlNumber', numbers),
    byNormalisedNumbers: (normalised) => among('normalisedNumber', normalised),
    byPayerClaimNumbers: (numbers) => among('payerClaimNumber', numbers),

    byNumberPrefix: async (normalised) => {
      if (normalised.length < shortestPrefix || !/^[A-Z0-9]+$/.test(normalised)) return []
      const beginnings = Array.from({ length: normalised.length - shortestPrefix }, (_, index) =>
        normalised.slice(0, shortestPrefix + index),
      )
      const parameters = { from: normalised, to: `${normalised}[`, beginnings: ['', ...beginnings] } // "[" follows "Z"
      return select((claims) =>
        claims
          .where('(claim.normalisedNumber >= :from AND claim.normalisedNumber < :to)', parameters)
          .orWhere("(claim.normalisedNumber IN (:...beginnings) AND claim.normalisedNumber <> '')"),
      )
    },

    byMember: (memberIds) =>
      someOf(memberIds, (some) =>
        select((claims) => claims.where('claim.id IN (SELECT claim_id FROM claim_member WHERE member_id IN (:...some))', { some })),
      ),

    lock: (numbers) =>
      session.transaction(async (manager) => {
        if (manager.dataSource.options.type === 'better-sqlite3') return
        await someOf(numbers, (some) =>
          manager
            .createQueryBuilder(claimEntity, 'claim')
            .select('claim.id')
            .where('claim.patientControlNumber IN (:...some)', { some })
            .orderBy('claim.id')
            .setLock('pessimistic_write')
            .getMany(),
        )
      }),

    record: (event, numbers = {}) =>
      session.transaction(async (manager) => {
        const { claimId, at, submissionState, state, inquiryState } = event
        const inquiry = inquiryState === undefined ? {} : { inquiryState, inquiryAt: at }
        // Changing the claim first locks it, so that two steps at the same time get two numbers.
        await changeById(manager, claimEntity, claimId, { ...numbers, ...inquiry, submissionState, state, updatedAt: at })
        await insertAll(manager, claimEventEntity, [{ ...event, seq: (await lastSeq(manager, claimId)) + 1 }])
      }),

    timeline: (claimId) =>
      session.read(async (manager) => {
        const events = manager.createQueryBuilder(claimEventEntity, 'event').where('event.claimId = :claimId', { claimId })
        return (await events.orderBy('event.seq').getMany()).map((event) => present(event, 'source'))
      }),

    timelines: (claimIds) =>
      session.read(async (manager) => {
        if (claimIds.length === 0) return new Map()
        const events = manager.createQueryBuilder(claimEventEntity, 'event').where('event.claimId IN (:...claimIds)', { claimIds })
        const rows = await events.orderBy('event.claimId').addOrderBy('event.seq').getMany()
        return grouped(
          rows.map((event) => present(event, 'source')),
          ({ claimId }) => claimId,
        )
      }),

    ready: (limit) => select((claims) => claims.where("claim.submissionState = 'Ready'").limit(limit)),

    addAttempt: (attempt) =>
      session.transaction(async (manager) => {
        const row: ClaimAttemptTable = { ...attempt, id: newId() }
        return (await insertOnce(manager, claimAttemptEntity, row, ['claimId', 'payerOrder', 'number'])).isNew
      }),

    attemptsOf: (claimId) =>
      session.read(async (manager) => {
        const attempts = manager.createQueryBuilder(claimAttemptEntity, 'attempt').where('attempt.claimId = :claimId', { claimId })
        return (await attempts.orderBy('attempt.id').getMany()).map(toAttempt)
      }),

    addSubmissions: (submissions) =>
      session.transaction(async (manager) => {
        const rows = submissions.map((submission) => ({ ...submission, id: newId() }))
        await insertMissing(manager, submissionEntity, rows, ['setId', 'claimId'])
      }),

    submissionsOf: ({ setId, claimId }) =>
      session.read(async (manager) => {
        if (setId === undefined && claimId === undefined) throw new Fault('ARGUMENT_INVALID', 'submissions of which set or claim?')
        const rows = manager.createQueryBuilder(submissionEntity, 'submission').orderBy('submission.id')
        if (setId !== undefined) rows.andWhere('submission.setId = :setId', { setId })
        if (claimId !== undefined) rows.andWhere('submission.claimId = :claimId', { claimId })
        return (await rows.getMany()).map(toSubmission)
      }),
  }
}

function toRecord(row: ClaimTable): ClaimRecord {
  const { normalisedNumber: _, ...record } = present(row, 'origin')
  return record
}

function toSubmission(row: SubmissionTable): Omit<SubmissionTable, 'id'> {
  const { id: _, ...submission } = present(row, 'source')
  return submission
}

function toAttempt(row: ClaimAttemptTable): ClaimAttempt {
  const { id: _, ...attempt } = present(row)
  return attempt
}

/** Makes the claim findable by the member ids of its coverages. */
async function addMembers(manager: EntityManager, claimId: string, { coverages }: OpenClaim): Promise<void> {
  const memberIds = new Set(coverages.map(({ memberId }) => memberId).filter((memberId) => memberId !== ''))
  const members = [...memberIds].map((memberId) => ({ claimId, memberId }))
  await insertAll(manager, claimMemberEntity, members)
}

/** Asks for those that are not empty, each once; for none at all nothing fits. */
async function someOf<T>(values: readonly string[], ask: (some: readonly string[]) => Promise<readonly T[]>): Promise<readonly T[]> {
  const some = [...new Set(values)].filter((value) => value !== '')
  return some.length === 0 ? [] : ask(some)
}

async function lastSeq(manager: EntityManager, claimId: string): Promise<number> {
  const events = manager.createQueryBuilder(claimEventEntity, 'event').where('event.claimId = :claimId', { claimId })
  const last = await events.select('MAX(event.seq)', 'last').getRawOne<{ last: unknown }>()
  return wholeNumber(last?.last ?? 0)
}
