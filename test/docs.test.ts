// The pages about codes are made from the catalogues and compared with them, so that no code goes undocumented and none outlives its meaning.
// UPDATE_GOLDEN=1 writes the pages; the difference is reviewed like code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { type EditCheck, editChecks, edits } from '../src/edits/index.js'
import { journalColumns } from '../src/export/index.js'
import { feeColumns } from '../src/fees/index.js'
import { loadSchemas } from '../src/schema/index.js'
import { type FaultCode, faultCodes, type FindingCodeEntry, findingCodes } from '../src/values/index.js'
import { editAnswers } from './support/edit-answers.js'
import { simulatorPage } from './support/simulator-page.js'

const schemas = loadSchemas('schemas')

/** "IK304:8" as people read it: the element, the code, and what the standard's list calls it. */
function answer(ack: FindingCodeEntry['ack']): string {
  if (ack === null) return 'none'
  const [element = '', code = ''] = ack.split(':')
  const label = schemas.codes(element.toLowerCase())?.label(code)
  expect(label, `${ack} is in the code list of ${element}`).to.be.a('string')
  return `${element} ${code}: ${String(label)}`
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('')
}

const findings = Object.entries<FindingCodeEntry>(findingCodes)

interface RulesFile {
  readonly id: string
  readonly guide?: string
  readonly include?: readonly string[]
  readonly rules: readonly {
    readonly id: string
    readonly snip: number
    readonly severity?: string
    readonly loop: string | readonly string[]
    readonly says: string
  }[]
}

const rulesFiles = readdirSync('schemas/rules')
  .filter((name) => !name.endsWith('.schema.json'))
  .toSorted()
  .map((name) => JSON.parse(readFileSync(`schemas/rules/${name}`, 'utf8')) as RulesFile)

function rulesSection({ id, guide, include = [], rules }: RulesFile): string {
  const users = rulesFiles.flatMap((file) => (file.include?.includes(id) === true ? [file.id] : []))
  const about = guide === undefined ? `Shared by ${users.join(', ')}.` : include.length > 0 ? `With those of ${include.join(', ')}.` : ''
  const loops = (loop: string | readonly string[]) => (typeof loop === 'string' ? loop : loop.join(', ')).replace('*', 'any')
  const rows = rules.map(({ id: rule, snip, severity = 'error', loop, says }) => [`\`${rule}\``, snip, severity, loops(loop), says])
  return `## ${id}\n\n${about === '' ? '' : `${about}\n\n`}${table(['Rule', 'SNIP', 'Severity', 'Loop', 'Sentence'], rows)}`
}

function editsSection([check, about]: [string, string]): string {
  const rows = edits
    .filter((edit) => edit.check === (check as EditCheck))
    .map(({ id, severity, says, same }) => [
      `\`${id}\``,
      severity,
      says.replaceAll(/\{\w+\}/g, '`$&`'),
      same.map((one) => `\`${one}\``).join(', '),
    ])
  return `## ${check}: ${about}\n\n${table(['Edit', 'Severity', 'Sentence', 'The guide tells the same as'], rows)}`
}

const pages: readonly { readonly path: string; readonly codes: readonly string[]; readonly text: string }[] = [
  {
    path: 'docs/finding-codes.md',
    codes: Object.keys(findingCodes),
    text: `# Finding codes

A finding says what is wrong, doubtful or worth knowing in someone's file. Programs match on its code: a code is stable and never gets a
second meaning. A partner's profile may decide otherwise than the severity says (\`decisions\` in the settings: reject, warn or pass).

- **SNIP**: the WEDI test type. 1 syntax, 2 guide, 3 balancing, 4 situational, 5 code sets, 7 companion guide.
- **Answer**: the element and code with which a TA1 or 999 tells the sender; "none" where the standard has no code for it.
- In the sentence, \`{path}\` is the place in the guide ("2300/CLM05-3"); other braces hold limits, counts and codes.

This page is made from \`src/values/finding-codes.ts\` and held to it by a test.

${table(
  ['Code', 'Severity', 'SNIP', 'Answer', 'Sentence'],
  findings.map(([code, { severity, snip, ack, says }]) => [
    `\`${code}\``,
    severity,
    snip,
    answer(ack),
    says.replaceAll(/\{\w+\}/g, '`$&`'),
  ]),
)}`,
  },
  {
    path: 'docs/fault-codes.md',
    codes: Object.keys(faultCodes),
    text: `# Fault codes

A fault is what goes wrong in the gateway, or a request that cannot be met; what is wrong in a file is a
[finding](finding-codes.md). The API answers with problem+json that has the code and this HTTP status; the command line prints it and ends
with this exit code (1: findings or a business refusal, 2: could not run).

This page is made from \`src/values/fault.ts\` and held to it by a test.

${table(
  ['Code', 'HTTP status', 'Exit code', 'Meaning'],
  (Object.keys(faultCodes) as FaultCode[]).map((code) => [
    `\`${code}\``,
    faultCodes[code].status,
    faultCodes[code].exit,
    faultCodes[code].title,
  ]),
)}`,
  },
  {
    path: 'docs/rules.md',
    codes: rulesFiles.flatMap(({ rules }) => rules.map(({ id }) => id)),
    text: `# Rules between segments

