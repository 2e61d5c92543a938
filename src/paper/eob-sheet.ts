// What a payer said of claims in an 835 (005010X221A1), as a page: each amount with the meaning of the codes that explain it.
import type {
  Adjustment,
  ClaimPayment,
  NamedEntity,
  ProviderAdjustment,
  Remittance,
  RemittanceParty,
  ServicePayment,
} from '../domain/index.js'
import { claimRemarks } from '../ledger/index.js'
import { type Cents, formatCents, sumCents } from '../values/index.js'
import { type Block, box, type GridRow, heading, row, type Sheet } from './sheet.js'
import { addressLines, days, day, money, personName, procedureOf } from './words.js'

/** The short meaning of a code of a list; undefined when the list does not have it. */
export type CodeMeaning = (list: CodeListId, code: string) => string | undefined
type CodeListId = 'amt-qualifier' | 'carc' | 'cas-group' | 'clp02-claim-status' | 'payment-method' | 'plb-adjustment' | 'rarc'

export interface Eob {
  readonly remittance: Remittance
  readonly payments: readonly ClaimPayment[]
  /** Absent on the page of some claims alone: they may be about other patients. */
  readonly adjustments?: readonly ProviderAdjustment[]
}

const footer = 'What the payer reported in its electronic remittance advice (835). The words beside codes are our short ones.'

export function eobSheet({ remittance, payments, adjustments }: Eob, meaning: CodeMeaning): Sheet {
  return {
    title: adjustments === undefined ? 'Explanation of benefits' : 'Remittance advice',
    about: `Payment ${remittance.trace.number}`,
    footer,
    blocks: [
      ...paymentBlocks(remittance, meaning),
      ...payments.flatMap((payment) => claimBlocks(payment, meaning)),
      ...(adjustments === undefined ? [] : totals(remittance, payments, adjustments, meaning)),
    ],
  }
}

function paymentBlocks({ payer, payee, trace, method, effectiveOn, paidCents }: Remittance, meaning: CodeMeaning): readonly Block[] {
  return [
    row(box('', 'Payer', partyLines(payer), 6), box('', 'Paid to', partyLines(payee), 6)),
    row(
      box('TRN02', 'Cheque or trace', trace.number, 3),
      box('TRN03', 'Payer’s number', trace.payerIdentifier, 2),
      box('BPR04', 'Method', withMeaning(method, meaning('payment-method', method)), 3),
      box('BPR16', 'Dated', day(effectiveOn), 2),
      box('BPR02', 'Amount of the payment', money(paidCents), 2),
    ),
  ]
}

function claimBlocks(payment: ClaimPayment, meaning: CodeMeaning): readonly Block[] {
  const { status, adjustments, services, amounts, crossoverCarrier, correctedInsured } = payment
  const remarks = claimRemarks(payment).map((code) => withMeaning(code, meaning('rarc', code)))
  const all = [...adjustments, ...services.flatMap((service) => service.adjustments)]
  return [
    heading(`Claim ${payment.patientControlNumber}`),
    row(
      box('', 'Patient', entityName(payment.patient), 5),
      box('', 'Member number', payment.insured?.id ?? payment.patient?.id, 3),
      box('CLP07', 'Payer’s claim number', payment.payerClaimNumber, 4),
    ),
    row(
      box('CLP02', 'Decision', withMeaning(status, meaning('clp02-claim-status', status)), 4),
      box('CLP03', 'Charged', money(payment.chargedCents), 2),
      box('', 'Adjusted', money(totalOf(all)), 2),
      box('CLP05', 'Patient’s share', money(payment.patientResponsibilityCents), 2),
      box('CLP04', 'Paid', money(payment.paidCents), 2),
    ),
    ...(crossoverCarrier === undefined
      ? []
      : [row(box('', 'Forwarded to', withMeaning(crossoverCarrier.id ?? '', entityName(crossoverCarrier)), 12))]),
    ...(correctedInsured === undefined
      ? []
      : [row(box('', 'Insured as the payer knows them', withMeaning(correctedInsured.id ?? '', entityName(correctedInsured)), 12))]),
    ...(services.length === 0 ? [] : [serviceGrid(services, meaning)]),
    ...(adjustments.length === 0 ? [] : [adjustmentGrid(adjustments, meaning)]),
    ...(remarks.length === 0 ? [] : [row(box('', 'Remarks on the claim', remarks.join('\n'), 12))]),
    ...(amounts.length === 0
      ? []
      : [
          row(
            box(
              'AMT',
              'For information',
              amounts
                .map(
                  ({ qualifier, amountCents }) => `${withMeaning(qualifier, meaning('amt-qualifier', qualifier))}: ${money(amountCents)}`,
                )
                .join('\n'),
              12,
            ),
          ),
        ]),
  ]
}

