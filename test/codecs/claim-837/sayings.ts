// Sets made of a guide in which one segment says something that it need not say.
import type { ElementDefinition, LoopDefinition, SegmentDefinition } from '../../../src/schema/index.js'
import {
  type Built,
  type BuiltLoop,
  type BuiltSegment,
  buildSegment,
  buildSet,
  type Chain,
  indexOf,
  innermost,
  isBuiltLoop,
  put,
} from '../../guides/build.js'
import { dateFormats } from '../../guides/values.js'

export interface Said {
  /** "2300/CLM Claim Information CLM05-3 7". */
  readonly name: string
  readonly set: BuiltLoop
}

/** One set for each code of each element, or for the element where any value will do; and one with as many repeats as may be, up to 20. */
export function* sayingsOf(chain: Chain, segment: SegmentDefinition): Generator<Said> {
  const place = `${chain.at(-1)?.id ?? ''}/${segment.id} ${segment.name}`
  for (const element of segment.elements) {
    if (element.usage === 'N') continue
    for (const { code, component } of wordsOf(element)) {
      const wish = component === undefined ? {} : { components: { of: element.number, filled: [component] } }
      const built = buildSegment(segment, { filled: [element.number], ...wish })
      if (code !== undefined) put(built, element.number, code, component)
      // A day follows the format before it.
      const form = element.dataElement === '1250' && code !== undefined ? dateFormats[code] : undefined
      if (form !== undefined) put(built, element.number + 1, form.right)
      const word = [component === undefined ? element.ref : `${element.ref}-${component}`, code].filter((part) => part !== undefined)
      yield { name: `${place} ${word.join(' ')}`, set: withSegments(chain, segment, [built]) }
    }
  }
  const most = Math.min(segment.max, 20)
  const copies = Array.from({ length: most }, (_, index) => copyOf(segment, index))
  if (most > 1) yield { name: `${place} ${most} times`, set: withSegments(chain, segment, copies) }
}

/** Copies go through the codes of their first element, as far as there are several. */
function copyOf(segment: SegmentDefinition, index: number): BuiltSegment {
  const built = buildSegment(segment)
  const codes = [...(segment.elements[0]?.codes ?? [])]
  const code = codes[index % codes.length]
  if (code !== undefined) put(built, 1, code)
  return built
}

function wordsOf({ components, codes }: ElementDefinition): readonly { readonly code?: string; readonly component?: number }[] {
  if (components.length === 0) return codes === undefined ? [{}] : [...codes].map((code) => ({ code }))
  return components
    .filter(({ usage }) => usage !== 'N')
    .flatMap(({ number, codes: own }) =>
      own === undefined ? [{ component: number }] : [...own].map((code) => ({ code, component: number })),
    )
}

function withSegments(chain: Chain, segment: SegmentDefinition, built: readonly Built[]): BuiltLoop {
  const set = sayingSelf(buildSet(chain, segment, ...claimLoops(chain)))
  const loop = innermost(set, chain)
  loop.children.splice(indexOf(loop, segment), 1, ...built)
  return segment.id === 'SBR' ? sayingSelf(set) : set
}

/** The loops of the claim that every set needs, beside those of the chain. */
function claimLoops(chain: Chain): readonly LoopDefinition[] {
  const inner = (loop: LoopDefinition | undefined, id: string) => loop?.loops.find((each) => each.id === id)
  const billing = inner(chain[0], '2000A')
  const subscriber = inner(billing, '2000B')
  const patient = chain.find(({ id }) => id === '2000C')
  return [billing, subscriber, inner(patient ?? subscriber, '2300')].filter((loop) => loop !== undefined)
}

/** SBR02 tells whether the subscriber is the patient. It follows from the levels, so it is written even where a file left it out. */
function sayingSelf(set: BuiltLoop): BuiltLoop {
  const inner = (loop: BuiltLoop | undefined, id: string) =>
    loop?.children.find((child): child is BuiltLoop => isBuiltLoop(child) && child.definition.id === id)
  const subscriber = inner(inner(set, '2000A'), '2000B')
  for (const child of subscriber?.children ?? [])
    if (!isBuiltLoop(child) && child.definition.id === 'SBR') {
      while (child.elements.length < 2) child.elements.push([['']])
      put(child, 2, inner(subscriber, '2000C') === undefined ? '18' : '')
    }
  return set
}
