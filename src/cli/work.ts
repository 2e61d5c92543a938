// x12gw work: what waits for a person, and what the person does with it.
import { userInfo } from 'node:os'
import { type Command, Option } from 'commander'
import { type WorkAction, workActions, type WorkEvent } from '../domain/index.js'
import { type DenialWork, gateOf, type WorkFile, toWorkItemView } from '../gateway/index.js'
import { type DenialScenario, denialScenarios } from '../ledger/index.js'
import type { WorkItem } from '../store/index.js'
import { dayOf, Fault, type IsoDate, toCents, toIsoDate } from '../values/index.js'
import { allPages } from './all-pages.js'
import { dollars, type GlobalOptions, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addWork(program: Command): void {
  const work = program
    .command('work')
    .description('list what waits for a person, and the amounts that wait with it')
    .option('--all', 'resolved items and those out of sight too')
    .option('--type <type>', 'only items of this type, such as denial')
    .option('--by-priority', 'open denials alone, what a day’s delay puts most at risk first')
    .addOption(new Option('--scenario <scenario>', 'with --by-priority: only of this CORE 360 business scenario').choices(denialScenarios))
    .option('--mine', 'only items assigned to me')
    .option('--assigned-to <name>', 'only items assigned to this person')
    .addHelpText('after', '\nExample: x12gw work --type denial')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<ListOptions>(command)
      const assignedTo = options.mine === true ? me() : options.assignedTo
      await withGateway(options, async ({ store, clock, workQueue }) => {
        if (options.byPriority === true || options.scenario !== undefined)
          return tellDenials(options, await workQueue.denials(options.scenario))
        const found = await allPages((cursor) =>
          store.workItems.list({
            limit: 500,
            ...cursor,
            ...(options.all === true ? {} : { state: 'open' as const, inSightOn: dayOf(clock()) }),
            ...(options.type === undefined ? {} : { type: options.type }),
            ...(assignedTo === undefined ? {} : { assignedTo }),
          }),
        )
        print(options, { items: found.map(toView) }, () => `${listed(found)}${waiting(found)}`)
      })
    })

  work
    .command('show')
    .argument('<item>', 'id of the item')
    .description('one item with its facts, its deadline and everything that was done with it')
    .addHelpText('after', '\nExample: x12gw work show 0199…')
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ workQueue }) => {
        const { item, ...rest } = await workQueue.open(id)
        print(options, { ...toView(item), ...rest }, () => shown({ item, ...rest }))
      })
    })

  act(work, 'assign', 'give an item to somebody, or to nobody', 'x12gw work assign 0199… --to maria')
    .option('--to <name>', 'who works on it; left out, nobody does')
    .action((id: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ to?: string }>(command)
      return done(id, command, ({ workQueue }) => workQueue.assign(id, actor(), options.to))
    })

  act(work, 'note', 'write something down about an item', 'x12gw work note 0199… --text "spoke to the payer, reference 4711"')
    .requiredOption('--text <text>', 'the note')
    .action((id: string, _options: unknown, command: Command) => {
      const { text } = optionsOf<{ text: string }>(command)
      return done(id, command, ({ workQueue }) => workQueue.note(id, actor(), text))
    })

  act(work, 'snooze', 'put an item out of sight until a day, or bring it back', 'x12gw work snooze 0199… --until 2026-12-15')
    .option('--until <day>', 'YYYY-MM-DD; left out, it is in sight again')
    .action((id: string, _options: unknown, command: Command) => {
      const { until } = optionsOf<{ until?: string }>(command)
      const day = until === undefined ? undefined : dayFrom(until)
      return done(id, command, ({ workQueue }) => workQueue.snooze(id, actor(), day))
    })

  act(work, 'decide', 'decide what is to be done about an item', 'x12gw work decide 0199… --action write-off --reason "below the limit"')
    .addOption(new Option('--action <action>', 'what is to be done').choices(workActions).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', 'write-off, bill-patient and bill-other-payer move the denied money of the claim and close the item.')
    .action((id: string, _options: unknown, command: Command) => {
      const { action, reason } = optionsOf<{ action: WorkAction; reason: string }>(command)
      return done(id, command, ({ workQueue }) => workQueue.decide(id, actor(), action, reason))
    })

  act(work, 'resolve', 'close an item', 'x12gw work resolve 0199… --reason "payer sent a corrected remittance"')
    .requiredOption('--reason <text>', 'why it is settled')
    .action((id: string, _options: unknown, command: Command) => {
      const { reason } = optionsOf<{ reason: string }>(command)
      return done(id, command, ({ workQueue }) => workQueue.resolve(id, actor(), reason))
    })
}

interface ListOptions {
  readonly all?: boolean
  readonly type?: string
  readonly mine?: boolean
  readonly assignedTo?: string
  readonly byPriority?: boolean
  readonly scenario?: DenialScenario
}

