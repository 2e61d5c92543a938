// A sheet as plain text, for a terminal.
import type { Block, Sheet } from './sheet.js'

export function sheetText({ title, about, footer, blocks }: Sheet): string {
  return `${title}\n${about}\n\n${blocks.flatMap(linesOf).join('\n')}\n\n${footer}\n`
}

function linesOf(block: Block): readonly string[] {
  if (block.kind === 'heading') return ['', block.text, '-'.repeat(block.text.length)]
  if (block.kind === 'boxes')
    return block.boxes
      .filter(({ text }) => text !== '')
      .map(({ box, label, text }) => `${[box, label].filter(Boolean).join(' ')}: ${text.replaceAll('\n', ', ')}`)
  const { columns, rows } = block
  const cells = [columns.map(({ label }) => label), ...rows.map((row) => columns.map((_, index) => row.cells[index] ?? ''))].map((row) =>
    row.map((cell) => cell.replaceAll('\n', ' ')),
  )
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)))
  return cells.flatMap((row, at) => {
    const line = row.map((cell, index) =>
      columns[index]?.isAmount === true ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
    )
    const note = rows[at - 1]?.note ?? ''
    return [
      line.join('  ').trimEnd(),
      ...note
        .split('\n')
        .filter(Boolean)
        .map((text) => `    ${text}`),
    ]
  })
}
