// The smallest pieces of the contract: how a day, an amount, an id and a state are written.
import { z } from 'zod'
import 'zod-openapi'
import { adjudicationStates, type CashState, type DepositState, inquiryStates, submissionStates } from '../../domain/index.js'
import type { Direction, FileState, OutboxState, RemittanceState, SetState, StagedState } from '../../store/index.js'

export const id = z.string().meta({ description: 'Opaque id of ours', example: '019ab0c2-77f0-7c51-9d2e-4a0b6f1c8e11' })
export const instant = z.string().meta({ format: 'date-time', example: '2026-03-02T15:04:05.123Z' })
export const day = z.string().meta({ format: 'date', example: '2026-02-16' })
export const cents = z.int().meta({ description: 'Whole cents', example: 15000 })
export const count = z.int().min(0).meta({ example: 3 })
export const text = z.string()
/** An answer that is no JSON. */
export const bytes = z.custom<Uint8Array | AsyncIterable<Uint8Array>>().meta({ override: { type: 'string', format: 'binary' } })
export const open = z.record(z.string(), z.unknown())

/** The keys of a complete table, for `z.enum`: leaving out or inventing a value does not compile. */
function keysOf<K extends string>(table: Readonly<Record<K, true>>): readonly K[] {
  return Object.keys(table) as K[]
}

export const submissionState = z.enum(submissionStates)
export const adjudicationState = z.enum(adjudicationStates)
export const inquiryState = z.enum(inquiryStates)
export const fileState = z.enum(keysOf<FileState>({ kept: true, done: true, incomplete: true, refused: true }))
export const setState = z.enum(keysOf<SetState>({ reading: true, read: true, done: true, refused: true }))
export const cashState = z.enum(keysOf<CashState>({ 'none-needed': true, awaiting: true, differs: true, matched: true }))
export const depositState = z.enum(
  keysOf<DepositState>({ new: true, unmatched: true, proposed: true, differs: true, matched: true, 'taken-back': true, return: true }),
)
export const remittanceState = z.enum(
  keysOf<RemittanceState>({
    staging: true,
    'awaiting-funds': true,
    waiting: true,
    posted: true,
    held: true,
    duplicate: true,
    voided: true,
  }),
)
export const stagedState = z.enum(
  keysOf<StagedState>({ staged: true, posted: true, suspended: true, held: true, memo: true, 'not-ours': true, voided: true }),
)
export const outboxState = z.enum(keysOf<OutboxState>({ ready: true, sending: true, sent: true, uncertain: true, failed: true }))
export const direction = z.enum(keysOf<Direction>({ in: true, out: true, intake: true, bank: true }))
export const payerOrder = z.enum(['P', 'S', 'T'])
