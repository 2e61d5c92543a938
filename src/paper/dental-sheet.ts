// A dental claim (837D) under the item numbers of the ADA claim form; the words beside them are ours.
import type { Coverage, DentalClaim } from '../domain/index.js'
import { type Block, box, heading, row, type Sheet } from './sheet.js'
import {
  addressLines,
  asSent,
  billingLines,
  day,
  days,
  destinationOf,
  diagnosisOf,
  letters,
  money,
  notesOf,
  othersOf,
  personName,
  phoneOf,
  providerName,
  relationshipOf,
  yesNo,
} from './words.js' // prettier-ignore

export function dentalSheet(claim: DentalClaim): Sheet {
  const { billing, patient, dates = {}, accident, orthodontics } = claim
  const own = destinationOf(claim)
  const others = othersOf(claim)
  const treating = claim.providers.find(({ role }) => role === 'rendering')?.provider
  return {
    title: 'Dental claim, in the order of the ADA form',
    about: `Claim ${claim.patientControlNumber}`,
    footer: asSent,
    blocks: [
      row(
        box('1', 'This is', claim.predetermination === true ? 'a request for an estimate' : 'a statement of services done', 6),
        box(
          '2',
          'Number of the estimate, authorization',
          [claim.predeterminationNumber, claim.authorization].filter(Boolean).join('  '),
          6,
        ),
      ),
      row(
        box('3', 'Payer', [own?.payer.name, addressLines(own?.payer.address)].filter(Boolean).join('\n'), 8),
        box('', 'Payer id', own?.payer.id, 4),
      ),
      heading('Other coverage'),
      ...(others.length === 0 ? [undefined] : others).map(otherPayer),
      heading('Insured and patient'),
      row(
        box(
          '12',
          'Insured',
          own === undefined ? '' : [personName(own.subscriber), addressLines(own.subscriber.address)].filter(Boolean).join('\n'),
          4,
        ),
        box('13', 'Born', day(own?.subscriber.birthDate), 2),
        box('14', 'Sex', own?.subscriber.sex, 1),
        box('15', 'Number', own?.memberId, 3),
        box('16', 'Group', own?.group, 2),
      ),
      row(
        box('20', 'Patient', [personName(patient), addressLines(patient.address)].filter(Boolean).join('\n'), 4),
        box('21', 'Born', day(patient.birthDate), 2),
        box('22', 'Sex', patient.sex, 1),
        box('18', 'Patient is the insured’s', relationshipOf(own), 2),
        box('23', 'Patient’s account', claim.patientControlNumber, 3),
      ),
      {
        kind: 'grid',
        columns: [
          { box: '24', label: 'Day', span: 1.6 },
          { box: '25', label: 'Area', span: 1 },
          { box: '27', label: 'Tooth', span: 1.4 },
          { box: '28', label: 'Surfaces', span: 1.2 },
          { box: '29', label: 'Procedure', span: 1.4 },
          { box: '29a', label: 'Pointer', span: 0.9 },
          { box: '29b', label: 'Units', span: 0.8 },
          { box: '30', label: 'Said of it', span: 2.2 },
          { box: '31', label: 'Fee', span: 1.5, isAmount: true },
        ],
        rows: claim.lines.map((line) => ({
          cells: [
            day(line.from ?? claim.from),
            line.oralCavity?.join(' ') ?? '',
            (line.teeth ?? []).map(({ tooth = '' }) => tooth).join(' '),
            (line.teeth ?? []).map(({ surfaces }) => surfaces.join('')).join(' '),
            [line.procedure.code, ...line.procedure.modifiers].join(' '),
            (line.diagnosisPointers ?? []).map((pointer) => letters.charAt(pointer - 1)).join(''),
            line.units ?? '',
            [line.procedure.description, line.prosthesis === 'R' ? 'replacement' : ''].filter(Boolean).join('; '),
            money(line.chargeCents),
          ],
        })),
      },
      row(
        box(
          '33',
          'Teeth missing (M) or to be extracted (E)',
          (claim.teeth ?? []).map(({ tooth, status }) => `${tooth}:${status}`).join(' '),
          6,
        ),
        box(
          '34a',
          'Diagnoses',
          (claim.diagnoses ?? []).map((each, index) => `${letters.charAt(index)} ${diagnosisOf(each)}`).join('   '),
          4,
        ),
        box('32', 'Total fee', money(claim.chargeCents), 2),
      ),
      row(box('35', 'Remarks', notesOf(claim), 12)),
      row(
        box('38', 'Place', claim.placeOfService, 1.5),
        box('40', 'Orthodontics', yesNo(orthodontics !== undefined), 2),
        box('41', 'Appliance placed', day(dates.appliancePlacement), 2.5),
        box('42', 'Months, remaining', [orthodontics?.months, orthodontics?.monthsRemaining].filter(Boolean).join(', '), 3),
        box('44', 'Prior placement', day(claim.lines.find((line) => line.dates?.priorPlacement !== undefined)?.dates?.priorPlacement), 3),
      ),
      row(
        box('45', 'Because of', accident?.causes.join(' '), 3),
        box('46', 'Accident on', day(dates.accident), 3),
        box('47', 'State', accident?.state, 2),
        box('', 'Days of all services', days(claim.from, claim.to), 4),
      ),
      row(
        box('48', 'Billed by', billingLines(billing), 4),
        box('49', 'NPI', billing.npi, 2),
        box('51', 'Tax id', billing.taxId, 2),
        box('52', 'Telephone', phoneOf(billing), 2),
        box('', 'Frequency, payer’s number', [claim.frequency, claim.originalPayerClaimNumber].filter(Boolean).join('  '), 2),
      ),
      row(
        box('53', 'Treated by', providerName(treating ?? billing), 4),
        box('54', 'NPI', treating?.npi, 2),
        box('56a', 'Specialty', treating?.taxonomy ?? billing.taxonomy, 2),
        box(
          '56',
          'Where',
          claim.serviceFacility === undefined ? '' : `${claim.serviceFacility.name}\n${addressLines(claim.serviceFacility.address)}`,
          4,
        ),
      ),
    ],
  }
}

/** One row for each; the form has room for one alone. */
function otherPayer(other: Coverage | undefined): Block {
  return row(
    box('5', 'Other insured', other === undefined ? '' : personName(other.subscriber), 3),
    box('8', 'Number', other?.memberId, 2),
    box('9', 'Group', other?.group, 1.5),
    box('10', 'Patient is the insured’s', other === undefined ? '' : relationshipOf(other), 1.5),
    box('11', 'Other payer', other?.payer.name, 2.5),
    box('', 'Paid by it', money(other?.adjudication?.paidCents), 1.5),
  )
}
