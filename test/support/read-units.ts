// node read-units.js TIMES: reads every unit of every sample that often, by the codec of its kind, and prints the last value of
// each with what was found, a line each.
import {
  decodeClaim,
  decodeClaimPayment,
  decodeClaimStatus,
  decodeSetAcknowledgement,
  decodeStatusAnswers,
  decodeStatusQuestions,
} from '../../src/codecs/index.js'
import { createFileReader, loadSchemas, type Unit } from '../../src/schema/index.js'
import { sampleFiles } from './sample-files.js'

const decoders: Readonly<Record<string, (unit: Unit) => unknown>> = {
  '005010X221A1': decodeClaimPayment,
  '005010X222A1': (unit) => decodeClaim(unit, 'professional'),
  '005010X223A2': (unit) => decodeClaim(unit, 'institutional'),
  '005010X224A2': (unit) => decodeClaim(unit, 'dental'),
  '005010X214': decodeClaimStatus,
  '005010X212-276': decodeStatusQuestions,
  '005010X212-277': decodeStatusAnswers,
  '005010X231A1': ({ loop }) => decodeSetAcknowledgement(loop),
}

/** A value may say which loop it was read from; its bytes need no comparing. */
const withoutLoops = (key: string, value: unknown) => (key === 'loop' && typeof value === 'object' ? undefined : value)

const times = Number(process.argv[2])
const schemas = loadSchemas('schemas')
for (const { name, bytes } of sampleFiles()) {
  const reader = createFileReader(schemas, {
    unit(unit, set, guide) {
      const decode = decoders[guide.id]
      if (decode === undefined) return
      let read: unknown
      for (let i = 0; i < times; i++) read = decode(unit)
      process.stdout.write(`${name} ${set.control} ${unit.ordinal} ${JSON.stringify(read, withoutLoops)}\n`)
    },
  })
  reader.push(bytes)
  reader.end()
}
