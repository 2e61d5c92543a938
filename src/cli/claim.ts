// x12gw claim: one claim from near: its time line with the bytes behind each step, and the packet that proves it was sent.
import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { type ClaimTimeline, claimTimeline, type TimelineStep } from '../gateway/index.js'
import type { Store } from '../store/index.js'
import type { Clock } from '../values/index.js'
import { findClaim } from './find-claim.js'
import { outputFile } from './output-file.js'
import { dollars, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export const practiceOption = ['--practice <npi>', 'whose claim it is; not needed unless practices share the number'] as const

export function addClaim(program: Command): void {
  const claim = program
    .command('claim')
    .description('one claim from near: its time line, and the evidence that it was sent')
    .addHelpText('after', '\nExample: x12gw claim show RB100011')
  addShow(claim)
  addPacket(claim)
  addPrint(claim)
}

function addShow(claim: Command): void {
  claim
    .command('show')
    .argument('<pcn>', 'patient control number (CLM01)')
    .option(...practiceOption)
    .option('--bytes', 'print the very bytes behind each step as well')
    .description('what happened to a claim, whose turn it is, and where the bytes behind each step stand')
    .addHelpText(
      'after',
      '\nExample: x12gw claim show RB100011 --json\n' +
        'Each step names its file, SHA-256, transaction set, segment (ST = 1) and byte offset. A 999 speaks of a whole set: its bytes\n' +
        'may name other claims of it.',
    )
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ practice?: string; bytes?: boolean }>(command)
      await withGateway(options, async ({ store, clock }) => {
        const record = await findClaim(store, pcn, options.practice)
        await noteReading(store, clock, 'claim.timeline', record.id)
        const timeline = await claimTimeline(store, record)
        const steps = options.bytes === true ? await withBytes(store, timeline.steps) : timeline.steps
        print(options, { ...timeline, steps }, () => describe({ ...timeline, steps }))
      })
    })
}

function addPacket(claim: Command): void {
  claim
    .command('packet')
    .argument('<pcn>', 'patient control number (CLM01)')
    .requiredOption('--out <file>', 'the ZIP file to write')
    .option(...practiceOption)
    .description('write the evidence that a claim was sent and received: its slices of the 837, TA1, 999 and 277CA, sealed')
    .addHelpText(
      'after',
      '\nExample: x12gw claim packet RB100011 --out RB100011.zip\n' +
        'It is for timely-filing appeals: exact bytes of this claim alone, the send log, a manifest of hashes and a cover page to print.\n' +
        'Anyone checks it with: x12gw verify-packet RB100011.zip',
    )
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ out: string; practice?: string }>(command)
      await withGateway(options, async ({ store, clock, claimPacket }) => {
        const record = await findClaim(store, pcn, options.practice)
        await noteReading(store, clock, 'claim.packet', record.id)
        const packet = await claimPacket(record)
        writeWhole(options.out, packet.zip)
        const { manifest, manifestSha256, fingerprint } = packet
        const parts = manifest.parts.map(({ name, kind, sizeBytes, sha256 }) => ({ name, kind, sizeBytes, sha256 }))
        print(options, { out: options.out, receipt: manifest.receipt, manifestSha256, fingerprint, parts }, () =>
          [
            table(
              ['Part', 'Bytes', 'SHA-256'],
              parts.map(({ name, sizeBytes, sha256 }) => [name, sizeBytes, sha256]),
              '',
            ),
            `${options.out}: receipt shown: ${manifest.receipt}; manifest ${manifestSha256}; sealed with key ${fingerprint}`,
          ].join('\n'),
        )
      })
    })
}

function addPrint(claim: Command): void {
  claim
    .command('print')
    .argument('<pcn>', 'patient control number (CLM01)')
    .requiredOption('--out <file>', 'the PDF file to write')
    .option(...practiceOption)
    .description('write a claim as PDF, read back from the 837 that was sent, in the order of the paper form of its kind')
    .addHelpText(
      'after',
      '\nExample: x12gw claim print RB100011 --out RB100011.pdf\n' +
        'Box numbers are those of the CMS-1500, UB-04 or ADA form, on plain paper: to read, file or post with an appeal. It is not the\n' +
        'printed form that some payers scan.',
    )
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ out: string; practice?: string }>(command)
      await withGateway(options, async ({ store, clock, claimPdf }) => {
        const record = await findClaim(store, pcn, options.practice)
        await noteReading(store, clock, 'claim.print', record.id)
        const pdf = await claimPdf(record)
        writeWhole(options.out, pdf)
        print(options, { out: options.out, bytes: pdf.length }, () => `${options.out}: ${pdf.length} bytes`)
      })
    })
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const out = outputFile(path)
  try {
    out.write(bytes)
    out.close()
  } catch (cause) {
    out.discard()
    throw cause
  }
}

type ShownStep = TimelineStep & { readonly bytes?: string }

/** Looking at a claim leaves its trace, as over the API. */
export function noteReading(store: Store, clock: Clock, action: string, claimId: string): Promise<void> {
  return store.audit.append({ at: clock(), actor: `user:${userInfo().username}`, action, object: `claim:${claimId}` })
}

async function withBytes(store: Store, steps: readonly TimelineStep[]): Promise<readonly ShownStep[]> {
  const shown: ShownStep[] = []
  for (const step of steps) {
    const bytes = step.source === undefined ? undefined : await store.files.slice(step.source.fileId, step.source)
    shown.push(bytes === undefined ? step : { ...step, bytes: Buffer.from(bytes).toString('latin1') })
  }
  return shown
}

function describe(timeline: Omit<ClaimTimeline, 'steps'> & { readonly steps: readonly ShownStep[] }): string {
  const { patientControlNumber, chargeCents, payerClaimNumber, next, steps } = timeline
  return [
    `Claim ${patientControlNumber}, charge ${dollars(chargeCents)}: ${stateOf(timeline)}` +
      (payerClaimNumber === undefined ? '' : `, payer’s number ${payerClaimNumber}`),
    next.owner === 'nobody' ? `Nobody owes a next step: ${next.what}` : `The next step is the ${next.owner}’s: ${next.what}`,
    '',
    table(
      ['Time', 'Step', 'State after it', 'Next', 'Bytes behind it'],
      steps.map((step) => [step.at, step.event, stateOf(step), step.next.owner, placeOf(step)]),
      'nothing happened to it yet',
    ),
    ...steps.flatMap(({ event, bytes }) => (bytes === undefined ? [] : ['', `${event}:`, bytes.trimEnd()])),
    '',
    ...filesOf(steps),
  ].join('\n')
}

/** What was decided; before that how far it got, and what is known from asking the payer. */
function stateOf({ submissionState, state, inquiryState }: Pick<TimelineStep, 'submissionState' | 'state' | 'inquiryState'>): string {
  if (state !== 'submitted') return state
  return inquiryState === undefined || inquiryState === 'unasked' ? submissionState : `${submissionState}, inquiry: ${inquiryState}`
}

function placeOf({ source }: TimelineStep): string {
  if (source === undefined) return ''
  const set = source.set === 0 ? '' : `set ${source.set}, `
  return `${source.file}: ${set}segment ${source.segment}, bytes ${source.offset} to ${source.offset + source.length - 1}`
}

function filesOf(steps: readonly TimelineStep[]): string[] {
  const files = new Map(steps.flatMap(({ source }) => (source === undefined ? [] : [[source.fileId, source] as const])))
  return [...files.values()].map(({ file, sha256 }) => `${file}: sha256 ${sha256}`)
}
