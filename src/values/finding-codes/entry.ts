// What every finding code says of itself.
import type { Severity, SnipType } from '../finding.js'

export interface FindingCodeEntry {
  readonly severity: Severity
  readonly snip: SnipType
  /** Where and what a TA1 or 999 answers: "TA105:021", "AK905:4", "IK502:3", "IK304:8", "IK403:7"; null when the standard has no word for it. */
  readonly ack: string | null
  /** One sentence that says what is wrong and what to do; {path} and the finding's details are filled in. */
  readonly says: string
}
