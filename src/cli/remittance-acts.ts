// x12gw remittances show, post, void, compare, link, reject, unlink, not-ours: what a person does with one remittance or claim payment.
import type { Command } from 'commander'
import {
  type ClaimDifference,
  isQuarantined,
  type PostingEffect,
  proposedFor,
  quarantineText,
  whyInSuspense,
  whyNotPosted,
} from '../gateway/index.js'
import type { RemittanceRow, Store } from '../store/index.js'
import { Fault } from '../values/index.js'
import { allPages } from './all-pages.js'
import { dollars, optionsOf, print, table } from './output.js'
import { person } from './person.js'
import { describeBalances, describeRemittance } from './remittance-text.js'
import { withGateway } from './with-gateway.js'

interface ReasonOption {
  readonly reason: string
}

export function addRemittanceActs(remittances: Command): void {
  remittances
    .command('show')
    .argument('<remittance>', 'trace number (TRN02) or id of the remittance')
    .description('one remittance: its posting runs, its claim payments, and where it differs from the one before it')
    .addHelpText('after', '\nExample: x12gw remittances show 1QG00000017')
    .action(async (name: string, _options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store, postings }) => {
        const row = await remittanceNamed(store, name)
        const { id } = row
        const runs = await postings.runs(id)
        const rows = isQuarantined(row) ? [] : await allPages((cursor) => store.remittances.payments(id, { limit: 500, ...cursor }))
        const payments = rows.map((payment) => ({
          id: payment.id,
          ordinal: payment.ordinal,
          state: payment.state,
          claim: payment.payment.patientControlNumber,
          paidCents: payment.payment.paidCents,
          whyNotPosted: whyInSuspense(payment),
          proposed: proposedFor(payment),
          rejected: payment.rejections?.map(({ claim }) => claim),
        }))
        const earlier = row.state === 'held' && !isQuarantined(row) ? await earlierOf(store, id) : undefined
        const differences = earlier === undefined ? [] : await postings.compareRemittances(earlier, id)
        const { state, heldFor, remittance } = row
        const why = whyNotPosted(row)
        print(
          options,
          { id, trace: remittance.trace.number, state, heldFor, whyNotPosted: why, runs, payments, earlier, differences },
          () =>
            [
              `remittance ${remittance.trace.number} over ${dollars(remittance.paidCents)}: ${state}${heldFor === undefined ? '' : ` (${heldFor})`}`,
              ...(why === undefined ? [] : [`not posted: ${why}`]),
              table(
                ['Run', 'Mode', 'State', 'By', 'When', 'Reason'],
                runs.map((run) => [run.id, run.mode, run.state, run.by, run.at, run.reason ?? '']),
                'it was never posted',
              ),
              table(
                ['No', 'Claim', 'State', 'Paid', 'Proposed', 'Not posted'],
                payments.map((one) => [
                  one.ordinal,
                  one.claim,
                  one.state,
                  dollars(one.paidCents),
                  one.proposed.join(' '),
                  one.whyNotPosted ?? '',
                ]),
                isQuarantined(row) ? quarantineText : 'it has no claim payments',
              ),
              ...(earlier === undefined ? [] : [`where it differs from remittance ${earlier}:`, differenceTable(differences)]),
            ].join('\n\n'),
        )
      })
    })

  remittances
    .command('post')
    .argument('<remittance>', 'trace number (TRN02) or id of the remittance')
    .option('--dry-run', 'show what would be booked and the balances after it, and book nothing')
    .option('--reason <text>', 'why; needed for all but a remittance that only waits for review')
    .option('--reissue', 'it is an earlier payment issued again: its posting is taken over')
    .option('--separate', 'it only looks like an earlier payment')
    .description('post a remittance that was held, once judged again, or that was voided')
    .addHelpText('after', '\nExample: x12gw remittances post 1QG00000017 --dry-run')
    .action(async (name: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ dryRun?: boolean; reason?: string; reissue?: boolean; separate?: boolean }>(command)
      const { dryRun = false, reason, reissue, separate } = options
      if (reissue && separate) throw new Fault('ARGUMENT_INVALID', 'it is either a reissue or a separate payment')
      const as = reissue ? ('reissue' as const) : separate ? ('separate' as const) : undefined
      await withGateway(options, async ({ store, postings }) => {
        const { id } = await remittanceNamed(store, name)
        const said = { ...(reason === undefined ? {} : { reason }), ...(as === undefined ? {} : { as }) }
        const effect = await postings.post(id, { by: person(), dryRun, ...said })
        print(options, effect, () => describeEffect(effect))
      })
    })

  remittances
    .command('void')
    .argument('<remittance>', 'trace number (TRN02) or id of the remittance')
    .requiredOption('--reason <text>', 'why')
    .option('--claim-payment <number>', 'only this claim payment of it; its money waits in suspense')
    .option('--with-dependants', 'void what later claim payments built on it as well')
    .option('--dry-run', 'show the balances after it, and book nothing')
    .description('take a posted remittance, or one of its claim payments, out of the books by reversing entries')
    .addHelpText('after', '\nExample: x12gw remittances void 1QG00000017 --reason "cheque was stopped"')
    .action(async (name: string, _options: unknown, command: Command) => {
      const options = optionsOf<ReasonOption & { claimPayment?: string; withDependants?: boolean; dryRun?: boolean }>(command)
      const { reason, claimPayment, withDependants = false, dryRun = false } = options
      if (claimPayment !== undefined && dryRun) throw new Fault('ARGUMENT_INVALID', '--dry-run is for whole remittances')
      const act = { by: person(), reason, withDependants }
      await withGateway(options, async ({ store, postings }) => {
        const { id } = await remittanceNamed(store, name)
        if (claimPayment === undefined) {
          const effect = await postings.void(id, { ...act, dryRun })
          print(options, effect, () => describeEffect(effect))
          return
        }
        await postings.voidPayment(await paymentAt(store, id, claimPayment), act)
        print(
          options,
          { remittanceId: id, claimPayment: Number(claimPayment), state: 'suspended' },
          () => 'voided; its money waits in suspense',
        )
      })
    })

  remittances
    .command('compare')
    .argument('<run>', 'id of a posting run, as `show` tells it')
    .argument('<other>', 'id of the other')
    .description('what two posting runs booked differently')
    .addHelpText('after', '\nExample: x12gw remittances compare 0199… 019a…')
    .action(async (first: string, second: string, _options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ postings }) => {
        const differences = await postings.compareRuns(first, second)
        print(options, { differences }, () =>
          table(
            ['Debit', 'Credit', 'Claim', 'Line', 'Why', 'First', 'Second'],
            differences.map((one) => [
              one.dr,
              one.cr,
              one.claim ?? '',
              one.line ?? '',
              one.why,
              dollars(one.firstCents),
              dollars(one.secondCents),
            ]),
            'both booked the same',
          ),
        )
      })
    })

  paymentAct('link', 'post a claim payment that waits in suspense to this claim', true)
  paymentAct('reject', 'a claim payment that waits is not for this claim: it is not proposed for it again', true)
  paymentAct('unlink', 'take a claim payment off its claim; its money waits in suspense', false)
  paymentAct('not-ours', 'a claim payment that waits is for none of our claims: its money is owed back to the payer', false)

  function paymentAct(name: 'link' | 'reject' | 'unlink' | 'not-ours', description: string, needsClaim: boolean): void {
    const command = remittances
      .command(name)
      .argument('<remittance>', 'trace number (TRN02) or id of the remittance')
      .argument('<claim-payment>', 'number of the claim payment in it, from 1')
      .requiredOption('--reason <text>', 'why')
      .description(description)
    if (needsClaim) command.requiredOption('--claim <number>', 'patient control number of the claim')
    command.addHelpText(
      'after',
      `\nExample: x12gw remittances ${name} 1QG00000017 3 ${needsClaim ? '--claim RB000101 ' : ''}--reason "payer confirmed by phone"`,
    )
    command.action(async (remittance: string, number: string, _options: unknown, self: Command) => {
      const options = optionsOf<ReasonOption & { claim: string }>(self)
      const act = { by: person(), reason: options.reason }
      await withGateway(options, async ({ store, postings }) => {
        const { id } = await remittanceNamed(store, remittance)
        const payment = await paymentAt(store, id, number)
        if (name === 'link') await postings.link(payment, options.claim, act)
        else if (name === 'reject') await postings.reject(payment, options.claim, act)
        else if (name === 'unlink') await postings.voidPayment(payment, act)
        else await postings.disown(payment, act)
        const after = await store.remittances.findPayment(payment)
        const [state, proposed] = [after?.state, after === undefined ? [] : proposedFor(after)]
        print(options, { remittanceId: id, claimPayment: Number(number), state, proposed }, () => {
          if (name !== 'reject') return `claim payment ${number} is now ${state}`
          return `claim payment ${number} is not for ${options.claim}; proposed now: ${proposed.join(', ') || 'no claim'}`
        })
      })
    })
  }
}

