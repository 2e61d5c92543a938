// Who pays whom, how much, how and when: BPR to loop 1000B of an 835 (005010X221A1).
import type { Remittance } from '../../domain/index.js'
import { type Loop, loop, allSegments } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { at, cents, checked, day, elements, loopCodec, type LoopPart, optional, readable, segmentCodec, segments, text } from '../codec.js'
import { address } from '../parts/address.js'
import { anyContact } from '../parts/contact.js'
import { anyReference, referenceCodec } from '../parts/reference.js'

/** BPR06 to BPR09 of the payer, BPR12 to BPR15 of the payee. */
function bankAccountAt(first: number) {
  return elements({
    bankQualifier: at(first, text),
    bankId: at(first + 1, text),
    accountQualifier: optional(at(first + 2, text)),
    account: optional(at(first + 3, text)),
  })
}

const payment = segmentCodec('BPR', {
  handling: at(1, text),
  paidCents: at(2, cents),
  creditOrDebit: at(3, text),
  method: at(4, text),
  format: optional(at(5, text)),
  sender: optional(bankAccountAt(6)),
  originatingCompany: optional(elements({ id: optional(at(10, text)), supplementalCode: optional(at(11, text)) })),
  receiver: optional(bankAccountAt(12)),
  effectiveOn: at(16, day),
})

const trace = segmentCodec(
  'TRN',
  { number: at(2, text), payerIdentifier: at(3, text), supplementalCode: optional(at(4, text)) },
  { 1: '1' },
)

const name = { name: optional(at(2, text)), idQualifier: optional(at(3, text)), id: optional(at(4, text)) }
const whereabouts = { address: optional(address), references: readable(anyReference()) }

const payer = loopCodec('1000A', segmentCodec('N1', name, { 1: 'PR' }), whereabouts, { contacts: readable(anyContact) })

const payee = loopCodec('1000B', segmentCodec('N1', name, { 1: 'PE' }), whereabouts, {
  delivery: optional(segmentCodec('RDM', { method: at(1, text), name: optional(at(2, text)), address: optional(at(3, text)) })),
})

const remittance: LoopPart<Remittance> = segments(payment, {
  trace,
  currency: optional(segmentCodec('CUR', at(2, text), { 1: 'PR' })),
  receiverId: optional(referenceCodec('EV')),
  softwareVersion: optional(referenceCodec('F2')),
  producedOn: optional(segmentCodec('DTM', at(2, day), { 1: '405' })),
  payer,
  payee,
})

/** Reads the header from the transaction set's own segments and loops: the outermost parent of a unit, or what stands outside all units. */
export function decodeRemittance(set: Loop): Checked<Remittance> {
  return checked((reading) => remittance.read(set, reading))
}

/** Writes BPR to the end of loop 1000B. */
export function encodeRemittance(header: Remittance): Segment[] {
  return [...allSegments(loop('835', remittance.write(header)))]
}
