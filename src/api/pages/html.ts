// The frame of the pages, and text with code in it.
import { type Html, html } from '../../values/index.js'

/** Text in which `backticks` set code, as the OpenAPI document has it. */
export function prose(text: string): readonly Html[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`))
}

export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/assets/page.css">
<script src="/assets/page.js" defer></script>
</head>
<body>
${body}
</body>
</html>
`.html
}
