// Which elements can tell who somebody is: schemas/phi.json, looked up for every element of a file that is copied without them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../values/index.js'

export type Replacement = 'text' | 'date'

/** As it is written down; docs/transform.md explains it. */
export interface PhiFile {
  readonly kind: 'phi'
  readonly segments: Readonly<
    Record<string, { readonly keep?: readonly string[]; readonly replace?: Readonly<Record<string, WrittenRule>> }>
  >
}

type WrittenRule = Replacement | { readonly as: Replacement; readonly unless: Readonly<Record<string, readonly string[]>> }

/** What becomes of an element or component, counted from 1; undefined when it stays. `neighbour` gives other elements of the segment. */
export type PhiTable = (
  segment: string,
  element: number,
  component: number,
  neighbour: (element: number) => string,
) => Replacement | undefined

/** Reads the table from the folder of the schemas. Throws CONFIG_INVALID when it is not there. */
export function loadPhiTable(schemaDir: string): PhiTable {
  const path = join(schemaDir, 'phi.json')
  try {
    return createPhiTable(JSON.parse(readFileSync(path, 'utf8')) as PhiFile)
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `the table ${path} cannot be read`, { cause })
  }
}

interface Rule {
  readonly as: Replacement
  readonly unless: readonly { readonly element: number; readonly codes: ReadonlySet<string> }[]
}

/** What is not named as kept is replaced: a segment or element the table does not know may hold anything. */
export function createPhiTable({ segments }: PhiFile): PhiTable {
  const known = new Map(
    Object.entries(segments).map(([id, { keep = [], replace = {} }]) => [
      id,
      { keep: new Set(keep.map(Number)), rules: new Map(Object.entries(replace).map(([place, rule]) => [place, toRule(rule)])) },
    ]),
  )
  return (id, element, component, neighbour) => {
    const segment = known.get(id)
    if (segment === undefined) return 'text'
    const place = String(element).padStart(2, '0')
    const rule = segment.rules.get(`${place}-${component}`) ?? segment.rules.get(place)
    if (rule === undefined) return segment.keep.has(element) ? undefined : 'text'
    return rule.unless.some((each) => each.codes.has(neighbour(each.element))) ? undefined : rule.as
  }
}

function toRule(written: WrittenRule): Rule {
  if (typeof written === 'string') return { as: written, unless: [] }
  const unless = Object.entries(written.unless).map(([element, codes]) => ({ element: Number(element), codes: new Set(codes) }))
  return { as: written.as, unless }
}
