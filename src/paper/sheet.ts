// Something laid out for paper, a claim or what a payer said of it: numbered boxes in rows and grids. What stands where is decided here and in the sheets; drawing is another's.

/** A box: its number on the paper form, a few words of our own, and what stands in it. */
export interface Box {
  readonly box: string
  readonly label: string
  readonly text: string
  /** Width in twelfths of the page. */
  readonly span: number
}

export interface Column {
  readonly box: string
  readonly label: string
  readonly span: number
  readonly isAmount?: boolean
}

/** Text of each column; `note` stands below them over the whole width. */
export interface GridRow {
  readonly cells: readonly string[]
  readonly note?: string
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'boxes'; readonly boxes: readonly Box[] }
  | { readonly kind: 'grid'; readonly columns: readonly Column[]; readonly rows: readonly GridRow[] }

export interface Sheet {
  readonly title: string
  /** What it is about: again at the head of every further page. */
  readonly about: string
  /** What the reader must not take it for: at the foot of every page. */
  readonly footer: string
  readonly blocks: readonly Block[]
}

export function box(number: string, label: string, text: string | undefined, span: number): Box {
  return { box: number, label, text: text ?? '', span }
}

export function row(...boxes: readonly Box[]): Block {
  return { kind: 'boxes', boxes }
}

export function heading(text: string): Block {
  return { kind: 'heading', text }
}

/** Every text that stands on the sheet, in order, empty ones left out. */
export function textsOf({ blocks }: Sheet): readonly string[] {
  return blocks
    .flatMap((block) => {
      if (block.kind === 'heading') return [block.text]
      if (block.kind === 'boxes') return block.boxes.map(({ text }) => text)
      return block.rows.flatMap(({ cells, note = '' }) => [...cells, note])
    })
    .filter((text) => text !== '')
}
