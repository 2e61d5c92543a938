// A professional claim (837P) under the box numbers of the CMS-1500 (02/12); the words beside them are ours.
import type { Coverage, ProfessionalClaim, ProfessionalLine } from '../domain/index.js'
import { type Block, box, type GridRow, heading, row, type Sheet } from './sheet.js'
import {
  addressLines,
  asSent,
  billingLines,
  day,
  days,
  destinationOf,
  diagnosisOf,
  facilityLines,
  letters,
  money,
  notesOf,
  otherNumbers,
  othersOf,
  personName,
  phoneOf,
  procedureOf,
  providerName,
  relationshipOf,
  yesNo,
} from './words.js' // prettier-ignore

export function professionalSheet(claim: ProfessionalClaim): Sheet {
  const { patient, billing, dates = {}, accident, diagnoses, serviceFacility } = claim
  const own = destinationOf(claim)
  const others = othersOf(claim)
  const referring = claim.providers.find(({ role }) => role === 'referring' || role === 'primaryCare')?.provider
  const rendering = claim.providers.find(({ role }) => role === 'rendering')?.provider
  const supervising = claim.providers.find(({ role }) => role === 'supervising')?.provider
  return {
    title: 'Professional claim, in the order of the CMS-1500',
    about: `Claim ${claim.patientControlNumber}`,
    footer: asSent,
    blocks: [
      row(
        box('', 'Payer', [own?.payer.name, addressLines(own?.payer.address)].filter(Boolean).join('\n'), 8),
        box('', 'Payer id', own?.payer.id, 4),
      ),
      row(
        box('1', 'Kind of coverage', own?.filing, 3),
        box('1a', 'Insured’s number', own?.memberId, 5),
        box('11', 'Group or policy', own?.group, 4),
      ),
      heading('Patient and insured'),
      row(
        box('2', 'Patient', personName(patient), 5),
        box('3', 'Born, sex', [day(patient.birthDate), patient.sex].filter(Boolean).join('  '), 3),
        box('4', 'Insured', own === undefined ? '' : personName(own.subscriber), 4),
      ),
      row(
        box('5', 'Patient’s address', addressLines(patient.address), 5),
        box('6', 'Patient is the insured’s', relationshipOf(own), 3),
        box('7', 'Insured’s address', addressLines(own?.subscriber.address), 4),
      ),
      ...(others.length === 0 ? [undefined] : others).map(otherPayer),
      row(
        box('10a', 'Employment', yesNo(accident?.causes.includes('EM')), 2),
        box('10b', 'Auto accident, state', [yesNo(accident?.causes.includes('AA')), accident?.state].filter(Boolean).join('  '), 3),
        box('10c', 'Other accident', yesNo(accident?.causes.includes('OA')), 2),
        box('10d', 'Condition codes', claim.conditionCodes?.join(' '), 5),
      ),
      row(
        box('11a', 'Insured born, sex', [day(own?.subscriber.birthDate), own?.subscriber.sex].filter(Boolean).join('  '), 3),
        box('11b', 'Casualty claim number', patient.references?.find(({ qualifier }) => qualifier === 'Y4')?.value, 3),
        box('11c', 'Plan or group name', own?.groupName, 4),
        box('11d', 'Other plan?', yesNo(others.length > 0), 2),
      ),
      row(box('12', 'Patient’s release', claim.release, 6), box('13', 'Benefits assigned', claim.benefitsAssigned, 6)),
      heading('Treatment'),
      row(
        box('14', 'Onset (431) or last period (484)', day(dates.onset ?? dates.lastMenstrualPeriod), 4),
        box('15', 'Accident, or first treatment', day(dates.accident ?? dates.initialTreatment), 4),
        box('16', 'Unable to work', days(dates.disabilityFrom ?? dates.lastWorked, dates.disabilityTo ?? dates.returnToWork), 4),
      ),
      row(
        box('17', 'Referred by', providerName(referring), 4),
        box('17b', 'NPI', referring?.npi, 2),
        box('18', 'In hospital', days(dates.admission, dates.discharge), 3),
        box('20', 'Bought outside', money(claim.lines.find(({ purchase }) => purchase !== undefined)?.purchase?.chargeCents), 3),
      ),
      row(
        box(
          '19',
          'More to know',
          [notesOf(claim), supervising && `supervised by ${providerName(supervising)} ${supervising.npi ?? ''}`].filter(Boolean).join('; '),
          12,
        ),
      ),
      row(box('21', 'Diagnoses (ICD-10)', diagnoses.map((each, index) => `${letters.charAt(index)} ${diagnosisOf(each)}`).join('   '), 12)),
      row(
        box('22', 'Frequency, payer’s claim number', [claim.frequency, claim.originalPayerClaimNumber].filter(Boolean).join('  '), 6),
        box('23', 'Authorization, referral, CLIA', [claim.authorization, claim.referral, claim.clia].filter(Boolean).join('  '), 6),
      ),
      {
        kind: 'grid',
        columns: [
          { box: '24A', label: 'Days', span: 2.4 },
          { box: '24B', label: 'Place', span: 0.8 },
          { box: '24C', label: 'Emg', span: 0.8 },
          { box: '24D', label: 'Procedure', span: 2.2 },
          { box: '24E', label: 'Pointer', span: 0.9 },
          { box: '24F', label: 'Charge', span: 1.3, isAmount: true },
          { box: '24G', label: 'Units', span: 0.8, isAmount: true },
          { box: '24H', label: 'EPSDT', span: 0.9 },
          { box: '24J', label: 'Rendering NPI', span: 1.9 },
        ],
        rows: claim.lines.map((line) => lineRow(line, claim, rendering?.npi)),
      },
      row(
        box('25', 'Tax id', `${billing.taxId} ${billing.taxIdQualifier}`, 3),
        box('26', 'Patient’s account', claim.patientControlNumber, 3),
        box('27', 'Assignment', claim.assignment, 2),
        box('28', 'Total charge', money(claim.chargeCents), 2),
        box('29', 'Paid by patient', money(claim.patientPaidCents), 2),
      ),
      row(
        box(
          '31',
          'Rendered by, signature on file',
          [providerName(rendering ?? billing), claim.signatureOnFile ? 'on file' : 'not on file'].join('\n'),
          4,
        ),
        box('32', 'Where', facilityLines(serviceFacility), 4),
        box('33', 'Billed by', billingLines(billing), 4),
      ),
      row(
        box('33', 'Telephone', phoneOf(billing), 4),
        box('32a b', 'NPI, other number', [serviceFacility?.npi, otherNumbers(serviceFacility)].filter(Boolean).join('  '), 4),
        box('33a b', 'NPI, other number', [billing.npi, billing.taxonomy, otherNumbers(billing)].filter(Boolean).join('  '), 4),
      ),
    ],
  }
}

