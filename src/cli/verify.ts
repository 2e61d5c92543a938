// x12gw verify: the proof that nothing is lost, doubled or invented.
import type { Command } from 'commander'
import { verify } from '../verify/index.js'
import { optionsOf, print, progress, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('prove that every byte, claim and cent is accounted for; changes nothing')
    .addHelpText('after', '\nExample: x12gw verify\nExit 1 when anything does not hold.')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store }) => {
        const bar = progress(options, 'verifying', 1)
        const report = await verify(store, (done, of) => bar.update(done / of))
        bar.stop()
        print(options, report, () =>
          [
            table(
              ['Check', 'Holds', 'Looked at', 'What it proves'],
              report.checks.map(({ id, isHeld, examined, says }) => [id, isHeld ? 'yes' : 'NO', examined, says]),
              '',
            ),
            ...report.checks.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${problem}`)),
            report.isHeld ? 'Everything holds.' : 'NOT everything holds.',
          ].join('\n'),
        )
        if (!report.isHeld) process.exitCode = 1
      })
    })
}
