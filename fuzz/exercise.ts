// What every input goes through: the file reader whole and in pieces, the codecs of each unit and set, the rules of the ledger, the
// answers. Nothing of it may throw for what stands in a file; the pieces must tell the same as the whole, and the answer must be right.
import {
  type ClaimAnswerTable,
  createFileAnswerer,
  decodeClaim,
  decodeClaimPayment,
  decodeClaimStatus,
  decodeGroupAcknowledgement,
  decodeProviderAdjustments,
  decodeProvidersWithoutClaims,
  decodeRemittance,
  decodeStatusReport,
  decodeSubmission,
  serviceRanges,
} from '../src/codecs/index.js'
import { claimKindOf, type Remittance } from '../src/domain/index.js'
import { type AdjustmentTreatments, checkClaimPayment, createRemittanceBalance, settleClaimPayment } from '../src/ledger/index.js'
import { createFileReader, type FileHandler, type Guide, type Loop, type SchemaRegistry, type Unit } from '../src/schema/index.js'
import { type Finding, instantFromEpochMs, sayFinding } from '../src/values/index.js'
import type { Random } from './random.js'

export interface Exercise {
  readonly schemas: SchemaRegistry
  readonly treatments: AdjustmentTreatments
  readonly claimAnswers: ClaimAnswerTable
}

/** 2026-11-02, 09:15. */
const answeredAt = instantFromEpochMs(1_793_610_900_000)

/** Something that must never be, though nothing was thrown. */
export class Broken extends Error {}

/** Runs everything over the bytes; in pieces and answered by chance, one time in eight. Throws what was thrown, or Broken. */
export function exercise(parts: Exercise, bytes: Uint8Array, random: Random): void {
  const { schemas } = parts
  const whole = read(schemas, [bytes], decoding(parts.treatments))
  if (random.below(8) === 0 && read(schemas, piecesOf(bytes, random), {}).join('\n') !== whole.join('\n'))
    throw new Broken('read in pieces, the file has other findings')
  if (random.below(8) === 0) answer(parts, bytes, random)
}

/** Every answer to the file must be free of errors itself. */
function answer({ schemas, claimAnswers }: Exercise, bytes: Uint8Array, random: Random): void {
  const options = { answeredAt, firstControl: 1, ta1: random.below(2) === 0, groups: random.of(['999', '997'] as const), claimAnswers }
  const listener = {
    answer({ bytes: answered }: { readonly bytes: Uint8Array }) {
      const wrong = read(schemas, [answered], {}).find((told) => told.startsWith('error'))
      if (wrong !== undefined) throw new Broken(`the answer is wrong: ${wrong.replace(/ \d+ /, ' ')}`)
    },
    unanswered: () => undefined,
  }
  const reader = createFileAnswerer(schemas, listener, options)
  reader.push(bytes)
  reader.end()
}

/** Every finding as a line, in the order in which it was told. */
function read(schemas: SchemaRegistry, pieces: Iterable<Uint8Array>, handler: FileHandler): string[] {
  const told: string[] = []
  const finding = (found: Finding) => told.push(`${found.severity} ${found.code} ${found.path} ${found.at.offset} ${sayFinding(found)}`)
  const reader = createFileReader(schemas, { ...handler, finding })
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return told
}

function piecesOf(bytes: Uint8Array, random: Random): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = from + 1 + random.below(random.below(8) === 0 ? 500 : 40)
    pieces.push(bytes.slice(from, to))
    from = to
  }
  return pieces
}

/** Decodes every unit and set by its guide, and settles what is money as if no claim were known. */
function decoding(treatments: AdjustmentTreatments): FileHandler {
  let balance = createRemittanceBalance()
  return {
    setStart: () => {
      balance = createRemittanceBalance()
    },
    unit: (unit, _set, guide) => decodeUnit(unit, guide, treatments, balance),
    setEnd: ({ guide, rest }) => {
      if (guide !== undefined && rest !== undefined) decodeRest(guide, rest, balance)
    },
  }
}

type Balance = ReturnType<typeof createRemittanceBalance>

function decodeUnit(unit: Unit, { id, transactionSet }: Guide, treatments: AdjustmentTreatments, balance: Balance): void {
  const kind = claimKindOf(id)
  if (kind !== undefined) decodeClaim(unit, kind)
  else if (transactionSet === '277') decodeClaimStatus(unit)
  else if (transactionSet === '999') decodeGroupAcknowledgement({ id: '999', children: [unit.loop] })
  if (transactionSet !== '835') return
  const { value: payment } = decodeClaimPayment(unit)
  if (payment === undefined) return
  serviceRanges(unit)
  balance.add(payment)
  checkClaimPayment(payment)
  const header: Remittance | undefined = unit.parents[0] === undefined ? undefined : decodeRemittance(unit.parents[0]).value
  if (header === undefined) return
  const { entries } = settleClaimPayment(payment, [], { remittance: header, treatments, ordinal: unit.ordinal })
  if (!entries.every(({ cents }) => Number.isSafeInteger(cents) && cents > 0)) throw new Broken('an entry of no or half a cent')
}

function decodeRest({ transactionSet }: Guide, rest: Loop, balance: Balance): void {
  if (transactionSet === '837') decodeSubmission(rest)
  else if (transactionSet === '999') decodeGroupAcknowledgement(rest)
  else if (transactionSet === '277') {
    decodeStatusReport([rest])
    decodeProvidersWithoutClaims([rest])
  } else if (transactionSet === '835') {
    for (const { adjustment } of decodeProviderAdjustments(rest).value ?? []) balance.addProviderAdjustment(adjustment)
    const { value: header } = decodeRemittance(rest)
    if (header !== undefined) balance.close(header)
  }
}
