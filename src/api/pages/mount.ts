// The few pages for people, served whole by this server; a console takes the place of the first one when it is there.
import type { Express } from 'express'
import { renderDocs } from './docs.js'
import { landing } from './landing.js'
import { script } from './script.js'
import { style } from './style.js'

/** Mounts /openapi.json, /docs, / and their style and script. None of them needs a key, and none holds data. */
export function mountPages(app: Express, document: Parameters<typeof renderDocs>[0]): void {
  const pages: readonly (readonly [path: string, type: string, content: string])[] = [
    ['/', 'html', landing],
    ['/docs', 'html', renderDocs(document)],
    ['/openapi.json', 'json', JSON.stringify(document)],
    ['/assets/page.css', 'css', style],
    ['/assets/page.js', 'js', script],
  ]
  for (const [path, type, content] of pages) {
    app.get(path, (_request, response) => void response.type(type).send(content))
  }
}
