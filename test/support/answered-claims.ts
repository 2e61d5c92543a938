// Claims that went the whole way out and were answered: TA1, 999 and 277CA to a file of several patients, by our own answerer.
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileAnswerer, loadClaimAnswers } from '../../src/codecs/index.js'
import type { Partner } from '../../src/domain/index.js'
import type { ClaimRecord, Store } from '../../src/store/index.js'
import { acorn, bytesOf, gatewayOn, receiveBytes, schemas, stillClock, submitBytes, type TestGateway } from './gateway.js'

export const minute = 60_000

export interface Answered {
  readonly store: Store
  readonly gateway: TestGateway
  readonly partner: Partner
  readonly clock: ReturnType<typeof stillClock>
  /** The file as it was sent. */
  readonly sent: Buffer
  claim(patientControlNumber: string): Promise<ClaimRecord>
}

export interface AnswerChange {
  /** Changes what was sent to us before it is received. */
  readonly change?: (answer: string) => string
}

/** Submits the bytes, uploads them to a local folder, and takes in the answers to them. */
export async function answeredClaims(
  store: Store,
  claims: string | Buffer = readFileSync('samples/demo/claims.edi'),
  { change = (answer) => answer }: AnswerChange = {},
): Promise<Answered> {
  const root = mkdtempSync(join(tmpdir(), 'x12gw-answered-'))
  for (const name of ['out', 'in']) mkdirSync(join(root, name))
  const partner = acorn({ folder: { ...acorn().folder, root } as Partner['folder'] })
  const clock = stillClock()
  const gateway = gatewayOn(store, { partners: [partner], defaultPartner: partner, clock })
  const report = await submitBytes(gateway, claims)
  clock.advance(minute)
  await gateway.dispatch(partner)
  const row = await store.outbox.find(report.sending[0]?.outboxId ?? '')
  const sent = await bytesOf(store, row?.fileId ?? '')
  clock.advance(minute)
  await receiveBytes(gateway, change(answerTo(sent, clock())), 'answers.edi')
  return {
    store,
    gateway,
    partner,
    clock,
    sent,
    claim: async (number) => {
      const [claim] = await store.claims.byNumbers([number])
      if (claim === undefined) throw new Error('no such claim')
      return claim
    },
  }
}

/** TA1, 999 and 277CA to a file. */
export function answerTo(sent: Buffer, answeredAt: ReturnType<TestGateway['clock']>): string {
  const parts: string[] = []
  const answerer = createFileAnswerer(
    schemas,
    {
      answer: ({ bytes }) => parts.push(Buffer.from(bytes).toString('latin1')),
      unanswered: (_control, reason) => {
        throw new Error(reason)
      },
    },
    { answeredAt, firstControl: 701, ta1: true, groups: '999', claimAnswers: loadClaimAnswers('schemas') },
  )
  answerer.push(sent)
  answerer.end()
  return parts.join('')
}

/** The 277CA refuses this claim for its member id. */
export function refusing(patientControlNumber: string): (answer: string) => string {
  return (answer) =>
    answer.replace(new RegExp(`(TRN\\*2\\*${patientControlNumber}~\\s*STC\\*)A\\d:[\\d:A-Z]+(\\*\\d+\\*)WQ`), '$1A7:116:IL$2U')
}
