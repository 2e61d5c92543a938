#!/usr/bin/env node
// Where the program starts: the commands put together, and the exit code (0 good, 1 findings or refused, 2 could not run).
import { Command, CommanderError } from 'commander'
import { readConfig } from '../config.js'
import { Fault, faultCodes } from '../values/index.js'

/** Each command under its name, in the order of the help. A file is read when its command is asked for: nobody waits for the others. */
const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  serve: async () => (await import('./serve.js')).addServe,
  demo: async () => (await import('./demo.js')).addDemo,
  migrate: async () => (await import('./migrate.js')).addMigrate,
  practice: async () => (await import('./practice.js')).addPractice,
  partner: async () => (await import('./partner.js')).addPartner,
  claim: async () => (await import('./claim.js')).addClaim,
  claims: async () => (await import('./claims.js')).addClaims,
  submit: async () => (await import('./submit.js')).addSubmit,
  intake: async () => (await import('./intake.js')).addIntake,
  batch: async () => (await import('./batch.js')).addBatch,
  receive: async () => (await import('./receive.js')).addReceive,
  validate: async () => (await import('./validate.js')).addValidate,
  inspect: async () => (await import('./inspect.js')).addInspect,
  query: async () => (await import('./query.js')).addQuery,
  'to-json': async () => (await import('./to-json.js')).addToJson,
  'from-json': async () => (await import('./from-json.js')).addFromJson,
  split: async () => (await import('./split.js')).addSplit,
  merge: async () => (await import('./merge.js')).addMerge,
  deidentify: async () => (await import('./deidentify.js')).addDeidentify,
  ack: async () => (await import('./ack.js')).addAck,
  codes: async () => (await import('./codes.js')).addCodes,
  remittances: async () => (await import('./remittances.js')).addRemittances,
  eob: async () => (await import('./eob.js')).addEob,
  deposits: async () => (await import('./deposits.js')).addDeposits,
  fees: async () => (await import('./fees.js')).addFees,
  accounts: async () => (await import('./accounts.js')).addAccounts,
  ledger: async () => (await import('./ledger.js')).addLedger,
  statement: async () => (await import('./statement.js')).addStatement,
  report: async () => (await import('./report.js')).addReport,
  work: async () => (await import('./work.js')).addWork,
  outbox: async () => (await import('./outbox.js')).addOutbox,
  overdue: async () => (await import('./overdue.js')).addOverdue,
  verify: async () => (await import('./verify.js')).addVerify,
  'verify-packet': async () => (await import('./verify-packet.js')).addVerifyPacket,
  keys: async () => (await import('./keys.js')).addKeys,
}

/** The commands that the words of the command line name; all of them when it names none, so that the help can list them. */
function asked(words: readonly string[]): readonly (() => Promise<(program: Command) => void>)[] {
  const named = words.filter((word) => Object.hasOwn(commands, word)).map((word) => commands[word])
  return (named.length > 0 ? [...new Set(named)] : Object.values(commands)).filter((load) => load !== undefined)
}

const program = new Command('x12gw')
  .description('The X12 EDI gateway for medical practices: claims out, answers and money in, every cent accounted for.')
  .version(readConfig({ environment: {} }).version, '--version', 'print the version')
  .option('--config <file>', 'settings laid over config/default.yaml')
  .option('--data <dir>', 'folder of the embedded database, keys and local exchange folders (default ./data)')
  .option('--json', 'print one JSON document on standard output, and nothing else there')
  .option('--quiet', 'no progress and no remarks on standard error')
  .helpCommand('help [command]', 'show what a command does, with an example')
  .addHelpText(
    'after',
    '\nExit codes: 0 good, 1 findings or a business refusal, 2 could not run.\nFirst steps: x12gw demo, or x12gw practice add --help',
  )
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()

for (const add of await Promise.all(asked(process.argv.slice(2)).map((load) => load()))) add(program)

/** A reader that stops early (`| head`) is no fault of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  // An option that is not understood may stop the reading before --json was reached.
  const isJson = process.argv.includes('--json')
  if (error instanceof CommanderError) {
    if (isJson) tellJson('ARGUMENT_INVALID', error.message.replace(/^error: /, ''))
    return 2
  }
  const fault =
    error instanceof Fault ? error : new Fault('INTERNAL', 'an unexpected fault; please report it with the trace below', { cause: error })
  if (isJson) tellJson(fault.code, fault.message)
  process.stderr.write(`x12gw: ${fault.message} (${fault.code})\n`)
  if (fault.code === 'INTERNAL' && fault.cause instanceof Error) process.stderr.write(`${fault.cause.stack ?? fault.cause.message}\n`)
  return faultCodes[fault.code].exit
}

function tellJson(code: string, message: string): void {
  process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
}
