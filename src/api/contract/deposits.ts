// Money at the bank, and the remittances that it pays.
import { z } from 'zod'
import { type BankFormat, bankFormats } from '../../domain/index.js'
import { cents, count, day, depositState, id, text } from './leaves.js'
import { findingView } from './shared.js'

const depositFields = {
  id,
  fileId: id,
  line: count.meta({ description: 'Line of the bank file, from 1' }),
  direction: z.enum(['credit', 'debit']),
  cents,
  postedOn: day,
  company: text.optional().meta({ description: 'Who paid, in the words of the bank', example: 'ACORN HEALTH PLAN' }),
  trace: text.optional().meta({ description: 'TRN02 of its addenda', example: 'EFT0000101' }),
  state: depositState,
}
export const depositView = z.strictObject(depositFields).meta({ id: 'Deposit' })

const paidRemittance = z.strictObject({
  remittanceId: id,
  trace: text,
  payer: text.optional(),
  bpr02Cents: cents,
  feeCents: cents.meta({ description: 'What a card company kept of it' }),
  rule: text.meta({ description: 'R-EFT rule, "hand" or "card"', example: 'R-EFT-1' }),
  by: text.meta({ example: 'system' }),
  claims: count,
  postedCents: cents,
  suspendedCents: cents,
})
const offer = z.strictObject({ rule: text.meta({ example: 'R-EFT-4' }), remittanceIds: z.array(id), traces: z.array(text) })

export const depositDetail = z
  .strictObject({
    ...depositFields,
    remittances: z.array(paidRemittance),
    differenceCents: cents.meta({ description: 'Deposit and fees less the BPR02 of its remittances: 0 once matched', example: 0 }),
    unpostedCents: cents.meta({ description: 'BPR02 of its remittances less what is posted: 0 once nothing is in suspense', example: 0 }),
    offers: z.array(offer).meta({ description: 'What it may be matched with' }),
  })
  .meta({ id: 'DepositDetail', description: 'Three-way: the deposit, its remittances, what of them is posted to claims' })

export const bankFormat = z.enum(bankFormats satisfies readonly BankFormat[])

export const depositImportView = z
  .strictObject({
    file: text,
    fileId: id.optional(),
    format: bankFormat,
    outcome: z.enum(['imported', 'duplicate', 'refused', 'checked']),
    deposits: count.meta({ description: 'New ones' }),
    depositedCents: cents,
    known: count.meta({ description: 'Deposits that another file brought before' }),
    returns: count,
    passedOver: count.meta({ description: 'Movements that concern no payer' }),
    matched: count,
    proposed: count,
    differing: count,
    unmatched: count,
    findings: z.array(findingView),
  })
  .meta({ id: 'DepositImport' })

export const matchBody = z.strictObject({
  remittances: z
    .array(z.string().min(1).max(50))
    .min(1)
    .max(100)
    .meta({ description: 'Ids or traces (TRN02); they must come to the deposit exactly', example: ['0000451', '0000452'] }),
  cardFeeCents: z.int().min(1).optional().meta({ description: 'Of a virtual card: what the card company kept', example: 240 }),
})
export const undoBody = z.strictObject({ reason: z.string().trim().min(3).max(2000).meta({ example: 'returned by the bank' }) })