function tellDenials(options: GlobalOptions, denials: readonly DenialWork[]): void {
  const items = denials.map(({ item, ...rest }) => ({ ...toView(item), ...rest }))
  print(options, { items }, () =>
    table(
      ['Item', 'Priority', 'Claim', 'Amount', 'Scenario', 'Appeal by', 'Correct by', 'Next action'],
      denials.map(({ item, priority, scenario, appealBy = '', fixBy = '' }) => [
        item.id,
        priority,
        item.claim ?? '',
        dollars(item.cents ?? 0),
        scenario,
        appealBy,
        fixBy,
        item.decided === undefined ? (item.nextAction ?? '') : `decided: ${item.decided}`,
      ]),
      'no open denial',
    ),
  )
}

type Work = Parameters<Parameters<typeof withGateway>[1]>[0]

function act(work: Command, name: string, description: string, example: string): Command {
  return work.command(name).argument('<item>', 'id of the item').description(description).addHelpText('after', `\nExample: ${example}`)
}

/** Does it, keeps the audit trail in the same transaction, and tells how the item stands then. */
async function done(id: string, command: Command, what: (gateway: Work) => Promise<unknown>): Promise<void> {
  const options = optionsOf(command)
  await withGateway(options, async (gateway) => {
    const { store, clock, workQueue } = gateway
    await store.transaction(async () => {
      await what(gateway)
      await store.audit.append({ at: clock(), actor: actor(), action: `work-item.${command.name()}`, object: `work-item:${id}` })
    })
    const { item } = await workQueue.open(id)
    print(options, toView(item), () => [item.state, ...standing(item)].join(', '))
  })
}

const me = (): string => userInfo().username
const actor = (): string => `user:${me()}`

function dayFrom(text: string): IsoDate {
  const day = toIsoDate(text)
  if (day === undefined) throw new Fault('ARGUMENT_INVALID', `--until ${text}: a day is written YYYY-MM-DD`)
  return day
}

function toView(item: WorkItem): object {
  const { state, openedAt, assignedTo, snoozedUntil, decided } = item
  return { ...toWorkItemView(item), state, openedAt, assignedTo, snoozedUntil, decided }
}

function listed(items: readonly WorkItem[]): string {
  return table(
    ['Item', 'Type', 'Claim', 'Amount', 'Who', 'Next action'],
    items.map((item) => [
      item.id,
      item.type,
      item.claim ?? '',
      item.cents === undefined ? '' : dollars(item.cents),
      item.assignedTo ?? '',
      item.decided === undefined ? (item.nextAction ?? '') : `decided: ${item.decided}`,
    ]),
    'nothing waits for a person',
  )
}

/** What waits, by type: how many items, and how much money with them. */
function waiting(items: readonly WorkItem[]): string {
  if (items.length === 0) return ''
  const types = [...new Set(items.map(({ type }) => type))].toSorted()
  const rows = types.map((type) => {
    const some = items.filter((item) => item.type === type)
    const cents = some.reduce((sum, item) => sum + (item.cents ?? 0), 0)
    return [type, some.length, cents === 0 ? '' : dollars(toCents(cents))]
  })
  return `\n\n${table(['Waiting', 'Items', 'Amount'], rows, '')}`
}

function standing({ assignedTo, snoozedUntil, decided }: WorkItem): readonly string[] {
  return [
    ...(assignedTo === undefined ? [] : [`assigned to ${assignedTo}`]),
    ...(snoozedUntil === undefined ? [] : [`out of sight until ${snoozedUntil}`]),
    ...(decided === undefined ? [] : [`decided: ${decided}`]),
  ]
}

function shown({ item, history, appealBy, fixBy, scenario, priority, deniedCents }: WorkFile): string {
  const facts = Object.entries(item.facts ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
  const gate = gateOf(item.type)
  const rows = [
    ['type', item.type],
    ['state', [item.state, ...standing(item)].join(', ')],
    ['opened', item.openedAt],
    ...(item.claim === undefined ? [] : [['claim', item.claim]]),
    ...(item.cents === undefined ? [] : [['amount', dollars(item.cents)]]),
    ...(deniedCents === undefined || deniedCents === 0 ? [] : [['denied, claim as a whole', dollars(toCents(deniedCents))]]),
    ...(appealBy === undefined ? [] : [['appeal by', appealBy]]),
    ...(fixBy === undefined ? [] : [['correct by', fixBy]]),
    ...(scenario === undefined ? [] : [['scenario', scenario]]),
    ...(priority === undefined ? [] : [['priority', String(priority)]]),
    ...(gate === undefined ? [] : [['not posted', gate]]),
    ...(item.nextAction === undefined ? [] : [['next action', item.nextAction]]),
    ...facts,
  ]
  return [rows.map(([name, value]) => `${`${name}:`.padEnd(26)}${value}`).join('\n'), ...history.map(told)].join('\n')
}

function told({ at, by, kind, value, text }: WorkEvent): string {
  return `  ${at}  ${by}  ${kind}${value === undefined ? '' : ` ${value}`}${text === undefined ? '' : `: ${text}`}`
}
