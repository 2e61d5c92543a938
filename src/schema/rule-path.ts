// Paths of rules ("2400/SV107-1*", "DTP[435]", "2320/2330B/NM109") looked up in the guide once, then followed without looking anything up.
import type { Segment } from '../x12/index.js'
import { CodeSet } from './code-set.js'
import { type OpenLoop, pathIn } from './open-loop.js'
import { twoDigits } from './refs.js'
import { singleValue } from './single-value.js'
import type { ElementDefinition, LoopDefinition, SegmentDefinition } from './types.js'

/** Where a rule stands: its loop with the loops around it, and the segments it is looked at for. */
export interface RuleHome {
  /** Outermost first, the rule's own loop last. */
  readonly chain: readonly LoopDefinition[]
  /** Id of the segment of `each`. */
  readonly each: string | undefined
  /** Every path looked up from here. */
  readonly mentioned: RulePath[]
}

/** Element and component, from 1; element 0 is the segment as a whole. */
export interface Spot {
  readonly element: number
  readonly component: number
  /** Must it be filled wherever its segment stands? */
  readonly isRequired?: boolean
}

/** A value that was found, with its place. For a path to a loop the segment is the loop's first. */
export interface Hit extends Spot {
  readonly segment: Segment
  readonly loop: OpenLoop
}

/** `now` is the segment the rule is looked at for. */
export type TextTest = (text: string, open: OpenLoop, now: Segment | undefined) => boolean
export type LoopFilter = (inner: OpenLoop, open: OpenLoop, now: Segment | undefined) => boolean

export interface RulePath {
  /** Where it ends. */
  readonly loop: LoopDefinition
  /** Loops above the rule's own at which it starts; then the slots of the loops it goes down through. */
  readonly up: number
  readonly down: readonly LoopDefinition[]
  /** Uses of the segment; none for a path to a loop. */
  readonly segments: readonly SegmentDefinition[]
  /** The very segment that the rule is looked at for. */
  readonly isNow: boolean
  /** Codes of element 01 that still have to be compared. */
  readonly codes: CodeSet | undefined
  readonly spots: readonly Spot[]
  /** As findings print it: "2300/CLM05-3". */
  readonly label: string
}

const lastStep = /^([A-Z][A-Z0-9]{1,2}?)(?:\[([^\]]+)\])?(?:(\d\d)(\*)?(?:-(\d{1,2})(\*)?)?)?$/

/** The path from this home; undefined when there is no such place. */
export function resolvePath(path: string, home: RuleHome): RulePath | undefined {
  const steps = path.split('/')
  const last = /^\d/.test(steps.at(-1) ?? '') ? undefined : steps.pop()
  const start = startOf(steps, home, last)
  if (start === undefined) return undefined
  const { up, down, loop } = start
  if (last === undefined) return { loop, up, down, segments: [], isNow: false, codes: undefined, spots: [whole], label: loop.id }
  const parts = lastStep.exec(last)
  if (parts === null) return undefined
  const [, id = '', brackets, element] = parts
  const wanted = brackets === undefined ? undefined : new Set(brackets.split(','))
  const isNow = id === home.each && steps.length === 0 && wanted === undefined
  const segments = loop.children.filter(
    (child) => child.kind === 'segment' && child.id === id && mayHave(child, wanted),
  ) as SegmentDefinition[]
  const [first] = segments
  if (first === undefined) return undefined
  const spots = element === undefined ? [whole] : spotsOf(first, parts)
  if (spots.length === 0) return undefined
  return { loop, up, down, segments, isNow, codes: restOf(segments, wanted), spots, label: labelOf(loop, id, spots) }
}

const whole: Spot = { element: 0, component: 0 }

/** Own loop, or the nearest loop around it that is or holds the first step; then down the steps. */
function startOf(
  steps: readonly string[],
  { chain }: RuleHome,
  last: string | undefined,
): { readonly up: number; readonly down: readonly LoopDefinition[]; readonly loop: LoopDefinition } | undefined {
  const own = chain.at(-1)
  const [first] = steps
  if (own === undefined) return undefined
  if (first === undefined) return { up: 0, down: [], loop: own }
  for (let up = 0; up < chain.length; up++) {
    const start = chain[chain.length - 1 - up]
    if (start === undefined) continue
    // A path to a loop looks for loops inside; one to a segment may also begin with a loop around.
    const isStart = start.id === first && (last !== undefined || steps.length > 1)
    const down = descend(start, isStart ? steps.slice(1) : steps)
    if (down !== undefined) return { up, down, loop: down.at(-1) ?? start }
  }
  return undefined
}

