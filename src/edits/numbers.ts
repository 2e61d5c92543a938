// Edits on our own numbers, on characters, and on what was billed already: E-CTL, E-CHAR, E-DUP.
import type { Claim, OpenClaim } from '../domain/index.js'
import { toOpenClaim } from '../domain/index.js'
import { firstOutside } from '../x12/index.js'
import { type Edit, edit, type Hit, warning } from './edit.js'
import { linesOf, patientLoop } from './places.js'

/** Modifiers that say why the same procedure stands twice. */
const mayRepeat = new Set(
  '50 59 76 77 91 LT RT XE XP XS XU E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9'.split(' '),
)

/** Every text of the claim with its pointer. */
function* textsIn(value: unknown, pointer = ''): Generator<{ readonly text: string; readonly pointer: string }> {
  if (typeof value === 'string') yield { text: value, pointer }
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) yield* textsIn(each, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}

/** Any text may be anywhere, so its loop is told, and no element. */
function placeOf(claim: Claim, pointer: string): Hit {
  const [, part, index] = pointer.split('/')
  if (part === 'lines') return { pointer, path: '2400', line: Number(index) + 1 }
  const loop = part === 'billing' ? '2010AA' : part === 'patient' ? patientLoop(claim) : part === 'coverages' ? '2000B' : '2300'
  return { pointer, path: loop }
}

/** What makes two lines the same service for a payer (domain rules 5.5). */
function keysOf({ lines }: OpenClaim): Set<string> {
  return new Set(
    lines.map(({ procedure, revenueCode, modifiers, serviceDate, units, chargeCents }) =>
      [procedure ?? revenueCode, ...modifiers.toSorted(), serviceDate, units ?? 1, chargeCents].join(' '),
    ),
  )
}

function isSamePatient(a: OpenClaim['patient'], b: OpenClaim['patient']): boolean {
  return a.last === b.last && a.first === b.first && a.birthDate === b.birthDate
}

/** Lines that stand in a claim sent before: same patient, payer, day, procedure, units and charge, under another number. */
function* sentBefore(claim: Claim, history: readonly OpenClaim[]): Generator<Hit> {
  const own = toOpenClaim(claim)
  const payer = claim.coverages.find(({ order }) => order === claim.destination)?.payer.id
  const alike = history.filter(
    (other) =>
      other.patientControlNumber !== claim.patientControlNumber &&
      other.predetermination !== true &&
      isSamePatient(other.patient, own.patient) &&
      other.coverages.some(({ payerId }) => payerId === payer),
  )
  const known = alike.map((other) => ({ number: other.patientControlNumber, keys: keysOf(other) }))
  for (const [index, line] of own.lines.entries()) {
    const [key = ''] = keysOf({ ...own, lines: [line] })
    const other = known.find(({ keys }) => keys.has(key))
    if (line.serviceDate !== undefined && other !== undefined)
      yield { pointer: `/lines/${index}`, path: '2400/LX01', line: index + 1, detail: { claim: other.number } }
  }
}

export const numberEdits: readonly Edit[] = [
  edit(
    'edit-claim-number-form',
    'E-CTL',
    'a claim number without lower case letters and signs comes back unchanged from payers; use capital letters and digits only',
    function* ({ patientControlNumber }) {
      if (!/^[A-Z0-9]+$/.test(patientControlNumber)) yield { pointer: '/patientControlNumber', path: '2300/CLM01' }
    },
    { ...warning, same: ['claim-number-form'] },
  ),
  edit(
    'edit-claim-number-length',
    'E-CTL',
    'a claim number has at most 20 characters, of which payers give back no more; shorten it',
    function* ({ patientControlNumber }) {
      if (patientControlNumber.length > 20) yield { pointer: '/patientControlNumber', path: '2300/CLM01' }
    },
    { ...warning, same: ['ELEMENT_TOO_LONG', 'ELEMENT_OVER_GUIDE_LENGTH'] },
  ),
  edit(
    'edit-line-number-once',
    'E-CTL',
    'two lines have one line number; give each its own',
    function* (claim) {
      const controls = claim.lines.map(({ control }) => control)
      for (const { line, pointer, number } of linesOf(claim))
        if (line.control !== '' && controls.indexOf(line.control) < number - 1)
          yield { pointer: `${pointer}/control`, path: '2400/REF02', qualifier: '6R', line: number }
    },
    { same: ['line-numbers-differ'] },
  ),
  edit(
    'edit-character',
    'E-CHAR',
    'character {place} is none that X12 takes: letters without accents, digits and common signs; replace it',
    function* (claim) {
      for (const { text, pointer } of textsIn(claim)) {
        const place = firstOutside(text, 'extended')
        if (place >= 0) yield { ...placeOf(claim, pointer), detail: { place: place + 1 } }
      }
    },
    { same: ['CHARACTER_OUTSIDE_SET', 'CONTROL_CHARACTER_IN_DATA', 'ELEMENT_CHARACTER_INVALID'] },
  ),
  edit(
    'edit-character-delimiter',
    'E-CHAR',
    'character {place} delimits the parts of the file to this partner; remove it, or let the profile of the partner choose others',
    function* (claim, { delimiters }) {
      if (delimiters === '') return
      for (const { text, pointer } of textsIn(claim)) {
        const place = Array.from(text).findIndex((character) => delimiters.includes(character))
        if (place >= 0) yield { ...placeOf(claim, pointer), detail: { place: place + 1 } }
      }
    },
    { same: ['DELIMITER_IN_DATA'] },
  ),
  edit(
    'edit-service-sent-before',
    'E-DUP',
    'claim {claim} has the same service for the same patient and payer; send only one of them, or a replacement (frequency 7) of the first',
    function* (claim, { history }) {
      if (claim.frequency !== '7' && claim.frequency !== '8') yield* sentBefore(claim, history)
    },
    warning,
  ),
  edit(
    'edit-line-repeated',
    'E-DUP',
    'the same service stands twice in this claim, and payers take the second for a duplicate; add units, or a modifier such as 59, 76 or 77',
    function* (claim) {
      if (claim.kind === 'institutional') return
      const keys = claim.lines.map((line) => {
        const teeth = 'teeth' in line ? JSON.stringify(line.teeth) : ''
        const area = 'oralCavity' in line ? JSON.stringify(line.oralCavity) : ''
        const drug = 'drug' in line ? JSON.stringify(line.drug) : ''
        return [line.procedure.code, line.procedure.modifiers.join(), line.from, line.placeOfService, teeth, area, drug].join(' ')
      })
      for (const { line, pointer, number } of linesOf(claim))
        if (keys.indexOf(keys[number - 1] ?? '') < number - 1 && !line.procedure?.modifiers.some((one) => mayRepeat.has(one)))
          yield { pointer, path: '2400/LX01', line: number }
    },
    warning,
  ),
]
