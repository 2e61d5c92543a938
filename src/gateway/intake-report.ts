// The report beside a file that was dropped into a watched folder, as people read it.
import { formatCents, toCents } from '../values/index.js'
import type { ToldIntake } from './intake.js'
import type { FindingView } from './report.js'

const outcomes = {
  submitted: 'TAKEN. Its claims go on their way.',
  duplicate: 'TAKEN BEFORE. The same bytes were handed in already; nothing is sent a second time. What follows is how those claims stand.',
  refused: 'REFUSED. Nothing of it is sent. Correct what is listed here and drop the file again.',
} as const

export function sayIntake({ file, fileId, folderId, takenAt, outcome, claims, sending, findings, problems }: ToldIntake): string {
  const some = outcome === 'submitted' && problems.length > 0
  return [
    `${file}: ${some ? 'TAKEN IN PART. The claims listed under "Claims" go on their way; the others are left out.' : outcomes[outcome]}`,
    `Folder ${folderId}, ${takenAt}; kept as file ${fileId}`,
    ...section(
      'Claims',
      claims.map(
        ({ patientControlNumber, submissionState, chargeCents }) =>
          `${patientControlNumber}  ${submissionState}  ${formatCents(toCents(chargeCents))}`,
      ),
    ),
    ...section(
      'Files to partners',
      sending.map(
        ({ name, partnerId, interchangeControl, state }) => `${name} to ${partnerId}, interchange ${interchangeControl}: ${state}`,
      ),
    ),
    ...section('What is wrong', [
      ...problems.map(({ pointer, message }) => `error${pointer === '' ? '' : ` at ${pointer}`}: ${message}`),
      ...findings.filter(({ severity }) => severity === 'error').map(sayFound),
    ]),
    ...section('What is doubtful or worth knowing', findings.filter(({ severity }) => severity !== 'error').map(sayFound)),
    '',
  ].join('\n')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

/** The sentence names the rule or edit it is of; where there is none, its code is put behind it. */
function sayFound({ severity, code, rule, path, pointer, segment, offset, message }: FindingView): string {
  const element = path === '' || message.startsWith(path) ? '' : ` (${path})`
  const place = pointer === undefined ? `segment ${segment}, byte ${offset}${element}` : pointer === '' ? 'the file' : pointer
  return `${severity} at ${place}: ${message}${rule === undefined ? ` (${code})` : ''}`
}
