// x12gw ack: the answers to a file, as X12 on standard output. Needs no database.
import type { Command } from 'commander'
import { createFileAnswerer, type FileAnswer, loadClaimAnswers } from '../codecs/index.js'
import { loadGuides } from '../compose.js'
import { systemClock } from '../values/index.js'
import { controlNumber } from './control-number.js'
import { namedFiles } from './files.js'
import { optionsOf, remark } from './output.js'
import { configOf } from './with-gateway.js'

interface AckOptions {
  readonly '277ca'?: boolean
  readonly '997'?: boolean
  readonly ta1: boolean
  readonly control: number
}

export function addAck(program: Command): void {
  program
    .command('ack')
    .argument('<file>', 'an X12 file; "-" is standard input')
    .option('--277ca', 'answer each claim of an 837 as well: a claim in error is rejected by itself, its set is not')
    .option('--997', 'answer groups with a 997 in place of the 999')
    .option('--no-ta1', 'leave out the TA1')
    .option('--control <number>', 'ISA13 and GS06 of the first answer, the next ones count on', controlNumber, 1)
    .description('write the TA1 and 999 that answer a file')
    .addHelpText(
      'after',
      '\nExample: x12gw ack samples/scenarios/21-ack-lifecycle.837 --277ca > answers.edi\n' +
        'One interchange of answers for each one in the file, addressed back to its sender. Acknowledgements are never acknowledged.\n' +
        'Exit 0 when all was answered that can be, whatever the answer says; 1 when something cannot be. See docs/acknowledgements.md.',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<AckOptions>(command)
      const [file] = namedFiles([path], options)
      const config = configOf(options)
      const answers: ReturnType<typeof toJson>[] = []
      let answered = 0
      const unanswered: { readonly interchange: string; readonly reason: string }[] = []
      const reader = createFileAnswerer(
        loadGuides(config),
        {
          answer(answer) {
            answered++
            if (options.json === true) answers.push(toJson(answer))
            else process.stdout.write(answer.bytes)
          },
          unanswered(interchange, reason, isFault) {
            unanswered.push({ interchange, reason })
            if (isFault) process.exitCode = 1
          },
        },
        {
          answeredAt: systemClock(),
          firstControl: options.control,
          ta1: options.ta1,
          groups: options['997'] === true ? '997' : '999',
          ...(options['277ca'] === true ? { claimAnswers: loadClaimAnswers(config.schemaDir) } : {}),
        },
      )
      for await (const chunk of file?.chunks() ?? []) reader.push(chunk)
      reader.end()
      if (options.json === true) process.stdout.write(`${JSON.stringify({ file: path, answers, unanswered }, undefined, 1)}\n`)
      for (const { interchange, reason } of unanswered) remark(options, `interchange ${interchange} is not answered: ${reason}`)
      if (answered + unanswered.length > 0) return
      remark(options, `${path}: there is no interchange in it, so there is nobody to answer`)
      process.exitCode = 1
    })
}

/** The verdicts, and the interchange itself as text. */
function toJson({ answers, control, bytes, interchangeAcknowledgement, groups, claims }: FileAnswer) {
  return {
    answers,
    control,
    ...(interchangeAcknowledgement === undefined ? {} : { ta1: interchangeAcknowledgement }),
    groups: groups.map(({ functionalId, control: group, verdict, receivedCount, acceptedCount, sets }) => ({
      functionalId,
      control: group,
      verdict,
      receivedCount,
      acceptedCount,
      transactionSets: sets.map(({ type, control: set, verdict: own, reasons }) => ({ type, control: set, verdict: own, reasons })),
    })),
    claims,
    x12: Buffer.from(bytes).toString('utf8'),
  }
}
