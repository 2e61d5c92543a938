// All cases of a guide: structure of each loop, then each segment in it, each element, each component.
import type { Guide } from '../../src/schema/index.js'
import { chainsOf } from './build.js'
import type { Case } from './case.js'
import { lastOf } from './paths.js'
import { SegmentUnderTest } from './segment-cases.js'
import { structureCases } from './structure-cases.js'
import { countCases, elementsCase, noteCases, usageCase } from './usage-cases.js'
import { valueCases } from './value-cases.js'

export function* casesOf(guide: Guide): Generator<Case> {
  for (const chain of chainsOf(guide.root)) {
    yield* structureCases(chain)
    for (const child of lastOf(chain).children) if (child.kind === 'segment') yield* segmentCases(new SegmentUnderTest(chain, child))
  }
}

function* segmentCases(test: SegmentUnderTest): Generator<Case> {
  for (const definition of test.segment.elements) {
    const element = definition.number
    yield usageCase(test, { definition, element })
    if (definition.usage === 'N') continue
    yield* countCases(test, { definition, element })
    if (definition.components.length === 0) yield* valueCases(test, { definition, element })
    for (const component of definition.components) {
      const part = { definition: component, element, composite: definition }
      yield usageCase(test, part)
      if (component.usage !== 'N') yield* valueCases(test, part)
    }
  }
  yield elementsCase(test)
  yield* noteCases(test)
}
