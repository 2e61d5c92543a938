// x12gw verify-packet: is an evidence packet what it was when it was sealed? Needs no database and no settings.
import type { Command } from 'commander'
import { type PacketProblem, type PacketReport, verifyPacket } from '../evidence/index.js'
import { readWhole } from './files.js'
import { optionsOf, print, table } from './output.js'

export function addVerifyPacket(program: Command): void {
  program
    .command('verify-packet')
    .argument('<file>', 'a packet that x12gw claim packet wrote')
    .option('--key <fingerprint>', 'it must be sealed with this key, as the practice told you its fingerprint')
    .description('check an evidence packet from its bytes alone: hashes, seal, and that its parts are about the one claim')
    .addHelpText(
      'after',
      '\nExample: x12gw verify-packet claim.zip\n' +
        'Exit 1 when anything does not hold; the part and the bytes that differ are named. Without --key the seal proves that the packet\n' +
        'is whole, not whose it is. See docs/evidence.md.',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ key?: string }>(command)
      const report = await verifyPacket(await readWhole(path), options.key === undefined ? {} : { fingerprint: options.key })
      print(options, { file: path, ...report }, () => describe(path, report, options.key !== undefined))
      if (!report.isHeld) process.exitCode = 1
    })
}

function describe(path: string, { isHeld, problems, parts, claim, receipt, fingerprint }: PacketReport, isKeyKnown: boolean): string {
  const key = isKeyKnown ? 'the key that was asked for' : `key ${fingerprint}; whose it is, only its owner can tell you`
  return [
    table(
      ['Part', 'Bytes', 'SHA-256'],
      parts.map(({ name, sizeBytes, sha256 }) => [name, sizeBytes, sha256]),
      '',
    ),
    ...problems.map(sayProblem),
    isHeld ? `${path}: whole and unchanged. Claim ${claim}; receipt shown: ${receipt}. Sealed with ${key}.` : `${path}: does NOT hold.`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function sayProblem({ part, from, to, says }: PacketProblem): string {
  const where = from === undefined ? '' : from === to ? `, byte ${from}` : `, bytes ${from} to ${to}`
  return `${part}${where}: ${says}`
}
