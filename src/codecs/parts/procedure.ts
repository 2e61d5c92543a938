// The composite medical procedure identifier: SV101, SVD03, SVC01, SVC06.
import type { Procedure } from '../../domain/index.js'
import { at, type ElementPart, elements, optional, series, text } from '../codec.js'

/** Qualifier, code, up to four modifiers and description (components 1 to 7) of this element. */
export function procedureAt(element: number): ElementPart<Procedure> {
  const component = (number: number) => at(`${element}-${number}`, text)
  return elements({
    qualifier: component(1),
    code: component(2),
    modifiers: series([3, 4, 5, 6].map(component)),
    description: optional(component(7)),
  })
}
