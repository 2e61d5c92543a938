// Edits on money and quantities: E-SUM, E-UNITS.
import { sumCents } from '../values/index.js'
import { type Edit, edit, editOf, warning } from './edit.js'
import { at, linesOf } from './places.js'

const chargeElement = { professional: 'SV102', institutional: 'SV203', dental: 'SV302' } as const
const unitsElement = { professional: 'SV104', institutional: 'SV205', dental: 'SV306' } as const

export const chargeEdits: readonly Edit[] = [
  edit(
    'edit-charge-sum',
    'E-SUM',
    'the charge of the claim is {cents} cents off the sum of its lines; correct the one that is wrong',
    function* ({ chargeCents, lines }) {
      const cents = chargeCents - sumCents(lines.map((line) => line.chargeCents))
      if (cents !== 0) yield { pointer: '/chargeCents', path: '2300/CLM02', detail: { cents } }
    },
    { same: ['charge-is-sum-of-lines', 'CLAIM_CHARGE_UNBALANCED'] },
  ),
  edit(
    'edit-charge-negative',
    'E-SUM',
    'a charge is not below zero; correct it, or void the claim that was wrong',
    function* (claim) {
      for (const { line, pointer, number } of linesOf(claim))
        if (line.chargeCents < 0) yield at({ pointer, loop: '2400', line: number }, chargeElement[claim.kind], '/chargeCents')
      if (claim.chargeCents < 0) yield { pointer: '/chargeCents', path: '2300/CLM02' }
    },
    { same: ['line-charge-not-negative', 'charge-not-negative'] },
  ),
  edit(
    'edit-charge-zero',
    'E-SUM',
    'the claim charges nothing; see that nothing was forgotten',
    function* ({ chargeCents }) {
      if (chargeCents === 0) yield { pointer: '/chargeCents', path: '2300/CLM02' }
    },
    warning,
  ),
  edit(
    'edit-units-positive',
    'E-UNITS',
    'a service is given at least once; set its units above 0',
    function* (claim) {
      if (claim.kind === 'institutional') return
      for (const { line, pointer, number } of linesOf(claim))
        if (line.units !== undefined && !(Number(line.units) > 0))
          yield at({ pointer, loop: '2400', line: number }, unitsElement[claim.kind], '/units')
    },
    { same: ['line-quantity'] },
  ),
  edit('edit-units-decimals', 'E-UNITS', 'units have at most three decimals; round them', function* (claim) {
    for (const { line, pointer, number } of linesOf(claim))
      if (/\.\d{4}/.test(line.units ?? '')) yield at({ pointer, loop: '2400', line: number }, unitsElement[claim.kind], '/units')
  }),
  editOf(
    'professional',
    'edit-minutes-whole',
    'E-UNITS',
    'minutes (MJ) are whole; round them',
    function* ({ lines }) {
      for (const [index, { unit, units }] of lines.entries())
        if (unit === 'MJ' && !Number.isInteger(Number(units)))
          yield { pointer: `/lines/${index}/units`, path: '2400/SV104', line: index + 1 }
    },
    { same: ['minutes-whole'] },
  ),
]
