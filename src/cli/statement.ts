// x12gw statement: what a patient is told of the account, as data, page or PDF.
import type { Command } from 'commander'
import { createStatements } from '../gateway/index.js'
import { practiceOption } from './claim.js'
import { findClaim } from './find-claim.js'
import { leaveTrace } from './leave-trace.js'
import { optionsOf, print } from './output.js'
import { paperFormatOf, paperOption, putPaper } from './paper-file.js'
import { withGateway } from './with-gateway.js'

export function addStatement(program: Command): void {
  program
    .command('statement')
    .argument('<pcn>', 'patient control number (CLM01) of any claim of the patient')
    .option(...practiceOption)
    .option(...paperOption)
    .description('the statement of a patient: all claims of the person, what insurance did, and what is due')
    .addHelpText(
      'after',
      '\nExample: x12gw statement RB000201 --out statement.pdf\n' +
        'Claims that wait for a decision whether the patient may be billed are shown, and nothing of them is due.\n' +
        'With --json and without --out the figures are told as data.',
    )
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ practice?: string; out?: string }>(command)
      const format = paperFormatOf(options.out)
      await withGateway(options, async (gateway) => {
        const claim = await findClaim(gateway.store, pcn, options.practice)
        const { statement, bytes } = await createStatements(gateway).paper(claim, format)
        for (const { claimId } of statement.claims) await leaveTrace(gateway, 'account.statement', `claim:${claimId}`)
        putPaper(options, bytes, (value, human) => print(options, options.out === undefined ? statement : value, human))
      })
    })
}
