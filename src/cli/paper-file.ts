// Papers that commands write: the name of the file says what it becomes; without one it is told in the terminal.
import type { PaperFormat } from '../paper/index.js'
import { Fault } from '../values/index.js'
import { outputFile } from './output-file.js'

export const paperOption = ['--out <file>', 'the file to write: .pdf, .html or .txt; left out, it is told here'] as const

export function paperFormatOf(out: string | undefined): PaperFormat {
  const extension = out === undefined ? 'txt' : (/\.([^.]+)$/.exec(out)?.[1]?.toLowerCase() ?? '')
  if (extension !== 'pdf' && extension !== 'html' && extension !== 'txt')
    throw new Fault('ARGUMENT_INVALID', '--out must end in .pdf, .html or .txt')
  return extension
}

/** Writes the file and says so, or tells the paper itself. */
export function putPaper(
  { out }: { readonly out?: string },
  paper: Uint8Array,
  print: (value: unknown, human: () => string) => void,
): void {
  if (out === undefined) {
    const text = Buffer.from(paper).toString()
    print({ text }, () => text.trimEnd())
    return
  }
  writeWhole(out, paper)
  print({ out, bytes: paper.length }, () => `${out}: ${paper.length} bytes`)
}

/** Under its name only when it is whole. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const out = outputFile(path)
  try {
    out.write(bytes)
    out.close()
  } catch (cause) {
    out.discard()
    throw cause
  }
}
