// Edits on payers: E-PAYER, E-AUTH, E-COB, E-FREQ.
import type { Claim, Coverage } from '../domain/index.js'
import { type Edit, edit, editOf, warning } from './edit.js'
import { destinationOf, linesOf, proceduresOf } from './places.js'

const orders = ['P', 'S', 'T']

/** The payers before the destination, each with its pointer. */
function* payersBefore({ coverages, destination }: Claim): Generator<{ readonly coverage: Coverage; readonly pointer: string }> {
  for (const [index, coverage] of coverages.entries()) {
    const place = orders.indexOf(coverage.order)
    if (place >= 0 && place < orders.indexOf(destination)) yield { coverage, pointer: `/coverages/${index}` }
  }
}

/** "705*" is every procedure that begins so. */
function isListed(code: string, list: readonly string[]): boolean {
  return list.some((listed) => (listed.endsWith('*') ? code.startsWith(listed.slice(0, -1)) : code === listed))
}

function sumOf(adjustments: readonly { readonly amountCents: number }[]): number {
  return adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0)
}

export const payerEdits: readonly Edit[] = [
  edit(
    'edit-payer-route',
    'E-PAYER',
    'the partner that this claim goes through does not name its payer; correct the payer id, or add it to the payers of the partner',
    function* (claim, { reachedPayers }) {
      const { value, pointer } = destinationOf(claim)
      if (reachedPayers.length > 0 && !reachedPayers.includes(value.payer.id))
        yield { pointer: `${pointer}/payer/id`, path: '2010BB/NM109' }
    },
    warning,
  ),
  edit(
    'edit-payer-of-tests',
    'E-PAYER',
    'this payer is for tests only, and the file is for production; correct the payer id, or send with usage T',
    function* (claim, { payer, usage }) {
      if (payer?.isTest === true && usage === 'P') yield { pointer: `${destinationOf(claim).pointer}/payer/id`, path: '2010BB/NM109' }
    },
  ),
  edit(
    'edit-authorization',
    'E-AUTH',
    'this payer asks for an authorization of this procedure; add its number to the claim or the line',
    function* (claim, { payer }) {
      if (payer === undefined || claim.authorization !== undefined) return
      for (const procedure of proceduresOf(claim)) {
        const ofLine = 'authorization' in procedure.of ? procedure.of.authorization : undefined
        if (ofLine === undefined && isListed(procedure.value.code, payer.authorization))
          yield { pointer: `/lines/${procedure.line - 1}/authorization`, path: '2400/REF', line: procedure.line }
      }
    },
    warning,
  ),
  edit(
    'edit-prior-payer',
    'E-COB',
    'the claim goes to a later payer, so every payer before it is told with what it decided; add its coverage',
    function* ({ coverages, destination }) {
      const earlier = orders.slice(0, Math.max(0, orders.indexOf(destination)))
      const isUnknown = coverages.some(({ order }) => order === 'U')
      if (!isUnknown && earlier.some((order) => coverages.every((coverage) => coverage.order !== order)))
        yield { pointer: '/coverages', path: '2320/SBR' }
    },
    { same: ['secondary-names-primary', 'tertiary-names-primary', 'tertiary-names-secondary'] },
  ),
  edit(
    'edit-prior-decision',
    'E-COB',
    'the payer before this one has not decided yet; wait for its remittance and tell what it paid, also when that is nothing',
    function* (claim) {
      for (const { coverage, pointer } of payersBefore(claim))
        if (coverage.adjudication === undefined) yield { pointer: `${pointer}/adjudication`, path: '2320/AMT' }
    },
    warning,
  ),
  edit(
    'edit-line-balance',
    'E-COB',
    'the charge of the line is {cents} cents off what this payer paid and adjusted; copy its remittance again',
    function* (claim) {
      for (const { line, pointer, number } of linesOf(claim)) {
        const all = [...(line.adjudications ?? []).entries()]
        for (const payer of new Set(all.map(([, { payerId }]) => payerId))) {
          const decisions = all.filter(([, { payerId }]) => payerId === payer)
          const settled = decisions.reduce((sum, [, { paidCents, adjustments }]) => sum + paidCents + sumOf(adjustments), 0)
          const isBundle = decisions.some(([, { bundledInto }]) => bundledInto !== undefined)
          const cents = line.chargeCents - settled
          if (cents !== 0 && !isBundle)
            yield { pointer: `${pointer}/adjudications/${decisions[0]?.[0]}`, path: '2430/SVD02', line: number, detail: { cents } }
        }
      }
    },
    { same: ['line-balance-of-prior-payer'] },
  ),
  edit(
    'edit-claim-balance',
    'E-COB',
    'the charge of the claim is {cents} cents off what this payer paid and adjusted; copy its remittance again',
    function* (claim) {
      const { coverages, destination, chargeCents, lines } = claim
      for (const [index, { order, payer, adjudication }] of coverages.entries()) {
        const isByLine = lines.some(({ adjudications = [] }) => adjudications.some(({ payerId }) => payerId === payer.id))
        if (order === destination || isByLine || adjudication?.paidCents === undefined) continue
        const cents = chargeCents - adjudication.paidCents - sumOf(adjudication.adjustments)
        if (cents !== 0) yield { pointer: `/coverages/${index}/adjudication`, path: '2320/AMT02', qualifier: 'D', detail: { cents } }
      }
    },
    { same: ['claim-balance-of-prior-payer'] },
  ),
  edit(
    'edit-patient-share-once',
    'E-COB',
    'what the patient still owes after this payer is told for the claim or for its lines, never both; remove one',
    function* ({ coverages, lines }) {
      for (const [index, { payer, adjudication }] of coverages.entries()) {
        const isInLines = lines.some(({ adjudications = [] }) =>
          adjudications.some(({ payerId, remainingPatientCents }) => payerId === payer.id && remainingPatientCents !== undefined),
        )
        if (adjudication?.remainingPatientCents !== undefined && isInLines)
          yield { pointer: `/coverages/${index}/adjudication/remainingPatientCents`, path: '2320/AMT02', qualifier: 'EAF' }
      }
    },
    { same: ['patient-share-at-one-level'] },
  ),
  edit(
    'edit-original-number',
    'E-FREQ',
    'a replacement (7) or void (8) names the payer claim number it takes the place of; add it from the remittance',
    function* ({ frequency, originalPayerClaimNumber }) {
      if ((frequency === '7' || frequency === '8') && originalPayerClaimNumber === undefined)
        yield { pointer: '/originalPayerClaimNumber', path: '2300/REF' }
    },
    { same: ['replacement-names-original'] },
  ),
  editOf(
    'professional',
    'edit-medicare-takes-originals',
    'E-FREQ',
    'Medicare part B takes original claims only (frequency 1); ask it for a reopening or an appeal instead',
    function* (claim) {
      if (claim.frequency !== '1' && destinationOf(claim).value.filing === 'MB') yield { pointer: '/frequency', path: '2300/CLM05-3' }
    },
  ),
]
