// Nothing the guides have a place for is dropped in silence: every use of a segment and of an element is written by some claim.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { encodeClaims } from '../../../src/codecs/index.js'
import { claimGuides, type ClaimKind, claimKinds } from '../../../src/domain/index.js'
import { createSetReader, type LoopDefinition, type SegmentDefinition } from '../../../src/schema/index.js'
import { arbitraryBatch } from '../../support/arbitrary-claim.js'
import { asSet, guideOf } from '../../support/read-set.js'

const nameOf = (loop: LoopDefinition, { id, name }: SegmentDefinition) => `${loop.id}/${id} ${name}`

function usesIn(loop: LoopDefinition): [LoopDefinition, SegmentDefinition][] {
  return loop.children.flatMap((child) => (child.kind === 'loop' ? usesIn(child) : [[loop, child] as [LoopDefinition, SegmentDefinition]]))
}

/** The uses of segments and elements in the sets of many claims. */
function written(kind: ClaimKind): { readonly segments: Set<string>; readonly elements: Set<string> } {
  const guide = guideOf(claimGuides[kind], '837')
  const segments = new Set<string>()
  const elements = new Set<string>()
  for (const { claims, header } of fc.sample(arbitraryBatch(kind, 1), { numRuns: 400, seed: 837 })) {
    const reader = createSetReader(guide, {
      placed(segment, definition, loop) {
        if (definition === undefined) return
        const use = nameOf(loop, definition)
        segments.add(use)
        for (const { number, components } of definition.elements) {
          if (segment.text(number) !== '') elements.add(`${use} ${number}`)
          for (const { number: component } of components)
            if (segment.text(number, component) !== '') elements.add(`${use} ${number}-${component}`)
        }
      },
    })
    for (const segment of asSet('837', guide.id, encodeClaims(claims, header))) reader.segment(segment)
    reader.end()
  }
  return { segments, elements }
}

for (const kind of claimKinds) {
  describe(`837: what a ${kind} claim can say`, () => {
    const uses = usesIn(guideOf(claimGuides[kind], '837').root)
    let found: ReturnType<typeof written>

    before(() => {
      found = written(kind)
    })

    it('every segment of the guide', () => {
      const all = uses.map(([loop, segment]) => nameOf(loop, segment))
      expect([...new Set(all)].filter((use) => !found.segments.has(use))).to.deep.equal([])
    })

    it('every element of those', () => {
      const all = uses
        .filter(([loop, segment]) => found.segments.has(nameOf(loop, segment)))
        .flatMap(([loop, segment]) =>
          segment.elements
            .filter(({ usage }) => usage !== 'N')
            .flatMap(({ number, components }) =>
              components.length === 0
                ? [`${nameOf(loop, segment)} ${number}`]
                : components
                    .filter(({ usage }) => usage !== 'N')
                    .map((component) => `${nameOf(loop, segment)} ${number}-${component.number}`),
            ),
        )
      expect([...new Set(all)].filter((use) => !found.elements.has(use))).to.deep.equal([])
    })
  })
}
