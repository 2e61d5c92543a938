// Which rules a loop has to be asked, by what stands in it. Loops of one kind come in few shapes, and in most of them
// most rules have nothing to say: that is worked out once for each shape, not for each loop.
import type { OpenLoop } from './open-loop.js'
import type { Rule, RuleGroup } from './rule-set.js'

/** Slots that tell shapes apart, at most: as many bits as a number holds exactly. A rule with a later gate is asked in vain at times. */
const maxSlots = 50
/** Shapes remembered of one kind of loop; a file made to have more must not fill the memory. */
const maxShapes = 1000

/** A group with the rules that a shape leaves of it. */
export interface ShapedGroup extends RuleGroup {
  /** Those that are asked whatever stands there, when `by` is undefined. */
  readonly always: readonly Rule[] | undefined
}

export class ShapedRules {
  private readonly slots: readonly number[]
  private readonly byShape = new Map<number, readonly ShapedGroup[]>()

  constructor(private readonly groups: readonly RuleGroup[]) {
    const gates = groups.flatMap((group) => [group.gate, ...[...group.rules.values()].flat().flatMap((rule) => rule.gates)])
    this.slots = [...new Set(gates.filter((slot) => slot >= 0))].slice(0, maxSlots)
  }

  /** The groups, with the rules in them, whose gates are all open in this loop; in their order. */
  for({ counts }: OpenLoop): readonly ShapedGroup[] {
    let shape = 0
    for (const slot of this.slots) shape = 2 * shape + (counts[slot] === 0 ? 0 : 1)
    const known = this.byShape.get(shape)
    if (known !== undefined) return known
    if (this.byShape.size === maxShapes) this.byShape.clear()
    const open = this.groups.flatMap((group) => this.openIn(group, counts))
    this.byShape.set(shape, open)
    return open
  }

  private openIn({ rules, ...group }: RuleGroup, counts: readonly number[]): readonly ShapedGroup[] {
    const isOpen = (slot: number) => counts[slot] !== 0 || !this.slots.includes(slot)
    if (group.gate >= 0 && !isOpen(group.gate)) return []
    const open = new Map<string, readonly Rule[]>()
    for (const [code, list] of rules) {
      const left = list.filter(({ gates }) => gates.every(isOpen))
      if (left.length > 0) open.set(code, left)
    }
    return open.size === 0 ? [] : [{ ...group, rules: open, always: open.get('') }]
  }
}
