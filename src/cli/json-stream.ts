// One JSON document written piece by piece, for answers as long as the file they come from.

export interface JsonStream {
  /** Opens an object or a list, under a name when it stands in an object. */
  open(bracket: '{' | '[', name?: string): void
  value(value: unknown, name?: string): void
  close(): void
  /** Closes what is open; the document is complete. */
  end(): void
}

export function createJsonStream(write: (text: string) => void): JsonStream {
  const open: { readonly closing: string; count: number }[] = []
  const lead = (name: string | undefined): string => {
    const inside = open.at(-1)
    const comma = inside !== undefined && inside.count++ > 0 ? ',' : ''
    const line = inside === undefined ? '' : `\n${' '.repeat(open.length)}`
    return `${comma}${line}${name === undefined ? '' : `${JSON.stringify(name)}: `}`
  }
  const close = (): void => {
    const inside = open.pop()
    if (inside !== undefined) write(inside.count === 0 ? inside.closing : `\n${' '.repeat(open.length)}${inside.closing}`)
  }
  return {
    open(bracket, name) {
      write(`${lead(name)}${bracket}`)
      open.push({ closing: bracket === '{' ? '}' : ']', count: 0 })
    },
    value(value, name) {
      write(`${lead(name)}${JSON.stringify(value)}`)
    },
    close,
    end() {
      while (open.length > 0) close()
      write('\n')
    },
  }
}
