// What of one claim waits for a person, and why, in words: the codes of 277CA, 999 and 835 as their lists have them.
import type { WorkItem } from '../store/index.js'
import { formatCents, toCents } from '../values/index.js'
import type { GatewayParts } from './parts.js'

export interface OpenWork {
  readonly id: string
  readonly type: string
  readonly nextAction?: string
  /** Each reason that came with it, with its code; empty where none did. */
  readonly why: readonly string[]
}

/** Open items of the claim, oldest first. */
export async function openWorkOf(
  { store, schemas }: Pick<GatewayParts, 'store' | 'schemas'>,
  claimId: string,
): Promise<readonly OpenWork[]> {
  const { items } = await store.workItems.list({ state: 'open', claimId, limit: 100 })
  return items.toReversed().map(({ id, type, nextAction, facts = {} }) => ({
    id,
    type,
    ...(nextAction === undefined ? {} : { nextAction }),
    why: reasonsIn(facts),
  }))

  function reasonsIn({ stc, at, ik304, ik403, group, carc, rarc, expectedCents, actualCents }: NonNullable<WorkItem['facts']>): string[] {
    const place = typeof at === 'string' ? `${at}: ` : ''
    return [
      ...(typeof stc === 'string' ? [sayStatus(stc)] : []),
      ...say('ik304', ik304, place),
      ...say('ik403', ik403, place),
      ...say('carc', carc, '', typeof group === 'string' ? group : 'CARC '),
      ...(typeof expectedCents === 'number' ? [sayContract(expectedCents, Number(actualCents))] : []),
      ...(Array.isArray(rarc) ? rarc.flatMap((code) => say('rarc', code)) : []),
    ]
  }

  /** STC01 as written: category, status, and whom it is about. */
  function sayStatus(stc: string): string {
    const [category, status, entity] = stc.split(':')
    const words = [labelOf('claim-status-category', category), labelOf('claim-status', status), labelOf('entity-identifier', entity)]
    return `${words.filter((word) => word !== '').join('; ')} (${stc})`
  }

  function say(list: string, code: unknown, before = '', prefix = ''): string[] {
    if (typeof code !== 'string' || code === '') return []
    const label = labelOf(list, code)
    return [label === '' ? `${before}code ${prefix}${code}` : `${before}${label} (${prefix}${code})`]
  }

  function labelOf(list: string, code = ''): string {
    return schemas.codes(list)?.label(code) ?? ''
  }
}

function sayContract(expectedCents: number, actualCents: number): string {
  const [expected, actual, difference] = [expectedCents, actualCents, expectedCents - actualCents].map((cents) =>
    formatCents(toCents(cents)),
  )
  return `contract ${expected}, allowed ${actual}, difference ${difference}`
}
