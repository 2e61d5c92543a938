// What an expression means in each guide: its names looked up, a wrong one told with the names that are close.
import type { ElementDefinition, Guide, LoopDefinition, SchemaRegistry, SegmentDefinition } from '../schema/index.js'
import type { Segment } from '../x12/index.js'
import { type Condition, type ElementPath, type Expression, parseExpression, type Path, type Word, wrongAt } from './expression.js'
import { nearest } from './nearest.js'

/** Element to look at; 0 means the segment as a whole. Without a component, a composite is taken whole. */
export interface Place {
  readonly element: number
  readonly component: number | undefined
}

/** Where a path may point in one guide. */
export interface Target {
  /** Loops in which it may stand. */
  readonly loops: ReadonlySet<LoopDefinition>
  /** The place to look at in this segment; undefined when the path does not mean it. */
  placeIn(segment: Segment, definition: SegmentDefinition | undefined, loop: LoopDefinition): Place | undefined
}

export interface ResolvedTest {
  readonly target: Target
  readonly operator: '=' | '!=' | 'present'
  readonly value: string
}

export interface ResolvedCondition {
  readonly isNegated: boolean
  readonly tests: readonly [ResolvedTest, ...ResolvedTest[]]
  /** Written without a loop: it is looked for in the loop of the selected segment only. */
  readonly isLocal: boolean
  /** Loops that may hold it, themselves or further in, with the last place in their order where it may come. */
  readonly holders: ReadonlyMap<LoopDefinition, number>
}

export interface Plan {
  readonly target: Target
  readonly conditions: readonly ResolvedCondition[]
}

export interface PathQuery {
  readonly text: string
  /** Undefined when the guide has nothing of the kind. */
  plan(guide: Guide): Plan | undefined
}

/** Reads a path query and looks its names up. Throws ARGUMENT_INVALID that says what is wrong, where, and what is close. */
export function compilePathQuery(text: string, schemas: SchemaRegistry): PathQuery {
  const expression = parseExpression(text)
  const plans = resolve(expression, [...schemas.guides, schemas.control])
  return { text, plan: (guide) => plans.get(guide) }
}

/** Of the envelopes, the file reader tells these segments. */
const toldEnvelopes = new Set(['ISA', 'TA1', 'GS'])

/** A use of a segment in a guide, with the loops around it from the outermost. */
interface Use {
  readonly guide: Guide
  readonly loops: readonly LoopDefinition[]
  readonly loop: LoopDefinition
  readonly segment: SegmentDefinition
}

function resolve({ path, conditions }: Expression, guides: readonly Guide[]): Map<Guide, Plan> {
  const uses = guides.flatMap(usesIn)
  const selected = find(path, uses)
  const own = new Set(selected.map(({ loop }) => loop))
  const inSelectedGuides = uses.filter(({ guide }) => selected.some((each) => each.guide === guide))
  const found = conditions.map(({ tests }) =>
    tests.map((test) => {
      const isLocal = test.path.loops.length === 0
      return find(test.path, isLocal ? inSelectedGuides.filter(({ loop }) => own.has(loop)) : inSelectedGuides)
    }),
  )
  const plans = new Map<Guide, Plan>()
  for (const guide of new Set(selected.map((each) => each.guide))) {
    const of = (all: readonly Use[] = []) => all.filter((use) => use.guide === guide)
    plans.set(guide, {
      target: targetOf(path, of(selected)),
      conditions: conditions.map((condition, i) => resolveCondition(condition, (found[i] ?? []).map(of), guide)),
    })
  }
  return plans
}

function resolveCondition({ isNegated, tests }: Condition, uses: readonly (readonly Use[])[], guide: Guide): ResolvedCondition {
  const [first, ...rest] = tests.map(({ path, operator, value }, i) => ({ target: targetOf(path, uses[i] ?? []), operator, value }))
  const holders = new Map<LoopDefinition, number>()
  if (first !== undefined) collectHolders(guide.root, new Set(uses[0]?.map(({ segment }) => segment)), holders)
  return { isNegated, tests: [first as ResolvedTest, ...rest], isLocal: tests[0].path.loops.length === 0, holders }
}

function collectHolders(loop: LoopDefinition, segments: ReadonlySet<SegmentDefinition>, holders: Map<LoopDefinition, number>): boolean {
  let last = -1
  for (const child of loop.children)
    if (child.kind === 'loop' ? collectHolders(child, segments, holders) : segments.has(child)) last = Math.max(last, child.group)
  if (last >= 0) holders.set(loop, last)
  return last >= 0
}

function usesIn(guide: Guide): Use[] {
  const isControl = guide.transactionSet === ''
  const uses: Use[] = []
  const walk = (loop: LoopDefinition, above: readonly LoopDefinition[]): void => {
    const loops = [...above, loop]
    for (const child of loop.children)
      if (child.kind === 'loop') walk(child, loops)
      else if (!isControl || toldEnvelopes.has(child.id)) uses.push({ guide, loops, loop, segment: child })
  }
  walk(guide.root, [])
  return uses
}

