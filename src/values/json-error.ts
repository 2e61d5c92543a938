// Where JSON text breaks. The engine's own message repeats the text, which may name a patient, and often gives no position.

interface Token {
  readonly kind: 'string' | 'scalar' | 'end' | '[' | '{' | ']' | '}' | ',' | ':'
  readonly start: number
  readonly end: number
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'end'
type Bracket = '[' | '{'

/** Line and column, from 1, of the first token that cannot stand where it stands. The text is known not to parse. */
export function findJsonError(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, breakingOffset(text)).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

function breakingOffset(text: string): number {
  const open: Bracket[] = []
  let expected: Expected = 'value'
  for (let offset = 0; ; ) {
    const token = readToken(text, offset)
    const next: Expected | undefined = token.end < 0 ? undefined : afterToken(token.kind, expected, open)
    if (next === undefined) return token.start
    expected = next
    offset = token.end
  }
}

/** The next token; its `end` is negative when the characters there make none. */
function readToken(text: string, offset: number): Token {
  let start = offset
  while (start < text.length && '\t\n\r '.includes(text.charAt(start))) start++
  const first = text.charAt(start)
  if (first === '') return { kind: 'end', start, end: start }
  if (first === '"') return { kind: 'string', start, end: stringEnd(text, start) }
  if ('[]{},:'.includes(first)) return { kind: first as Token['kind'], start, end: start + 1 }
  const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null)(?![\w.+-])/y
  scalar.lastIndex = start
  return { kind: 'scalar', start, end: scalar.test(text) ? scalar.lastIndex : -1 }
}

/** Walked by hand: a pattern over a string of megabytes would run the engine out of its stack. */
function stringEnd(text: string, start: number): number {
  const escape = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y
  for (let at = start + 1; at < text.length; ) {
    const char = text.charAt(at)
    if (char === '"') return at + 1
    if (char < ' ') return -1
    if (char !== '\\') {
      at++
      continue
    }
    escape.lastIndex = at
    if (!escape.test(text)) return -1
    at = escape.lastIndex
  }
  return -1
}

/** What may follow this token; undefined when the token may not stand here. Keeps the list of open brackets. */
function afterToken(kind: Token['kind'], expected: Expected, open: Bracket[]): Expected | undefined {
  const takesValue = expected === 'value' || expected === 'value or ]'
  switch (kind) {
    case 'string':
      if (expected === 'key' || expected === 'key or }') return ':'
      return takesValue ? afterValue(open) : undefined
    case 'scalar':
      return takesValue ? afterValue(open) : undefined
    case '[':
    case '{':
      if (!takesValue) return undefined
      open.push(kind)
      return kind === '[' ? 'value or ]' : 'key or }'
    case ']':
    case '}':
      if (expected !== `, or ${kind}` && expected !== (kind === ']' ? 'value or ]' : 'key or }')) return undefined
      open.pop()
      return afterValue(open)
    case ':':
      return expected === ':' ? 'value' : undefined
    case ',':
      if (expected === ', or ]') return 'value'
      return expected === ', or }' ? 'key' : undefined
    case 'end':
      return undefined
  }
}

function afterValue(open: readonly Bracket[]): Expected {
  const inner = open.at(-1)
  if (inner === undefined) return 'end'
  return inner === '[' ? ', or ]' : ', or }'
}
