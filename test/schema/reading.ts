// Reads sample files for the tests of this folder, with single segments changed.
import { readFileSync } from 'node:fs'
import {
  createFileReader,
  type FileReaderOptions,
  type FindingReport,
  loadSchemas,
  reportFinding,
  type SetEnd,
  type Unit,
} from '../../src/schema/index.js'

export const schemas = loadSchemas('schemas')

export const samples = {
  claim: 'samples/837-005010X222A1/valid-office-visit/in.edi',
  claimWithParts: 'samples/837-005010X222A1/valid-corrected-claim-all-parts/in.edi',
  dependent: 'samples/837-005010X222A1/valid-dependent-patient/in.edi',
  remittance: 'samples/835-005010X221A1/valid-two-claims/in.edi',
  status: 'samples/277-005010X214/valid-accepted-and-rejected/in.edi',
  acknowledgement: 'samples/999-005010X231A1/valid-partially-accepted/in.edi',
} as const

/** What to do to the segments of a file: the first that begins with `at` is replaced by these (by none: removed). */
export interface Edit {
  readonly at: string
  readonly by: readonly string[]
}

/** The file with its edits, and with an SE01 that counts right again. */
export function edited(file: string, ...edits: readonly Edit[]): string {
  const segments = segmentsOf(readFileSync(file, 'latin1'))
  for (const { at, by } of edits) {
    const index = segments.findIndex((each) => each.startsWith(at))
    if (index < 0) throw new Error(`no segment ${at} in ${file}`)
    segments.splice(index, 1, ...by)
  }
  return joined(recounted(segments))
}

export function segmentsOf(text: string): string[] {
  return text.split(/~\r?\n?/).filter((segment) => segment !== '')
}

export function joined(segments: readonly string[]): string {
  return segments.map((segment) => `${segment}~\n`).join('')
}

function recounted(segments: readonly string[]): string[] {
  let st = 0
  return segments.map((segment, i) => {
    if (segment.startsWith('ST*')) st = i
    return segment.startsWith('SE*') ? segment.replace(/^SE\*\d+/, `SE*${i - st + 1}`) : segment
  })
}

export interface Outcome {
  readonly findings: readonly FindingReport[]
  readonly units: readonly Unit[]
  readonly sets: readonly SetEnd[]
}

export function read(text: string, options: FileReaderOptions = {}): Outcome {
  const findings: FindingReport[] = []
  const units: Unit[] = []
  const sets: SetEnd[] = []
  const reader = createFileReader(
    schemas,
    {
      finding: (finding, scope) => findings.push(reportFinding(finding, scope)),
      unit: (unit) => units.push(unit),
      setEnd: (end) => sets.push(end),
    },
    options,
  )
  reader.push(Buffer.from(text, 'latin1'))
  reader.end()
  return { findings, units, sets }
}

/** "CODE path", in the order of the file. */
export function found(text: string, options?: FileReaderOptions): string[] {
  return read(text, options)
    .findings.toSorted((a, b) => a.offset - b.offset)
    .map(({ code, path }) => `${code} ${path}`)
}
