// x12gw accounts: the patients' accounts, claim by claim: what was charged, who owes what now, and money that a person moves on them.
import type { Command } from 'commander'
import type { Account } from '../domain/index.js'
import type { Balances, ClaimRecord } from '../store/index.js'
import { addAccountActs } from './account-acts.js'
import { allPages } from './all-pages.js'
import { dollars, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

const owed: readonly Account[] = ['AR:P', 'AR:S', 'AR:T', 'AR:DENIED', 'AR:PATIENT']

export function addAccounts(program: Command): void {
  const accounts = program
    .command('accounts')
    .description("list the patients' accounts: charge, payments, adjustments and who owes the rest, per claim")
    .option('--open', 'only claims on which somebody still owes something')
    .addHelpText('after', '\nExample: x12gw accounts --open')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ open?: boolean }>(command)
      await withGateway(options, async ({ store }) => {
        const items: AccountView[] = []
        const records = await allPages((cursor) => store.claims.list({ limit: 500, ...cursor }))
        const balancesOf = await store.ledger.balancesByClaim(records.map(({ id }) => id))
        for (const record of records) {
          const account = toAccount(record, balancesOf.get(record.id) ?? {})
          if (options.open !== true || account.openCents !== 0) items.push(account)
        }
        const totals = await store.ledger.balances()
        print(options, { items, totals: { balances: totals } }, () =>
          table(
            ['Claim', 'Patient', 'State', 'Charge', 'Paid', 'Adjusted', 'Insurance owes', 'Denied', 'Patient owes'],
            items.map((one) => [
              one.patientControlNumber,
              one.patient,
              one.state,
              ...[one.chargeCents, one.paidCents, one.adjustedCents, one.insuranceCents, one.deniedCents, one.patientCents].map(dollars),
            ]),
            'no accounts yet',
          ),
        )
      })
    })
  addAccountActs(accounts)
}

type AccountView = ReturnType<typeof toAccount>

function toAccount({ patientControlNumber, claim, state, submissionState }: ClaimRecord, balances: Balances) {
  return {
    patientControlNumber,
    patient: [claim.patient.last, claim.patient.first].filter(Boolean).join(', '),
    submissionState,
    state,
    chargeCents: 0 - (balances.REVENUE ?? 0),
    paidCents: sum(balances, ['CASH:REMIT', 'CASH:BANK', 'CASH:PATIENT']),
    adjustedCents: sum(balances, ['ADJ:CONTRACTUAL', 'ADJ:BUNDLE', 'ADJ:WRITEOFF']),
    insuranceCents: sum(balances, ['AR:P', 'AR:S', 'AR:T']),
    deniedCents: balances['AR:DENIED'] ?? 0,
    patientCents: balances['AR:PATIENT'] ?? 0,
    openCents: sum(balances, owed),
    balances,
  }
}

function sum(balances: Balances, names: readonly Account[]): number {
  return names.reduce((total, name) => total + (balances[name] ?? 0), 0)
}