/** One row for each; the form has room for one alone. */
function otherPayer(other: Coverage | undefined): Block {
  return row(
    box('9', 'Other insured', other === undefined ? '' : personName(other.subscriber), 3),
    box('9a', 'Other policy or group', [other?.memberId, other?.group].filter(Boolean).join(' / '), 3),
    box('9d', 'Other plan', other?.payer.name, 4),
    box('', 'Paid by it', money(other?.adjudication?.paidCents), 2),
  )
}

function lineRow(line: ProfessionalLine, claim: ProfessionalClaim, rendering: string | undefined): GridRow {
  const { procedure, drug, note } = line
  const below = [
    procedure.description,
    drug && `${drug.qualifier ?? 'N4'} ${drug.ndc} ${drug.unit} ${drug.quantity}`,
    note,
    line.unit === 'MJ' ? 'units are minutes' : '',
  ].filter(Boolean)
  return {
    cells: [
      days(line.from, line.to),
      line.placeOfService ?? claim.placeOfService,
      line.emergency === true ? 'Y' : '',
      procedureOf(procedure),
      line.diagnosisPointers.map((pointer) => letters.charAt(pointer - 1)).join(''),
      money(line.chargeCents),
      line.units,
      [line.epsdt === true ? 'Y' : '', line.familyPlanning === true ? 'FP' : ''].join(''),
      line.providers?.find(({ role }) => role === 'rendering')?.provider.npi ?? rendering ?? '',
    ],
    ...(below.length === 0 ? {} : { note: below.join('; ') }),
  }
}
