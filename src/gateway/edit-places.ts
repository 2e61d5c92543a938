// Findings of edits in an 837 file: where each stands, and that nothing is told twice where the guide tells the same.
import { decisionOf, type Partner } from '../domain/index.js'
import { type Edited, type Hit, toFinding } from '../edits/index.js'
import { decided, firstLoop, type Loop, loopsIn, rangeOf, segmentsIn, type Unit } from '../schema/index.js'
import type { ByteRange, Finding, Position } from '../values/index.js'
import { decideOutgoing } from './policy.js'

/** A finding of an edit, as the profile decides it, and the bytes in which the guide would tell the same. */
export interface PlacedEdit {
  readonly found: Finding
  readonly edited: Edited
  readonly partner: Partner
  readonly ranges: readonly ByteRange[]
}

/** Finds the place of an edit's hit in the 837; `pointer` is its place in what was handed in, when that was no 837. */
export function placeEdit(edited: Edited, unit: Unit, partner: Partner, pointer?: string): PlacedEdit {
  const { hit } = edited
  const inside = loopOf(unit, hit)
  const { id, ...within } = partsOf(hit.path)
  const segment = segmentsIn(inside, id, ...(hit.qualifier === undefined ? [] : [hit.qualifier]))[0]
  const { segment: ordinal, ...range } = rangeOf(inside)
  const at: Position = segment === undefined ? { ...range, segment: ordinal } : { ...segment.at, ...within }
  // What stands in a line is told there or at the start of the claim; what stands elsewhere, there or anywhere in the claim.
  const others: ByteRange = hit.line === undefined ? unit.range : { offset: unit.range.offset, length: 1 }
  const found = toFinding(edited, pointer === undefined ? at : { offset: 0, segment: 0 }, pointer)
  return { found: decided(found, decideOutgoing(partner)), edited, partner, ranges: [range, others] }
}

function loopOf(unit: Unit, { path, line }: Hit): Loop {
  const [id = ''] = path.split('/')
  if (line !== undefined) {
    const ofLine = loopsIn(unit.loop, '2400')[line - 1] ?? unit.loop
    return firstLoop(ofLine, id) ?? ofLine
  }
  for (const outer of [unit.loop, ...unit.parents.toReversed()]) {
    const found = outer.id === id ? outer : firstLoop(outer, id)
    if (found !== undefined) return found
  }
  return unit.loop
}

/** "2400/SV101-2" is component 2 of element 01 of SV1. */
function partsOf(path: string): { readonly id: string; readonly element?: number; readonly component?: number } {
  const [, id = '', element, component] = /\/([A-Z][A-Z0-9]{1,2}?)(\d\d)?(?:-(\d+))?$/.exec(path) ?? []
  return {
    id,
    ...(element === undefined ? {} : { element: Number(element) }),
    ...(component === undefined ? {} : { component: Number(component) }),
  }
}

const ranks = ['info', 'warning', 'error']

/**
 * Where an edit and a finding of the guide tell the same of the same place, only one is told: the graver one, or the one that `prefer`
 * names when both weigh the same. A profile that decides on the rule of the guide has decided on the edit as well. Gives those to leave out.
 */
export function doublesAmong(
  guide: readonly Finding[],
  edits: readonly PlacedEdit[],
  prefer: 'guide' | 'edit',
): ReadonlySet<Finding | PlacedEdit> {
  const doubles = new Set<Finding | PlacedEdit>()
  for (const one of edits)
    for (const other of guide.filter((each) => tellsTheSame(each, one))) {
      const difference = ranks.indexOf(other.severity) - ranks.indexOf(one.found.severity)
      const isGuides = decisionOf(one.partner, other) !== undefined || difference > 0
      doubles.add(isGuides || (difference === 0 && prefer === 'guide') ? one : other)
    }
  return doubles
}

function tellsTheSame({ code, path, at, detail: { rule } }: Finding, { edited: { edit, hit }, ranges }: PlacedEdit): boolean {
  const isSame = typeof rule === 'string' ? edit.same.includes(rule) : edit.same.includes(code) && path.startsWith(hit.path)
  return isSame && ranges.some(({ offset, length }) => at.offset >= offset && at.offset < offset + Math.max(1, length))
}
