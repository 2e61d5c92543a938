// The report on one file, as `validate --json` prints it.
import { createHash } from 'node:crypto'
import { type Finding, type FindingCode, sayFinding, type Severity, type SnipType } from '../values/index.js'
import type { EnvelopeScope } from '../x12/index.js'
import { createFileReader, type FileHandler, type FileReaderOptions } from './file-reader.js'
import type { SchemaRegistry } from './registry.js'
import type { Verdict } from './verdict.js'

/** Design: "Contracts for the outside". Key order is that of the printed document. */
export interface FileReport {
  /** Of the bytes, lower case hex. */
  readonly sha256: string
  /** False exactly when a finding of severity error exists. */
  readonly valid: boolean
  readonly interchanges: readonly InterchangeReport[]
  readonly findings: readonly FindingReport[]
}

export interface InterchangeReport {
  readonly control: string
  readonly sender: string
  readonly receiver: string
  readonly usage: string
  readonly offset: number
  readonly verdict: Verdict
  readonly groups: readonly GroupReport[]
}

export interface GroupReport {
  readonly control: string
  readonly functionalId: string
  /** GS08. */
  readonly guide: string
  readonly verdict: Verdict
  readonly transactionSets: readonly SetReport[]
}

export interface SetReport {
  readonly control: string
  readonly type: string
  /** Of the guide it was read by, or as the set names it when there is none here. */
  readonly guide: string
  readonly segments: number
  readonly units: number
  readonly verdict: Verdict
}

export interface FindingReport {
  readonly code: FindingCode
  readonly severity: Severity
  readonly snip: SnipType
  /** Control numbers of the envelopes it stands in; left out where it stands in none. */
  readonly interchange?: string
  readonly group?: string
  readonly transactionSet?: string
  readonly segment: number
  readonly offset: number
  readonly loop?: string
  readonly path: string
  /** Where in the segment; left out for what is about the segment as a whole. */
  readonly element?: number
  readonly component?: number
  readonly repetition?: number
  readonly message: string
  /** The text it is about, where values were asked for. */
  readonly value?: string
}

/** Reads a file to its end and reports; findings in the order of the file. */
export async function validateFile(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  schemas: SchemaRegistry,
  options: FileReaderOptions = {},
): Promise<FileReport> {
  const hash = createHash('sha256')
  const report = new ReportWriter()
  const reader = createFileReader(schemas, report, options)
  for await (const chunk of chunks) {
    hash.update(chunk)
    reader.push(chunk)
  }
  reader.end()
  const { interchanges, findings } = report
  findings.sort((a, b) => a.offset - b.offset)
  return { sha256: hash.digest('hex'), valid: !findings.some(({ severity }) => severity === 'error'), interchanges, findings }
}

class ReportWriter implements FileHandler {
  readonly interchanges: InterchangeReport[] = []
  readonly findings: FindingReport[] = []
  private groups: GroupReport[] = []
  private sets: SetReport[] = []

  finding: NonNullable<FileHandler['finding']> = (finding, scope) => {
    this.findings.push(reportFinding(finding, scope))
  }

  setEnd: NonNullable<FileHandler['setEnd']> = ({ header: { control, type, version }, guide, segments, units, verdict }) => {
    this.sets.push({ control, type, guide: guide?.versions[0] ?? version, segments, units, verdict })
  }

  groupEnd: NonNullable<FileHandler['groupEnd']> = ({ header: { control, functionalId, version }, verdict }) => {
    this.groups.push({ control, functionalId, guide: version, verdict, transactionSets: this.sets })
    this.sets = []
  }

  interchangeEnd: NonNullable<FileHandler['interchangeEnd']> = ({ header, verdict }) => {
    const { control, sender, receiver, usage, offset } = header
    this.interchanges.push({ control, sender: sender.id, receiver: receiver.id, usage, offset, verdict, groups: this.groups })
    this.groups = []
  }
}

/** A finding as reports print it. */
export function reportFinding(finding: Finding, { interchange, group, set }: EnvelopeScope): FindingReport {
  const { code, severity, snip, at, loop, path, value } = finding
  return {
    code,
    severity,
    snip,
    ...(interchange === undefined ? {} : { interchange: interchange.control }),
    ...(group === undefined ? {} : { group: group.control }),
    ...(set === undefined ? {} : { transactionSet: set.control }),
    segment: at.segment,
    offset: at.offset,
    ...(loop === undefined ? {} : { loop }),
    path,
    ...(at.element === undefined ? {} : { element: at.element }),
    ...(at.component === undefined ? {} : { component: at.component }),
    ...(at.repetition === undefined ? {} : { repetition: at.repetition }),
    message: sayFinding(finding),
    ...(value === undefined ? {} : { value }),
  }
}
