// Which partner an interchange, a payer or a file belongs to.
import type { Claim, Partner } from '../domain/index.js'
import { Fault } from '../values/index.js'
import type { InterchangeHeader } from '../x12/index.js'
import type { GatewayParts } from './parts.js'

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

/** Through whom claims go, when they are handed in. Throws a Fault that says what to do when nobody is set up for them. */
export interface PartnerChoice {
  /** The partner whom the caller named; undefined when none was named. */
  named(partnerId: string | undefined): Partner | undefined
  /** For claims that stand in an interchange; `isDefault` when nobody is its receiver. */
  ofInterchange(header: InterchangeHeader, partnerId: string | undefined): { readonly partner: Partner; readonly isDefault: boolean }
  ofClaim(claim: Claim, partnerId: string | undefined): Partner
}

export function createPartnerChoice({ partners, defaultPartner }: Pick<GatewayParts, 'partners' | 'defaultPartner'>): PartnerChoice {
  function named(partnerId: string | undefined): Partner | undefined {
    if (partnerId === undefined) return undefined
    const partner = partners.find(({ id }) => id === partnerId)
    if (partner === undefined)
      throw new Fault('ARGUMENT_INVALID', `no partner has the id ${partnerId}; there are: ${partners.map(({ id }) => id).join(', ')}`)
    return partner
  }

  function orDefault(known: Partner | undefined, wanted: string): Partner {
    const partner = known ?? defaultPartner
    if (partner !== undefined) return partner
    throw new Fault(
      'REFUSED',
      `no partner is set up for the receiver or payer ${wanted}; add it to the settings (config/partners.example.yaml), or name one with --partner`,
    )
  }

  return {
    named,
    ofInterchange(header, partnerId) {
      const known = named(partnerId) ?? receiverOf(partners, header)
      return { partner: orDefault(known, header.receiver.id), isDefault: known === undefined }
    },
    ofClaim({ coverages, destination }, partnerId) {
      const payerId = coverages.find(({ order }) => order === destination)?.payer.id ?? ''
      return orDefault(named(partnerId) ?? partnerForPayer(partners, payerId), payerId)
    },
  }
}
