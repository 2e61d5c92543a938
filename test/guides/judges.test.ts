// Judges made of source text, held against asking every rule on the sets that are wrong in one thing.
import { expect } from 'chai'
import { createSetReader, loadSchemas } from '../../src/schema/index.js'
import { startWatch, watched } from '../schema/watched-guide.js'
import { segmentsOf } from './build.js'
import { casesOf } from './cases.js'

/** Sets of which one is looked at: there are many that differ little. */
const oneIn = 3

describe('rules asked by what stands in a loop, one mutation per rule', function () {
  this.timeout(60_000)

  for (const guide of loadSchemas('schemas').guides.filter(({ rules }) => rules.size > 0))
    it(guide.id, () => {
      const watch = startWatch()
      const watchedGuide = watched(guide, watch)
      let number = 0
      for (const each of casesOf(guide)) {
        if ('why' in each || number++ % oneIn !== 0) continue
        const reader = createSetReader(watchedGuide, {})
        for (const segment of segmentsOf(each.set)) reader.segment(segment)
        reader.end()
      }
      expect(watch.missed).to.deep.equal([])
      expect(watch.rules).to.be.above(0)
    })
})
