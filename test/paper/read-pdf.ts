// The text of a PDF whose streams are not compressed, page by page, in the order it was drawn. Reads what pdfkit writes with its standard fonts.
export function pagesOf(pdf: Uint8Array): readonly string[] {
  const source = Buffer.from(pdf).toString('latin1')
  const streams = [...source.matchAll(/stream\n([^]*?)\nendstream/g)].map(([, stream = '']) => stream)
  return streams.filter((stream) => stream.includes(' TJ')).map(textOf)
}

/** Each `[<hex> shift <hex>] TJ` is one run of characters in Windows-1252. */
function textOf(stream: string): string {
  const runs = [...stream.matchAll(/\[([^\]]*)\] TJ/g)].map(([, run = '']) =>
    [...run.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => hex).join(''),
  )
  return runs.map((hex) => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'))).join('\n')
}

/** Where lines break does not matter: neither does white space. */
export function packed(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
