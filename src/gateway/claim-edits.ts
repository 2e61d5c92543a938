// The edits of the practice in the way out: what they know besides the claim comes from the settings and the store.
import { type Claim, type OpenClaim, type Partner, toOpenClaim } from '../domain/index.js'
import { type Edited, editClaim, type EditFacts } from '../edits/index.js'
import type { ClaimRecord } from '../store/index.js'
import { localTime } from '../values/index.js'
import { mayBeSentAgain } from './attempts.js'
import type { GatewayParts } from './parts.js'

export type EditParts = Pick<GatewayParts, 'store' | 'schemas' | 'clock' | 'payerRules' | 'defaultPartner'>

/** A claim that is about to go out through a partner. */
export interface Leaving {
  readonly claim: Claim
  readonly partner: Partner
  /** Do its characters come from JSON, to be written between our delimiters? */
  readonly isFromJson: boolean
}

/** Puts claims through the edits; what was sent before is looked up for all of them at once. */
export type EditClaims = (leaving: readonly Leaving[]) => Promise<readonly (readonly Edited[])[]>

/** Begins with the claims of a submission, which are compared with each other too, however many calls they come in. */
export type StartEdits = () => EditClaims

export function createEdits({ store, schemas, clock, payerRules = [], defaultPartner }: EditParts): StartEdits {
  const places = schemas.codes('place-of-service')
  const isPlaceOfService = (code: string) => places === undefined || places.label(code) !== undefined

  return () => {
    const before = createNeighbours()
    return async (leaving) => {
      const members = new Set(leaving.flatMap(({ claim }) => membersOf(claim)))
      const sent = members.size === 0 ? [] : (await store.claims.byMember([...members])).filter(isSent)
      return leaving.map(({ claim, partner, isFromJson }) => {
        const history = [...historyOf(claim, sent), ...before.of(claim)]
        before.add(claim)
        return editClaim(claim, factsFor(claim, partner, isFromJson, history))
      })
    }
  }

  function factsFor(claim: Claim, partner: Partner, isFromJson: boolean, history: EditFacts['history']): EditFacts {
    const payerId = claim.coverages.find(({ order }) => order === claim.destination)?.payer.id
    const payer = payerRules.find(({ id }) => id === payerId)
    const { element, component, repetition, terminator, mayChange } = partner.envelope
    return {
      today: localTime(clock(), partner.schedule.timeZone).day,
      usage: partner.usage,
      // The default partner takes what no other names.
      reachedPayers: partner.id === defaultPartner?.id ? [] : partner.payers,
      ...(payer === undefined ? {} : { payer }),
      delimiters: isFromJson && !mayChange ? element + component + repetition + terminator : '',
      isPlaceOfService,
      history,
    }
  }
}

/** The claims of one submission, as far as books know them, by member and billing provider. */
function createNeighbours(): { of(claim: Claim): readonly OpenClaim[]; add(claim: Claim): void } {
  const known = new Map<string, OpenClaim[]>()
  const keysOf = (claim: Claim): string[] => membersOf(claim).map((id) => `${id} ${claim.billing.npi ?? ''}`)
  return {
    of: (claim) => [...new Set(keysOf(claim).flatMap((key) => known.get(key) ?? []))],
    add: (claim) => {
      if (claim.frequency === '8') return
      const open = toOpenClaim(claim)
      for (const key of keysOf(claim)) {
        const same = known.get(key) ?? []
        same.push(open)
        known.set(key, same)
      }
    },
  }
}

function membersOf({ coverages }: Claim): string[] {
  return [...new Set(coverages.map(({ memberId }) => memberId))].filter((id) => id !== '')
}

function isSent(record: ClaimRecord): boolean {
  return !mayBeSentAgain(record) && record.document?.frequency !== '8'
}

/** Of the claims sent, those of the same members and the same billing provider. */
function historyOf({ coverages, billing }: Claim, sent: readonly ClaimRecord[]): readonly OpenClaim[] {
  const members = new Set(coverages.map(({ memberId }) => memberId))
  return sent
    .filter(({ document }) => document === undefined || document.billing.npi === billing.npi)
    .map(({ claim }) => claim)
    .filter((claim) => claim.coverages.some(({ memberId }) => members.has(memberId)))
}