What a guide requires or forbids in a situation that the file itself can decide (SNIP 4), what must add up (3), and how codes of outside
lists are built (5). Each is data in \`schemas/rules/\` ([how to write one](schemas.md)); a finding names its rule. A partner's profile may
decide on a single rule (\`decisions: { RULE: warn }\`). A rule says nothing about values that are wrong in themselves: that is told already.

This page is made from \`schemas/rules/\` and held to it by a test.

${rulesFiles.map(rulesSection).join('\n')}`,
  },
  {
    path: 'docs/edits.md',
    codes: edits.map(({ id }) => id),
    text: `# Edits: what a practice checks before a claim is sent

Beside the guide and its [rules](rules.md), every claim that is handed in passes these edits, whether it comes as JSON or in an 837. A
claim with an error is not sent, nor is anything that was handed in with it; warnings are told and kept. Try it without sending:
\`x12gw claims check FILE\`.

- A finding of an edit has the code \`CLAIM_EDIT\` or \`CLAIM_EDIT_DOUBTFUL\`, names its edit as \`rule\`, and has its place as a path of the
  guide (\`2400/SV101-2\`): in an 837 with segment and byte, in JSON with the pointer to the field (\`/0/lines/0/procedure/code\`).
- A partner's profile may decide on each edit: \`decisions: { edit-authorization: reject, edit-place-known: pass }\`.
- Where the guide tells the same as an edit, only one of them is told: the graver; when both weigh the same, the guide's for an 837 (it
  knows the very element) and the edit's for JSON (it knows the field). A profile that decides on the rule of the guide has decided on
  the edit too.
- "Today" is the day in the time zone of the partner's schedule. Days of service and filing limits are held against it in production only:
  files for tests (usage T) tell of any days.
- What payers want comes from \`payers\` in the settings
  (\`config/default.yaml\`): filing days, procedures that need an authorization, the form of member numbers, drug numbers, test payers.
- What is known without settings: Medicare (filing indicator MA or MB) takes claims for a year after the last service (42 CFR 424.44).
- Claims that were sent before are looked up by member number; claims that were rejected before a payer had them, and voids, do not count.
  The claims of one file, or of one request, are compared with each other as well.
- A claim in JSON whose form is wrong is read without the parts that are wrong, and what is left is edited all the same: everything is told
  at once. Its neighbours are checked in any case.

The checks are those of the trade, as billing offices name them. This page is made from \`src/edits/\` and held to it by a test.

${Object.entries(editChecks).map(editsSection).join('\n')}`,
  },
  {
    path: 'docs/simulator.md',
    codes: Object.keys(editAnswers),
    text: simulatorPage(table),
  },
  {
    path: 'docs/export.md',
    codes: journalColumns.map(({ name }) => name),
    text: `# The journal, exported

For an accounting system, a spreadsheet, DuckDB or Spark: every entry of the books, one row each.

\`\`\`sh
x12gw ledger export --out journal.parquet                # everything
x12gw ledger export --after 1200 --out journal.csv       # what came since
curl -H "Authorization: Bearer $KEY" 'http://127.0.0.1:8400/api/v1/ledger/export.jsonl?after=1200'
duckdb -c "SELECT debit, credit, SUM(amount) FROM 'journal.parquet' GROUP BY ALL"
\`\`\`

- **Each entry has one debit and one credit** of the same amount, above 0; the accounts are those of \`x12gw ledger --balances\`. Entries are
  never changed or deleted: a correction is another entry, whose \`reverses\` names the first.
- **Incremental.** The cursor is \`seq\`. The command prints the number to go on after (\`next\` with \`--json\`); over HTTP it is the \`seq\` of the
  last row. Numbers are given in the order of commitment, so that no entry ever appears before one that was exported already. An export
  without rows says that nothing is new; the cursor stays.
- **Amounts are exact.** \`cents\` is a whole number everywhere. \`amount\` is the same in dollars: in Parquet DECIMAL(18, 2) on INT64, in CSV
  and JSON Lines text such as \`110.00\`.
- **Parquet**: whole numbers INT64, instants TIMESTAMP (milliseconds, UTC), texts UTF8; row groups of 10,000 rows, Snappy.
- **JSON Lines**: an object per line; what is absent is left out.
- **CSV**: RFC 4180, UTF-8. A text that a spreadsheet might compute (it begins with \`=\`, \`+\`, \`-\` or \`@\`, also after blanks or in full width, or
  with a tab or line break) gets a \`'\` before it, as OWASP advises against CSV injection; so does a text that begins with \`'\`. Numbers do
  not. To have a text as it was, take one leading \`'\` off. JSON Lines and Parquet hold texts as they are.
- **Who may**: over HTTP the scope \`ledger.read\`; each export is in the audit trail. It names claims by number, no patients by name, and a
  file that the command writes is readable by its owner alone.

Columns are only ever added, at the end. This page is made from \`src/export/journal.ts\` and held to it by a test.

${table(
  ['Column', 'Kind', 'Always there', 'What it is'],
  journalColumns.map(({ name, kind, isRequired = false, says }) => [`\`${name}\``, kind, isRequired ? 'yes' : '', says]),
)}`,
  },
]

describe('documented codes', () => {
  for (const { path, codes, text } of pages) {
    before(() => {
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
    })

    it(`${path} has every code, and no other`, () => {
      expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).to.equal(true)
      const documented = [...readFileSync(path, 'utf8').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code]) => code)
      expect(documented).to.deep.equal(codes)
    })

    it(`${path} says of each what the catalogue says`, () => {
      expect(readFileSync(path, 'utf8'), 'UPDATE_GOLDEN=1 writes it').to.equal(text)
    })
  }
})

describe('docs/fees.md', () => {
  it('has every column of the table, as the reader knows it', () => {
    const page = readFileSync('docs/fees.md', 'utf8')
    for (const { name, says, example } of feeColumns) expect(page).to.include(`| \`${name}\` | ${says} | \`${example}\` |`)
  })
})
