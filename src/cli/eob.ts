// x12gw eob: a remittance, or one claim of it, as a page that people read, with the meaning of every code.
import type { Command } from 'commander'
import { createEobPaper } from '../gateway/index.js'
import type { RemittanceRow, Store } from '../store/index.js'
import { Fault } from '../values/index.js'
import { leaveTrace } from './leave-trace.js'
import { optionsOf, print } from './output.js'
import { paperFormatOf, paperOption, putPaper } from './paper-file.js'
import { withGateway } from './with-gateway.js'

export function addEob(program: Command): void {
  program
    .command('eob')
    .argument('<remittance>', 'TRN02 (cheque or trace number), or our id of the remittance')
    .option('--claim <pcn>', 'only the payments under this patient control number (CLP01): a page that names no other patient')
    .option(...paperOption)
    .description('what a payer paid, adjusted and denied, as a page or PDF, with the meaning of its codes')
    .addHelpText('after', '\nExample: x12gw eob EFT0000102 --claim RB000201 --out RB000201.pdf')
    .action(async (remittance: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ claim?: string; out?: string }>(command)
      const format = paperFormatOf(options.out)
      await withGateway(options, async (gateway) => {
        const row = await findRemittance(gateway.store, remittance)
        await leaveTrace(gateway, 'remittance.eob', `remittance:${row.id}`)
        const pick = options.claim === undefined ? {} : { patientControlNumber: options.claim }
        const paper = await createEobPaper(gateway)(row, format, pick)
        putPaper(options, paper, (value, human) => print(options, value, human))
      })
    })
}

async function findRemittance(store: Store, text: string): Promise<RemittanceRow> {
  const byId = await store.remittances.find(text)
  if (byId !== undefined) return byId
  const { items } = await store.remittances.list({ trace: text, limit: 50 })
  // A duplicate says the same as what it repeats.
  const [row, other] = items.filter(({ state }) => state !== 'duplicate')
  if (row === undefined) throw new Fault('NOT_FOUND', 'there is no remittance of this trace number or id; x12gw remittances lists them')
  if (other !== undefined)
    throw new Fault('ARGUMENT_INVALID', 'several remittances have this trace number; name one by its id (x12gw remittances --json)')
  return row
}
