// A payer's companion guide: a list of changes to a guide, applied to its file before it is compiled.
import { Fault } from '../values/index.js'
import type { CompanionChange, CompanionFile, GuideFile, WrittenElement, WrittenLoop, WrittenSegment } from './format.js'
import { twoDigits } from './refs.js'

type WrittenChild = WrittenLoop | WrittenSegment

/** What a change speaks of: a loop, a segment in a loop (or in the set itself), an element or component of one. */
interface Target {
  readonly loop: string | undefined
  readonly segment: string | undefined
  readonly element: string | undefined
  readonly component: string | undefined
}

/** The guide as the payer wants it. Throws CONFIG_INVALID when a change speaks of something the guide does not have. */
export function withCompanion(guide: GuideFile, companion: CompanionFile): GuideFile {
  const children = companion.changes.reduce<readonly WrittenChild[]>((tree, change) => {
    const target = targetOf(change.at)
    const changer = new Changer(change, target)
    const changed = target === undefined ? tree : changer.children(tree, undefined)
    if (changer.hits === 0) throw new Fault('CONFIG_INVALID', `companion ${companion.id}: ${guide.id} has no ${change.at}`)
    return changed
  }, guide.children)
  return { ...guide, children, companion: { id: companion.id, paths: companion.changes.map(({ at }) => at) } }
}

function targetOf(at: string): Target | undefined {
  if (/^\d[0-9A-Z]*$/.test(at)) return { loop: at, segment: undefined, element: undefined, component: undefined }
  const parts = /^(?:(\d[0-9A-Z]*)\/)?([A-Z][A-Z0-9]{1,2}?)(?:(\d\d)(?:-(\d{1,2}))?)?$/.exec(at)
  if (parts === null) return undefined
  const [, loop, segment, element, component] = parts
  return { loop, segment, element, component: component === undefined ? undefined : twoDigits(Number(component)) }
}

class Changer {
  hits = 0

  constructor(
    private readonly change: CompanionChange,
    private readonly target: Target | undefined,
  ) {}

  children(children: readonly WrittenChild[], inside: string | undefined): WrittenChild[] {
    return children.flatMap((child): readonly WrittenChild[] => ('loop' in child ? this.loop(child) : this.segment(child, inside)))
  }

  private loop(written: WrittenLoop): readonly WrittenLoop[] {
    const inner = written.children === undefined ? written : { ...written, children: this.children(written.children, written.loop) }
    if (this.target?.segment !== undefined || this.target?.loop !== written.loop) return [inner]
    return this.node(inner)
  }

  private segment(written: WrittenSegment, inside: string | undefined): readonly WrittenSegment[] {
    const { target, change } = this
    if (target?.segment !== written.segment || target.loop !== inside) return [written]
    if (change.where !== undefined && !qualifierCodes(written).has(change.where)) return [written]
    const { element } = target
    if (element === undefined) return this.node(written)
    const elements = this.elements(written.elements, element, (one) => this.element(one))
    return [{ ...written, elements }]
  }

  /** A loop or a segment: required, situational, or not used at all; how often. */
  private node<T extends WrittenChild>(written: T): readonly T[] {
    this.hits++
    const { usage, max } = this.change
    if (usage === 'N') return []
    return [{ ...written, ...(usage === undefined ? {} : { usage }), ...(max === undefined ? {} : { max }) }]
  }

  private elements(
    elements: Readonly<Record<string, WrittenElement>>,
    key: string,
    changed: (element: WrittenElement) => WrittenElement,
  ): Readonly<Record<string, WrittenElement>> {
    // What is like the changed element stays as it was.
    const plain = Object.fromEntries(
      Object.entries(elements).map(([number, each]) => [number, each.like === undefined ? each : (elements[each.like] ?? each)]),
    )
    const { [key]: old, ...others } = plain
    if (old === undefined) return elements
    if (this.change.usage !== 'N' || this.target?.component !== undefined) return { ...plain, [key]: changed(old) }
    this.hits++
    return others
  }

  private element(written: WrittenElement): WrittenElement {
    const component = this.target?.component
    if (component !== undefined && written.components !== undefined) {
      const { [component]: old, ...others } = written.components
      if (old === undefined) return written
      this.hits++
      return { ...written, components: this.change.usage === 'N' ? others : { ...written.components, [component]: this.leaf(old) } }
    }
    this.hits++
    return this.leaf(written)
  }

  private leaf(written: WrittenElement): WrittenElement {
    const { usage, codes, guideMax, minLength, maxLength } = this.change
    return {
      ...written,
      ...(usage === undefined || usage === 'N' ? {} : { usage }),
      ...(codes === undefined ? {} : { codes }),
      ...(guideMax === undefined ? {} : { guideMax }),
      ...(minLength === undefined ? {} : { minLength }),
      ...(maxLength === undefined ? {} : { maxLength }),
    }
  }
}

/** Codes of the elements that tell the segment from its siblings. */
function qualifierCodes({ qualifier = [], elements }: WrittenSegment): ReadonlySet<string> {
  return new Set(
    qualifier.flatMap((ref) => {
      const [element = '', component] = ref.split('-')
      const written = elements[element]
      return (component === undefined ? written : written?.components?.[component])?.codes ?? []
    }),
  )
}
