// What the readers of bank files share: physical lines with their bytes, the trace in free text, the key of a movement.
import { createHash } from 'node:crypto'
import type { BankLine, PaymentTrace } from '../domain/index.js'
import { type Finding, finding, type FindingCode, type FindingDetail } from '../values/index.js'

/** A bank file, read: without errors among `findings` all of it may be used, with one none of it. */
export interface BankStatement {
  readonly lines: readonly BankLine[]
  /** Movements that are no payment of a payer by their kind. */
  readonly passedOver: number
  readonly findings: readonly Finding[]
}

export interface FileLine {
  readonly text: string
  /** From 1. */
  readonly line: number
  readonly offset: number
  readonly length: number
}

/** Bytes as text, a character for each, so that an index is an offset. Banks write ASCII; what is beyond serves as label only. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

/** Lines that hold something, whatever ends them. */
export function fileLines(text: string): FileLine[] {
  const lines: FileLine[] = []
  let line = 0
  for (const { 0: content, index } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    line += 1
    const bare = content.replace(/[\r\n]+$/, '')
    if (bare.trim() !== '') lines.push({ text: bare, line, offset: index, length: bare.length })
  }
  return lines
}

export function lineFinding(
  code: FindingCode,
  { line, offset, length }: Omit<FileLine, 'text'>,
  path: string,
  detail: FindingDetail = {},
): Finding {
  return finding(code, { segment: line, offset, length }, path, { ...detail, line })
}

/**
 * TRN as payers put it into addenda and banks into descriptions: "TRN*1*EFT0000101*1987654321~". The terminator may be
 * "~", "\" or missing, blanks may pad it, TRN04 may follow. What stands before it need not end with a blank: lines are joined.
 */
export function traceIn(text: string): PaymentTrace | undefined {
  const [, number, payerIdentifier] = /TRN\*1\*([^*~\\]{1,50})\*([^*~\\\s]{9,10})/.exec(text) ?? []
  return number === undefined || payerIdentifier === undefined ? undefined : { number: number.trim(), payerIdentifier }
}

/** Gives each movement its key: what it says, and for twins of one day which of them it is. */
export function createKeys(): (format: string, facts: readonly (string | number)[]) => string {
  const seen = new Map<string, number>()
  return (format, facts) => {
    const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex')
    const times = (seen.get(hash) ?? 0) + 1
    seen.set(hash, times)
    return `${format}:${hash}:${times}`
  }
}
