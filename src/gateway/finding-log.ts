// Findings of one file as they are stored and told: each once, with its envelopes and its sentence, and never too many.
import type { StoredFinding } from '../store/index.js'
import { type Finding, finding, sayFinding } from '../values/index.js'
import type { EnvelopeScope } from '../x12/index.js'

/** Findings stored and told of one file; more are only counted. */
const maxFindings = 5000

export interface FindingLog {
  add(found: Finding, scope: EnvelopeScope, decision?: string): void
  /** All of them; when some were cut off, the last one says how many. */
  all(): readonly StoredFinding[]
}

/** The guide reader and the codecs may both see the same fault: the first that tells it counts. */
export function createFindingLog(fileId: string): FindingLog {
  const findings: StoredFinding[] = []
  const seen = new Set<string>()
  let cut = 0

  return { add, all }

  function add(found: Finding, { interchange, group, set }: EnvelopeScope, decision?: string): void {
    const { code, at, path, detail } = found
    const key = `${code} ${detail.rule ?? ''} ${detail.pointer ?? ''} ${path} ${at.offset} ${at.element ?? 0} ${at.component ?? 0} ${at.repetition ?? 0}`
    if (seen.has(key)) return
    if (findings.length >= maxFindings) {
      cut += 1
      return
    }
    seen.add(key)
    findings.push({
      ...found,
      fileId,
      message: sayFinding(found),
      ...(interchange === undefined ? {} : { interchange: interchange.control }),
      ...(group === undefined ? {} : { group: group.control }),
      ...(set === undefined ? {} : { transactionSet: set.control }),
      ...(decision === undefined ? {} : { decision }),
    })
  }

  function all(): readonly StoredFinding[] {
    if (cut === 0) return findings
    const last = finding('FINDINGS_CUT', { offset: 0, segment: 0 }, '', { count: cut })
    return [...findings, { ...last, fileId, message: sayFinding(last) }]
  }
}
