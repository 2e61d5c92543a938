// A second, small reader of X12, for `verify` alone: it shares nothing with the one that posted, so that a fault in
// either shows as a difference. Whole file in memory, no checks, no mercy for odd files: those are the other reader's job.

/** A segment as plain text: element 0 is the id. */
export type PlainSegment = readonly string[]

/** Segments of one transaction set; `ordinal` counts the sets of the file from 1. */
export interface PlainSet {
  readonly ordinal: number
  readonly segments: readonly PlainSegment[]
  readonly componentSeparator: string
}

/** The transaction sets of a file, in order. */
export function setsIn(bytes: Uint8Array): PlainSet[] {
  const text = Buffer.from(bytes).toString('latin1')
  const sets: PlainSet[] = []
  let start = text.indexOf('ISA')
  while (start >= 0) {
    const element = text.charAt(start + 3)
    const componentSeparator = text.charAt(start + 104)
    const terminator = text.charAt(start + 105)
    const next = nextInterchange(text, start + 106, terminator, element)
    let open: PlainSegment[] | undefined
    for (const raw of text.slice(start, next < 0 ? undefined : next).split(terminator)) {
      const segment = raw.replace(/^[\r\n]+/, '').split(element)
      if (segment[0] === 'ST') {
        open = []
        sets.push({ ordinal: sets.length + 1, segments: open, componentSeparator })
      }
      open?.push(segment)
      if (segment[0] === 'SE') open = undefined
    }
    start = next
  }
  return sets
}

/** Where the next ISA segment begins: right after a terminator and its line end. */
function nextInterchange(text: string, from: number, terminator: string, element: string): number {
  for (let at = text.indexOf(`ISA${element}`, from); at >= 0; at = text.indexOf(`ISA${element}`, at + 1)) {
    let before = at - 1
    while (before > 0 && /\s/.test(text.charAt(before)) && text.charAt(before) !== terminator) before--
    if (text.charAt(before) === terminator) return at
  }
  return -1
}

/** An amount in cents; NaN for what is none. Own arithmetic, on purpose. */
export function plainCents(text: string | undefined): number {
  const match = /^([-+]?)(\d*)\.?(\d{0,2})0*$/.exec(text ?? '')
  if (match === null || text === '' || text === undefined) return Number.NaN
  const cents = Number(match[2] || '0') * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? 0 - cents : cents
}
