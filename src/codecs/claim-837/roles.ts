// Loops that differ only by the role of whom they name, as one list.
import { anyOf } from '../../values/index.js'
import { type LoopCodec, type LoopPart, many } from '../codec.js'
import { plainly, whenIn } from '../part.js'

/** A loop with the roles that stand in it. */
export interface RoleLoop<Who> {
  readonly roles: readonly string[]
  readonly codec: LoopCodec<Who>
}

/** All of these loops as one list in their order; each writes those in its roles. None is an empty list. */
export function byRole<Who extends { readonly role: string }>(...loops: readonly RoleLoop<Who>[]): LoopPart<readonly Who[]> {
  const parts = loops.map(({ roles, codec }) => ({ roles, part: many(codec) }))
  return {
    plain: {
      isIn: (scope) => anyOf(parts.map(({ part }) => plainly(part).isIn(scope))),
      read: (scope) => {
        const list = scope.keep('[]')
        for (const { part } of parts) whenIn(part, scope, (inner) => inner.line(`${list}.push(...${plainly(part).read(inner)})`))
        return list
      },
    },
    isIn: (inside) => parts.some(({ part }) => part.isIn(inside)),
    read: (inside, reading, mayBeAbsent) => {
      const all = parts.map(({ part }) => part.read(inside, reading))
      const read = all.flatMap((some) => some ?? [])
      if (all.includes(undefined)) return undefined
      return mayBeAbsent && read.length === 0 ? undefined : read
    },
    write: (values) => parts.flatMap(({ roles, part }) => part.write(values.filter(({ role }) => roles.includes(role)))),
  }
}
