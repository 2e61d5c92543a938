// A patient's statement.
import { z } from 'zod'
import { cents, day, id, text } from './leaves.js'

const address = z.strictObject({
  line1: text,
  line2: text.optional(),
  city: text,
  state: text.optional(),
  postalCode: text.optional(),
  country: text.optional(),
  subdivision: text.optional(),
})

export const statementView = z
  .strictObject({
    day,
    practice: z.strictObject({ name: text, npi: text, taxId: text, address: address.optional(), phone: text.optional() }),
    patient: z.strictObject({ last: text, first: text.optional(), address: address.optional() }),
    claims: z.array(
      z.strictObject({
        claimId: id,
        patientControlNumber: text,
        serviceOn: day,
        procedures: z.array(text),
        chargeCents: cents,
        insurancePaidCents: cents,
        adjustedCents: cents,
        patientPaidCents: cents,
        insuranceOwesCents: cents,
        patientOwesCents: cents,
        shares: z
          .array(z.strictObject({ carc: text, cents }))
          .meta({ description: 'Why the patient owes: what each reason put on the account' }),
        isUnderReview: z.boolean().meta({ description: 'A person must first say that the patient may be billed: nothing of it is due' }),
      }),
    ),
    dueCents: cents.meta({ description: 'What the patient is asked to pay: nothing under review, never netted with a credit' }),
    dueByAge: z.array(cents).meta({ description: 'The same by days since the service: 0-30, 31-60, 61-90, 91-120, 121 and more' }),
    creditCents: cents.meta({ description: 'What the practice owes the patient' }),
  })
  .meta({ id: 'Statement' })
