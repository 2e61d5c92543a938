// An institutional claim (837I) under the form locators of the UB-04; the words beside them are ours.
import type { Coverage, DiagnosisOfStay, InstitutionalClaim } from '../domain/index.js'
import { type Block, box, heading, row, type Sheet } from './sheet.js'
import {
  addressLines,
  asSent,
  billingLines,
  day,
  days,
  diagnosisOf,
  money,
  notesOf,
  otherNumbers,
  personName,
  phoneOf,
  procedureOf,
  providerName,
  relationshipOf,
} from './words.js' // prettier-ignore

export function institutionalSheet(claim: InstitutionalClaim): Sheet {
  const { billing, patient, statement, admission } = claim
  const codes = (list: readonly string[] | undefined): string => (list ?? []).join('  ')
  return {
    title: 'Institutional claim, in the order of the UB-04',
    about: `Claim ${claim.patientControlNumber}`,
    footer: asSent,
    blocks: [
      row(
        box('1', 'Billed by', [billingLines(billing), phoneOf(billing)].filter(Boolean).join('\n'), 4),
        box('2', 'Pay to', addressLines(billing.payTo), 3),
        box('3a', 'Patient’s account', claim.patientControlNumber, 3),
        box('4', 'Type of bill', `0${claim.facilityType}${claim.frequency}`, 2),
      ),
      row(
        box('3b', 'Medical record', claim.medicalRecord, 4),
        box('5', 'Tax id', billing.taxId, 3),
        box('6', 'Statement covers', days(statement.from, statement.to), 5),
      ),
      heading('Patient and stay'),
      row(
        box('8', 'Patient', personName(patient), 4),
        box('9', 'Address', addressLines(patient.address), 4),
        box('10', 'Born', day(patient.birthDate), 2),
        box('11', 'Sex', patient.sex, 2),
      ),
      row(
        box('12', 'Admitted', day(admission?.on), 3),
        box('13', 'Hour', admission?.at, 2),
        box('14', 'Type', claim.admissionType, 1),
        box('15', 'Origin', claim.admissionSource, 1.5),
        box('16', 'Discharge hour', claim.dischargeHour, 2),
        box('17', 'Status', claim.patientStatus, 1),
        box('29', 'Accident in', claim.accidentState, 1.5),
      ),
      row(
        box('18-28', 'Condition codes', codes(claim.conditionCodes), 4),
        box('31-34', 'Occurrences', codes(claim.occurrences?.map(({ code, on }) => `${code} ${day(on)}`)), 4),
        box('35-36', 'Occurrence spans', codes(claim.occurrenceSpans?.map(({ code, from, to }) => `${code} ${days(from, to)}`)), 4),
      ),
      row(box('39-41', 'Values', codes(claim.values?.map(({ code, amount }) => `${code} ${amount}`)), 12)),
      {
        kind: 'grid',
        columns: [
          { box: '42', label: 'Revenue code', span: 1.5 },
          { box: '43', label: 'Drug', span: 2.6 },
          { box: '44', label: 'Procedure', span: 2 },
          { box: '45', label: 'Day', span: 2.2 },
          { box: '46', label: 'Units', span: 1 },
          { box: '47', label: 'Charge', span: 1.4, isAmount: true },
          { box: '48', label: 'Not covered', span: 1.3, isAmount: true },
        ],
        rows: claim.lines.map(({ revenueCode, drug, procedure, from, to, units, unit, chargeCents, nonCoveredCents }) => ({
          cells: [
            revenueCode,
            drug === undefined ? '' : `${drug.qualifier ?? 'N4'} ${drug.ndc} ${drug.unit} ${drug.quantity}`,
            procedureOf(procedure),
            days(from, to),
            unit === 'DA' ? `${units} DA` : units,
            money(chargeCents),
            money(nonCoveredCents),
          ],
          ...(procedure?.description === undefined ? {} : { note: procedure.description }),
        })),
      },
      row(
        box('47', 'Total charge', money(claim.chargeCents), 6),
        box('', 'Patient’s estimated share', money(claim.estimatedPatientCents), 6),
      ),
      heading('Payers, in order of payment'),
      ...claim.coverages.map((coverage, index) => payer(coverage, 'ABCDEFGHIJK'.charAt(index), claim)).flat(),
      heading('Diagnoses and procedures'),
      row(box('67', 'Principal and other diagnoses, each with whether present on admission', codes(claim.diagnoses.map(withPresence)), 12)),
      row(
        box('69', 'Admitting', claim.admittingDiagnosis && diagnosisOf(claim.admittingDiagnosis), 2),
        box('70', 'Reasons for visit', codes(claim.reasonsForVisit?.map(diagnosisOf)), 3),
        box('71', 'DRG', claim.drg, 2),
        box('72', 'External causes', codes(claim.externalCauses?.map(withPresence)), 5),
      ),
      row(
        box(
          '74',
          'Procedures',
          codes(
            [claim.principalProcedure, ...(claim.otherProcedures ?? [])].flatMap((each) =>
              each === undefined ? [] : `${each.code} ${day(each.on)}`,
            ),
          ),
          12,
        ),
      ),
      row(
        ...(['attending', 'operating', 'otherOperating', 'rendering', 'referring'] as const).map((role, index) => {
          const provider = claim.providers.find((each) => each.role === role)?.provider
          return box(
            index < 2 ? String(76 + index) : '78-79',
            titles[role],
            [providerName(provider), provider?.npi].filter(Boolean).join('\n'),
            2.4,
          )
        }),
      ),
      row(box('80', 'Remarks', notesOf(claim), 8), box('81', 'Taxonomy', billing.taxonomy, 4)),
    ],
  }
}

