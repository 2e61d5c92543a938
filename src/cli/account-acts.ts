// x12gw accounts pay, refund, write-off, transfer, take-back: money that a person moves on a patient's account.
import type { Command } from 'commander'
import type { LedgerEntry } from '../domain/index.js'
import { type AccountActs, type AccountOwner, accountOwners, createAccountActs, paymentMethods } from '../gateway/index.js'
import type { Balances } from '../store/index.js'
import { centsFromR, Fault } from '../values/index.js'
import { dollars, optionsOf, print } from './output.js'
import { person } from './person.js'
import { withGateway } from './with-gateway.js'

interface MoveOptions {
  readonly amount: string
  readonly reason: string
}

export function addAccountActs(accounts: Command): void {
  act(accounts, 'pay', 'the patient paid', 'accounts pay RB000202 --amount 25.00 --by card --ref 4711 --reason "copay at the desk"')
    .option('--by <method>', paymentMethods.join(', '), 'other')
    .option('--ref <reference>', 'cheque or receipt number; the same payment is then not taken twice')
    .action((claim: string, _options: unknown, command: Command) => {
      const { by, ref } = optionsOf<{ by: string; ref?: string }>(command)
      const method = oneOf(paymentMethods, by, '--by')
      return move(command, (acts, about) => acts.pay(claim, { ...about, method, ...(ref === undefined ? {} : { reference: ref }) }))
    })

  act(
    accounts,
    'refund',
    'the patient got money back, at most the credit there is',
    'accounts refund RB000202 --amount 5 --reason "paid twice"',
  )
    .option('--ref <reference>', 'number of the cheque')
    .action((claim: string, _options: unknown, command: Command) => {
      const { ref } = optionsOf<{ ref?: string }>(command)
      return move(command, (acts, about) => acts.refund(claim, { ...about, ...(ref === undefined ? {} : { reference: ref }) }))
    })

  act(accounts, 'write-off', 'nobody is to pay this', 'accounts write-off RB000202 --amount 3.10 --reason "small balance"')
    .option('--from <owner>', `who owes it: ${owners.join(', ')}`, 'patient')
    .action((claim: string, _options: unknown, command: Command) => {
      const from = oneOf(owners, optionsOf<{ from: string }>(command).from, '--from')
      return move(command, (acts, about) => acts.writeOff(claim, { ...about, from }))
    })

  act(
    accounts,
    'transfer',
    'somebody else is to owe it',
    'accounts transfer RB000202 --amount 80 --from primary --to patient --reason "not covered"',
  )
    .requiredOption('--from <owner>', `who owes it now: ${owners.join(', ')}`)
    .requiredOption('--to <owner>', 'who is to owe it')
    .action((claim: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ from: string; to: string }>(command)
      const [from, to] = [oneOf(owners, options.from, '--from'), oneOf(owners, options.to, '--to')]
      return move(command, (acts, about) => acts.transfer(claim, { ...about, from, to }))
    })

  accounts
    .command('take-back')
    .argument('<claim>', 'patient control number')
    .requiredOption('--entry <number>', 'number of the entry, as x12gw ledger --claim tells it')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .description('book the mirror of an entry that a person made on the account')
    .addHelpText('after', '\nExample: x12gw accounts take-back RB000202 --entry 41 --reason "wrong patient"')
    .action(async (claim: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ entry: string; reason: string }>(command)
      if (!/^[1-9]\d{0,14}$/.test(options.entry)) throw new Fault('ARGUMENT_INVALID', '--entry must be the number of an entry')
      await book(command, (acts) => acts.takeBack(claim, Number(options.entry), { reason: options.reason, by: person() }))
    })
}

const owners = Object.keys(accountOwners) as AccountOwner[]

function act(accounts: Command, name: string, description: string, example: string): Command {
  return accounts
    .command(name)
    .argument('<claim>', 'patient control number')
    .requiredOption('--amount <dollars>', 'amount, such as 25.00')
    .requiredOption('--reason <text>', 'why, as it will stand in the books')
    .description(description)
    .addHelpText('after', `\nExample: x12gw ${example}`)
}

function move(
  command: Command,
  act: (acts: AccountActs, about: { cents: number; reason: string; by: string }) => Promise<LedgerEntry>,
): Promise<void> {
  const { amount, reason } = optionsOf<MoveOptions>(command)
  const cents = centsFromR(amount) ?? 0
  if (cents <= 0) throw new Fault('ARGUMENT_INVALID', '--amount must be an amount above 0 in dollars, such as 25.00')
  return book(command, (acts) => act(acts, { cents, reason, by: person() }))
}

async function book(command: Command, act: (acts: AccountActs) => Promise<LedgerEntry>): Promise<void> {
  const options = optionsOf(command)
  await withGateway(options, async ({ store, clock }) => {
    const entry = await act(createAccountActs({ store, clock }))
    const balances: Balances = await store.ledger.balances({ claimId: entry.claimId ?? '' })
    print(options, { entry, balances }, () =>
      [
        `entry ${entry.seq}: ${dollars(entry.cents)} from ${entry.cr} to ${entry.dr}`,
        `the patient owes ${dollars(balances['AR:PATIENT'] ?? 0)} on claim ${entry.claim ?? ''} now`,
      ].join('\n'),
    )
  })
}

function oneOf<T extends string>(known: readonly T[], given: string, option: string): T {
  const found = known.find((each) => each === given)
  if (found === undefined) throw new Fault('ARGUMENT_INVALID', `${option} must be one of ${known.join(', ')}`)
  return found
}
