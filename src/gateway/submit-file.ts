// Claims that came as an 837 file: passed on set by set in an envelope of ours, held for a batch, or recorded as another system sent them.
import type { Partner } from '../domain/index.js'
import { createFileReader } from '../schema/index.js'
import type { StoredFile } from '../store/index.js'
import type { InterchangeHeader } from '../x12/index.js'
import { checkIntake, type CheckedIntake, createClaimReader } from './claim-checks.js'
import { holdClaims, type ToHold } from './hold.js'
import { receiverOf } from './partners.js'
import { resend } from './pass-on.js'
import { guidesOf } from './policy.js'
import { recordOutgoing } from './record-outgoing.js'
import { createRetryAnswers } from './retry-answers.js'
import { hasError, isError, Refused, type Submission, type Submitted, type SubmitReport } from './submit-report.js'
import type { SubmitParts } from './submit-values.js'

/** One interchange of the file, and through whom it goes. */
interface Way {
  readonly header: InterchangeHeader
  readonly partner: Partner
  /** Nobody is its receiver, and the default partner takes it. */
  readonly isDefault: boolean
}

export interface SubmitFile {
  forward(submission: Submission): Promise<SubmitReport>
  asSent(submission: Submission): Promise<SubmitReport>
}

export function createSubmitFile(parts: SubmitParts): SubmitFile {
  const { store, schemas, partners, defaultPartner, choice, startEdits, write } = parts

  return { forward, asSent }

  /** Each interchange of the file becomes one of ours, with the same claims in the same words; or its claims wait for a batch. */
  async function forward({ kept, options: { partnerId }, finish }: Submission): Promise<SubmitReport> {
    const known = (header: InterchangeHeader): Partner | undefined => choice.named(partnerId) ?? receiverOf(partners, header)
    const intake = await checkIntake(parts, kept, (header) => known(header) ?? defaultPartner, startEdits())
    if (hasError(intake.findings())) throw new Refused(intake.findings())
    const ways = intake.interchanges.map((header): Way => ({ header, ...choice.ofInterchange(header, partnerId) }))
    const held = ways.filter(isHeld)
    // What waits is written as well, and taken back: a batch must not fail later by what can be told now.
    if (held.length > 0) await store.tryOut(() => passOn(kept, held, intake))
    return store.transaction(async () => {
      const sent = await passOn(
        kept,
        ways.filter((way) => !isHeld(way)),
        intake,
      )
      return finish({ ...sent, claimIds: [...sent.claimIds, ...(await hold(kept, held, intake))] })
    })
  }

  /** Throws Refused with all that keeps the file from being sent. */
  async function passOn(kept: StoredFile, ways: readonly Way[], intake: CheckedIntake): Promise<Submitted> {
    const { written, claimIds, sending } = await write(
      ways.map(({ header, partner, isDefault }) => resend(parts, kept, header, partner, isDefault)),
    )
    for (const number of written.flatMap(({ recorded }) => recorded.sentBefore)) intake.wasSentBefore(number)
    const unwritable = written.flatMap((one) => one.unwritable)
    // What is wrong only in what we wrote has no place in the practice's file; it is told where it stands in ours.
    const ours = hasError([...intake.findings(), ...unwritable]) ? [] : written.flatMap(({ recorded }) => recorded.findings.filter(isError))
    const findings = [...intake.findings(), ...unwritable, ...ours]
    if (hasError(findings)) throw new Refused(findings)
    return { claimIds, sending, findings }
  }

  /** Reads the claims of these interchanges once more and lets them wait, as they come out of the file. */
  async function hold(kept: StoredFile, ways: readonly Way[], intake: CheckedIntake): Promise<readonly string[]> {
    const claimIds: string[] = []
    let partner: Partner | undefined
    let read: (ToHold & { readonly partner: Partner })[] = []
    const claims = createClaimReader(() => undefined)
    const reader = createFileReader(
      schemas,
      {
        interchangeStart: ({ ordinal }) => {
          partner = ways.find(({ header }) => header.ordinal === ordinal)?.partner
        },
        unit: (unit, set, guide) => {
          if (partner === undefined) return
          const claim = claims.unit(unit, set, guide)
          if (claim !== undefined) read.push({ partner, claim, at: { set: set.ordinal, segment: unit.segment, ...unit.range } })
        },
      },
      { guideFor: (guide) => guidesOf(schemas, partner)(guide) },
    )
    const holdRead = async (): Promise<void> => {
      const some = read
      read = []
      for (const one of some) {
        const held = await holdClaims(parts, kept, one.partner, [one])
        for (const number of held.sentBefore) intake.wasSentBefore(number)
        claimIds.push(...held.claimIds)
      }
    }
    if (ways.length > 0) {
      for await (const chunk of store.files.read(kept.id)) {
        reader.push(chunk)
        await holdRead()
      }
      reader.end()
      await holdRead()
    }
    if (hasError(intake.findings())) throw new Refused(intake.findings())
    return claimIds
  }

  /** What was sent was sent: findings are told, and do not keep its claims out of the books. */
  async function asSent({ kept, options: { partnerId }, finish }: Submission): Promise<SubmitReport> {
    const receiver = (header: InterchangeHeader): Partner | undefined => choice.named(partnerId) ?? receiverOf(partners, header)
    const { interchanges, findings } = await checkIntake(parts, kept, receiver)
    const [header] = interchanges
    const { partner } =
      header?.isReadable === true ? choice.ofInterchange(header, partnerId) : { partner: choice.named(partnerId) ?? defaultPartner }
    if (partner === undefined) throw new Refused(findings())
    const report = await store.transaction(async () => {
      const { claimIds } = await recordOutgoing(parts, kept, { partner, heard: 'sent', guardRepeats: false })
      if (claimIds.length === 0) throw new Refused(findings())
      return finish({ claimIds, sending: [], findings: findings() })
    })
    // Its answers may have come before it.
    await createRetryAnswers(parts).recorded()
    return report
  }
}

function isHeld({ partner: { batch }, isDefault }: Way): boolean {
  return batch?.hold === true && batch.holdFiles !== false && !isDefault
}
