// Money that a person moves on a patient's account.
import { z } from 'zod'
import { type AccountOwner, accountOwners, paymentMethods } from '../../gateway/index.js'
import { cents, count, text } from './leaves.js'

const reason = text.trim().min(3).max(500).meta({ description: 'As it will stand in the books', example: 'copay at the desk' })
const move = { cents: cents.min(1), reason }
const reference = text.trim().min(1).max(50).optional().meta({ description: 'Cheque or receipt number' })
const owner = z.enum(Object.keys(accountOwners) as AccountOwner[])

export const patientPaymentBody = z.strictObject({
  ...move,
  method: z.enum(paymentMethods).default('other'),
  reference: reference.meta({ description: 'Cheque or receipt number; the same payment is then not taken twice' }),
})
export const patientRefundBody = z.strictObject({ ...move, reference })
export const writeOffBody = z.strictObject({ ...move, from: owner.default('patient').meta({ description: 'Who owes it' }) })
export const transferBody = z.strictObject({ ...move, from: owner, to: owner })
export const takeBackBody = z.strictObject({ seq: count.min(1).meta({ description: 'Running number of the entry' }), reason })
