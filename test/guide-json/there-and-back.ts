// X12 to lines and lines to X12, for the tests of both.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFileToLines, createLinesToFile, type LineFault, type LineOptions, readTextLines } from '../../src/guide-json/index.js'
import { loadSchemas } from '../../src/schema/index.js'
import type { FindingCode } from '../../src/values/index.js'

export const schemas = loadSchemas('schemas')

export interface Lines {
  readonly lines: readonly string[]
  readonly findings: readonly FindingCode[]
}

/** The lines of a file; `size` cuts it into chunks. */
export function linesOf(bytes: Uint8Array, options: LineOptions = {}, size = bytes.length): Lines {
  const lines: string[] = []
  const findings: FindingCode[] = []
  const reader = createFileToLines(schemas, { line: (text) => lines.push(text), finding: ({ code }) => findings.push(code) }, options)
  for (let i = 0; i < bytes.length; i += size) reader.push(bytes.subarray(i, i + size))
  reader.end()
  return { lines, findings }
}

export function fileOf(lines: readonly string[]): { readonly text: string; readonly faults: readonly LineFault[] } {
  const pieces: Uint8Array[] = []
  const faults: LineFault[] = []
  const writer = createLinesToFile(schemas, { write: (bytes) => pieces.push(bytes), fault: (fault) => faults.push(fault) })
  for (const [index, text] of lines.entries()) writer.line({ number: index + 1, text })
  writer.end()
  return { text: Buffer.concat(pieces).toString('latin1'), faults }
}

/** What came of text that was cut into lines and written. */
export async function fileOfChunks(chunks: Iterable<Uint8Array>): Promise<ReturnType<typeof fileOf>> {
  const pieces: Uint8Array[] = []
  const faults: LineFault[] = []
  const writer = createLinesToFile(schemas, { write: (bytes) => pieces.push(bytes), fault: (fault) => faults.push(fault) })
  for await (const line of readTextLines(chunks)) writer.line(line)
  writer.end()
  return { text: Buffer.concat(pieces).toString('latin1'), faults }
}

/** Every X12 file under samples/, by its path. */
export const samplePaths = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:edi|837|835|277ca|999|ta1)$/.test(name))
  .map((name) => join('samples', name))
  .toSorted()

export const samples: readonly { readonly path: string; readonly bytes: Buffer }[] = samplePaths.map((path) => ({
  path,
  bytes: readFileSync(path),
}))

/** The bytes as Latin-1 without separators for what is empty at the end of a segment or an element: the only thing that is not kept. */
export function canonical(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  if (!text.startsWith('ISA')) return text
  const quoted = (character: string): string => `\\${character}`
  const [element, repetition, component] = [text.charAt(3), text.charAt(82), text.charAt(104)].map(quoted)
  const isRepeating = /^[^A-Z0-9 ]$/i.test(text.charAt(82))
  const ends = isRepeating ? `[${element}${repetition}]|$` : `${element}|$`
  return text
    .split(text.charAt(105))
    .map((segment) =>
      /^[\r\n]*ISA/.test(segment)
        ? segment
        : segment.replaceAll(new RegExp(`${component}+(?=${ends})`, 'g'), '').replace(new RegExp(`${element}+$`), ''),
    )
    .join(text.charAt(105))
}