/** The uses a path means. Throws when there is none. */
function find(path: Path, all: readonly Use[]): Use[] {
  const { loops, segment, element } = path
  const inLoops = all.filter((use) => standsIn(use.loops, loops))
  if (inLoops.length === 0) throw noSuchLoop(loops, all)
  const uses = inLoops.filter((use) => isNamed(use.segment, segment))
  if (uses.length === 0) throw noSuchSegment(loops.at(-1), segment, inLoops)
  if (element === undefined) return uses
  const exact = uses.filter((use) => placeOf(element, use.segment) !== undefined)
  if (exact.length === 0) throw noSuchElement(element, segment, uses)
  return exact
}

/** Are these the names of loops around it, in order, the last that of its own loop? */
function standsIn(around: readonly LoopDefinition[], names: readonly Word[]): boolean {
  const last = names.at(-1)
  if (last === undefined) return true
  const own = around.at(-1)
  if (own === undefined || !isNamed(own, last)) return false
  let i = 0
  for (const loop of around.slice(0, -1)) if (i < names.length - 1 && isNamed(loop, names[i] as Word)) i++
  return i === names.length - 1
}

function isNamed({ id, property }: { readonly id: string; readonly property: string }, { text }: Word): boolean {
  return id === text || property === text
}

function targetOf({ loops, segment: { text }, element }: Path, uses: readonly Use[]): Target {
  const places = new Map(uses.map(({ segment }) => [segment, element === undefined ? whole : placeOf(element, segment)]))
  const inLoops = new Set(uses.map(({ loop }) => loop))
  // By its id a segment is meant even where the guide has no use for it, as long as it stands in the loop.
  const byId =
    element === undefined ? whole : element.kind === 'number' ? { element: element.element, component: element.component } : undefined
  return {
    loops: inLoops,
    placeIn(segment, definition, loop) {
      if (loops.length > 0 && !inLoops.has(loop)) return undefined
      if (segment.id === text && byId !== undefined) return byId
      return definition === undefined ? undefined : places.get(definition)
    },
  }
}

const whole: Place = { element: 0, component: undefined }

function placeOf(path: ElementPath, { elements }: SegmentDefinition): Place | undefined {
  if (path.kind === 'number') {
    const definition = elements[path.element - 1]
    if (definition === undefined || (path.component !== undefined && definition.components[path.component - 1] === undefined))
      return undefined
    return { element: path.element, component: path.component }
  }
  const definition = elements.find(({ property }) => property === path.element.text)
  if (definition === undefined) return undefined
  if (path.component === undefined) return { element: definition.number, component: undefined }
  const component = definition.components.find(({ property }) => property === path.component?.text)
  return component === undefined ? undefined : { element: definition.number, component: component.number }
}

function noSuchLoop(names: readonly Word[], all: readonly Use[]): Error {
  const loops = new Set(all.flatMap((use) => use.loops))
  const unknown = names.find((name) => ![...loops].some((loop) => isNamed(loop, name)))
  const [wrong = { text: '', at: 1 }] = unknown === undefined ? names.slice(-1) : [unknown]
  if (unknown === undefined)
    return wrongAt(
      wrong.at,
      `loop "${wrong.text}" does not stand in ${
        names
          .slice(0, -1)
          .map(({ text }) => `"${text}"`)
          .join(' in ') || 'any of these guides'
      }`,
    )
  return wrongAt(wrong.at, `no guide here has a loop "${wrong.text}"${close(wrong.text, namesOf(loops))}`)
}

function noSuchSegment(loop: Word | undefined, { text, at }: Word, uses: readonly Use[]): Error {
  const where = loop === undefined ? 'no guide here has a segment' : `loop "${loop.text}" has no segment`
  return wrongAt(at, `${where} "${text}"${close(text, namesOf(uses.map(({ segment }) => segment)))}`)
}

function noSuchElement(path: ElementPath, segment: Word, uses: readonly Use[]): Error {
  const elements = uses.flatMap((use) => use.segment.elements)
  if (path.kind === 'number') {
    const { element, component, word } = path
    const there = elements.filter(({ number }) => number === element)
    const components = Math.max(0, ...there.map((each) => each.components.length))
    if (there.length === 0) {
      const last = elements.reduce((most, { number }) => Math.max(most, number), 0)
      return wrongAt(word.at, `${segment.text} has the elements 01 to ${String(last).padStart(2, '0')}, and no "${word.text}"`)
    }
    return wrongAt(
      word.at,
      components === 0
        ? `${word.text.split('-')[0]} has no components; leave out "-${component}"`
        : `${word.text.split('-')[0]} has the components 1 to ${components}, and no "${word.text}"`,
    )
  }
  const named = elements.filter(({ property }) => property === path.element.text)
  const wrong = named.length > 0 && path.component !== undefined ? path.component : path.element
  const names = (wrong === path.element ? elements : named.flatMap(({ components }) => components)).filter(isUsed)
  const of = wrong === path.element ? `segment "${segment.text}"` : `"${path.element.text}"`
  return wrongAt(
    wrong.at,
    `${of} has no element "${wrong.text}"${close(
      wrong.text,
      names.map(({ property }) => property),
    )}`,
  )
}

function isUsed({ usage }: ElementDefinition): boolean {
  return usage !== 'N'
}

function namesOf(things: Iterable<{ readonly id: string; readonly property: string }>): string[] {
  return [...things].flatMap(({ id, property }) => [id, property])
}

function close(wanted: string, names: readonly string[]): string {
  const found = nearest(wanted, names)
  return found.length === 0 ? '' : `; close: ${found.join(', ')}`
}
