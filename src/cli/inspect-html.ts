// An outline as one page for a browser: nothing is fetched, everything folds, a box finds words. Written as the file is read.
import type { OutlinedElement, OutlinedSegment, OutlineLevel } from '../query/index.js'
import { type Finding, type Html, html, sayFinding } from '../values/index.js'
import { headingOf, type OutlinePrinter } from './inspect-printer.js'

export function createHtmlPrinter(write: (text: string) => unknown): OutlinePrinter {
  const put = ({ html: text }: Html) => write(text)
  let files = 0
  /** Of the open levels, the file outermost. */
  const open: OutlineLevel['kind'][] = []
  const counts = { error: 0, warning: 0, info: 0 }
  const note = ({ severity }: Finding) => counts[severity]++
  const anchor = ({ offset }: { readonly offset: number }) => `file${files}-byte${offset}`
  return {
    startFile(path) {
      if (files++ === 0) put(head)
      put(html`<section class="level file"><h1>${path}</h1>\n`)
    },
    open(level) {
      open.push(level.kind)
      put(html`<details open class="level ${level.kind}"><summary>${headingOf(level)}</summary>\n`)
    },
    segment(segment) {
      segment.findings.forEach(note)
      put(segmentRow(segment, anchor(segment)))
    },
    finding(found) {
      note(found)
      const { segment, offset } = found.at
      put(html`${findingRow(found, html`<a href="#${anchor(found.at)}">segment ${String(segment)}, byte ${String(offset)}</a>: `)}\n`)
    },
    close() {
      write(open.pop() === undefined ? '</section>\n' : '</details>\n')
    },
    end() {
      const { error, warning, info } = counts
      put(html`<p id="totals">${plural(error, 'error')}, ${plural(warning, 'warning')}, ${plural(info, 'remark')}</p>\n</main>\n`)
      put({ html: `<script>${script}</script>\n</body>\n</html>\n` })
    },
  }
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function segmentRow({ id, name, segment, offset, elements, text, findings }: OutlinedSegment, anchor: string): Html {
  const worst = findings.some(({ severity }) => severity === 'error') ? 'error' : findings.length > 0 ? 'warning' : 'plain'
  return html`<details class="segment ${worst}" id="${anchor}"><summary><b>${id}</b> ${name ?? 'has no place here'}
<span class="place">segment ${String(segment)}, byte ${String(offset)}</span><code>${text}</code>${findings.map((found) => findingRow(found))}</summary>
<table>${elements.map(elementRow)}</table></details>
`
}

function elementRow({ ref, repetition, name, value, meaning, formatted }: OutlinedElement): Html {
  const shown = formatted === undefined || formatted === value ? value : `${formatted} (${value})`
  return html`<tr><th>${repetition === undefined ? ref : `${ref} no. ${repetition}`}</th><td>${name ?? ''}</td><td>${shown.trimEnd()}</td><td>${meaning ?? ''}</td></tr>`
}

function findingRow(found: Finding, where: Html | '' = ''): Html {
  return html`<span class="finding ${found.severity}"><b>${found.severity}</b> ${where}${sayFinding(found)} <i>${found.code}</i></span>`
}

const style = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; --line: #8884; --error: #c62828; --warning: #a86400; }
@media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffc46b; } }
body { margin: 0; }
header { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; padding: 0.6rem 1.2rem; background: Canvas; border-bottom: 1px solid var(--line); z-index: 1; }
header #totals { margin: 0; font-weight: 600; }
main { padding: 0.5rem 1.2rem 3rem; max-width: 80rem; }
h1 { font-size: 1.2rem; overflow-wrap: anywhere; }
.level { margin-left: 0.9rem; padding-left: 0.7rem; border-left: 1px solid var(--line); }
.file { margin-left: 0; border: 0; padding: 0; }
.level > summary { font-weight: 600; padding: 0.25rem 0; cursor: pointer; }
.segment { margin: 0 0 0 0.9rem; }
.segment > summary { cursor: pointer; padding: 0.15rem 0; }
.place { opacity: 0.65; font-size: 0.8rem; margin-left: 0.5rem; }
code { display: block; white-space: pre-wrap; font: 0.85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; opacity: 0.85; }
table { border-collapse: collapse; margin: 0.2rem 0 0.6rem 1.2rem; font-size: 0.88rem; }
th, td { text-align: left; vertical-align: top; font-weight: 400; padding: 0.1rem 1rem 0.1rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-family: ui-monospace, monospace; white-space: nowrap; }
.finding { display: block; margin: 0.15rem 0 0.3rem; padding: 0.2rem 0.6rem; border-left: 3px solid; border-radius: 2px; background: #8881; }
.finding.error, .segment.error > summary > b { color: var(--error); }
.finding.warning, .segment.warning > summary > b { color: var(--warning); }
.finding i { opacity: 0.75; font-size: 0.8rem; }
.hidden { display: none; }
input, button { font: inherit; padding: 0.25rem 0.5rem; }
input[type='search'] { min-width: 16rem; }
a { color: inherit; }
.segment:target > summary { outline: 2px solid; }
`

/** The box hides what lacks the words; a level stays as long as anything in it does. */
const script = `
const totals = document.getElementById('totals')
document.querySelector('header').append(totals)
const segments = [...document.querySelectorAll('.segment')].map((row) => [row, row.textContent.toLowerCase()])
const levels = [...document.querySelectorAll('details.level')].reverse()
const find = document.getElementById('find')
const faulty = document.getElementById('faulty')
function show() {
  const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean)
  for (const [row, text] of segments)
    row.classList.toggle('hidden', !words.every((word) => text.includes(word)) || (faulty.checked && row.classList.contains('plain')))
  for (const level of levels) level.classList.toggle('hidden', !level.querySelector('.segment:not(.hidden), :scope > .finding'))
}
find.addEventListener('input', show)
faulty.addEventListener('change', show)
document.getElementById('unfold').addEventListener('click', () => {
  const isOpen = segments.some(([row]) => !row.open)
  for (const [row] of segments) row.open = isOpen
})
`

const head: Html = {
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>X12 file, explained</title>
<style>${style}</style>
</head>
<body>
<header><label>Find <input id="find" type="search" autocomplete="off" placeholder="words, codes, amounts"></label>
<label><input id="faulty" type="checkbox"> only findings</label><button id="unfold" type="button">Unfold or fold elements</button></header>
<main>
`,
}
