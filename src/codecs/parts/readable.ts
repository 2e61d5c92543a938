// For what informs and does not count: one unreadable date must not cost the payment it belongs to.
import type { Codec, LoopPart } from '../codec.js'
import type { Loop } from '../../schema/index.js'
import type { Segment } from '../../x12/index.js'

/** As `many`, but what cannot be read is left out of the list, with its finding. Never for money that balances. */
export function readable<Node extends Loop | Segment, T>(codec: Codec<Node, T>): LoopPart<readonly T[]> {
  return {
    isIn: (inside) => codec.isIn(inside),
    read: (inside, reading) =>
      codec
        .nodesIn(inside)
        .map((node) => codec.readNode(node, reading))
        .filter((value) => value !== undefined),
    write: (values) => values.flatMap((value) => codec.write(value)),
  }
}
