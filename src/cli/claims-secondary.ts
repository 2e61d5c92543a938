// x12gw claims secondary: the claims that a next payer is due, why others are not, and sending them.
import type { Command } from 'commander'
import type { NextPayerClaim, SubmitReport } from '../gateway/index.js'
import { practiceOption } from './claim.js'
import { findClaim } from './find-claim.js'
import { dollars, optionsOf, print, table } from './output.js'
import { describeSubmission, sendNow } from './sending.js'
import { withGateway } from './with-gateway.js'

export function addSecondary(claims: Command): void {
  claims
    .command('secondary')
    .argument('[pcn]', 'patient control number: only this claim, with all that would be sent')
    .option(...practiceOption)
    .option('--send', 'submit what is due: each claim once, under its own number, to the payer after those who decided')
    .option('--hold', 'with --send: write the files into the outbox, and leave the sending to the schedule')
    .description('list the claims that the next payer is due, and why others are not')
    .addHelpText('after', '\nExample: x12gw claims secondary RB000901 --send')
    .action(async (pcn: string | undefined, _options: unknown, command: Command) => {
      const options = optionsOf<{ send?: boolean; hold?: boolean; practice?: string }>(command)
      await withGateway(options, async (gateway) => {
        const { nextPayer, store } = gateway
        const found = pcn === undefined ? await nextPayer.list() : [await nextPayer.of(await findClaim(store, pcn, options.practice))]
        const sent: SubmitReport[] = []
        if (options.send === true)
          for (const { claimId, patientControlNumber: file, isDue } of found)
            if (isDue) sent.push({ ...(await sendNow(gateway, options, await nextPayer.send(claimId))), file })
        const items = found.map(({ claim, ...item }) => (pcn === undefined || claim === undefined ? item : { ...item, claim }))
        print(options, { items, ...(options.send === true ? { sent } : {}) }, () => describe(found, sent, pcn !== undefined))
        const isInVain = options.send === true && pcn !== undefined && sent.length === 0
        if (isInVain || sent.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1
      })
    })
}

function describe(found: readonly NextPayerClaim[], sent: readonly SubmitReport[], isOne: boolean): string {
  const rows = found.map(({ patientControlNumber, isDue, order, payerId, owedCents, rule, wasRejected, reasons }) => [
    patientControlNumber,
    isDue ? 'due' : 'not due',
    order === undefined ? '' : `${order} ${payerId ?? ''}`,
    owedCents === undefined ? '' : dollars(owedCents),
    isDue
      ? `${rule ?? 'no partner'}${wasRejected === true ? ': it was rejected there before; mend it (x12gw claims replace), or send it again' : ''}`
      : reasons.map(({ says }) => says).join('; '),
  ])
  const lines = [
    table(['Claim', 'Next payer', 'Payer', 'Owed', 'Rule, or why not'], rows, 'no claim that a payer decided has another after it'),
  ]
  const [only] = found
  if (isOne && sent.length === 0 && only?.claim !== undefined) lines.push(JSON.stringify([only.claim], undefined, 1))
  lines.push(...sent.map(describeSubmission))
  return lines.join('\n')
}
