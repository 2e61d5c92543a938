// Claims that came as values go out as an 837 file of ours: header, numbers and words from the partner's profile.
import { encodeClaims } from '../codecs/index.js'
import { type Claim, claimGuides, claimKinds, type Partner, type SubmissionHeader } from '../domain/index.js'
import type { StoredFile } from '../store/index.js'
import { dayOf, type Instant, x12Stamp } from '../values/index.js'
import { chooseDelimiters } from '../x12/index.js'
import type { Outgoing } from './outgoing.js'
import type { GatewayParts } from './parts.js'

/**
 * All claims of a handed-in file that go through one partner: a functional group for each kind of claims (GS08 and ST03 name its
 * guide), in sets of as many as the partner takes.
 */
export function writeClaims(
  { store }: Pick<GatewayParts, 'store'>,
  file: StoredFile,
  partner: Partner,
  claims: readonly Claim[],
): Outgoing {
  const { envelope, limits } = partner
  const delimiters = envelope.mayChange ? chooseDelimiters(textsIn(claims), envelope) : undefined
  return {
    partner,
    kind: '837',
    key: `submit:${file.id}:${partner.id}`,
    ...(delimiters === undefined ? {} : { delimiters }),
    async *fill(writer) {
      for (const kind of claimKinds) {
        const own = claims.filter((claim) => claim.kind === kind)
        if (own.length > 0) await writer.startGroup('HC', claimGuides[kind])
        for (let from = 0; from < own.length; from += limits.claimsPerSet) {
          const control = String(from / limits.claimsPerSet + 1).padStart(4, '0')
          writer.startSet({ type: '837', control, version: claimGuides[kind] })
          const header = await headerOf(partner, writer.at)
          for (const segment of encodeClaims(own.slice(from, from + limits.claimsPerSet), header)) writer.segment(segment)
          yield
        }
      }
    },
  }

  async function headerOf({ id, us, them, contact, receiverName }: Partner, at: Instant): Promise<SubmissionHeader> {
    const batch = await store.controlNumbers.next(id, 'batch', Number.MAX_SAFE_INTEGER)
    return {
      purpose: '00',
      reference: `${us.applicationId}${String(batch).padStart(9, '0')}`,
      createdOn: dayOf(at),
      createdAt: x12Stamp(at).hhmm,
      use: 'CH',
      submitter: {
        entityType: '2',
        last: contact.name,
        id: us.applicationId,
        contacts: [{ name: contact.name, numbers: [{ qualifier: 'TE', value: contact.phone }] }],
      },
      receiver: { name: receiverName, id: them.applicationId },
    }
  }
}

/** Every text of the claims, however deep it stands: none of their characters may be a delimiter. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* textsIn(each)
}
