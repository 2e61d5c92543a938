// x12gw remittances: every payment advice that came, with the proof that its money is all accounted for.
import type { Command } from 'commander'
import { type CashStanding, cashStandings, proveRemittance, type RemittanceProof, whyNotPosted } from '../gateway/index.js'
import type { RemittanceRow } from '../store/index.js'
import { allPages } from './all-pages.js'
import { dollars, optionsOf, print, table } from './output.js'
import { addRemittanceActs } from './remittance-acts.js'
import { withGateway } from './with-gateway.js'

export function addRemittances(program: Command): void {
  const remittances = program
    .command('remittances')
    .description('list the remittances: trace, payer, amount, what was posted, what waits, and whether the bank has the money')
    .addHelpText('after', '\nExample: x12gw remittances --json')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store }) => {
        const items: RemittanceView[] = []
        const rows = await allPages((cursor) => store.remittances.list({ limit: 500, ...cursor }))
        const cash = await cashStandings(store, rows)
        for (const row of rows) items.push(toView(row, await proveRemittance(store, row), cash.get(row.id)))
        print(options, { items }, () =>
          table(
            ['Trace', 'Payer', 'Date', 'Amount', 'Claims', 'State', 'Posted', 'In suspense', 'Proven', 'Cash'],
            items.map((one) => [
              one.trace,
              one.payer ?? '',
              one.effectiveOn,
              dollars(one.bpr02Cents),
              one.claims,
              one.heldFor === undefined ? one.state : `${one.state} (${one.heldFor})`,
              dollars(one.postedCents),
              dollars(one.suspendedCents),
              one.state === 'posted' ? (one.isProven ? 'yes' : 'NO') : '-',
              one.cashState ?? '',
            ]),
            'no remittances yet',
          ),
        )
      })
    })
  addRemittanceActs(remittances)
}

type RemittanceView = ReturnType<typeof toView>

function toView(row: RemittanceRow, proof: RemittanceProof, cash: CashStanding | undefined) {
  const { id, remittance, state, heldFor, claimCount } = row
  const why = whyNotPosted(row)
  return {
    id,
    trace: remittance.trace.number,
    payer: remittance.payer.name,
    method: remittance.method,
    effectiveOn: remittance.effectiveOn,
    bpr02Cents: remittance.paidCents,
    claims: claimCount,
    state,
    ...(heldFor === undefined ? {} : { heldFor }),
    ...(why === undefined ? {} : { whyNotPosted: why }),
    ...proof,
    ...cash,
  }
}
