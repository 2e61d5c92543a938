// Claims that came as values: edited, written for the partners who serve their payers, and held where their partner wants batches.
import type { ReadClaim, ReadClaims } from '../codecs/index.js'
import type { Partner } from '../domain/index.js'
import type { StoredFinding } from '../store/index.js'
import { findingCodes } from '../values/index.js'
import { adaptWords } from './adapt-words.js'
import type { StartEdits } from './claim-edits.js'
import { ClaimFindings, type EditedClaim, editsOfRest, problemOf, saySentBefore } from './claim-findings.js'
import { holdClaims } from './hold.js'
import type { GatewayParts } from './parts.js'
import type { PartnerChoice } from './partners.js'
import { hasError, isError, type Problem, type Refusal, Refused, type Submission, type SubmitReport } from './submit-report.js'
import { writeClaims } from './write-claims.js'
import type { WriteOutgoing, WrittenFiles } from './write-outgoing.js'

export interface SubmitParts extends GatewayParts {
  readonly choice: PartnerChoice
  readonly startEdits: StartEdits
  readonly write: WriteOutgoing
}

type ForPartner = EditedClaim & { readonly partner: Partner }
/** Claims that go through one partner. */
type Share = readonly [Partner, readonly ForPartner[]]

export function createSubmitValues(parts: SubmitParts): (submission: Submission, read: ReadClaims) => Promise<SubmitReport> {
  const { store, choice, startEdits, write } = parts

  return async (submission, { claims, problems }) => {
    if (claims.length === 0 && problems.length === 0) throw new Refused([], [noClaims])
    const edited = await edit(submission, claims)
    const whole = edited.filter(({ isWhole }) => isWhole)
    const ofRest = editsOfRest(
      edited.filter(({ isWhole }) => !isWhole),
      problems,
    )
    if (submission.options.acceptGood === true) return sendGood(submission, whole, [...problems, ...ofRest.filter(isError).map(asProblem)])
    if (problems.length === 0) return send(submission, whole, [])
    // Nothing will be sent; what is wrong with the other claims is told all the same.
    const others = whole.length === 0 ? new Refused([]) : await tried(submission, sharesOf(whole))
    throw new Refused([...ofRest, ...others.findings], [...problems, ...others.problems])
  }

  /** Claims are left out until what remains may be sent; nothing is sent that has an error. */
  async function sendGood(submission: Submission, claims: readonly ForPartner[], problems: readonly Problem[]): Promise<SubmitReport> {
    if (claims.length === 0) throw new Refused([], problems)
    try {
      return await send(submission, claims, problems)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { atFault = new Set(claims) } = error
      const good = atFault.size === 0 ? [] : claims.filter((one) => !atFault.has(one))
      return sendGood(submission, good, [...problems, ...error.problems, ...error.findings.filter(isError).map(asProblem)])
    }
  }

  async function edit({ options }: Submission, claims: readonly ReadClaim[]): Promise<readonly ForPartner[]> {
    const leaving = claims.map((one) => {
      const partner = choice.ofClaim(one.claim, options.partnerId)
      return { ...one, ...adaptWords(one, partner), partner, isFromJson: true }
    })
    const edited = await startEdits()(leaving)
    return leaving.map((one, index) => ({ ...one, edited: edited[index] ?? [] }))
  }

  async function send(submission: Submission, claims: readonly ForPartner[], problems: readonly Problem[]): Promise<SubmitReport> {
    const shares = sharesOf(claims)
    const found = shares.some(isHeld) ? await tried(submission, shares) : undefined
    if (found !== undefined) refuseWrong(found)
    return store.transaction(async () => {
      const { claimIds, sending, findings } = await writeAll(
        submission,
        shares.filter((share) => !isHeld(share)),
      )
      const held: string[] = []
      for (const [partner, own] of shares.filter(isHeld)) {
        const { claimIds: ids, sentBefore } = await holdClaims(
          parts,
          submission.kept,
          partner,
          own.map(({ claim }) => ({ claim })),
        )
        if (sentBefore.length > 0) {
          const again = own.filter(({ claim }) => sentBefore.includes(claim.patientControlNumber))
          throw new Refused(
            [],
            again.map((one) => problemOf(one, '/patientControlNumber', saySentBefore())),
            new Set(again),
          )
        }
        held.push(...ids)
      }
      return submission.finish({ claimIds: [...claimIds, ...held], sending, findings: found?.findings ?? findings, problems })
    })
  }

  /** What would be found if all of them were written now. */
  async function tried(submission: Submission, shares: readonly Share[]): Promise<Refused> {
    let findings: readonly StoredFinding[] = []
    try {
      await store.tryOut(async () => {
        ;({ findings } = await writeAll(submission, shares))
      })
      return new Refused(findings)
    } catch (error) {
      if (error instanceof Refused) return error
      throw error
    }
  }

  /** Throws Refused when anything is wrong. */
  async function writeAll(
    { kept }: Submission,
    shares: readonly Share[],
  ): Promise<WrittenFiles & { readonly findings: readonly StoredFinding[] }> {
    const told = new Map(shares.map(([partner, own]) => [partner, new ClaimFindings(partner, own)]))
    const files = await write(
      shares.flatMap(([partner, own]) =>
        writeClaims(
          parts,
          `submit:${kept.id}:${partner.id}`,
          partner,
          own.map(({ claim }) => claim),
        ),
      ),
      {
        claim: (partner, claim, unit) => told.get(partner)?.onClaim(claim, unit),
        file: ({ partner, recorded, unwritable }) => told.get(partner)?.onFile(recorded, unwritable),
      },
    )
    const found = [...told.values()].map((one) => one.tell())
    const findings = found.flatMap((one) => one.findings)
    const isClear = found.every(({ atFault }) => atFault !== undefined)
    refuseWrong({
      findings,
      problems: found.flatMap(({ problems }) => problems),
      atFault: isClear ? new Set(found.flatMap(({ atFault }) => [...(atFault ?? [])])) : undefined,
    })
    return { ...files, findings }
  }
}

const noClaims: Problem = { pointer: '', message: findingCodes.CLAIMS_MISSING.says }

/** In one order, so that two submissions at once do not wait for each other's control numbers crosswise. */
function sharesOf(claims: readonly ForPartner[]): readonly Share[] {
  const shares = new Map<Partner, ForPartner[]>()
  for (const one of claims) {
    const own = shares.get(one.partner) ?? []
    own.push(one)
    shares.set(one.partner, own)
  }
  return [...shares].toSorted(([one], [other]) => (one.id < other.id ? -1 : 1))
}

function isHeld([partner]: Share): boolean {
  return partner.batch?.hold === true
}

function refuseWrong({ findings, problems, atFault }: Refusal): void {
  if (problems.length > 0 || hasError(findings)) throw new Refused(findings, problems, atFault)
}

/** An error of an edit, as the problem of its claim. */
function asProblem({ detail: { pointer }, message }: StoredFinding): Problem {
  return { pointer: typeof pointer === 'string' ? pointer : '', message }
}
