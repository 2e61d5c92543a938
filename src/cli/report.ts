// x12gw report: the figures of the practice, as a table, CSV or JSON.
import { type Command, Option } from 'commander'
import { type Column, exportFormats } from '../export/index.js'
import { createReports, type Reports } from '../gateway/index.js'
import {
  ageingColumns,
  denialColumns,
  type DenialGrouping,
  figureColumns,
  figureDefinitions,
  type Grouping,
  type Period,
  underpaymentColumns,
} from '../reports/index.js'
import { type Cents, type Clock, dayOf, Fault, formatCents, type IsoDate, toIsoDate } from '../values/index.js'
import { type GlobalOptions, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

interface PeriodOptions extends GlobalOptions {
  readonly from?: string
  readonly to?: string
  readonly csv?: boolean
}

const csvOption = ['--csv', 'CSV on standard output, safe to open in a spreadsheet'] as const

export function addReport(program: Command): void {
  const report = program
    .command('report')
    .description('the figures of the practice: as a table, as CSV, or as JSON')
    .addHelpText('after', '\nExample: x12gw report figures --by payer --from 2026-01-01\nEvery formula: docs/reports.md')
  addPeriod(report.command('figures'))
    .description('acceptance, denials, collection, days in A/R, auto-posting, EFT matching and lags: every figure with its two counts')
    .option('--by <group>', 'payer or provider (billing NPI)')
    .addHelpText('after', '\nExample: x12gw report figures --by payer --from 2026-01-01 --to 2026-03-31 --csv')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<PeriodOptions & { by?: string }>(command)
      const by = toGrouping(options.by)
      await tell(
        options,
        figureColumns,
        'no figures yet',
        (reports, clock) => reports.figures(toPeriod(options, clock), by),
        figureDefinitions,
      )
    })
  addPeriod(report.command('denials'))
    .description('what payers refused in their first decision, by payer and reason, the most expensive first')
    .addOption(new Option('--by <group>', 'a row a reason, or a row a CORE 360 business scenario').choices(['reason', 'scenario']))
    .addHelpText('after', '\nExample: x12gw report denials --from 2026-01-01 --by scenario')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<PeriodOptions & { by?: DenialGrouping }>(command)
      await tell(options, denialColumns, 'no denials', (reports, clock) => reports.denials(toPeriod(options, clock), options.by))
    })
  addPeriod(report.command('underpayments'))
    .description('what payers allowed less, or more, than the fee schedule says, and is still open; by payer')
    .addHelpText('after', '\nExample: x12gw report underpayments --from 2026-01-01 --csv')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<PeriodOptions>(command)
      await tell(options, underpaymentColumns, 'no open difference to a fee schedule', (reports, clock) =>
        reports.underpayments(toPeriod(options, clock)),
      )
    })
  report
    .command('ageing')
    .description('receivables by age, who owes them and under which payer; the total is the ledger’s')
    .option('--as-of <day>', 'as the books stood at the end of this day (YYYY-MM-DD); today unless said')
    .option('--from-owner', 'age from the day the one who owes now became the one, not from the day of service')
    .option(...csvOption)
    .addHelpText('after', '\nExample: x12gw report ageing --as-of 2026-03-31')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ asOf?: string; fromOwner?: boolean; csv?: boolean }>(command)
      const ageFrom = options.fromOwner === true ? 'owner' : 'service'
      await tell(options, ageingColumns, 'nothing is owed', (reports, clock) =>
        reports.ageing(toDay(options.asOf, '--as-of') ?? dayOf(clock()), ageFrom),
      )
    })
}

function addPeriod(command: Command): Command {
  return command
    .option('--from <day>', 'first day of the period (YYYY-MM-DD); from the beginning unless said')
    .option('--to <day>', 'last day of the period, and the day at whose end the books are read; today unless said')
    .option(...csvOption)
}

async function tell<Row>(
  options: GlobalOptions & { readonly csv?: boolean },
  columns: readonly Column<Row>[],
  nothing: string,
  read: (reports: Reports, clock: Clock) => Promise<readonly Row[]>,
  definitions?: Readonly<Record<string, string>>,
): Promise<void> {
  await withGateway(options, async ({ store, treatments, clock }) => {
    const items = await read(createReports({ store, treatments }), clock)
    if (options.csv === true) {
      for await (const bytes of exportFormats.csv.write(columns, [items])) process.stdout.write(bytes)
      return
    }
    print(options, { items, ...(definitions === undefined ? {} : { definitions }) }, () => {
      const told = table(
        columns.map(({ name }) => name.replaceAll('_', ' ')),
        items.map((row) => columns.map((column) => cellOf(column, row))),
        nothing,
      )
      return [told, ...Object.entries(definitions ?? {}).map(([name, says]) => `${name}: ${says}`)].join('\n')
    })
  })
}

/** A rate over nothing is "-", never 0 or 100. */
function cellOf<Row>(column: Column<Row>, row: Row): string | number {
  const value = column.of(row)
  if (value === undefined) return '-'
  return column.kind === 'dollars' ? formatCents(value as Cents) : value
}

function toPeriod({ from, to }: PeriodOptions, clock: Clock): Period {
  const first = toDay(from, '--from')
  return { ...(first === undefined ? {} : { from: first }), to: toDay(to, '--to') ?? dayOf(clock()) }
}

function toDay(text: string | undefined, option: string): IsoDate | undefined {
  if (text === undefined) return undefined
  const day = toIsoDate(text)
  if (day === undefined) throw new Fault('ARGUMENT_INVALID', `${option} must be a day such as 2026-03-31`)
  return day
}

function toGrouping(text: string | undefined): Grouping | undefined {
  if (text === undefined || text === 'payer' || text === 'provider') return text
  throw new Fault('ARGUMENT_INVALID', '--by must be payer or provider')
}
