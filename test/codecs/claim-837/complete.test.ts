// Nothing the guide has a place for is dropped in silence: every use of a segment and of an element in 005010X222A1 is written by some claim.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { encodeClaims } from '../../../src/codecs/index.js'
import { createSetReader, type LoopDefinition, type SegmentDefinition } from '../../../src/schema/index.js'
import { arbitraryClaim, arbitraryHeader } from '../../support/arbitrary-claim.js'
import { asSet, guideOf } from '../../support/read-set.js'

const guide = guideOf('005010X222A1', '837')

const nameOf = (loop: LoopDefinition, { id, name }: SegmentDefinition) => `${loop.id}/${id} ${name}`

function usesIn(loop: LoopDefinition): [LoopDefinition, SegmentDefinition][] {
  return loop.children.flatMap((child) => (child.kind === 'loop' ? usesIn(child) : [[loop, child] as [LoopDefinition, SegmentDefinition]]))
}

describe('837P: what a claim can say', () => {
  const segments = new Set<string>()
  const elements = new Set<string>()

  before(() => {
    for (const [claim, header] of fc.sample(fc.tuple(arbitraryClaim, arbitraryHeader), { numRuns: 400, seed: 837 })) {
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
      for (const segment of asSet('837', '005010X222A1', encodeClaims([claim], header))) reader.segment(segment)
      reader.end()
    }
  })

  it('every segment of the guide', () => {
    const all = usesIn(guide.root).map(([loop, segment]) => nameOf(loop, segment))
    expect([...new Set(all)].filter((use) => !segments.has(use))).to.deep.equal([])
  })

  it('every element of those', () => {
    const all = usesIn(guide.root)
      .filter(([loop, segment]) => segments.has(nameOf(loop, segment)))
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
    expect([...new Set(all)].filter((use) => !elements.has(use))).to.deep.equal([])
  })
})