function descend(start: LoopDefinition, steps: readonly string[]): readonly LoopDefinition[] | undefined {
  const down: LoopDefinition[] = []
  let loop = start
  for (const step of steps) {
    const next = loop.loops.find(({ id }) => id === step)
    if (next === undefined) return undefined
    down.push(next)
    loop = next
  }
  return down
}

function codesOf01({ qualifiers, elements }: SegmentDefinition): ReadonlySet<string> | undefined {
  const [first] = elements
  return (
    qualifiers.find(({ element, component }) => element === 1 && component === 1)?.codes.texts ??
    first?.codes ??
    first?.components[0]?.codes
  )
}

function mayHave(segment: SegmentDefinition, wanted: ReadonlySet<string> | undefined): boolean {
  const codes = codesOf01(segment)
  return wanted === undefined || codes === undefined || [...codes].some((code) => wanted.has(code))
}

/** The wanted codes, when a use of the segment allows others too. */
function restOf(segments: readonly SegmentDefinition[], wanted: ReadonlySet<string> | undefined): CodeSet | undefined {
  if (wanted === undefined) return undefined
  const isPlain = segments.every((segment) => {
    const qualified = segment.qualifiers.some(({ element, component }) => element === 1 && component === 1)
    return qualified && [...(codesOf01(segment) ?? [])].every((code) => wanted.has(code))
  })
  return isPlain ? undefined : new CodeSet(wanted)
}

/** A star stands for that element (or component) and all after it that are of the same data element. */
function spotsOf({ elements }: SegmentDefinition, [, , , element = '', all, component, allComponents]: RegExpExecArray): readonly Spot[] {
  const first = elements[Number(element) - 1]
  if (first === undefined) return []
  const chosen = all === undefined ? [first] : alike(elements, first)
  if (component === undefined) return chosen.map(({ number, usage }) => ({ element: number, component: 1, isRequired: usage === 'R' }))
  return chosen.flatMap(({ number, components }) => {
    const inner = components[Number(component) - 1]
    if (inner === undefined) return []
    const picked = allComponents === undefined ? [inner] : alike(components, inner)
    return picked.map((each) => ({ element: number, component: each.number }))
  })
}

function alike(elements: readonly ElementDefinition[], first: ElementDefinition): readonly ElementDefinition[] {
  return elements.filter(({ number, dataElement }) => number >= first.number && dataElement === first.dataElement)
}

function labelOf(loop: LoopDefinition, id: string, spots: readonly Spot[]): string {
  const [first] = spots
  return pathIn(loop, first === undefined || first.element === 0 ? id : refOf(id, first, loop))
}

/** "CLM05-3", or "CLM05" where the element has no components. */
export function refOf(segment: string, { element, component }: Spot, { children }: LoopDefinition): string {
  if (element === 0) return segment
  const definition = children.find((child): child is SegmentDefinition => child.kind === 'segment' && child.id === segment)
  const hasComponents = (definition?.elements[element - 1]?.components.length ?? 0) > 0
  return `${segment}${twoDigits(element)}${hasComponents ? `-${component}` : ''}`
}

/** The loop in which the path starts, seen from the rule's own. */
export function startAt({ up }: RulePath, open: OpenLoop): OpenLoop | undefined {
  return loopAt(up, open)
}

/** The loop so far above. */
export function loopAt(up: number, open: OpenLoop): OpenLoop | undefined {
  let above: OpenLoop | undefined = open
  for (let i = up; i > 0; i--) above = above?.parent
  return above
}

/** Looks into the loops in which the path ends, seen from this one, until one gives an answer. */
export function lookAt<T>(path: RulePath, open: OpenLoop, look: (end: OpenLoop) => T | undefined): T | undefined {
  const start = startAt(path, open)
  return start === undefined ? undefined : lookBelow(start, path.down, 0, look)
}

function lookBelow<T>(
  loop: OpenLoop,
  down: readonly LoopDefinition[],
  depth: number,
  look: (end: OpenLoop) => T | undefined,
): T | undefined {
  const step = down[depth]
  if (step === undefined) return look(loop)
  if (loop.inner === undefined || loop.counts[step.slot] === 0) return undefined
  for (const inner of loop.inner) {
    const answer = inner.definition.slot === step.slot ? lookBelow(inner, down, depth + 1, look) : undefined
    if (answer !== undefined) return answer
  }
  return undefined
}

