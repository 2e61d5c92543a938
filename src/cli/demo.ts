// x12gw demo: the whole way of a claim, with a simulated clearinghouse, in less than a minute.
import { join } from 'node:path'
import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { startDemo } from '../demo.js'
import type { Account } from '../domain/index.js'
import { proveRemittance } from '../gateway/index.js'
import type { Gateway } from '../compose.js'
import type { Balances } from '../store/index.js'
import { verify } from '../verify/index.js'
import { dollars, optionsOf, print, remark, table } from './output.js'
import { untilStopped } from './until-stopped.js'
import { configOf } from './with-gateway.js'

export function addDemo(program: Command): void {
  program
    .command('demo')
    .option('--once', 'end after the story, and leave nothing running')
    .description('sample claims go to a simulated clearinghouse over SFTP; its answers and money come back and are posted')
    .addHelpText('after', '\nExample: x12gw demo --once\nIts data is kept in <data>/demo; delete that folder to begin anew.')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ once?: boolean }>(command)
      const { dataDir } = configOf(options)
      const config = readConfig({ ...(options.config === undefined ? {} : { file: options.config }), data: join(dataDir, 'demo') })
      remark(options, 'Starting the gateway, and a clearinghouse simulator as its partner …')
      const demo = await startDemo(config)
      try {
        const isWhole = await demo.play((line) => remark(options, line))
        const story = await tellStory(demo.gateway)
        const proof = await verify(demo.gateway.store)
        print(options, { ...story, verified: proof.isHeld, isWhole }, () => describe(story, proof.isHeld))
        if (!isWhole) remark(options, 'Not every claim was answered in time; start the demonstration again, it goes on where it was.')
        if (!isWhole || !proof.isHeld) process.exitCode = 1
        if (options.once === true) return
        const { url } = demo.running
        remark(
          {},
          `\nThe API runs at ${url}\nIts key: ${demo.apiKey}\nTry:     curl -H "Authorization: Bearer ${demo.apiKey}" ${url}/api/v1/claims\nAll of it is described at ${url}/docs\nCtrl-C stops the demonstration.`,
        )
        await untilStopped()
        remark(options, 'Stopping …')
      } finally {
        await demo.close()
      }
    })
}

interface Story {
  readonly claims: readonly {
    readonly patientControlNumber: string
    readonly steps: readonly string[]
    readonly state: string
    readonly chargeCents: number
    readonly paidCents: number
    readonly adjustedCents: number
    readonly deniedCents: number
    readonly patientCents: number
  }[]
  readonly remittances: readonly {
    readonly trace: string
    readonly bpr02Cents: number
    readonly postedCents: number
    readonly suspendedCents: number
    readonly isProven: boolean
  }[]
}

async function tellStory({ store }: Gateway): Promise<Story> {
  const claims = []
  for (const claim of (await store.claims.list({ limit: 500 })).items.toReversed()) {
    const steps = (await store.claims.timeline(claim.id)).map(({ event }) => event)
    const balances = await store.ledger.balances({ claimId: claim.id })
    claims.push({
      patientControlNumber: claim.patientControlNumber,
      steps,
      state: claim.state === 'submitted' ? claim.submissionState : claim.state,
      chargeCents: claim.chargeCents,
      paidCents: sum(balances, ['CASH:REMIT']),
      adjustedCents: sum(balances, ['ADJ:CONTRACTUAL', 'ADJ:BUNDLE']),
      deniedCents: sum(balances, ['AR:DENIED']),
      patientCents: sum(balances, ['AR:PATIENT']),
    })
  }
  const remittances = []
  for (const row of (await store.remittances.list({ limit: 500 })).items.toReversed())
    remittances.push({ trace: row.remittance.trace.number, bpr02Cents: row.remittance.paidCents, ...(await proveRemittance(store, row)) })
  return { claims, remittances }
}

function sum(balances: Balances, names: readonly Account[]): number {
  return names.reduce((total, name) => total + (balances[name] ?? 0), 0)
}

function describe({ claims, remittances }: Story, isVerified: boolean): string {
  return [
    '',
    'What became of each claim',
    table(
      ['Claim', 'Way', 'Charge', 'Paid', 'Adjusted', 'Denied', 'Patient owes'],
      claims.map((one) => [
        one.patientControlNumber,
        one.steps.filter((step) => step !== 'batched').join(' > '),
        ...[one.chargeCents, one.paidCents, one.adjustedCents, one.deniedCents, one.patientCents].map(dollars),
      ]),
      'no claims',
    ),
    '',
    'Every remittance, proven: what the payer says it paid = posted + in suspense',
    table(
      ['Trace', 'BPR02', 'Posted', 'In suspense', 'Proven'],
      remittances.map((one) => [
        one.trace,
        dollars(one.bpr02Cents),
        dollars(one.postedCents),
        dollars(one.suspendedCents),
        one.isProven ? 'yes' : 'NO',
      ]),
      'no remittances',
    ),
    '',
    isVerified ? 'x12gw verify: everything holds.' : 'x12gw verify: NOT everything holds.',
  ].join('\n')
}
