// A remittance and what it did, for people to read.
import type { ClaimBalance, RemittanceReport } from '../gateway/index.js'
import { dollars, table } from './output.js'

/** Entries and claims that are shown of one remittance: what a screen holds. `--json` has thousands, the books have all. */
const mostShown = 40

export function describeRemittance({
  trace,
  bpr02Cents,
  outcome,
  heldFor,
  whyNotPosted,
  postedCents,
  suspendedCents,
  entries,
  entriesCut,
  claimStates,
}: RemittanceReport): string[] {
  const lines = [`  remittance ${trace} over ${dollars(bpr02Cents)}: ${outcome}${heldFor === undefined ? '' : ` (${heldFor})`}`]
  if (whyNotPosted !== undefined) lines.push(`    not posted: ${whyNotPosted}`)
  if (outcome === 'posted')
    lines.push(`    posted ${dollars(postedCents)} + in suspense ${dollars(suspendedCents)} = ${dollars(postedCents + suspendedCents)}`)
  if (entries.length > 0) {
    const rows = entries
      .slice(0, mostShown)
      .map(({ dr, cr, cents, claim, line, why }) => [dr, cr, dollars(cents), claim ?? '', line ?? '', why])
    lines.push(
      table(
        ['    Debit', 'Credit', 'Amount', 'Claim', 'Line', 'Why'],
        rows.map(([first, ...rest]) => [`    ${first}`, ...rest]),
        '',
      ),
    )
    if (entries.length > mostShown)
      lines.push(`    … and ${entriesCut === true ? 'more than ' : ''}${entries.length - mostShown} more entries (x12gw ledger)`)
  }
  const states = Object.entries(claimStates)
  for (const [claim, state] of states.slice(0, mostShown)) lines.push(`    ${claim} is now ${state}`)
  if (states.length > mostShown) lines.push(`    … and ${states.length - mostShown} more claims (x12gw claims)`)
  return lines
}

/** The accounts of each claim, one line each. */
export function describeBalances(balances: readonly ClaimBalance[]): string {
  return table(
    ['Claim', 'Account', 'Balance after'],
    balances.flatMap(({ claim, balances: of }) => Object.entries(of).map(([account, cents]) => [claim, account, dollars(cents)])),
    'no claim is touched',
  )
}
