// A sheet as one page for a browser, to read or print: no scripts, nothing from elsewhere.
import { type Html, html } from '../values/index.js'
import type { Block, Sheet } from './sheet.js'

const style = `
body{font:14px/1.4 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}header{display:flex;justify-content:space-between;align-items:baseline}
h1{font-size:1.3em}h2{font-size:1.05em;margin:1.6em 0 .3em}dl{display:grid;grid-template-columns:repeat(12,1fr);margin:0}
dl div{border:1px solid #999;padding:.2em .5em}dt,th small{font-size:.75em;color:#444}dd{margin:0;white-space:pre-line}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top;white-space:pre-line}
th{background:#eee;font-weight:normal;font-size:.8em}.amount{text-align:right}.note{border-top:0;color:#333;font-size:.9em}footer{margin-top:2em;font-size:.8em;color:#444}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr,dl{break-inside:avoid}}`

export function sheetHtml({ title, about, footer, blocks }: Sheet): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${{ html: style }}
</style></head><body>
<header><h1>${title}</h1><span>${about}</span></header>
${blocks.map(drawBlock)}
<footer>${footer}</footer>
</body></html>
`.html
}

function drawBlock(block: Block): Html {
  if (block.kind === 'heading') return html`<h2>${block.text}</h2>\n`
  if (block.kind === 'boxes')
    return html`<dl>${block.boxes.map(
      ({ box, label, text, span }) =>
        html`<div style="grid-column:span ${String(span)}"><dt><b>${box}</b> ${label}</dt><dd>${text}</dd></div>`,
    )}</dl>\n`
  const { columns, rows } = block
  const classOf = (column: number) => (columns[column]?.isAmount === true ? 'amount' : '')
  return html`<table><thead><tr>${columns.map(({ box, label }) => html`<th><b>${box}</b> ${label}</th>`)}</tr></thead><tbody>
${rows.map(
  ({ cells, note = '' }) => html`<tr>${columns.map((_, index) => html`<td class="${classOf(index)}">${cells[index] ?? ''}</td>`)}</tr>
${note === '' ? '' : html`<tr><td class="note" colspan="${String(columns.length)}">${note}</td></tr>\n`}`,
)}</tbody></table>\n`
}
