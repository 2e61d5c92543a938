// What may stand in a loop, looked up by the id of a segment and by the code that tells it from others with that id.
import { codeOf, type Segment } from '../x12/index.js'
import { CodeTable } from './code-table.js'
import type { Candidate, Qualifier } from './types.js'

/** A candidate that is told by what was looked at already. */
export interface LikelyCandidate extends Candidate {
  /** Qualifiers that are still to be looked at. */
  readonly rest: readonly Qualifier[]
}

export class CandidateTable {
  /** Made when first asked: most loops of a guide are never seen by a command. */
  private byId: CodeTable<SameId> | undefined

  constructor(private readonly candidates: ReadonlyMap<string, readonly Candidate[]>) {}

  /** Those that are told by the segment's id and first code, in the guide's order. */
  of(segment: Segment): readonly LikelyCandidate[] {
    this.byId ??= new CodeTable([...this.candidates].map(([id, same]) => [codeOf(id), sameId(same)]))
    const same = this.byId.get(segment.idCode)
    if (same === undefined) return none
    if (same.byCode === undefined) return same.all
    const code = segment.code(same.element, same.component)
    // A long code has no number: the candidates look at its text.
    return code === 0 ? same.all : (same.byCode.get(code) ?? same.others)
  }
}

const none: readonly LikelyCandidate[] = []

/** Candidates with one id. */
interface SameId {
  readonly all: readonly LikelyCandidate[]
  /** Where the code stands by which most are told apart, and who is left by each code and by any other; undefined when all must be looked at. */
  readonly byCode: CodeTable<readonly LikelyCandidate[]> | undefined
  readonly element: number
  readonly component: number
  readonly others: readonly LikelyCandidate[]
}

function sameId(candidates: readonly Candidate[]): SameId {
  // Made alike, property by property: objects that were spread have a hidden class each, and are slow to look into.
  const likely = ({ child, segment }: Candidate, rest: readonly Qualifier[]): LikelyCandidate => ({ child, segment, rest })
  const all = candidates.map((each) => likely(each, each.segment.qualifiers))
  const place = all.flatMap(({ rest }) => rest)[0]
  if (place === undefined) return { all, byCode: undefined, element: 0, component: 0, others: none }
  const { element, component } = place
  const codesOf = ({ segment: { qualifiers } }: Candidate) => qualifiers.find((each) => isAt(each, place))?.codes.texts
  const left = (isLeft: (codes: ReadonlySet<string> | undefined) => boolean): readonly LikelyCandidate[] =>
    all
      .filter((each) => isLeft(codesOf(each)))
      .map((each) =>
        likely(
          each,
          each.rest.filter((one) => !isAt(one, place)),
        ),
      )
  const codes = new Set(all.flatMap((each) => [...(codesOf(each) ?? [])].filter((code) => codeOf(code) !== 0)))
  return {
    all,
    byCode: new CodeTable([...codes].map((code) => [codeOf(code), left((its) => its?.has(code) !== false)])),
    element,
    component,
    others: left((its) => its === undefined),
  }
}

function isAt(a: Qualifier, b: Qualifier): boolean {
  return a.element === b.element && a.component === b.component
}
