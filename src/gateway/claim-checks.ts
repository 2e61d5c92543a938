// Claims on their way out, read from an 837 file: what no guide knows of them is found here, beside what the guide finds.
import { decodeClaim } from '../codecs/index.js'
import { type Claim, claimKindOf, type Partner } from '../domain/index.js'
import { createFileReader, decided, type Guide, type SetEnd, type Unit } from '../schema/index.js'
import type { StoredFile, StoredFinding } from '../store/index.js'
import { type Finding, finding } from '../values/index.js'
import type { EnvelopeScope, InterchangeHeader, SetHeader } from '../x12/index.js'
import type { EditClaims, Leaving } from './claim-edits.js'
import { doublesAmong, placeEdit, type PlacedEdit } from './edit-places.js'
import { createFindingLog } from './finding-log.js'
import type { GatewayParts } from './parts.js'
import { decideOutgoing, guidesOf } from './policy.js'

export interface ClaimReader {
  /** The claim of a unit; undefined when it is none, cannot be read, or its number was used in this file before. */
  unit(unit: Unit, set: SetHeader, guide: Guide): Claim | undefined
  setEnd(end: SetEnd): void
}

/** Reads claims unit by unit and notes what is wrong with them. */
export function createClaimReader(note: (found: Finding, scope: EnvelopeScope) => void): ClaimReader {
  const seen = new Set<string>()

  return {
    unit(unit, set, guide) {
      const kind = claimKindOf(guide.id)
      if (kind === undefined) return undefined
      const { value, findings } = decodeClaim(unit, kind)
      for (const found of findings) note(found, scopeOf(set))
      if (value === undefined) return undefined
      if (seen.has(value.patientControlNumber)) {
        note(finding('CLAIM_REPEATED', { ...unit.range, segment: unit.segment }, '2300/CLM01'), scopeOf(set))
        return undefined
      }
      seen.add(value.patientControlNumber)
      return value
    },
    setEnd({ header, guide }) {
      if (guide !== undefined && guide.transactionSet !== '837')
        note(finding('SET_IS_NO_CLAIM', header.segment.at, 'ST01', { type: header.type }), scopeOf(header))
    },
  }
}

export interface CheckedIntake {
  readonly interchanges: readonly InterchangeHeader[]
  findings(): readonly StoredFinding[]
  /** Adds the finding that this claim of the file was sent before. */
  wasSentBefore(patientControlNumber: string): void
}

/** A claim that was read and waits for the edits. */
interface Waiting extends Leaving {
  readonly unit: Unit
  readonly set: SetHeader
}

/**
 * Checks a file as it was handed in, before anything is made of it: so that what was cut off is not closed by our own
 * envelope, and that every finding tells the place in the practice's own file. The edits of the practice are asked where
 * `editClaims` is there: of what was sent already nothing can be changed.
 */
export async function checkIntake(
  { store, schemas }: Pick<GatewayParts, 'store' | 'schemas'>,
  file: StoredFile,
  partnerFor: (header: InterchangeHeader) => Partner | undefined,
  editClaims?: EditClaims,
): Promise<CheckedIntake> {
  const log = createFindingLog(file.id)
  const interchanges: InterchangeHeader[] = []
  const places = new Map<string, { readonly at: Finding['at']; readonly scope: EnvelopeScope }>()
  const waiting: Waiting[] = []
  const edits: (PlacedEdit & { readonly scope: EnvelopeScope })[] = []
  let partner: Partner | undefined
  const claims = createClaimReader(log.add)
  const reader = createFileReader(
    schemas,
    {
      interchangeStart: (header) => {
        interchanges.push(header)
        partner = partnerFor(header)
        if (editClaims !== undefined) for (const found of usageDiffers(header, partner)) log.add(found, { interchange: header })
      },
      unit: (unit, set, guide) => {
        const claim = claims.unit(unit, set, guide)
        if (claim === undefined) return
        places.set(claim.patientControlNumber, { at: { ...unit.range, segment: unit.segment }, scope: scopeOf(set) })
        if (partner !== undefined && editClaims !== undefined) waiting.push({ claim, partner, isFromJson: false, unit, set })
      },
      setEnd: (end) => claims.setEnd(end),
      finding: (found, scope) => log.add(found, scope),
    },
    { decide: (found) => decideOutgoing(partner)(found), guideFor: (guide) => guidesOf(schemas, partner)(guide) },
  )
  for await (const chunk of store.files.read(file.id)) {
    reader.push(chunk)
    await editWaiting()
  }
  reader.end()
  await editWaiting()
  if (places.size === 0 && log.all().every(({ severity }) => severity !== 'error'))
    log.add(finding('CLAIMS_MISSING', { offset: 0, segment: 0 }, ''), {})
  const doubles = doublesAmong(log.all(), edits, 'guide')
  for (const one of edits.toSorted((a, b) => a.found.at.offset - b.found.at.offset)) if (!doubles.has(one)) log.add(one.found, one.scope)

  return {
    interchanges,
    findings: () => log.all().filter((found) => !doubles.has(found)),
    wasSentBefore: (patientControlNumber) => {
      const place = places.get(patientControlNumber)
      if (place !== undefined) log.add(finding('CLAIM_SENT_BEFORE', place.at, '2300/CLM01'), place.scope)
    },
  }

  async function editWaiting(): Promise<void> {
    const some = waiting.splice(0)
    const edited = some.length === 0 ? [] : ((await editClaims?.(some)) ?? [])
    for (const [index, { unit, set, partner: through }] of some.entries())
      for (const one of edited[index] ?? []) edits.push({ ...placeEdit(one, unit, through), scope: scopeOf(set) })
  }
}

/** A test that went out as production would be paid, and production as a test would not. */
function usageDiffers({ usage, segment }: InterchangeHeader, partner: Partner | undefined): readonly Finding[] {
  if (partner === undefined || usage === partner.usage || !['P', 'T'].includes(usage)) return []
  const at = { ...segment.at, element: 15 }
  return [decided(finding('USAGE_DIFFERS', at, 'ISA15', { usage, partner: partner.usage }), decideOutgoing(partner))]
}

function scopeOf(set: SetHeader): EnvelopeScope {
  return { interchange: set.interchange, group: set.group, set }
}
