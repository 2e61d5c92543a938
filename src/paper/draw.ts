// Draws a sheet as PDF: plain boxes on letter paper, by our own hand, with no form's art. Streams are not compressed, so that
// what stands on the page can be read from the file by anything.
import PDFDocument from 'pdfkit'
import type { Block, Box, Column, GridRow, Sheet } from './sheet.js'

type Page = InstanceType<typeof PDFDocument>

/** Points: letter paper, its margins, and the space within a box. */
const margin = 36
const width = 612 - 2 * margin
const bottom = 792 - margin - 14
const pad = 3
const labelSize = 6
const textSize = 9

export async function drawSheet(sheet: Sheet): Promise<Uint8Array> {
  const page = new PDFDocument({ size: 'LETTER', margin, compress: false, bufferPages: true, info: { Title: sheet.title } })
  const chunks: Uint8Array[] = []
  const isDone = new Promise<Uint8Array>((resolve, reject) => {
    page.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    page.on('end', () => resolve(Buffer.concat(chunks)))
    page.on('error', reject)
  })
  let y = drawTitle(page, sheet, margin)
  for (const block of sheet.blocks) y = drawBlock(page, sheet, block, y)
  numberPages(page, sheet)
  page.end()
  return isDone
}

function drawTitle(page: Page, { title, about }: Sheet, y: number): number {
  page.font('Helvetica-Bold').fontSize(11).text(plain(title), margin, y, { lineBreak: false })
  page
    .font('Helvetica')
    .fontSize(textSize)
    .text(plain(about), margin, y + 1, { width, align: 'right', lineBreak: false })
  return y + 18
}

function drawBlock(page: Page, sheet: Sheet, block: Block, y: number): number {
  if (block.kind === 'heading') {
    const from = roomFor(page, sheet, y, 46)
    page
      .font('Helvetica-Bold')
      .fontSize(8)
      .fillColor('#333')
      .text(plain(block.text), margin, from + 5, { lineBreak: false })
    page.fillColor('black')
    return from + 16
  }
  if (block.kind === 'boxes') return drawBoxes(page, sheet, block.boxes, y)
  return drawGrid(page, sheet, block.columns, block.rows, y)
}

function drawBoxes(page: Page, sheet: Sheet, boxes: readonly Box[], y: number): number {
  page.font('Helvetica').fontSize(textSize)
  const heights = boxes.map(({ text, span }) => page.heightOfString(plain(text) || ' ', { width: widthOf(span) - 2 * pad }))
  const height = Math.max(...heights) + labelSize + 3 * pad
  const from = roomFor(page, sheet, y, height)
  let x = margin
  for (const { box, label, text, span } of boxes) {
    drawFrame(page, x, from, widthOf(span), height)
    drawLabel(page, box, label, x, from, widthOf(span))
    page
      .font('Helvetica')
      .fontSize(textSize)
      .text(plain(text), x + pad, from + labelSize + 2 * pad, { width: widthOf(span) - 2 * pad })
    x += widthOf(span)
  }
  return from + height
}

function drawGrid(page: Page, sheet: Sheet, columns: readonly Column[], rows: readonly GridRow[], y: number): number {
  let at = drawHead(page, columns, roomFor(page, sheet, y, 48))
  for (const { cells, note = '' } of rows) {
    page.font('Helvetica').fontSize(textSize)
    const inner = (column: Column): number => widthOf(column.span) - 2 * pad
    const noteHeight = note === '' ? 0 : page.heightOfString(plain(note), { width: width - 4 * pad }) + pad
    const tallest = Math.max(
      ...columns.map((column, index) => page.heightOfString(plain(cells[index] ?? '') || ' ', { width: inner(column) })),
    )
    const height = tallest + noteHeight + 2 * pad
    const from = roomFor(page, sheet, at, height)
    if (from < at) at = drawHead(page, columns, from)
    let x = margin
    for (const [index, column] of columns.entries()) {
      drawFrame(page, x, at, widthOf(column.span), height - noteHeight)
      page.text(plain(cells[index] ?? ''), x + pad, at + pad, { width: inner(column), align: column.isAmount === true ? 'right' : 'left' })
      x += widthOf(column.span)
    }
    if (note !== '') {
      drawFrame(page, margin, at + height - noteHeight, width, noteHeight)
      page.text(plain(note), margin + 2 * pad, at + height - noteHeight + pad, { width: width - 4 * pad })
    }
    at += height
  }
  return at
}

function drawHead(page: Page, columns: readonly Column[], y: number): number {
  const height = labelSize * 2 + pad
  let x = margin
  for (const { box, label, span } of columns) {
    page.rect(x, y, widthOf(span), height).fillAndStroke('#eeeeee', '#888888').fillColor('black')
    drawLabel(page, box, label, x, y + pad / 2, widthOf(span))
    x += widthOf(span)
  }
  return y + height
}

function drawLabel(page: Page, box: string, label: string, x: number, y: number, boxWidth: number): void {
  page.fontSize(labelSize).fillColor('#444')
  page.font('Helvetica-Bold').text(plain(box), x + pad, y + pad, { lineBreak: false })
  const shift = box === '' ? 0 : page.widthOfString(box) + 3
  page.font('Helvetica').text(plain(label), x + pad + shift, y + pad, {
    lineBreak: false,
    width: boxWidth - 2 * pad - shift,
    height: labelSize,
    ellipsis: true,
  })
  page.fillColor('black')
}

function drawFrame(page: Page, x: number, y: number, boxWidth: number, height: number): void {
  page.lineWidth(0.5).rect(x, y, boxWidth, height).stroke('#888888')
}

/** Here when there is room for so much, else at the head of a new page. */
function roomFor(page: Page, sheet: Sheet, y: number, height: number): number {
  if (y + height <= bottom) return y
  page.addPage()
  return drawTitle(page, sheet, margin)
}

function numberPages(page: Page, { footer }: Sheet): void {
  const { count } = page.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    page.switchToPage(index)
    page
      .font('Helvetica')
      .fontSize(labelSize + 1)
      .fillColor('#444')
    // Below the margin a text would begin a new page by itself.
    page.page.margins.bottom = 0
    page.text(plain(`${footer}   Page ${index + 1} of ${count}`), margin, 792 - margin - 4, {
      width,
      align: 'center',
      lineBreak: false,
    })
    page.fillColor('black')
  }
}

function widthOf(span: number): number {
  return (span / 12) * width
}

/** The fonts of every PDF reader know Western letters: others lose their accents, or become a question mark. */
function plain(text: string): string {
  return text.normalize('NFC').replaceAll(/[^\n\u0020-\u007e\u00a1-\u00ff\u2018\u2019\u201c\u201d]/gu, (character) => {
    const bare = character.normalize('NFD').replaceAll(/\p{M}/gu, '')
    return /^[\u0020-\u007e]$/.test(bare) ? bare : '?'
  })
}