const titles = {
  attending: 'Attending',
  operating: 'Operating',
  otherOperating: 'Other operating',
  rendering: 'Rendering',
  referring: 'Referring',
} as const

function payer(coverage: Coverage, letter: string, claim: InstitutionalClaim): readonly Block[] {
  const isDestination = coverage.order === claim.destination
  return [
    row(
      box(`50${letter}`, isDestination ? 'Payer of this claim' : 'Payer', coverage.payer.name, 4),
      box('51', 'Plan id', coverage.payer.id, 2),
      box('52', 'Release', isDestination ? claim.release : coverage.release, 1.2),
      box('53', 'Assigned', isDestination ? claim.benefitsAssigned : coverage.benefitsAssigned, 1.2),
      box('54', 'Paid before', money(coverage.adjudication?.paidCents), 1.8),
      box('56', 'NPI', claim.billing.npi, 1.8),
    ),
    row(
      box(`58${letter}`, 'Insured', personName(coverage.subscriber), 3),
      box('59', 'Patient is', relationshipOf(coverage), 1.6),
      box('60', 'Insured’s number', coverage.memberId, 2),
      box('61', 'Group', coverage.groupName, 1.8),
      box('62', 'Group number', coverage.group, 1.6),
      box('63-64', 'Authorization, ICN', numbersOf(coverage, isDestination, claim), 2),
    ),
    ...(isDestination && otherNumbers(claim.billing) !== ''
      ? [row(box('57', 'Other numbers of the provider', otherNumbers(claim.billing), 12))]
      : []),
  ]
}

function numbersOf(coverage: Coverage, isDestination: boolean, claim: InstitutionalClaim): string {
  const { authorization, originalPayerClaimNumber } = claim
  const numbers = isDestination
    ? [authorization, originalPayerClaimNumber]
    : [coverage.authorization, coverage.adjudication?.payerClaimNumber]
  return numbers.filter(Boolean).join('\n')
}

function withPresence({ presentOnAdmission, ...diagnosis }: DiagnosisOfStay): string {
  return [diagnosisOf(diagnosis), presentOnAdmission].filter(Boolean).join(':')
}
