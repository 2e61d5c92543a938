#!/usr/bin/env node
// Where the program starts: the commands put together, and the exit code (0 good, 1 findings or refused, 2 could not run).
import { Command, CommanderError } from 'commander'
import { readConfig } from '../config.js'
import { Fault, faultCodes } from '../values/index.js'
import { addAccounts } from './accounts.js'
import { addAck } from './ack.js'
import { addBatch } from './batch.js'
import { addClaim } from './claim.js'
import { addClaims } from './claims.js'
import { addCodes } from './codes.js'
import { addDeidentify } from './deidentify.js'
import { addDemo } from './demo.js'
import { addFromJson } from './from-json.js'
import { addInspect } from './inspect.js'
import { addIntake } from './intake.js'
import { addKeys } from './keys.js'
import { addLedger } from './ledger.js'
import { addMerge } from './merge.js'
import { addMigrate } from './migrate.js'
import { addOutbox } from './outbox.js'
import { addOverdue } from './overdue.js'
import { addPartner } from './partner.js'
import { addPractice } from './practice.js'
import { addQuery } from './query.js'
import { addReceive } from './receive.js'
import { addRemittances } from './remittances.js'
import { addServe } from './serve.js'
import { addSplit } from './split.js'
import { addSubmit } from './submit.js'
import { addToJson } from './to-json.js'
import { addValidate } from './validate.js'
import { addVerify } from './verify.js'
import { addVerifyPacket } from './verify-packet.js'
import { addWork } from './work.js'

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

for (const add of [
  addServe,
  addDemo,
  addMigrate,
  addPractice,
  addPartner,
  addClaim,
  addClaims,
  addSubmit,
  addIntake,
  addBatch,
  addReceive,
  addValidate,
  addInspect,
  addQuery,
  addToJson,
  addFromJson,
  addSplit,
  addMerge,
  addDeidentify,
  addAck,
  addCodes,
  addRemittances,
  addAccounts,
  addLedger,
  addWork,
  addOutbox,
  addOverdue,
  addVerify,
  addVerifyPacket,
  addKeys,
])
  add(program)

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
