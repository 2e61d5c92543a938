// What is accepted at a glance has nothing wrong with it: held against the checker that explains, on every segment of the samples.
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { createFileReader, loadSchemas } from '../../src/schema/index.js'
import { ElementChecker } from '../../src/schema/elements.js'
import { isReadSegment, segment } from '../../src/x12/index.js'

const schemas = loadSchemas('schemas')
const folders = ['samples/scenarios', 'samples/demo']

describe('elements accepted at a glance', () => {
  for (const folder of folders)
    it(`${folder}: nothing is accepted in which the checker finds a fault, and nearly all is accepted`, () => {
      let [seen, accepted] = [0, 0]
      const files = readdirSync(folder).filter((name) => /\.(?:83[57]|277ca|999|edi)$/.test(name))
      for (const name of files) {
        const reader = createFileReader(schemas, {
          placed: (read, definition) => {
            if (definition === undefined || !isReadSegment(read)) return
            seen += 1
            if (!definition.plain.accepts(read)) return
            accepted += 1
            const faults: string[] = []
            // A segment made by code has no bytes to glance at.
            const inputs = Array.from({ length: read.elementCount }, (_, index) => ({ repeated: read.element(index + 1) }))
            new ElementChecker((code, ref) => faults.push(`${code} ${ref}`)).check(definition, segment(read.id, inputs, read.at))
            expect(faults, `${name} ${read.id} ${read.at.segment}`).to.deep.equal([])
          },
        })
        reader.push(readFileSync(`${folder}/${name}`))
        reader.end()
      }
      expect(seen).to.be.above(50)
      expect(accepted / seen).to.be.above(0.9)
    })
})
