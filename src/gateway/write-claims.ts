// Claims that came as values go out as an 837 file of ours: header, numbers and words from the partner's profile.
import { encodeClaims } from '../codecs/index.js'
import type { Claim, Partner } from '../domain/index.js'
import type { StoredFile } from '../store/index.js'
import { dayOf, x12Stamp } from '../values/index.js'
import { chooseDelimiters } from '../x12/index.js'
import type { Outgoing } from './outgoing.js'
import type { GatewayParts } from './parts.js'

/** GS08 and ST03 of what is written from values. */
const guide = '005010X222A1'

/** All claims of a handed-in file that go through one partner, in sets of as many as the partner takes. */
export function writeClaims(
  { store }: Pick<GatewayParts, 'store'>,
  file: StoredFile,
  partner: Partner,
  claims: readonly Claim[],
): Outgoing {
  const { envelope, limits, us, them, contact, receiverName } = partner
  const delimiters = envelope.mayChange ? chooseDelimiters(textsIn(claims), envelope) : undefined
  return {
    partner,
    kind: '837',
    key: `submit:${file.id}:${partner.id}`,
    ...(delimiters === undefined ? {} : { delimiters }),
    async *fill(writer) {
      await writer.startGroup('HC', guide)
      const { claimsPerSet } = limits
      for (let from = 0; from < claims.length; from += claimsPerSet) {
        const batch = await store.controlNumbers.next(partner.id, 'batch', Number.MAX_SAFE_INTEGER)
        writer.startSet({ type: '837', control: String(from / claimsPerSet + 1).padStart(4, '0'), version: guide })
        for (const segment of encodeClaims(claims.slice(from, from + claimsPerSet), {
          purpose: '00',
          reference: `${us.applicationId}${String(batch).padStart(9, '0')}`,
          createdOn: dayOf(writer.at),
          createdAt: x12Stamp(writer.at).hhmm,
          use: 'CH',
          submitter: {
            entityType: '2',
            last: contact.name,
            id: us.applicationId,
            contacts: [{ name: contact.name, numbers: [{ qualifier: 'TE', value: contact.phone }] }],
          },
          receiver: { name: receiverName, id: them.applicationId },
        }))
          writer.segment(segment)
        yield
      }
    },
  }
}

/** Every text of the claims, however deep it stands: none of their characters may be a delimiter. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* textsIn(each)
}
