// Names, addresses and notes of claims that came as values, in the characters that their partner takes; each change is told.
// Numbers and codes are left as they are: they come back, or mean something, letter by letter.
import type { ReadClaim } from '../codecs/index.js'
import type { Claim, Partner } from '../domain/index.js'
import type { StoredFinding } from '../store/index.js'
import { finding, sayFinding } from '../values/index.js'

/** What a claim's properties of words are called. */
const wordy = new Set(
  `last first middle suffix name groupName line1 line2 city text note goals thirdPartyNote description moreDescription
   roundTripPurpose stretcherPurpose`.split(/\s+/),
)

/** Letters and signs that do not fall apart into a plain one and its accent. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '\u00A0': ' ',
}

/** The claim as its partner takes it, with what was changed. What no rule covers is left for the edits to find. */
export function adaptWords(read: ReadClaim, partner: Partner): { readonly claim: Claim; readonly adapted: readonly StoredFinding[] } {
  const steps = stepsFor(partner)
  const adapted: StoredFinding[] = []
  if (steps.length === 0) return { claim: read.claim, adapted }

  function adapt(value: unknown, key: string, pointer: string): unknown {
    if (Array.isArray(value)) return value.map((item: unknown, index) => adapt(item, key, `${pointer}/${index}`))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, adapt(each, name, `${pointer}/${name}`)]))
    return typeof value === 'string' && wordy.has(key) ? steps.reduce((text, step) => taken(text, step, pointer), value) : value
  }

  function taken(text: string, { how, change }: Step, pointer: string): string {
    const changed = change(text)
    if (changed === text) return text
    const found = finding('WORDS_ADAPTED', { offset: 0, segment: 0 }, '', { how, pointer: read.places.at(pointer) })
    adapted.push({ ...found, fileId: '', message: `${read.places.lead(pointer)}${sayFinding(found)}` })
    return changed
  }

  return { claim: adapt(read.claim, '', '') as Claim, adapted }
}

interface Step {
  readonly how: string
  readonly change: (text: string) => string
}

function stepsFor({ characters, envelope }: Partner): readonly Step[] {
  const delimiters = new Set([envelope.element, envelope.component, envelope.repetition, envelope.terminator])
  const withoutDelimiters = (text: string): string =>
    Array.from(text, (character) => (delimiters.has(character) ? ' ' : character))
      .join('')
      .replaceAll(/ {2,}/g, ' ')
      .trim()
  return [
    ...(characters?.accents === 'drop' ? [{ how: 'without accents', change: withoutAccents }] : []),
    ...(characters?.lowerCase === 'raise' ? [{ how: 'in capital letters', change: (text: string) => text.toUpperCase() }] : []),
    ...(characters?.delimiters === 'blank' && !envelope.mayChange
      ? [{ how: 'with blanks for delimiters', change: withoutDelimiters }]
      : []),
  ]
}

function withoutAccents(text: string): string {
  return Array.from(text.normalize('NFD').replaceAll(/\p{M}/gu, ''), (character) => plain[character] ?? character).join('')
}
