// node read-units.js TIMES BROKEN: reads every sample, and so many broken ones (fuzz/), by guide and codec, and prints a line for
// each: its findings, and the value of each unit with what was found in reading it. Units of samples are read TIMES times.
import {
  decodeClaim,
  decodeClaimPayment,
  decodeClaimStatus,
  decodeSetAcknowledgement,
  decodeStatusAnswers,
  decodeStatusQuestions,
} from '../../src/codecs/index.js'
import { openInputs } from '../../fuzz/inputs.js'
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
const seed = 1

/** A value may say which loop it was read from; its bytes need no comparing. */
const withoutLoops = (key: string, value: unknown) => (key === 'loop' && typeof value === 'object' ? undefined : value)

const schemas = loadSchemas('schemas')
const [times = 1, broken = 0] = process.argv.slice(2).map(Number)
for (const { name, bytes } of sampleFiles()) read(name, bytes, times)
const inputs = openInputs()
for (let index = 0; index < broken; index++) read(`seed ${seed} number ${index}`, inputs.bytes(seed, index), 1)

function read(name: string, bytes: Buffer, readings: number): void {
  const values: unknown[] = []
  const findings: unknown[] = []
  const reader = createFileReader(schemas, {
    unit(unit, _set, { id }) {
      let value: unknown
      for (let i = 0; i < readings; i++) value = decoders[id]?.(unit)
      values.push(value)
    },
    finding: ({ code, severity, path, at, detail }) => findings.push([code, severity, path, at, detail]),
  })
  reader.push(bytes)
  reader.end()
  process.stdout.write(`${name} ${JSON.stringify({ findings, values }, withoutLoops)}\n`)
}
