// Claims in the JSON of the large clearinghouse APIs become claims of ours; what is wrong with them is told where it stands there.
import type { ClaimKind } from '../../domain/index.js'
import type { JsonProblem } from '../claim-json/parse.js'
import { valueAt } from '../claim-json/pointer.js'
import { type ClaimPlaces, type ReadClaim, type ReadClaims, readDraft } from '../claim-json/read-claims.js'
import { complete } from './complete.js'
import type { Table } from './fields.js'
import { institutionalTable } from './institutional.js'
import { professionalTable } from './professional.js'
import { isObject, Reading } from './reading.js'

/** The kinds that the format knows, with what each says. */
export const clearinghouseTables: Readonly<Partial<Record<ClaimKind, Table>>> = {
  professional: professionalTable,
  institutional: institutionalTable,
}

/** Is this JSON of that form: a claim, or a list of them? No claim of our own has such a field. */
export function looksLikeClearinghouse(json: unknown): boolean {
  const [first] = Array.isArray(json) ? (json as unknown[]) : [json]
  return isObject(first) && ('claimInformation' in first || 'tradingPartnerServiceId' in first)
}

/** Reads one request as it is sent to a clearinghouse, or a list of them. Each stands for itself. */
export function parseClearinghouseClaims(json: unknown): ReadClaims {
  const claims: ReadClaim[] = []
  const problems: JsonProblem[] = []
  for (const [item, root] of Array.isArray(json) ? json.map((one: unknown, index) => [one, `/${index}`] as const) : [[json, ''] as const]) {
    const read = readClaim(item, root)
    claims.push(...read.claims)
    problems.push(...read.problems)
  }
  return { claims, problems }
}

function readClaim(item: unknown, root: string): ReadClaims {
  if (!isObject(item)) return { claims: [], problems: [{ pointer: root, message: 'must be a claim' }] }
  const kind = kindOf(item)
  const isSelf = !isObject(item.dependent)
  const reading = new Reading((pointer) => (isSelf ? pointer.replace(/^\/patient(?=\/|$)/, '/coverages/0/subscriber') : pointer))
  reading.object(item, kind === 'institutional' ? institutionalTable : professionalTable, root, '')
  const places: ClaimPlaces = { at: (pointer) => reading.placeOf(pointer) || root, lead: () => '' }
  const usage = usageOf(reading, root)
  const draft = complete(reading.draft, kind, isSelf)
  const { claim, problems: wrong } = readDraft(draft)
  const told = [...reading.problems]
  for (const { pointer, message } of wrong) {
    const place = places.at(pointer)
    // What is missing or wrong there was told in the words of the form already.
    if (told.some((one) => one.pointer === place || place.startsWith(`${one.pointer}/`) || one.pointer.startsWith(`${place}/`))) continue
    told.push({ pointer: place, message: valueAt(draft, pointer) === undefined ? 'is missing' : message })
  }
  const whole = { places, isWhole: told.length === 0, ...(usage === undefined ? {} : { usage }) }
  return { claims: claim === undefined ? [] : [{ claim, ...whole }], problems: told }
}

/** What the lines are of says it; without lines that can be read, the days of a stay. */
function kindOf(item: Readonly<Record<string, unknown>>): 'professional' | 'institutional' {
  const line = valueAt(item, '/claimInformation/serviceLines/0')
  if (isObject(line) && 'professionalService' in line) return 'professional'
  const isStay = valueAt(item, '/claimInformation/claimCodeInformation') !== undefined
  return isStay || (isObject(line) && 'institutionalService' in line) ? 'institutional' : 'professional'
}

function usageOf({ draft, problems }: Reading, root: string): 'P' | 'T' | undefined {
  const { usage } = draft
  if (usage === undefined || usage === 'P' || usage === 'T') return usage
  problems.push({ pointer: `${root}/usageIndicator`, message: 'must be "T" (test) or "P" (production)' })
  return undefined
}
