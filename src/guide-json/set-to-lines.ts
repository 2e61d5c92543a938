// One transaction set as a line, or as a line per unit and a few for what stands outside units.
import { isUtf8 } from 'node:buffer'
import { createSetReader, type Guide, type SegmentDefinition, type SetReader } from '../schema/index.js'
import type { ReadSegment } from '../x12/index.js'
import { controlOf, isDerivable } from './envelope-value.js'
import type { Encoding, JsonObject } from './line.js'
import { elementsOf, segmentValue } from './segment-value.js'
import { type LoopNode, SetTree, type TreePlan } from './set-tree.js'
import { isUtf8Throughout, loopValue, trailerOf } from './set-value.js'

export interface SetToLinesParts {
  readonly guide: Guide
  readonly plan: TreePlan
  /** Of the set in its group. */
  readonly ordinal: number
  readonly isByUnit: boolean
  /** Takes the inside of a line, from `"guide":` on. */
  readonly tell: (text: string) => void
}

export class SetToLines {
  private readonly tree: SetTree
  private readonly reader: SetReader
  private readonly trailer: SegmentDefinition | undefined
  private header: ReadSegment | undefined
  private now: ReadSegment | undefined
  private se: ReadSegment | undefined
  private segments = 0
  private units = 0

  constructor(private readonly parts: SetToLinesParts) {
    const { guide, plan, ordinal, isByUnit } = parts
    const listener = {
      unit: (way: readonly LoopNode[]) => this.tell(way, ++this.units),
      rest: (way: readonly LoopNode[]) => this.tell(way),
    }
    this.tree = new SetTree(plan, ordinal, isByUnit ? listener : undefined)
    this.trailer = trailerOf(guide.root.children)
    this.reader = createSetReader(guide, {
      placed: (_segment, definition, loop) => {
        if (this.now === undefined) return
        if (definition !== undefined && definition === this.trailer) this.se = this.now
        else this.tree.add(this.now, definition, loop)
      },
    })
  }

  /** Takes each segment from ST to SE. */
  segment(segment: ReadSegment): void {
    this.segments++
    this.header ??= segment
    this.now = segment
    this.reader.segment(segment)
  }

  /** The set is over, with its SE or without. */
  end(): void {
    this.tree.end()
    const { root } = this.tree
    const trailer = this.trailerToTell()
    if (!this.parts.isByUnit || root.count > root.told || trailer !== undefined) this.tell([root], undefined, trailer)
  }

  /** Undefined when the SE can be derived, null when there is none. */
  private trailerToTell(): ReadSegment | null | undefined {
    const { se, header } = this
    if (se === undefined) return null
    const control = header === undefined ? undefined : controlOf(header, 2)
    return control !== undefined && isDerivable(se, this.segments, control) ? undefined : se
  }

  private tell(way: readonly LoopNode[], unit?: number, trailer?: ReadSegment | null): void {
    const { guide, isByUnit, tell } = this.parts
    const { root } = this.tree
    const isLatin1 = !(isUtf8Throughout(root) && isUtf8(trailer?.bytes() ?? new Uint8Array()))
    const encoding = isLatin1 ? 'latin1' : 'utf8'
    const line = {
      guide: guide.id,
      ...(isLatin1 ? { encoding } : {}),
      ...(isByUnit ? { path: way.map(({ definition, ordinal }) => `${definition.id}.${ordinal}`).join('/') } : {}),
      ...(unit === undefined ? {} : { unit }),
      transactionSet: { ...loopValue(root, encoding), ...this.trailerValue(trailer, encoding) },
    }
    for (const node of way) node.told = node.count
    tell(JSON.stringify(line).slice(1, -1))
  }

  private trailerValue(trailer: ReadSegment | null | undefined, encoding: Encoding): JsonObject {
    const definition = this.trailer
    if (definition === undefined || trailer === undefined) return {}
    return { [definition.property]: trailer === null ? null : segmentValue(definition, elementsOf(trailer, encoding)) }
  }
}
