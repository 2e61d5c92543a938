// x12gw ledger: the books, entry by entry or as balances, and entries by hand.
import type { Command } from 'commander'
import { type Account, accounts } from '../domain/index.js'
import { enterByHand } from '../gateway/index.js'
import { Fault, toCents } from '../values/index.js'
import { allPages } from './all-pages.js'
import { addLedgerExport } from './ledger-export.js'
import { dollars, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addLedger(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('list the entries of the books, in posting order')
    .option('--balances', 'the balance of every account that ever moved, debit positive')
    .option('--claim <number>', 'only entries of the claim with this patient control number')
    .option('--account <account>', 'only entries that touch this account')
    .addHelpText('after', '\nExample: x12gw ledger --balances')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ balances?: boolean; claim?: string; account?: string }>(command)
      const account = options.account === undefined ? undefined : toAccount(options.account, '--account')
      await withGateway(options, async ({ store }) => {
        const claimId = options.claim === undefined ? undefined : (await store.claims.byNumbers([options.claim]))[0]?.id
        if (options.claim !== undefined && claimId === undefined) throw new Fault('NOT_FOUND', 'no claim has this patient control number')
        const of = claimId === undefined ? {} : { claimId }
        if (options.balances === true) {
          const balances = await store.ledger.balances(of)
          print(options, { balances }, () =>
            table(
              ['Account', 'Balance'],
              Object.entries(balances).map(([name, cents]) => [name, dollars(cents)]),
              'nothing was booked yet',
            ),
          )
          return
        }
        const items = await allPages((cursor) =>
          store.ledger.entries({ limit: 1000, ...of, ...cursor, ...(account === undefined ? {} : { account }) }),
        )
        print(options, { items }, () =>
          table(
            ['No', 'Debit', 'Credit', 'Amount', 'Claim', 'Line', 'Why', 'Reference'],
            items.map(({ seq, dr, cr, cents, claim, line, why, ref }) => [
              seq,
              dr,
              cr,
              dollars(cents),
              claim ?? '',
              line ?? '',
              why,
              ref ?? '',
            ]),
            'nothing was booked yet',
          ),
        )
      })
    })

  addLedgerExport(ledger)
  ledger
    .command('enter')
    .description('book one entry by hand, with a reason')
    .requiredOption('--dr <account>', 'account debited')
    .requiredOption('--cr <account>', 'account credited')
    .requiredOption('--cents <cents>', 'amount in whole cents, above 0')
    .requiredOption('--why <reason>', 'the reason, as it will stand in the books')
    .option('--ref <reference>', "the payer's reference, such as a claim number of theirs")
    .option('--claim <number>', 'patient control number of the claim concerned')
    .addHelpText('after', '\nExample: x12gw ledger enter --dr AR:P --cr DUE:PAYER --cents 7500 --why "overpayment letter" --claim RB000601')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ dr: string; cr: string; cents: string; why: string; ref?: string; claim?: string }>(command)
      if (!/^[1-9]\d{0,14}$/.test(options.cents)) throw new Fault('ARGUMENT_INVALID', '--cents must be a whole number above 0')
      await withGateway(options, async ({ store, clock }) => {
        const entry = await enterByHand(
          { store, clock },
          {
            dr: toAccount(options.dr, '--dr'),
            cr: toAccount(options.cr, '--cr'),
            cents: toCents(Number(options.cents)),
            why: options.why,
            ...(options.ref === undefined ? {} : { ref: options.ref }),
            ...(options.claim === undefined ? {} : { claim: options.claim }),
          },
        )
        print(options, entry, () => `entry ${entry.seq}: ${entry.dr} from ${entry.cr}, ${dollars(entry.cents)}`)
      })
    })
}

function toAccount(text: string, option: string): Account {
  if (!(text in accounts))
    throw new Fault('ARGUMENT_INVALID', `${option} ${text} is no account; there are: ${Object.keys(accounts).join(', ')}`)
  return text as Account
}
