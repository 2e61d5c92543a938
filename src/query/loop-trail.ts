// Which loops are open, one by one: the file reader tells the kind of loop a segment stands in, here it gets its identity.
import type { LoopDefinition, SegmentDefinition } from '../schema/index.js'

/** One occurrence of a loop. */
export interface LoopInstance {
  readonly definition: LoopDefinition
  /** The one it stands in; undefined for the transaction set. */
  readonly parent: LoopInstance | undefined
  /** Ordinal of the unit (claim, claim payment) it is or stands in, from 1; undefined outside units. */
  readonly unit: number | undefined
  readonly isOpen: boolean
}

interface OpenInstance extends LoopInstance {
  isOpen: boolean
  /** Place in the loop's order of what came last. */
  group: number
}

/** Follows the loops of one transaction set; holds only those that are open. */
export class LoopTrail {
  private readonly stack: OpenInstance[] = []
  private units = 0

  /** Open loops, outermost first. */
  get open(): readonly LoopInstance[] {
    return this.stack
  }

  /** The loop the next segment stands in; loops that have ended are closed. */
  place(definition: SegmentDefinition | undefined, loop: LoopDefinition): LoopInstance {
    const at = this.stack.findLastIndex((each) => each.definition === loop)
    const current = this.stack[at]
    if (current === undefined || definition === loop.trigger || beginsLevel(definition, current)) return this.begin(loop)
    this.closeAfter(at)
    if (definition !== undefined) current.group = Math.max(current.group, definition.group)
    return current
  }

  /** The transaction set is over. */
  end(): void {
    this.closeAfter(-1)
  }

  private begin(loop: LoopDefinition): LoopInstance {
    let above = this.holderOf(loop)
    const holder = above < 0 && this.stack[0] !== undefined ? findHolder(this.stack[0].definition, loop) : undefined
    if (holder !== undefined) {
      // The loop around it shows no segment of its own.
      this.begin(holder)
      above = this.holderOf(loop)
    }
    const parent = this.stack[above]
    const inner = this.stack[above + 1]
    // A loop out of its order closes nothing: what follows goes on as if it were not there.
    if (inner === undefined || inner.definition.group <= loop.group) this.closeAfter(above)
    const unit = parent?.unit ?? (loop.isUnit ? ++this.units : undefined)
    const instance: OpenInstance = { definition: loop, parent, unit, isOpen: true, group: 0 }
    if (parent !== undefined) parent.group = Math.max(parent.group, loop.group)
    this.stack.push(instance)
    return instance
  }

  private holderOf(loop: LoopDefinition): number {
    return this.stack.findLastIndex(({ definition }) => definition.loops.includes(loop))
  }

  private closeAfter(index: number): void {
    for (const each of this.stack.splice(index + 1)) each.isOpen = false
  }
}

/** A level of the hierarchy whose HL is missing begins with the segment that must follow the HL. */
function beginsLevel(definition: SegmentDefinition | undefined, { definition: loop, group }: OpenInstance): boolean {
  return loop.isHierarchical && definition?.usage === 'R' && definition.group === 1 && group > 1
}

function findHolder(around: LoopDefinition, loop: LoopDefinition): LoopDefinition | undefined {
  if (around.loops.includes(loop)) return around
  for (const inner of around.loops) {
    const found = findHolder(inner, loop)
    if (found !== undefined) return found
  }
  return undefined
}
