// Which partner an interchange, a payer or a file belongs to.
import type { Partner } from '../domain/index.js'
import type { InterchangeHeader } from '../x12/index.js'

/** The partner who sent this interchange: by ISA05/06. */
export function senderOf(partners: readonly Partner[], { sender }: InterchangeHeader): Partner | undefined {
  return partners.find(({ them }) => them.id === sender.id && them.qualifier === sender.qualifier)
}

/** The partner to whom this interchange goes: by ISA07/08. */
export function receiverOf(partners: readonly Partner[], { receiver }: InterchangeHeader): Partner | undefined {
  return partners.find(({ them }) => them.id === receiver.id && them.qualifier === receiver.qualifier)
}

/** The partner through whom this payer is reached. */
export function partnerForPayer(partners: readonly Partner[], payerId: string): Partner | undefined {
  return partners.find(({ payers }) => payers.includes(payerId))
}
