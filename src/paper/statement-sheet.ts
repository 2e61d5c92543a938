// A patient's statement on paper: what was charged, what insurance paid and adjusted, and what is due from the patient.
import type { Statement, StatementClaim } from '../domain/index.js'
import { formatCents, zeroCents } from '../values/index.js'
import type { CodeMeaning } from './eob-sheet.js'
import { type Block, box, type GridRow, heading, row, type Sheet } from './sheet.js'
import { addressLines, day, personName } from './words.js'

const ages = ['0-30 days', '31-60 days', '61-90 days', '91-120 days', '121 days and more'] as const

export function statementSheet(statement: Statement, meaning: CodeMeaning): Sheet {
  const { practice, patient, claims, dueCents, dueByAge, creditCents } = statement
  return {
    title: `Statement of ${day(statement.day)}`,
    about: personName(patient),
    footer:
      'What insurance still owes or refused is not asked of you unless it stands under “you owe”. Please ask us about anything that is not clear.',
    blocks: [
      row(
        box('', 'From', [practice.name, addressLines(practice.address), practice.phone].filter(Boolean).join('\n'), 6),
        box('', 'To', [personName(patient), addressLines(patient.address)].filter(Boolean).join('\n'), 6),
      ),
      row(
        box('', 'Practice’s tax id, NPI', `${practice.taxId}, ${practice.npi}`, 6),
        box('', 'Credit in your favour', creditCents === 0 ? '' : formatCents(creditCents), 3),
        box('', 'Please pay', formatCents(dueCents), 3),
      ),
      heading('Your account'),
      claimGrid(claims, meaning),
      heading('What is due, by age of the service'),
      row(...ages.map((age, index) => box('', age, formatCents(dueByAge[index] ?? zeroCents), index === 4 ? 4 : 2))),
    ],
  }
}

function claimGrid(claims: readonly StatementClaim[], meaning: CodeMeaning): Block {
  return {
    kind: 'grid',
    columns: [
      { box: '', label: 'Service', span: 2 },
      { box: '', label: 'Account', span: 2 },
      { box: '', label: 'Charge', span: 1.5, isAmount: true },
      { box: '', label: 'Insurance paid', span: 1.5, isAmount: true },
      { box: '', label: 'Adjusted', span: 1.25, isAmount: true },
      { box: '', label: 'Insurance owes', span: 1.5, isAmount: true },
      { box: '', label: 'You paid', span: 1, isAmount: true },
      { box: '', label: 'You owe', span: 1.25, isAmount: true },
    ],
    rows: claims.map((claim): GridRow => {
      const { isUnderReview, shares, procedures } = claim
      const why = shares.map(({ carc, cents }) => `${meaning('carc', carc) ?? `reason ${carc}`} ${formatCents(cents)}`)
      return {
        cells: [
          day(claim.serviceOn),
          claim.patientControlNumber,
          formatCents(claim.chargeCents),
          formatCents(claim.insurancePaidCents),
          formatCents(claim.adjustedCents),
          formatCents(claim.insuranceOwesCents),
          formatCents(claim.patientPaidCents),
          isUnderReview ? 'in review' : formatCents(claim.patientOwesCents),
        ],
        note: [
          `Services: ${procedures.join(', ')}`,
          ...(isUnderReview
            ? ['We are looking into what your insurance decided. Nothing of this is due now.']
            : why.length === 0
              ? []
              : [`Your share as insurance decided: ${why.join('; ')}`]),
        ].join('\n'),
      }
    }),
  }
}
