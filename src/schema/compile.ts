// Base plus overlay becomes a guide: every reference looked up, every rule in the form in which readers ask for it.
import { Fault } from '../values/index.js'
import type { BaseFile, ConditionalList, GuideFile, WrittenElement, WrittenLoop, WrittenSegment } from './format.js'
import { CodeSet } from './code-set.js'
import { createPropertyNames } from './names.js'
import { PlainElements } from './plain-elements.js'
import { twoDigits } from './refs.js'
import { compileRules, type GuideRules } from './rule-set.js'
import { syntaxNote } from './syntax-notes.js'
import type {
  Candidate,
  ChildDefinition,
  CodeList,
  ElementDefinition,
  Guide,
  ListRule,
  LoopDefinition,
  Qualifier,
  SegmentDefinition,
} from './types.js'

type WrittenChild = WrittenLoop | WrittenSegment
type Names = ReturnType<typeof createPropertyNames>
/** Place among the siblings. */
interface Place {
  readonly slot: number
  readonly group: number
  readonly names: Names
}

/**
 * Makes one guide (or the control segments) of its file. Its tree is compiled when it is first looked at: a command reads by one or two of
 * them. That throws CONFIG_INVALID when the file refers to something that is not there.
 */
export function compileGuide(
  file: GuideFile,
  base: BaseFile,
  lists: ReadonlyMap<string, CodeList>,
  rules: GuideRules = { own: [], shared: [] },
): Guide {
  let compiled: Pick<Guide, 'root' | 'rules'> | undefined
  const compile = () => {
    const written = { loop: file.transactionSet ?? file.id, name: file.name, usage: 'R', children: file.children } as const
    const root = new Compiler(file, base, lists).loop(written, [], { slot: 0, group: 0, names: createPropertyNames() })
    return { root, rules: compileRules(root, rules, file.companion !== undefined) }
  }
  return {
    id: file.id,
    name: file.name,
    transactionSet: file.transactionSet ?? '',
    functionalId: file.functionalId ?? '',
    versions: file.versions ?? [],
    unit: file.unit,
    companion: file.companion?.id,
    companionPaths: new Set(file.companion?.paths),
    get root() {
      return (compiled ??= compile()).root
    },
    get rules() {
      return (compiled ??= compile()).rules
    },
  }
}

class Compiler {
  constructor(
    private readonly file: GuideFile,
    private readonly base: BaseFile,
    private readonly lists: ReadonlyMap<string, CodeList>,
  ) {}

  loop(written: WrittenLoop, above: readonly string[], place: Place): LoopDefinition {
    const { name, children: writtenChildren } = this.contentOf(written)
    const path = [...above, written.loop]
    const names = createPropertyNames()
    const children: ChildDefinition[] = []
    let group = -1
    let position: number | undefined
    for (const child of writtenChildren) {
      if (children.length <= 1 || child.position === undefined || child.position !== position) group++
      position = child.position
      const at = { slot: children.length, group, names }
      children.push('loop' in child ? this.loop(child, path, at) : this.segment(child, at))
    }
    const [trigger] = children
    if (trigger?.kind !== 'segment') return this.fail(`loop ${written.loop} does not begin with a segment`)
    return {
      kind: 'loop',
      id: written.loop,
      name,
      property: place.names(name, written.property, written.loop),
      usage: written.usage,
      max: maxOf(written),
      slot: place.slot,
      group: place.group,
      path,
      trigger,
      children,
      candidates: candidatesOf(children),
      required: children.filter((child) => child.usage === 'R'),
      blankCounts: children.map(() => 0),
      loops: children.filter((child) => child.kind === 'loop'),
      isHierarchical: trigger.id === 'HL',
      isUnit: written.loop === this.file.unit,
    }
  }

  /** Name and children of a loop, its own or those of the loop it is like. */
  private contentOf(written: WrittenLoop): { readonly name: string; readonly children: readonly WrittenChild[] } {
    const source = written.like === undefined ? written : this.find(this.file.children, written.like.split('/'))
    if (source?.children === undefined) return this.fail(`loop ${written.loop} has no children, and there is no loop ${written.like ?? ''}`)
    return { name: written.name ?? source.name ?? written.loop, children: source.children }
  }

  /** The loop whose last ids are those of the path. */
  private find(children: readonly WrittenChild[], path: readonly string[]): WrittenLoop | undefined {
    for (const child of children) {
      if (!('loop' in child) || child.children === undefined) continue
      const rest = child.loop === path[0] ? path.slice(1) : path
      if (rest.length === 0) return child
      const found = this.find(child.children, rest)
      if (found !== undefined) return found
    }
    return undefined
  }