/** Hands over each segment of the path in a loop where it ends. */
export function eachSegment({ segments, codes }: RulePath, end: OpenLoop, visit: (segment: Segment) => void): void {
  const { slots, firsts } = end
  for (const { slot } of segments) {
    const first = firsts[slot] ?? 0
    if (first === 0) continue
    for (let i = first - 1; i < slots.length; i++) {
      if (slots[i] !== slot) continue
      const segment = end.loop.children[i] as Segment
      if (codes === undefined || codes.isIn(segment, 1, 1)) visit(segment)
    }
  }
}

/** Adds up an amount over each segment of the path in a loop where it ends. */
export function sumOf(path: RulePath, end: OpenLoop, amount: (segment: Segment) => number): number {
  const { segments, codes } = path
  const { slots, firsts } = end
  let sum = 0
  for (const { slot } of segments) {
    const first = firsts[slot]!
    if (first === 0) continue
    for (let i = first - 1; i < slots.length; i++) {
      if (slots[i] !== slot) continue
      const segment = end.loop.children[i] as Segment
      if (codes === undefined || codes.isIn(segment, 1, 1)) sum += amount(segment)
    }
  }
  return sum
}

/** The first value at the path for which the test holds. Empty elements are none; a segment or loop as a whole has the text "". */
export function findValue(path: RulePath, open: OpenLoop, now: Segment | undefined, test: TextTest, filter?: LoopFilter): Hit | undefined {
  if (path.isNow) return now === undefined ? undefined : findIn(path, now, open, open, now, test)
  if (path.down.length === 0) {
    const start = startAt(path, open)
    return start === undefined ? undefined : findInLoop(path, start, open, now, test)
  }
  return lookAt(path, open, (end) => (filter === undefined || filter(end, open, now) ? findInLoop(path, end, open, now, test) : undefined))
}

function findInLoop(path: RulePath, end: OpenLoop, open: OpenLoop, now: Segment | undefined, test: TextTest): Hit | undefined {
  const { segments, codes } = path
  const { slots, firsts } = end
  for (const { slot } of segments) {
    const first = firsts[slot] ?? 0
    if (first === 0) continue
    for (let i = first - 1; i < slots.length; i++) {
      if (slots[i] !== slot) continue
      const segment = end.loop.children[i] as Segment
      if (codes !== undefined && !codes.isIn(segment, 1, 1)) continue
      const hit = findIn(path, segment, end, open, now, test)
      if (hit !== undefined) return hit
    }
  }
  const first = segments.length === 0 ? firstOf(end) : undefined
  return first === undefined ? undefined : findIn(path, first, end, open, now, test)
}

function findIn(
  { spots }: RulePath,
  segment: Segment,
  loop: OpenLoop,
  open: OpenLoop,
  now: Segment | undefined,
  test: TextTest,
): Hit | undefined {
  for (const { element, component } of spots) {
    if (element > segment.elementCount) return undefined
    const text = element === 0 ? '' : segment.text(element, component)
    if ((text !== '' || element === 0) && test(text, open, now)) return { segment, loop, element, component }
  }
  return undefined
}

/** Tells whether there is anything at the path. */
export function presenceOf(path: RulePath): (open: OpenLoop, now: Segment | undefined) => boolean {
  const single = singleValue(path)
  if (single !== undefined) return (open, now) => single.text(open, now) !== ''
  const slots = countedSlots(path)
  if (slots === undefined) return (open, now) => findValue(path, open, now, () => true) !== undefined
  return (open) => {
    const counts = startAt(path, open)?.counts
    if (counts !== undefined) for (const slot of slots) if (counts[slot]! > 0) return true
    return false
  }
}

/** Where the path is to a segment or an inner loop as a whole: the slots, in the loop where it starts, in which they are counted. */
export function countedSlots({ segments, isNow, down, spots, codes }: RulePath): readonly number[] | undefined {
  const [inner, further] = down
  if (isNow || codes !== undefined || further !== undefined || spots[0]?.element !== 0) return undefined
  if (inner === undefined) return segments.map(({ slot }) => slot)
  return segments.length > 0 ? undefined : [inner.slot]
}

/** The first segment of a loop. */
export function firstOf({ loop }: OpenLoop): Segment | undefined {
  for (const child of loop.children) if (!('children' in child)) return child
  return undefined
}
