// Which guides and code lists there are; asked by version and transaction set as an envelope names them.
import type { CodeList, Guide, LoopDefinition, SegmentDefinition } from './types.js'

export interface SchemaRegistry {
  /** Guide for GS08 (or ST03) and ST01; undefined when there is none here. */
  guide(version: string, transactionSet: string): Guide | undefined
  readonly guides: readonly Guide[]
  /** The envelope segments with TA1, as a tree. */
  readonly control: Guide
  /** Use of an envelope segment: "ISA", "TA1", "GS", "GE", "IEA". */
  controlSegment(id: string): SegmentDefinition | undefined
  /** A guide as a payer's companion guide changes it, by the companion's id. */
  companion(id: string): Guide | undefined
  /** Is there a rule between segments with this id in any guide? */
  hasRule(id: string): boolean
  codes(list: string): CodeList | undefined
  readonly codeLists: readonly CodeList[]
}

export interface RegistryParts {
  readonly guides: readonly Guide[]
  readonly companions?: readonly Guide[]
  readonly control: Guide
  readonly lists: ReadonlyMap<string, CodeList>
  /** Ids of all rules between segments. */
  readonly rules?: ReadonlySet<string>
}

export function createRegistry({ guides, companions = [], control, lists, rules = new Set() }: RegistryParts): SchemaRegistry {
  const byKey = new Map(guides.flatMap((guide) => guide.versions.map((version) => [`${version} ${guide.transactionSet}`, guide])))
  const controlSegments = new Map(segmentsOf(control.root).map((segment) => [segment.id, segment]))
  return {
    guide: (version, transactionSet) => byKey.get(`${version} ${transactionSet}`),
    guides,
    control,
    controlSegment: (id) => controlSegments.get(id),
    companion: (id) => companions.find(({ companion }) => companion === id),
    hasRule: (id) => rules.has(id),
    codes: (list) => lists.get(list),
    codeLists: [...lists.values()],
  }
}

function segmentsOf({ children }: LoopDefinition): SegmentDefinition[] {
  return children.flatMap((child) => (child.kind === 'loop' ? segmentsOf(child) : [child]))
}