  segment(written: WrittenSegment, place: Place): SegmentDefinition {
    const { segment: id, name } = written
    const based = this.base.segments[id] ?? this.fail(`segment ${id} is not in the base`)
    const names = createPropertyNames()
    const elements = based.elements.map((dataElement, i) => {
      const number = i + 1
      const key = twoDigits(number)
      return this.element(this.writtenElement(written, key), dataElement, `${id}${key}`, number, based.repeat?.[key] ?? 1, names)
    })
    for (const key of Object.keys(written.elements))
      if (elements[Number(key) - 1] === undefined) this.fail(`${id}${key} is not in the base`)
    const qualifiers = (written.qualifier ?? []).map((ref) => this.qualifier(ref, id, elements))
    const syntax = (based.syntax ?? []).map(syntaxNote)
    return {
      kind: 'segment',
      id,
      name,
      property: place.names(name, written.property, id),
      usage: written.usage,
      max: maxOf(written),
      slot: place.slot,
      group: place.group,
      qualifiers,
      elements,
      lastRequired: elements.findLast(({ usage }) => usage === 'R')?.number ?? 0,
      syntax,
      // No getter: in a literal it gives each definition a hidden class of its own, and every look into one becomes slow.
      plain: new PlainElements(elements, syntax),
    }
  }

  private writtenElement(written: WrittenSegment, key: string): WrittenElement | undefined {
    const element = written.elements[key]
    if (element?.like === undefined) return element
    return written.elements[element.like] ?? this.fail(`${written.segment}${key} is like ${element.like}, which is not there`)
  }

  private qualifier(ref: string, id: string, elements: readonly ElementDefinition[]): Qualifier {
    const [element = 0, component] = ref.split('-').map(Number)
    const definition = elements[element - 1]
    const codes = (component === undefined ? definition : definition?.components[component - 1])?.codes
    return { element, component: component ?? 1, codes: new CodeSet(codes ?? this.fail(`${id}${ref} has no codes to tell the segment by`)) }
  }

  private element(
    written: WrittenElement | undefined,
    dataElement: string,
    ref: string,
    number: number,
    repeat: number,
    names: Names,
  ): ElementDefinition {
    const composite = this.base.composites[dataElement]
    const based = this.base.elements[dataElement] ?? composite ?? this.fail(`data element ${dataElement} of ${ref} is not in the base`)
    const { type, min = 0, max = 0, labels } = 'components' in based ? {} : based
    const usage = written === undefined ? 'N' : (written.usage ?? this.fail(`${ref} has no usage`))
    if (usage !== 'N' && composite === undefined && type === undefined) this.fail(`data element ${dataElement} of ${ref} has no type`)
    const name = written?.name ?? based.name
    const codes = written?.codes ?? (ref === 'ST03' ? this.file.versions : undefined)
    const inner = createPropertyNames()
    const components = (composite?.components ?? []).map((component, i) =>
      this.element(written?.components?.[twoDigits(i + 1)], component, `${ref}-${i + 1}`, i + 1, 1, inner),
    )
    return {
      ref,
      number,
      name,
      property: names(name, written?.property, twoDigits(number)),
      usage,
      dataElement,
      type,
      min: written?.minLength ?? min,
      max: written?.maxLength ?? max,
      guideMax: written?.guideMax,
      repeat,
      codes: codes === undefined ? undefined : new Set(codes),
      labels: labels === undefined ? undefined : this.list(labels),
      list: this.listRule(written?.list),
      components,
      syntax: (composite?.syntax ?? []).map(syntaxNote),
    }
  }

  private listRule(written: string | ConditionalList | undefined): ListRule | undefined {
    if (written === undefined) return undefined
    if (typeof written === 'string') return { list: this.list(written), conditions: [] }
    return { list: this.list(written.name), conditions: [...conditionsOf(written.when, true), ...conditionsOf(written.unless, false)] }
  }

  private list(name: string): CodeList {
    return this.lists.get(name) ?? this.fail(`there is no code list ${name}`)
  }

  private fail(message: string): never {
    throw new Fault('CONFIG_INVALID', `schema ${this.file.id}: ${message}`)
  }
}

function conditionsOf(table: ConditionalList['when'], wanted: boolean): ListRule['conditions'] {
  return Object.entries(table ?? {}).map(([number, codes]) => ({ number: Number(number), codes: new Set(codes), wanted }))
}

function candidatesOf(children: readonly ChildDefinition[]): ReadonlyMap<string, readonly Candidate[]> {
  const byId = new Map<string, Candidate[]>()
  for (const child of children.slice(1)) {
    const segment = child.kind === 'loop' ? child.trigger : child
    const known = byId.get(segment.id)
    if (known === undefined) byId.set(segment.id, [{ child, segment }])
    else known.push({ child, segment })
  }
  return byId
}

function maxOf({ max = 1 }: { readonly max?: number | '>1' }): number {
  return max === '>1' ? Number.POSITIVE_INFINITY : max
}
