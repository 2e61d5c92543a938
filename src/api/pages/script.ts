// Script of the landing page. It builds text nodes only: nothing that came from a file can become markup.

export const script = `'use strict'
const form = document.getElementById('look')

/** Words for a value: cents as dollars, people as their names, the rest as JSON. */
function sayValue(name, value) {
  if (value === undefined || value === null) return ''
  if (name.endsWith('Cents')) return (value / 100).toFixed(2)
  if (typeof value !== 'object') return String(value)
  if ('content' in value) return 'bytes ' + value.offset + ' to ' + (value.offset + value.length)
  if ('last' in value) return [value.last, value.first].filter(Boolean).join(', ')
  return JSON.stringify(value)
}

function cell(kind, text, className) {
  const made = document.createElement(kind)
  made.textContent = text
  if (className) made.className = className
  return made
}

function toTable(items) {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))].filter((name) => name !== 'summary')
  const table = document.createElement('table')
  const head = table.insertRow()
  for (const name of names) head.append(cell('th', name))
  for (const item of items) {
    const row = table.insertRow()
    for (const name of names) row.append(cell('td', sayValue(name, item[name]), name.endsWith('Cents') ? 'number' : ''))
  }
  return table
}

async function show() {
  const said = document.getElementById('said')
  const shown = document.getElementById('shown')
  shown.replaceChildren()
  said.textContent = 'Asking …'
  const key = document.getElementById('key').value.trim()
  const what = document.getElementById('what').value
  const response = await fetch('/api/v1/' + what, { headers: { Authorization: 'Bearer ' + key } })
  const answer = await response.json()
  if (!response.ok) {
    said.textContent = answer.title + ': ' + answer.detail
    return
  }
  said.textContent = answer.items.length + (answer.next ? ' newest shown, there are more' : ' shown')
  if (answer.items.length > 0) shown.replaceChildren(toTable(answer.items))
}

form?.addEventListener('submit', (event) => {
  event.preventDefault()
  show().catch(() => { document.getElementById('said').textContent = 'The gateway did not answer.' })
})
`
