// x12gw overdue: what was sent and waits for an answer, from whom, and what is late.
import type { Command } from 'commander'
import type { Wait } from '../gateway/index.js'
import { dollars, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addOverdue(program: Command): void {
  program
    .command('overdue')
    .description('list what waits for whom, and what is late; exit code 1 when anything is')
    .option('--late', 'only what is late')
    .addHelpText(
      'after',
      '\nWhat is late becomes a work item, which ends by itself when the answer comes.\n\nExample: x12gw overdue --late',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ late?: boolean }>(command)
      await withGateway(options, async ({ overdue, retryAnswers, reassociate }) => {
        await retryAnswers.due()
        await reassociate.review()
        const { waits, opened, closed } = await overdue.review()
        const late = waits.filter(({ isLate }) => isLate)
        const items = (options.late === true ? late : waits).map(toView)
        print(options, { items, lateCount: late.length, opened, closed }, () =>
          table(
            ['Awaited', 'Owed by', 'Since', 'Due on', 'Late', 'Claims', 'For'],
            items.map((wait) => [
              wait.answer,
              wait.owes,
              wait.since.slice(0, 10),
              wait.dueOn,
              wait.isLate ? 'late' : '',
              wait.claims || '',
              subjectOf(wait),
            ]),
            options.late === true ? 'nothing is late' : 'nothing waits for an answer',
          ),
        )
        if (late.length > 0) process.exitCode = 1
      })
    })
}

function toView(wait: Wait): Omit<Wait, 'key'> {
  const { key: _key, ...view } = wait
  return view
}

/** What is awaited is an answer to this. */
function subjectOf({ claim, batchReference, group, interchange, reference, amountCents }: Omit<Wait, 'key'>): string {
  if (amountCents !== undefined) return `${dollars(amountCents)} under ${reference ?? ''}`
  if (claim !== undefined) return `claim ${claim}`
  if (batchReference !== undefined) return `batch ${batchReference}`
  return group === undefined ? `interchange ${interchange ?? ''}` : `group ${group}`
}
