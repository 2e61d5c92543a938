// Findings become what the standard has words for: TA105, AK905, IK502, and IK3 with IK4. The catalogue of findings knows the codes.
import type { ElementError, ErrorContext, SegmentError } from '../domain/index.js'
import { type Finding, type FindingCodeEntry, findingCodes } from '../values/index.js'

/** Where in an acknowledgement a code goes. */
export type AcknowledgementPlace = 'TA105' | 'AK905' | 'IK502' | 'IK304' | 'IK403'

/** A finding of a transaction set with what only its reader knew. */
export interface PlacedFinding {
  readonly found: Finding
  /** First segment of the loop that is missing, when one is. */
  readonly loopTrigger?: string
  /** IK402: number of the data element in the standard. */
  readonly dataElement?: string
  /** CLM01 of the claim it stands in. */
  readonly claim?: string
}

/** What an acknowledgement says of this finding; undefined when the standard has no word for it. */
export function wordFor({ code }: Finding): { readonly place: AcknowledgementPlace; readonly code: string } | undefined {
  const { ack }: FindingCodeEntry = findingCodes[code]
  const [place, word] = ack?.split(':') ?? []
  return isPlace(place) && word !== undefined ? { place, code: word } : undefined
}

/** The IK3 of a transaction set, in the order of its segments; what is wrong with elements of one segment stands together. */
export function toSegmentErrors(placed: readonly PlacedFinding[]): SegmentError[] {
  const errors = new Map<string, SegmentError & { readonly elements: ElementError[] }>()
  for (const each of placed) {
    const word = wordFor(each.found)
    if (word?.place !== 'IK304' && word?.place !== 'IK403') continue
    const { at, loop } = each.found
    const segment = each.loopTrigger ?? segmentIdOf(each.found.path)
    // 8: the segment has errors in its elements.
    const code = word.place === 'IK304' ? word.code : '8'
    const key = `${at.segment} ${segment} ${code}`
    const error = errors.get(key) ?? {
      segment,
      ordinal: at.segment,
      // IK303 has room for four characters.
      ...(loop === undefined || loop.length > 4 ? {} : { loop }),
      code,
      contexts: contextsOf(each),
      elements: [],
    }
    errors.set(key, error)
    if (word.place === 'IK403') error.elements.push(toElementError(each, word.code))
  }
  return [...errors.values()].toSorted((a, b) => a.ordinal - b.ordinal)
}

function toElementError({ found: { at }, dataElement }: PlacedFinding, code: string): ElementError {
  return {
    element: at.element ?? 1,
    ...(at.component === undefined ? {} : { component: at.component }),
    ...(at.repetition === undefined ? {} : { repetition: at.repetition }),
    ...(dataElement === undefined ? {} : { dataElement }),
    code,
    contexts: [],
  }
}

function contextsOf({ claim }: PlacedFinding): ErrorContext[] {
  return claim === undefined ? [] : [{ names: [{ name: 'CLM01', value: claim }] }]
}

/** "2300/CLM05-3" is about a CLM, "2010AA/N4" about an N4. */
function segmentIdOf(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1)
  return /^([A-Z][A-Z0-9]{1,2})\d\d(?:-\d+)?$/.exec(last)?.[1] ?? last.slice(0, 3)
}

function isPlace(place: string | undefined): place is AcknowledgementPlace {
  return place === 'TA105' || place === 'AK905' || place === 'IK502' || place === 'IK304' || place === 'IK403'
}
