// The four characters that cut an interchange into segments, elements, repetitions and components.
// Reading takes them from fixed places of the ISA (isa.ts); writing takes them from the partner, or chooses others.

/** Delimiters of one interchange, one character each; a character stands for one byte. */
export interface Delimiters {
  readonly element: string
  readonly component: string
  /** Empty when the interchange has none: ISA11 was a standards identifier ("U") before version 00402. */
  readonly repetition: string
  readonly terminator: string
}

/** What stands after each terminator, for people's eyes only. */
export type LineEnd = '' | '\n' | '\r' | '\r\n'

export const standardDelimiters: Delimiters = { element: '*', component: ':', repetition: '^', terminator: '~' }

/** Tried in this order when data holds a delimiter: characters that no guide needs and partners know how to read. */
const spares = ['^', '|', '>', '<', '!', '`', '{', '}', '[', ']', '\\', '%', '"', '\x1d', '\x1f', '\x1e', '\x1c'] as const

/**
 * Which of these delimiters cannot work: not one byte, a letter, digit or space, or equal to another one.
 * Answers the guide's names of the places they are written in (ISA16 and so on), empty when all is well.
 */
export function conflictingDelimiters({ element, component, repetition, terminator }: Delimiters): string[] {
  const places: readonly (readonly [string, string])[] = [
    ['element separator', element],
    ['segment terminator', terminator],
    ['ISA16', component],
    ...(repetition === '' ? [] : [['ISA11', repetition] as const]),
  ]
  const seen = new Set<string>()
  return places
    .filter(([, character]) => {
      const bad = !isDelimiterCharacter(character) || seen.has(character)
      seen.add(character)
      return bad
    })
    .map(([place]) => place)
}

/**
 * Delimiters that do not stand in the data: the preferred ones where they can be kept, spares for the others.
 * `characters` holds every character of the data (any string or strings). Undefined when no spare is left.
 */
export function chooseDelimiters(characters: Iterable<string>, preferred: Delimiters = standardDelimiters): Delimiters | undefined {
  const taken = new Set<string>()
  for (const text of characters) for (const character of text) taken.add(character)
  const choose = (wanted: string): string | undefined => {
    const found = [wanted, ...spares].find((character) => isDelimiterCharacter(character) && !taken.has(character))
    if (found !== undefined) taken.add(found)
    return found
  }
  // Those that can stay take their place first, so that a spare for one never drives out another.
  const kept = (wanted: string): string | undefined => (taken.has(wanted) ? undefined : choose(wanted))
  const [keptElement, keptTerminator, keptComponent] = [kept(preferred.element), kept(preferred.terminator), kept(preferred.component)]
  const keptRepetition = preferred.repetition === '' ? '' : kept(preferred.repetition)
  const element = keptElement ?? choose(preferred.element)
  const terminator = keptTerminator ?? choose(preferred.terminator)
  const component = keptComponent ?? choose(preferred.component)
  const repetition = keptRepetition ?? choose(preferred.repetition)
  if (element === undefined || terminator === undefined || component === undefined || repetition === undefined) return undefined
  return { element, terminator, component, repetition }
}

function isDelimiterCharacter(character: string): boolean {
  const byte = character.charCodeAt(0)
  return character.length === 1 && byte <= 0xff && canDelimit(byte)
}

/** May this byte be a delimiter at all? Letters, digits, the space and NUL may not. */
export function canDelimit(byte: number): boolean {
  return byte !== 0 && byte !== 0x20 && !isLetterOrDigit(byte)
}

export function isLetterOrDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}
