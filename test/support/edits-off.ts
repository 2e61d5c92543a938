// A practice with all checks of its own off, and the simulator at the other side: claims go out as they are, and the far side judges.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Adjustment, Claim, ClaimPayment, ClaimStatus, Partner, StatusInformation } from '../../src/domain/index.js'
import { edits } from '../../src/edits/index.js'
import { claimTimeline, type ClaimTimeline, type SubmitReport } from '../../src/gateway/index.js'
import { answerFile } from '../../src/simulator/answer-file.js'
import { SimulatorMemory } from '../../src/simulator/memory.js'
import type { Store } from '../../src/store/index.js'
import { findingCodes } from '../../src/values/index.js'
import { claimAnswers, readAnswer } from '../simulator/read-answers.js'
import { acorn, bytesOf, gatewayOn, receiveBytes, schemas, stillClock, submitBytes } from './gateway.js'

/** A day on which the examples of claims are new. */
const today = '2026-10-06T12:00:00.000Z'

/** Whatever is found passes: by code, by edit, by rule of the guides. */
export function allOff(): Partner['decisions'] {
  const rules = edits.flatMap(({ same }) => same)
  return Object.fromEntries([...Object.keys(findingCodes), ...edits.map(({ id }) => id), ...rules].map((key) => [key, 'pass' as const]))
}

export interface JudgedClaim {
  readonly timeline: ClaimTimeline
  /** Types of the work items that are open for it, each once. */
  readonly work: readonly string[]
  /** What the 277CA says of the claim, and then of its lines, as "A7:247 line A7:476". */
  readonly status: string | undefined
  /** What its 835 denies, as "CO 16 N290". */
  readonly denial: string | undefined
}

/** Sends claims in files for production, and takes in what the simulator answers to them. One simulator for all that it is given. */
export function editsOff(store: Store) {
  const root = mkdtempSync(join(tmpdir(), 'x12gw-edits-off-'))
  for (const name of ['out', 'in']) mkdirSync(join(root, name))
  const partner = acorn({ usage: 'P', payers: [], decisions: allOff(), folder: { ...acorn().folder, root } as Partner['folder'] })
  const clock = stillClock(today)
  const gateway = gatewayOn(store, { partners: [partner], defaultPartner: partner, clock })
  const memory = new SimulatorMemory(join(root, 'memory.json'))
  const payments = new Map<string, ClaimPayment>()
  const statuses = new Map<string, ClaimStatus>()

  return {
    /** Claims as JSON, or the bytes of an 837. */
    async send(claims: readonly Claim[] | Buffer): Promise<SubmitReport> {
      clock.advance(60_000)
      const report = await submitBytes(gateway, Buffer.isBuffer(claims) ? claims : JSON.stringify(claims))
      await gateway.dispatch(partner)
      const times = { receivedAt: clock(), answeredAt: clock(), remittedAt: clock() }
      for (const { outboxId } of report.sending) {
        const row = await store.outbox.find(outboxId)
        const bytes = await bytesOf(store, row?.fileId ?? '')
        for (const answer of answerFile({ bytes, ...times }, { schemas, claimAnswers }, memory)) {
          await receiveBytes(gateway, answer.bytes, `${answer.control}.edi`)
          const read = readAnswer(answer.bytes)
          for (const status of read.statuses.flatMap((one) => one.claims)) statuses.set(status.patientControlNumber, status)
          for (const payment of read.remittances.flatMap((one) => one.payments)) payments.set(payment.patientControlNumber, payment)
        }
      }
      return report
    },

    async judged(patientControlNumber: string): Promise<JudgedClaim | undefined> {
      const [claim] = await store.claims.byNumbers([patientControlNumber])
      if (claim === undefined) return undefined
      const timeline = await claimTimeline(gateway, claim)
      const { items } = await store.workItems.list({ claimId: claim.id, state: 'open', limit: 100 })
      return {
        timeline,
        work: [...new Set(items.map(({ type }) => type))],
        status: sayStatus(statuses.get(patientControlNumber)),
        denial: denialIn(payments.get(patientControlNumber)),
      }
    },
  }
}

function sayStatus(status: ClaimStatus | undefined): string | undefined {
  if (status === undefined) return undefined
  const say = ({ codes }: StatusInformation) => codes.map((code) => [code.category, code.status, code.entity].filter(Boolean).join(':'))
  const ofLines = status.lines.flatMap((line) => line.statuses.flatMap(say)).map((code) => `line ${code}`)
  return [...status.statuses.flatMap(say), ...ofLines].join(' ')
}

/** What is no part of a price: neither contractual (CO 45) nor the share of earlier payers (OA 23). */
function denialIn(payment: ClaimPayment | undefined): string | undefined {
  const { adjustments = [], inpatient, services = [] } = payment ?? {}
  const ofStay = inpatient?.[4] === 'MA01' ? '' : (inpatient?.[4] ?? '')
  const all = [
    { adjustments, remark: ofStay },
    ...services.map((line) => ({ adjustments: line.adjustments, remark: line.remarks[0]?.code ?? '' })),
  ]
  const isDenial = ({ group, reason }: Adjustment) => !['CO 45', 'OA 23'].includes(`${group} ${reason}`)
  return all.flatMap((one) => one.adjustments.filter(isDenial).map(({ group, reason }) => `${group} ${reason} ${one.remark}`.trim()))[0]
}
