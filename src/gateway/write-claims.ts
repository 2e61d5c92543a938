// Claims that came as values go out as an 837 file of ours: header, numbers and words from the partner's profile.
import { encodeClaims } from '../codecs/index.js'
import { type Claim, claimGuides, claimKinds, type Partner, type SubmissionHeader } from '../domain/index.js'
import type { Store } from '../store/index.js'
import { dayOf, type Instant, x12Stamp } from '../values/index.js'
import { chooseDelimiters } from '../x12/index.js'
import type { Outgoing } from './outgoing.js'
import type { GatewayParts } from './parts.js'

/**
 * All claims that go through one partner together: files of as many as the partner takes, in each a functional group for each kind
 * of claims (GS08 and ST03 name its guide), in sets of as many as the partner takes. `key` makes asking twice harmless.
 */
export function writeClaims(
  parts: Pick<GatewayParts, 'store'>,
  key: string,
  partner: Partner,
  claims: readonly Claim[],
): readonly Outgoing[] {
  const inOrder = claimKinds.flatMap((kind) => claims.filter((claim) => claim.kind === kind))
  return cut(inOrder, partner.limits.claimsPerFile).map((own, index) =>
    writeFile(parts, index === 0 ? key : `${key}:${index + 1}`, partner, own),
  )
}

function writeFile({ store }: Pick<GatewayParts, 'store'>, key: string, partner: Partner, claims: readonly Claim[]): Outgoing {
  const { envelope, limits } = partner
  const delimiters = envelope.mayChange ? chooseDelimiters(textsIn(claims), envelope) : undefined
  return {
    partner,
    kind: '837',
    key,
    ...(delimiters === undefined ? {} : { delimiters }),
    async *fill(writer) {
      for (const kind of claimKinds) {
        const sets = cut(
          claims.filter((claim) => claim.kind === kind),
          limits.claimsPerSet,
        )
        for (const group of cut(sets, limits.setsPerGroup)) {
          await writer.startGroup('HC', claimGuides[kind])
          for (const [index, own] of group.entries()) {
            writer.startSet({ type: '837', control: String(index + 1).padStart(4, '0'), version: claimGuides[kind] })
            const header = await headerOf(partner, writer.at)
            for (const segment of encodeClaims(own, header)) writer.segment(segment)
            yield
          }
        }
      }
    },
  }

  async function headerOf(to: Partner, at: Instant): Promise<SubmissionHeader> {
    const { us, them, contact, receiverName } = to
    return {
      purpose: '00',
      reference: await nextReference(store, to),
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

/** BHT03, used once for ever, whatever the set. */
export async function nextReference({ controlNumbers }: Pick<Store, 'controlNumbers'>, { id, us }: Partner): Promise<string> {
  const batch = await controlNumbers.next(id, 'batch', Number.MAX_SAFE_INTEGER)
  return `${us.applicationId}${String(batch).padStart(9, '0')}`
}

/** Pieces of at most so many, in order; one piece when there is no limit, none of nothing. */
export function cut<T>(items: readonly T[], most = Math.max(items.length, 1)): T[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, piece) => items.slice(piece * most, (piece + 1) * most))
}

/** Every text of what is written, however deep it stands: none of their characters may be a delimiter. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* textsIn(each)
}
