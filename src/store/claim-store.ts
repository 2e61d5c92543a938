// Claims, each step of their time lines, and the numbers they were sent under.
import type { EntityManager } from 'typeorm'
import { normalisedNumber, type OpenClaim, patientKey } from '../domain/index.js'
import { changeRows, inParts, insertAll, placesFor, selectAmong, selectRows } from './bulk.js'
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
import { changeById, insertMissing, insertNew, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { ClaimAttempt, ClaimRecord, ClaimStore } from './store.js'
import type { Session } from './transaction.js'

/** Numbers shorter than this say too little to match by their beginning. */
const shortestPrefix = 8
/** Numbers, and claims, asked for in one statement. */
const prefixesAtOnce = 50
const claimsAtOnce = 400

export function createClaimStore(session: Session): ClaimStore {
  /** Claims under a condition, oldest first. */
  const select = (where: string, parameters: readonly unknown[]): Promise<readonly ClaimRecord[]> =>
    session.read(async (manager) => (await selectRows(manager, claimEntity, `${where} ORDER BY id`, parameters)).map(toRecord))
  /** Those with one of these values, each value asked for once, and none that is empty. */
  const among = (column: string, values: readonly string[]): Promise<readonly ClaimRecord[]> =>
    session.read(async (manager) => {
      const some = values.filter((value) => value !== '')
      return oldestFirst(await selectAmong(manager, claimEntity, column, some)).map(toRecord)
    })

  return {
    add: (claim) =>
      session.transaction(async (manager) => {
        const { row, isNew } = await insertOnce(manager, claimEntity, newRow(claim), uniqueKey)
        if (isNew) await addMembers(manager, [row])
        return { record: toRecord(row), isNew }
      }),

    addAll: (claims) =>
      session.transaction(async (manager) => {
        const added = await insertNew(manager, claimEntity, claims.map(newRow), uniqueKey)
        await addMembers(manager, added)
        return added.map(toRecord)
      }),

    revise: (claimId, { chargeCents, claim, document = null, origin = noSource }) =>
      session.transaction(async (manager) => {
        await changeById(manager, claimEntity, claimId, { chargeCents, claim, patientKey: keyOf({ chargeCents, claim }), document, origin })
        await manager.delete(claimMemberEntity, { claimId })
        await addMembers(manager, [{ id: claimId, claim }])
        return toRecord(await manager.createQueryBuilder(claimEntity, 'claim').where('claim.id = :claimId', { claimId }).getOneOrFail())
      }),

    find: async (claimId) => (await select('id = ?', [claimId]))[0],

    findAll: (claimIds) => among('id', claimIds),

    list: (query) =>
      session.read(async (manager) => {
        const claims = manager.createQueryBuilder(claimEntity, 'claim')
        const { submissionState, state, patientControlNumber, partnerId } = query
        for (const [column, value] of Object.entries({ submissionState, state, patientControlNumber, partnerId }))
          if (value !== undefined) claims.andWhere(`claim.${column} = :${column}`, { [column]: value })
        const page = await pageOf(claims, query, newestFirst('claim'))
        return { ...page, items: page.items.map(toRecord) }
      }),

    byNumbers: (numbers) => among('patient_control_number', numbers),
    byNormalisedNumbers: (normalised) => among('normalised_number', normalised),
    byPayerClaimNumbers: (numbers) => among('payer_claim_number', numbers),

    byNumberPrefixes: async (normalised) => {
      const usable = normalised.filter((number) => number.length >= shortestPrefix && /^[A-Z0-9]+$/.test(number))
      const found = new Map<string, ClaimRecord>()
      for (const some of inParts([...new Set(usable)], prefixesAtOnce)) {
        const longer = some.map(() => '(normalised_number >= ? AND normalised_number < ?)').join(' OR ')
        const bounds = some.flatMap((number) => [number, `${number}[`]) // "[" follows "Z"
        for (const record of await select(longer, bounds)) found.set(record.id, record)
        for (const record of await among('normalised_number', some.flatMap(beginningsOf))) found.set(record.id, record)
      }
      return oldestFirst([...found.values()])
    },

    byMember: (memberIds) =>
      session.read(async (manager) => {
        const some = memberIds.filter((memberId) => memberId !== '')
        const members = await selectAmong(manager, claimMemberEntity, 'member_id', some)
        const claimIds = members.map(({ claimId }) => claimId)
        return oldestFirst(await selectAmong(manager, claimEntity, 'id', claimIds)).map(toRecord)
      }),

    byPatientKeys: (keys) => among('patient_key', keys),

    lock: (numbers) =>
      session.transaction(async (manager) => {
        if (manager.dataSource.options.type === 'better-sqlite3') return
        const some = [...new Set(numbers)].filter((number) => number !== '')
        if (some.length === 0) return
        await manager.query(`SELECT id FROM claim WHERE patient_control_number IN (${placesFor(some)}) ORDER BY id FOR UPDATE`, some)
      }),

    record: (event, change = {}) => session.transaction((manager) => recordSteps(manager, [{ event, change }])),
    recordAll: (steps) => session.transaction((manager) => recordSteps(manager, steps)),

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

    ready: (limit) =>
      session.read(async (manager) => {
        const rows = await selectRows(manager, claimEntity, "submission_state = 'Ready' ORDER BY id LIMIT ?", [limit])
        return rows.map(toRecord)
      }),

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

const uniqueKey = ['practiceId', 'patientControlNumber'] as const

function newRow(claim: Omit<ClaimRecord, 'id' | 'updatedAt'>): ClaimTable {
  return {
    ...claim,
    id: newId(),
    normalisedNumber: normalisedNumber(claim.patientControlNumber),
    patientKey: keyOf(claim),
    updatedAt: claim.createdAt,
  }
}

function toRecord(row: ClaimTable): ClaimRecord {
  const { normalisedNumber: _, patientKey: _key, ...record } = present(row, 'origin')
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

function keyOf({ claim, chargeCents }: Pick<ClaimRecord, 'claim' | 'chargeCents'>): string {
  return patientKey(claim.patient.last, chargeCents)
}

/** Makes claims findable by the member ids of their coverages. */
async function addMembers(manager: EntityManager, claims: readonly { readonly id: string; readonly claim: OpenClaim }[]): Promise<void> {
  const members = claims.flatMap(({ id: claimId, claim: { coverages } }) => {
    const memberIds = new Set(coverages.map(({ memberId }) => memberId).filter((memberId) => memberId !== ''))
    return [...memberIds].map((memberId) => ({ claimId, memberId }))
  })
  await insertAll(manager, claimMemberEntity, members)
}

/** Ids sort by the time they were made. */
function oldestFirst<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** Every shorter number that a number of at least `shortestPrefix` characters begins with. */
function beginningsOf(number: string): readonly string[] {
  return Array.from({ length: number.length - shortestPrefix }, (_, index) => number.slice(0, shortestPrefix + index))
}

/** Moves the claims, then writes their steps: the change locks a claim, so that two steps at the same time get two numbers. */
async function recordSteps(manager: EntityManager, steps: Parameters<ClaimStore['recordAll']>[0]): Promise<void> {
  const changes = steps.map(({ event: { claimId: id, at, submissionState, state, inquiryState }, change }) => {
    const inquiry = inquiryState === undefined ? {} : { inquiryState, inquiryAt: at }
    return { id, to: { ...change, ...inquiry, submissionState, state, updatedAt: at } }
  })
  const changed = await changeRows(manager, claimEntity, changes)
  if (changed !== steps.length) throw new Fault('NOT_FOUND', `${steps.length - changed} of ${steps.length} claims are not there`)
  const last = await lastSteps(
    manager,
    changes.map(({ id }) => id),
  )
  await insertAll(
    manager,
    claimEventEntity,
    steps.map(({ event }) => ({ ...event, seq: (last.get(event.claimId) ?? 0) + 1 })),
  )
}

/** The number of the last step of each claim. */
async function lastSteps(manager: EntityManager, claimIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, number>()
  for (const some of inParts(claimIds, claimsAtOnce)) {
    const rows = await manager.query<{ claim: string; last: unknown }[]>(
      `SELECT claim_id AS claim, MAX(seq) AS last FROM claim_event WHERE claim_id IN (${placesFor(some)}) GROUP BY claim_id`,
      [...some],
    )
    for (const row of rows) last.set(row.claim, wholeNumber(row.last))
  }
  return last
}
