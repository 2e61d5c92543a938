// The default query engine: follows a file segment by segment and tells each value as soon as its conditions are decided.
// Memory holds the open loops and the values that still wait, never the file.
import {
  createFileReader,
  type FileReaderOptions,
  type LoopDefinition,
  type SchemaRegistry,
  type SegmentDefinition,
} from '../schema/index.js'
import { Fault } from '../values/index.js'
import type { Delimiters, Segment, SegmentReader } from '../x12/index.js'
import { type LoopInstance, LoopTrail } from './loop-trail.js'
import { controlsOf, type QueryListener, type QueryMatch } from './match.js'
import type { PathQuery, Place, Plan, ResolvedCondition, ResolvedTest } from './resolve.js'

/** Values that may wait for their conditions at a time; more is a Fault TOO_LARGE. */
export const maxWaiting = 100_000

/** Asks a file pushed in chunks. Matches come in the order of the file. */
export function createPathReader(
  query: PathQuery,
  schemas: SchemaRegistry,
  listener: QueryListener,
  options: FileReaderOptions = {},
): SegmentReader {
  let set: PlanRun | undefined
  let envelope: PlanRun | undefined
  const { control } = schemas
  const groupLoop = control.root.loops.find(({ id }) => id === 'GS') ?? control.root
  const start = (plan: Plan | undefined, delimiters: Delimiters, controls: Controls) =>
    plan === undefined ? undefined : new PlanRun(plan, delimiters, controls, (match) => listener.match(match))
  return createFileReader(
    schemas,
    {
      interchangeStart({ segment, delimiters, control: interchange, isReadable, offset }) {
        envelope = start(query.plan(control), delimiters, { interchange })
        if (isReadable) envelope?.place(segment, schemas.controlSegment('ISA'), control.root)
        else listener.unasked({ offset, reason: 'the ISA cannot be read' })
      },
      interchangeAcknowledgement(segment) {
        envelope?.place(segment, schemas.controlSegment('TA1'), control.root)
      },
      groupStart({ segment, control: group, interchange }) {
        envelope?.place(segment, schemas.controlSegment('GS'), groupLoop, { interchange: interchange.control, group })
      },
      interchangeEnd() {
        envelope?.end()
        envelope = undefined
      },
      setStart(header, guide) {
        const controls = controlsOf(header)
        set = start(guide && query.plan(guide), header.interchange.delimiters, controls)
        if (guide === undefined)
          listener.unasked({
            transactionSet: header.control,
            offset: header.offset,
            reason: `there is no guide here for ${header.type} ${header.version}`,
          })
      },
      placed(segment, definition, loop) {
        set?.place(segment, definition, loop)
      },
      setEnd() {
        set?.end()
        set = undefined
      },
      finding({ code, at }) {
        if (code === 'FILE_EMPTY' || code === 'FILE_NOT_X12') listener.unasked({ offset: at.offset, reason: 'this is not an X12 file' })
      },
    },
    options,
  )
}

type Controls = Pick<QueryMatch, 'interchange' | 'group' | 'transactionSet'>

/** A value whose conditions may not all be decided yet. */
interface Candidate {
  readonly match: QueryMatch
  readonly awaits: readonly Awaited[]
}

interface Awaited {
  readonly scope: LoopInstance
  readonly index: number
  readonly isNegated: boolean
}

/** One transaction set, or the envelope segments of one interchange. */
class PlanRun {
  private readonly trail = new LoopTrail()
  /** Conditions met so far in a loop, or further in, by their place in the plan. */
  private readonly met = new WeakMap<LoopInstance, Set<number>>()
  private waiting: Candidate[] = []

  constructor(
    private readonly plan: Plan,
    private readonly delimiters: Delimiters,
    private readonly controls: Controls,
    private readonly tell: (match: QueryMatch) => void,
  ) {}

  place(segment: Segment, definition: SegmentDefinition | undefined, loop: LoopDefinition, controls = this.controls): void {
    const instance = this.trail.place(definition, loop)
    this.plan.conditions.forEach((condition, index) => {
      if (this.holds(condition, segment, definition, loop)) this.note(index, instance, condition.isLocal)
    })
    const place = this.plan.target.placeIn(segment, definition, loop)
    if (place !== undefined) this.select(segment, definition, instance, place, controls)
    this.settle()
  }

  end(): void {
    this.trail.end()
    this.settle()
  }