/** By id, or by a trace number that only one has. */
async function remittanceNamed(store: Store, name: string): Promise<RemittanceRow> {
  const row = await store.remittances.find(name)
  if (row !== undefined) return row
  const found = (await allPages((cursor) => store.remittances.list({ limit: 500, ...cursor }))).filter(
    ({ remittance, state }) => remittance.trace.number === name && state !== 'duplicate',
  )
  const [only, ...more] = found
  if (only === undefined) throw new Fault('NOT_FOUND', 'there is no such remittance')
  if (more.length > 0)
    throw new Fault('REFUSED', `several remittances have this trace: ${found.map(({ id }) => id).join(', ')}; name one by its id`)
  return only
}

async function paymentAt(store: Store, remittanceId: string, number: string): Promise<string> {
  if (!/^[1-9]\d{0,8}$/.test(number)) throw new Fault('ARGUMENT_INVALID', 'a claim payment is told by its number, from 1')
  const rows = await allPages((cursor) => store.remittances.payments(remittanceId, { limit: 500, ...cursor }))
  const found = rows.find(({ ordinal }) => ordinal === Number(number))
  if (found === undefined) throw new Fault('NOT_FOUND', 'there is no such claim payment')
  return found.id
}

/** The remittance that a held one is in conflict with, or repeats. */
async function earlierOf(store: Store, remittanceId: string): Promise<string | undefined> {
  const { items } = await store.workItems.list({ remittanceId, types: ['remittance-conflict', 'possible-reissue'], limit: 1 })
  const earlier = items[0]?.facts?.first ?? items[0]?.facts?.earlier
  return typeof earlier === 'string' ? earlier : undefined
}

function differenceTable(differences: readonly ClaimDifference[]): string {
  return table(
    ['Claim', 'Charged', 'Paid', 'Charged here', 'Paid here'],
    differences.map(({ claim, first, second }) => [
      claim,
      ...[first?.chargedCents, first?.paidCents, second?.chargedCents, second?.paidCents].map((cents) =>
        cents === undefined ? '-' : dollars(cents),
      ),
    ]),
    'no claim differs',
  )
}

function describeEffect({ isDryRun, remittance, balances }: PostingEffect): string {
  const lines = [...describeRemittance(remittance), describeBalances(balances)]
  return [...(isDryRun ? ['a dry run: nothing was booked'] : []), ...lines].join('\n')
}
