// Which rules a loop has to be asked, by what stands in it. Loops of one kind come in few shapes, and in most of them
// most rules have nothing to say: that is worked out once for each shape, not for each loop.
import type { OpenLoop } from './open-loop.js'
import { type Gate, isOpen } from './rule-gates.js'
import type { Rule, RuleGroup } from './rule-set.js'

/** Gates that tell shapes apart, at most: as many bits as a number holds exactly. A rule behind another one is asked in vain at times. */
const maxGates = 50
/** Shapes remembered of one kind of loop; a file made to have more must not fill the memory. */
const maxShapes = 1000

/** A group with the rules that a shape leaves of it. */
export interface ShapedGroup extends RuleGroup {
  /** Those that are asked whatever stands there, when `by` is undefined. */
  readonly always: readonly Rule[] | undefined
}

export class ShapedRules {
  /** By what they ask for. */
  private readonly gates: ReadonlyMap<string, Gate>
  private readonly asked: readonly Gate[]
  private readonly byShape = new Map<number, readonly ShapedGroup[]>()

  constructor(private readonly groups: readonly RuleGroup[]) {
    const all = groups.flatMap(({ gate, rules }) => [
      ...(gate === undefined ? [] : [gate]),
      ...[...rules.values()].flat().flatMap(({ gates: { needs, bars } }) => [...needs, ...bars]),
    ])
    this.gates = new Map([...new Map(all.map((gate) => [keyOf(gate), gate]))].slice(0, maxGates))
    this.asked = [...this.gates.values()]
  }

  /** The groups, with the rules in them, that may have something to say in this loop; in their order. */
  for(open: OpenLoop): readonly ShapedGroup[] {
    let shape = 0
    for (const gate of this.asked) shape = 2 * shape + (isOpen(gate, open) ? 1 : 0)
    const known = this.byShape.get(shape)
    if (known !== undefined) return known
    if (this.byShape.size === maxShapes) this.byShape.clear()
    const left = this.groups.flatMap((group) => this.leftOf(group, open))
    this.byShape.set(shape, left)
    return left
  }

  private leftOf({ rules, ...group }: RuleGroup, open: OpenLoop): readonly ShapedGroup[] {
    const isKnownAs = (wanted: boolean) => (gate: Gate) => this.gates.has(keyOf(gate)) && isOpen(gate, open) === wanted
    if (group.gate !== undefined && isKnownAs(false)(group.gate)) return []
    const left = new Map<string, readonly Rule[]>()
    for (const [code, list] of rules) {
      const asked = list.filter(({ gates: { needs, bars } }) => !needs.some(isKnownAs(false)) && !bars.some(isKnownAs(true)))
      if (asked.length > 0) left.set(code, asked)
    }
    return left.size === 0 ? [] : [{ ...group, rules: left, always: left.get('') }]
  }
}

function keyOf({ slot, count, elements, components, codes }: Gate): string {
  return `${slot} ${count} ${elements} ${components} ${codes === undefined ? '' : [...codes.texts].join()}`
}