  private select(
    segment: Segment,
    definition: SegmentDefinition | undefined,
    instance: LoopInstance,
    place: Place,
    controls: Controls,
  ): void {
    const values = textsAt(segment, place, this.delimiters).filter((text) => text !== '')
    if (values.length === 0) return
    const awaits: Awaited[] = []
    for (const [index, condition] of this.plan.conditions.entries()) {
      const decision = this.decide(condition, index, segment, definition, instance)
      if (decision === false) return
      if (decision !== true) awaits.push(decision)
    }
    const { at, id } = segment
    const { definition: loop, unit } = instance
    const isInner = loop.path.length > 1 && controls.transactionSet !== undefined
    const ref = `${id}${String(place.element).padStart(2, '0')}${place.component === undefined ? '' : `-${place.component}`}`
    for (const value of values) {
      const match = {
        ...controls,
        ...(isInner ? { loop: loop.id } : {}),
        path: isInner ? `${loop.id}/${ref}` : ref,
        value,
        segment: at.segment,
        offset: at.offset,
        length: at.length ?? 0,
        ...(unit === undefined ? {} : { unit }),
      }
      this.waiting.push({ match, awaits })
    }
    if (this.waiting.length > maxWaiting)
      throw new Fault(
        'TOO_LARGE',
        `more than ${maxWaiting} values wait for a condition that only the end of the transaction set decides; ask for less`,
      )
  }

  /** True or false when it is decided, else what it waits for. */
  private decide(
    condition: ResolvedCondition,
    index: number,
    segment: Segment,
    definition: SegmentDefinition | undefined,
    instance: LoopInstance,
  ): boolean | Awaited {
    const { isNegated, holders, tests } = condition
    // A condition that names the selected segment is about that very segment.
    if (tests[0].target.placeIn(segment, definition, instance.definition) !== undefined)
      return this.holds(condition, segment, definition, instance.definition) !== isNegated
    const { scope, inner } = scopeOf(condition, instance)
    if (scope === undefined) return isNegated
    if (this.met.get(scope)?.has(index) === true) return !isNegated
    const isPast = (holders.get(scope.definition) ?? -1) < (inner?.definition.group ?? 0)
    return isPast ? isNegated : { scope, index, isNegated }
  }

  private holds({ tests }: ResolvedCondition, segment: Segment, definition: SegmentDefinition | undefined, loop: LoopDefinition): boolean {
    return tests.every((test) => {
      const place = test.target.placeIn(segment, definition, loop)
      return place !== undefined && passes(test, place, segment, this.delimiters)
    })
  }

  private note(index: number, instance: LoopInstance, isLocal: boolean): void {
    for (let each: LoopInstance | undefined = instance; each !== undefined; each = isLocal ? undefined : each.parent) {
      const met = this.met.get(each) ?? new Set()
      if (met.has(index)) return
      this.met.set(each, met.add(index))
    }
  }

  /** Tells what is decided, in order, up to the first that still waits. */
  private settle(): void {
    const { waiting } = this
    let done = 0
    for (; done < waiting.length; done++) {
      const { match, awaits } = waiting[done] as Candidate
      const verdicts = awaits.map((each) => this.verdict(each))
      if (!verdicts.includes(false)) {
        if (verdicts.includes(undefined)) break
        this.tell(match)
      }
    }
    if (done > 0) this.waiting = waiting.slice(done)
  }

  private verdict({ scope, index, isNegated }: Awaited): boolean | undefined {
    if (this.met.get(scope)?.has(index) === true) return !isNegated
    return scope.isOpen ? undefined : isNegated
  }
}

/** The smallest loop around that can hold the condition, and the loop in it on the way to the selected segment. */
function scopeOf(
  { isLocal, holders }: ResolvedCondition,
  instance: LoopInstance,
): { readonly scope: LoopInstance | undefined; readonly inner: LoopInstance | undefined } {
  let inner: LoopInstance | undefined
  let scope: LoopInstance | undefined = instance
  if (isLocal) return { scope, inner }
  while (scope !== undefined && !holders.has(scope.definition)) {
    inner = scope
    scope = scope.parent
  }
  return { scope, inner }
}

function passes({ operator, value }: ResolvedTest, place: Place, segment: Segment, delimiters: Delimiters): boolean {
  if (place.element === 0) return true
  const texts = textsAt(segment, place, delimiters)
  if (operator === 'present') return texts.some((text) => text !== '')
  return texts.includes(value) === (operator === '=')
}

/** One text for each repetition; a composite asked for as a whole is written with its separators. */
function textsAt(segment: Segment, { element, component }: Place, delimiters: Delimiters): string[] {
  return segment
    .element(element)
    .map((components) => (component === undefined ? components.join(delimiters.component) : (components[component - 1] ?? '')))
}
