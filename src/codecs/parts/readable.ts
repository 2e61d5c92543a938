// For what informs and does not count: one unreadable date must not cost the payment it belongs to.
import { type Codec, many } from '../codec.js'
import type { ListPart } from '../part.js'
import type { Loop } from '../../schema/index.js'
import type { Segment } from '../../x12/index.js'

/** As `many`, but what cannot be read is left out of the list, with its finding. Never for money that balances. */
export function readable<Node extends Loop | Segment, T>(codec: Codec<Node, T>): ListPart<Loop, Loop | Segment, T> {
  return {
    ...many(codec),
    read: (inside, reading) => {
      const values: T[] = []
      for (const node of codec.nodesIn(inside)) {
        const value = codec.readNode(node, reading)
        if (value !== undefined) values.push(value)
      }
      return values
    },
  }
}