function serviceGrid(services: readonly ServicePayment[], meaning: CodeMeaning): Block {
  return {
    kind: 'grid',
    columns: [
      { box: 'DTM', label: 'Date', span: 2 },
      { box: 'SVC01', label: 'Service', span: 3 },
      { box: 'SVC05', label: 'Units', span: 1 },
      { box: 'SVC02', label: 'Charged', span: 2, isAmount: true },
      { box: 'CAS', label: 'Adjusted', span: 2, isAmount: true },
      { box: 'SVC03', label: 'Paid', span: 2, isAmount: true },
    ],
    rows: services.map((service): GridRow => {
      const { procedure, submittedProcedure, revenueCode, adjustments, remarks } = service
      const sent = submittedProcedure === undefined ? '' : `sent as ${procedureOf(submittedProcedure)}`
      const notes = [
        ...adjustments.map((adjustment) => sayAdjustment(adjustment, meaning)),
        ...remarks.map(({ qualifier, code }) => withMeaning(code, qualifier === 'HE' ? meaning('rarc', code) : undefined)),
      ]
      return {
        cells: [
          serviceDays(service),
          [procedureOf(procedure), revenueCode, sent].filter(Boolean).join(' '),
          service.unitsPaid ?? '1',
          money(service.chargedCents),
          money(totalOf(adjustments)),
          money(service.paidCents),
        ],
        note: notes.join('\n'),
      }
    }),
  }
}

function adjustmentGrid(adjustments: readonly Adjustment[], meaning: CodeMeaning): Block {
  return {
    kind: 'grid',
    columns: [
      { box: 'CAS', label: 'Adjustments of the claim as a whole', span: 10 },
      { box: '', label: 'Amount', span: 2, isAmount: true },
    ],
    rows: adjustments.map((adjustment) => ({ cells: [reasonOf(adjustment, meaning), money(adjustment.amountCents)] })),
  }
}

/** How the payment came about: BPR02 is what was paid for claims less what was taken beside them (R-BAL-1). */
function totals(
  { paidCents }: Remittance,
  payments: readonly ClaimPayment[],
  adjustments: readonly ProviderAdjustment[],
  meaning: CodeMeaning,
): readonly Block[] {
  const forClaims = sumCents(payments.map((payment) => payment.paidCents))
  const taken = sumCents(adjustments.map(({ amountCents }) => amountCents))
  const grid: Block = {
    kind: 'grid',
    columns: [
      { box: 'PLB', label: 'Money of no claim', span: 6 },
      { box: '', label: 'Reference', span: 4 },
      { box: '', label: 'Taken (given: -)', span: 2, isAmount: true },
    ],
    rows: adjustments.map(({ reason, reference, amountCents }) => ({
      cells: [withMeaning(reason, meaning('plb-adjustment', reason)), reference ?? '', money(amountCents)],
    })),
  }
  return [
    heading('The payment'),
    ...(adjustments.length === 0 ? [] : [grid]),
    row(
      box('', 'Paid for claims', formatCents(forClaims), 4),
      box('', 'Less what was taken beside them', formatCents(taken), 4),
      box('BPR02', 'Amount of the payment', formatCents(paidCents), 4),
    ),
  ]
}

function sayAdjustment(adjustment: Adjustment, meaning: CodeMeaning): string {
  return `${reasonOf(adjustment, meaning)}: ${formatCents(adjustment.amountCents)}`
}

/** "CO 45 Charge exceeds fee schedule (Contractual obligation)". */
function reasonOf({ group, reason }: Adjustment, meaning: CodeMeaning): string {
  const groupWords = meaning('cas-group', group)
  return `${group} ${withMeaning(reason, meaning('carc', reason))}${groupWords === undefined ? '' : ` (${groupWords})`}`
}

function withMeaning(code: string, words: string | undefined): string {
  return [code, words].filter(Boolean).join(' ')
}

function totalOf(adjustments: readonly Adjustment[]): Cents {
  return sumCents(adjustments.map(({ amountCents }) => amountCents))
}

function serviceDays({ dates }: ServicePayment): string {
  const of = (...qualifiers: string[]) => dates.find(({ qualifier }) => qualifiers.includes(qualifier))?.date
  return days(of('472', '150'), of('151') ?? of('472', '150'))
}

function entityName(entity: NamedEntity | undefined): string {
  const { last, ...more } = entity ?? {}
  return last === undefined ? '' : personName({ last, ...more })
}

function partyLines({ name, id, address }: RemittanceParty): string {
  return [name, id, addressLines(address)].filter(Boolean).join('\n')
}
