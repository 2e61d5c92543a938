// Cases about what of a segment is filled: required and empty, not used and filled, too many of it, syntax notes.
import type { ElementDefinition, SegmentDefinition, SyntaxNote } from '../../src/schema/index.js'
import { componentsOf, filled, put } from './build.js'
import type { Case, Rule } from './case.js'
import { choiceThatBreaks, choose, culpritOf, noteCodes } from './choice.js'
import { onlyPlaceFor, openBefore, placesFor } from './open-loops.js'
import { lastOf, missing, pathOf } from './paths.js'
import { type Change, emptied, type Part, type SegmentUnderTest, setTo, wishFor } from './segment-cases.js'

/** Required and empty, situational and filled, not used and filled. */
export function usageCase(test: SegmentUnderTest, part: Part): Case {
  const { definition, composite } = part
  const { usage, ref } = definition
  if (usage === 'N')
    return test.case('not used', ref, composite === undefined ? {} : wishFor(part, false), setTo(part, 'X'), ['ELEMENT_NOT_USED'])
  if (usage === 'S') return test.case('required', ref, wishFor(part), () => undefined)
  if (isTelling(test.segment, part)) return untoldCase(test, part, 'required', composite === undefined ? emptied(part) : setTo(part, ''))
  if (composite !== undefined) return requiredComponent(test, part, composite)
  return test.case('required', ref, wishFor(part), emptied(part), ['ELEMENT_MISSING'])
}

/** Empty while another component is filled: an empty composite is another rule. */
function requiredComponent(test: SegmentUnderTest, part: Part, { components, syntax }: ElementDefinition): Case {
  const { definition, element } = part
  for (const other of components) {
    if (other.usage === 'N' || other === definition) continue
    if (choose(components, syntax, { filled: [other.number] }) === undefined) continue
    const wish = { filled: [element], components: { of: element, filled: [other.number] } }
    return test.case('required', definition.ref, wish, setTo(part, ''), ['ELEMENT_MISSING'])
  }
  return test.none('required', definition.ref, 'the only component: empty means that the composite is empty')
}

/** One repetition too many, one component too many. */
export function* countCases(test: SegmentUnderTest, part: Part): Generator<Case> {
  const { element, definition } = part
  const { repeat, components, ref } = definition
  const repeatedTimes = (times: number) => (built: { readonly elements: string[][][] }) => {
    const [first = ['']] = built.elements[element - 1] ?? []
    built.elements[element - 1] = Array.from({ length: times }, () => [...first])
  }
  yield test.case('repetitions', ref, wishFor(part), repeatedTimes(repeat + 1), ['REPETITION_TOO_MANY'])
  if (repeat > 1) yield test.case('repetitions', ref, wishFor(part), repeatedTimes(repeat))
  const last = Math.max(components.length, 1) + 1
  yield test.case('components', ref, wishFor(part), (built) => put(built, element, 'X', last), ['COMPONENT_TOO_MANY'])
}

/** One element more than the segment has. */
export function elementsCase(test: SegmentUnderTest): Case {
  const { elements, id } = test.segment
  const ref = `${id}${String(elements.length + 1).padStart(2, '0')}`
  return test.case('elements', ref, {}, (built) => built.elements.push([['1']]), ['ELEMENT_TOO_MANY'])
}

/** Each note between elements, and between the components of each composite, broken alone. */
export function* noteCases(test: SegmentUnderTest): Generator<Case> {
  const { segment } = test
  yield* brokenNotes(test, segment.elements, segment.syntax, {}, (chosen) => (built) => {
    built.elements = filled(segment, chosen)
  })
  for (const composite of segment.elements) {
    if (composite.usage === 'N') continue
    yield* brokenNotes(test, composite.components, composite.syntax, { filled: [composite.number] }, (chosen) => (built) => {
      built.elements[composite.number - 1] = [componentsOf(composite, chosen)]
    })
  }
}

function* brokenNotes(
  test: SegmentUnderTest,
  parts: readonly ElementDefinition[],
  notes: readonly SyntaxNote[],
  wish: { readonly filled?: readonly number[] },
  fill: (chosen: ReadonlySet<number>) => Change,
): Generator<Case> {
  for (const note of notes) {
    const chosen = choiceThatBreaks(parts, notes, note)
    const ref = parts[(chosen === undefined ? (note.numbers[0] ?? 1) : culpritOf(note, chosen)) - 1]?.ref ?? ''
    if (chosen !== undefined) yield test.case('syntax note', ref, wish, fill(chosen), [noteCodes[note.kind]])
    else yield test.none('syntax note', `${ref} ${note.kind}`, 'usages and other notes leave no way to break it alone')
  }
}

/** Is the segment told from others by this part, or by a component of it? */
export function isTelling({ qualifiers }: SegmentDefinition, { element, composite, definition }: Part): boolean {
  const isWhole = composite === undefined && definition.components.length > 0
  const component = composite === undefined ? 1 : definition.number
  return qualifiers.some((each) => each.element === element && (isWhole || each.component === component))
}

/** A qualifier that no place knows: the wrong code of the only place for such a segment, or else a segment of no place. */
export function untoldCase(test: SegmentUnderTest, part: Part, rule: Rule, change: Change): Case {
  const { chain, segment } = test
  const { set, built } = test.build()
  change(built)
  const isBlank = built.elements[part.element - 1]?.[0]?.every((text) => text === '') ?? true
  const { ref } = isBlank ? (part.composite ?? part.definition) : part.definition
  const at = test.at(ref)
  const code = rule === 'required' ? 'ELEMENT_MISSING' : 'ELEMENT_CODE_INVALID'
  const open = openBefore(set, built)
  if (placesFor(built, open, 'anywhere').length > 0) return { rule, at, why: 'fits a place that has passed' }
  const only = built === set.children[0] ? '' : onlyPlaceFor(built, open)
  if (only !== undefined) return { rule, at, set, expected: [`${code} ${only}${ref}`] }
  const loop = lastOf(chain)
  const isTrigger = segment === loop.trigger
  const inside = isTrigger ? chain.at(-2) : loop
  const child = isTrigger ? loop : segment
  const here = open.at(-1)?.loop.definition ?? loop
  const lacking = child.usage === 'R' && inside !== undefined ? [missing(inside, child)] : []
  return { rule, at, set, expected: [...lacking, `SEGMENT_UNEXPECTED ${pathOf(here, segment)}`] }
}
