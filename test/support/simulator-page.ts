// docs/simulator.md, made of the tables that the simulator decides by.
import { frontEndRules, payerRules, rules as endings, simulatedPayers } from '../../src/simulator/index.js'
import { editAnswers } from './edit-answers.js'

type Table = (head: readonly string[], rows: readonly (readonly string[])[]) => string

export function simulatorPage(table: Table): string {
  return `# The clearinghouse simulator

\`x12gw demo\` starts it beside the gateway: a partner that speaks only SFTP and X12, and answers the claims that are put into its
\`/inbound\` with files in \`/outbound\`, as a clearinghouse and the payers behind it do. It knows nothing of the gateway and shares none
of its [edits](edits.md). Nothing is random: the same claims in the same order get the same answers. All in it is invented; send it no
real claims.

It takes claims of professionals, institutions and dentists (837P, 837I, 837D). What becomes of a file:

1. **TA1** to the interchange: its envelope, and whether ISA13 was used before (025).
2. **999** to each group: what breaks syntax or guide (SNIP 1 and 2) rejects the transaction set. What breaks a
   [rule between segments](rules.md) is listed, and the set accepted with errors.
3. **277CA** to each accepted set: a claim that breaks such a rule is rejected with a status for each error
   ([how](acknowledgements.md)), and one that breaks a rule of the front end (below) with its status. The others are accepted (A2 20)
   with a payer claim number (REF 1K).
4. **835** later: one payment per payer and billing provider. What a payer denies (below) is denied line by line; for the rest the ending
   of the claim number decides.

A **status inquiry (276)** is acknowledged in the same way, and each claim in it is answered in a **277** from what its payer has on file with
that provider: not found (A4 35), pending (P1 20) until the 835 is due and where it never comes, paid (F1 65), denied as a whole (F2 104),
or settled without a payment (F4 104).

Its memory lies in its folder (\`memory.json\`): numbers, duplicates, claims on file, debts. Delete the folder to begin anew.

## How a claim is paid

- 70 % of a charge is allowed, to the cent, half a cent up; the rest is contractual (CO 45).
- Service lines are decided one by one: by procedure, by revenue code beside it, or by revenue code alone (SVC01 NU).
- A **stay** (bill types 11, 18, 21, 41, 61) is decided as a whole: CLP11 with its DRG (999 where it names none, for there is no grouper
  here), MIA with covered days and amount, adjustments of the claim; the ending 7 takes nothing off it. Other bills of institutions have MOA.
- An **estimate** (dental predetermination) pays nothing: status 25, and OA 101 for what would be paid.
- **Later payers** pay what those before them left to the patient, whether told by line (2430) or by claim (2320), and tell the rest as
  OA 23: all payers together never pay more than the charge.
- A **replacement** (frequency 7) takes the payment of its original back (status 22, all amounts negative) and decides the new claim, with
  the earlier number in REF F8; a **void** (8) only takes back. The original is named by its payer claim number (REF F8 of the 837); one
  that is not on file, or no longer, is rejected with A7 464.
- **No payment is below zero**: what is missing is carried forward (PLB FB under this trace number) and taken from the payments that follow.

## The ending of the claim number

The digits of the patient control number (CLM01) decide, letters and signs left out; the first row whose ending fits. A number without
digits is paid. What the front end rejects by this table is accepted and paid when it comes again, and so is a replacement of a claim that
was denied.

${table(
  ['Ending', 'What becomes of the claim'],
  endings.map(({ ending, says }) => [ending === '' ? 'any other' : ending, says]),
)}
## The payers

Any payer id stands for a payer without wishes of its own, which takes claims for 365 days after the last service. Medicare is known by its
filing indicator (MA, MB): it wants its form of member numbers and the NPI of who referred or ordered, and Part B takes no replacements.
These ids have a payer behind them that wants more:

${table(
  ['Payer id', 'What it wants'],
  Object.entries(simulatedPayers).map(([id, { says }]) => [id, says]),
)}
Filing limits, days after today, and names for trials are held against files for production (ISA15 P) only, so that samples do not grow old.

## What the front end rejects

Beyond the rules of the guides; up to three are told of a claim.

${table(
  ['What is found', '277CA'],
  frontEndRules.map(({ says, status: { category, status, entity = '' } }) => [says, `${category} ${status} ${entity}`.trim()]),
)}
## What payers deny

The first row that fits a line decides it.

${table(
  ['What is found', 'Adjustment', 'Remark'],
  payerRules.map(({ says, denial: { group, reason, remark = '' } }) => [says, `${group} ${reason}`, remark]),
)}
## Who notices what the edits would have told

When a practice turns an [edit](edits.md) off, this is what comes back. A test sends a claim that breaks each of them.

${table(
  ['Edit', 'Answer', 'Note'],
  Object.entries(editAnswers).map(([id, { answer: heard, why = '', stands }]) => [
    `\`${id}\``,
    heard === 'paid' ? 'nobody notices: paid' : heard === 'refused' ? 'does not leave' : heard,
    [why, stands?.why ?? ''].filter((text) => text !== '').join('; '),
  ]),
)}`
}
